import { nameOfActor } from '../kernel/actor-name.ts';
import { withNamedCorrections } from '../kernel/asked-corrections.ts';
import type { Language } from '../kernel/language.ts';
import type { FilingEntry } from './case-reads.ts';
import { filingSentence } from './conflict-words.ts';

/** What an institution reads of its filing's history: decisions with their words, and what it gave itself. */
const FOR_APPLICANT: readonly string[] = [
  'decision',
  'organ',
  'remark',
  'corrections',
  'reason',
  'round',
  'document',
  'version',
  'rows',
  'imported',
];

/** One entry in the words of the reader; an institution reads offices, and no person of an office. */
export function filingEntryView(
  entry: FilingEntry,
  { isOfficial, language }: { readonly isOfficial: boolean; readonly language: Language },
) {
  const { seq, revision, act, at, organ, section, displayName, onBehalfOf } = entry;
  const facts = Object.entries(entry.facts).filter(([name]) => isOfficial || FOR_APPLICANT.includes(name));
  const isPerson = organ !== null || displayName !== null;
  return {
    seq,
    revision,
    act,
    at: at.toISOString(),
    actor: isPerson ? { organ, section, displayName: isOfficial ? nameOfActor(entry) : null } : null,
    ...(isOfficial && onBehalfOf !== null && { onBehalfOf: { displayName: onBehalfOf } }),
    sentence: filingSentence(entry, language),
    facts: withNamedCorrections(Object.fromEntries(facts), [], language),
  };
}
