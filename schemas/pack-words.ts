import type { z } from 'zod';
import { didYouMean } from '../domain/policy/check/nearest-word.ts';

type Issue = z.core.$ZodRawIssue;

const FORMS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a whole number without quotes',
  int: 'a whole number without quotes',
  boolean: 'true or false without quotes',
  array: 'a list, like [A, B], or one row per line that begins with -',
  object: 'fields, like { zh: …, en: … }',
};

/** The message for a pack's author about a field of the wrong shape: its value, and the value to write instead. */
export function packWords(issue: Issue): string | undefined {
  const { code, input } = issue;
  if (isNothing(input) && (issue.path ?? []).length === 0) {
    return 'the file is empty: write document: first, as policies/README.md shows';
  }
  if (code === 'invalid_type') {
    return wrongType(issue.expected, input);
  }
  if (code === 'invalid_value') {
    return wrongWord(issue.values.map(String), input);
  }
  if (code === 'invalid_union') {
    return isNothing(input)
      ? `${absent(input)}: write a number, a word, true, false or a list`
      : `${shown(input)} is no whole number, text, true, false or list of words`;
  }
  if (code === 'too_small') {
    return issue.origin === 'string' || issue.origin === 'array'
      ? `is empty: write ${FORMS[issue.origin] ?? ''}`
      : `is too small: write ${String(issue.minimum)} or more`;
  }
  return code === 'invalid_format' ? `${shown(input)} does not have the form ${issue.pattern ?? ''}` : undefined;
}

function wrongType(expected: string, input: unknown): string {
  const form = FORMS[expected] ?? expected;
  if (isNothing(input)) {
    return `${absent(input)}: write ${form}`;
  }
  return expected === 'string' && (typeof input === 'number' || typeof input === 'boolean')
    ? `is a ${typeof input}: put it in quotes: '${input}'`
    : `${shown(input)} does not fit: write ${form}`;
}

function wrongWord(words: readonly string[], input: unknown): string {
  const possible = `Possible: ${words.join(', ')}`;
  return isNothing(input)
    ? `${absent(input)}. ${possible}`
    : `${shown(input)} is unknown.${didYouMean(String(input), words)} ${possible}`;
}

function isNothing(input: unknown): boolean {
  return input === undefined || input === null;
}

/** YAML reads a name without anything behind it as null. */
function absent(input: unknown): string {
  return input === undefined ? 'is missing' : 'is empty';
}

function shown(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}
