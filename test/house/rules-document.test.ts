import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ruleDocument } from '../../scripts/rules/rule-document.ts';
import {
  FIRST_RULE,
  LAST_RULE,
  LISTED_RULES,
  rulesIn,
  WAITING_FUNCTIONS,
  WAITING_RULES,
} from '../../scripts/rules/rule-list.ts';
import { findBeginnings, findCode, findTests, findUncalled, titlesOf } from '../../scripts/rules/rule-search.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const tests = findTests(ROOT);
const code = findCode(ROOT);
const every = Array.from({ length: LAST_RULE - FIRST_RULE + 1 }, (_one, index) => index + FIRST_RULE);
const known = every.map((number) => `R-${String(number).padStart(3, '0')}`);

describe('the rules of claims', () => {
  it('are all listed, once: as a rule of claims or as one that waits', () => {
    const listed = [...LISTED_RULES.map((one) => one.rule), ...WAITING_RULES.flatMap((one) => one.rules)];
    expect(listed.toSorted()).toEqual(known);
  });

  it('each have a sentence and a mark', () => {
    const bare = LISTED_RULES.filter((one) => !one.sentence.endsWith('.') || !/^(seed|ours|elsewhere)/.test(one.mark));
    expect(bare).toEqual([]);
  });

  it('each have a test whose title names them', () => {
    expect(LISTED_RULES.map((one) => one.rule).filter((rule) => !tests.has(rule))).toEqual([]);
  });

  it('each have a test whose title begins with the number', () => {
    const begun = findBeginnings(ROOT);
    expect(LISTED_RULES.map((one) => one.rule).filter((rule) => !begun.has(rule))).toEqual([]);
  });

  it('are the only ones that a title or a docstring names', () => {
    const named = [...tests.keys(), ...code.keys()];
    expect(named.filter((rule) => !known.includes(rule))).toEqual([]);
  });

  it('L22: say that they wait where only tests call their function, and for which issue', () => {
    const uncalled = [...findUncalled(ROOT).keys()].toSorted();
    expect(WAITING_FUNCTIONS.map(({ name }) => name)).toEqual(uncalled);
    expect(WAITING_FUNCTIONS.filter(({ issue, subject }) => issue === '' || subject === '')).toEqual([]);
  });

  it('stand in docs/rules.md as they are now (node --import tsx scripts/rules/rules-document.ts)', () => {
    expect(readFileSync(`${ROOT}docs/rules.md`, 'utf8')).toBe(ruleDocument(ROOT));
  });
});

describe('the search', () => {
  it('reads ranges, and titles only', () => {
    expect(rulesIn('R-091 to R-093, R-009 and R-1521')).toEqual(['R-009', 'R-091', 'R-092', 'R-093', 'R-1521']);
    // Put together here, or this file would look like a test of the rules that it only plays with.
    const [first, second, third] = ['001', '002', '003'].map((number) => `R-${number}`);
    const source = `it('a (${first})', () => { say('${second}'); });\nit.each([1])('b ${third}', f);\n// ${second}`;
    expect(titlesOf(source)).toEqual([`a (${first})`, `b ${third}`]);
  });
});
