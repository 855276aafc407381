import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTS } from '../../domain/act-words.ts';
import { NAMED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import {
  claimStateWord,
  FUND_WORDS,
  INSTRUCTION_STATE_WORDS,
  LINE_STATE_WORDS,
  PURPOSE_WORDS,
} from '../../domain/texts/state-words.ts';
import { ROOT } from '../../main/config.ts';
import * as actsEn from '../../web/workbench/words/en/acts.ts';
import * as caseEn from '../../web/workbench/words/en/case.ts';
import * as claimsEn from '../../web/workbench/words/en/claims.ts';
import * as recordsEn from '../../web/workbench/words/en/records.ts';
import * as actsZh from '../../web/workbench/words/zh/acts.ts';
import * as auditZh from '../../web/workbench/words/zh/audit.ts';
import * as caseZh from '../../web/workbench/words/zh/case.ts';
import * as claimsZh from '../../web/workbench/words/zh/claims.ts';
import * as recordsZh from '../../web/workbench/words/zh/records.ts';

type Words = Readonly<Record<string, string>>;
type Labels = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

const CLAIM_STATES: Labels = Object.fromEntries([
  ...NAMED_CLAIM_STATES.map((state) => [state, claimStateWord({ state, stage: null })] as const),
  ...['departmentReview', 'bureauReview'].map(
    (stage) => [stage, claimStateWord({ state: 'inReview', stage })] as const,
  ),
]);

/** Tables of the pages beside what files and sheets of the server say for the same codes. */
const TABLES: readonly (readonly [name: string, server: Labels, zh: Words, en: Words])[] = [
  ['claims', CLAIM_STATES, recordsZh.records.claimStates, recordsEn.records.claimStates],
  ['lines', LINE_STATE_WORDS, claimsZh.claims.lineStates, claimsEn.claims.lineStates],
  ['lines of a case', LINE_STATE_WORDS, caseZh.reviewCase.lineStates, caseEn.reviewCase.lineStates],
  ['payments', INSTRUCTION_STATE_WORDS, claimsZh.claims.payoutStates, claimsEn.claims.payoutStates],
  ['funds', FUND_WORDS, recordsZh.records.funds, recordsEn.records.funds],
  ['purposes', PURPOSE_WORDS, recordsZh.records.purposes, recordsEn.records.purposes],
];

describe('one state has one word, on the page and in files and sheets', () => {
  it.each(TABLES)('for the %s, in both languages', (_name, server, zh, en) => {
    const known = Object.keys(server).filter((code) => code in zh);
    expect(known.length).toBeGreaterThan(3);
    const other = known.filter((code) => server[code]?.zh !== zh[code] || server[code]?.en !== en[code]);
    expect(other.map((code) => [code, server[code], zh[code], en[code]])).toEqual([]);
  });
});

describe('the audit', () => {
  it('has a word for every act', () => {
    const acts = Object.values(AUDIT_ACTS).flat();
    expect(acts.filter((act) => !(act in auditZh.audit.acts))).toEqual([]);
  });
});

/** What is approved is 核准 in lists, effects and timelines; 核定 is only what the price is counted by. */
const SYNONYMS = /审核通过|审定|批准|已核定|多于核定|与核定|超过核定/;

describe('an approval has one word', () => {
  it('in the catalogue and in what the server says', () => {
    const sources = ['api', 'domain', 'web/workbench/words/zh'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(folder, file)),
    );
    expect(sources.length).toBeGreaterThan(400);
    expect(sources.filter((file) => SYNONYMS.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
});

describe('the button that sends an act', () => {
  it('says confirm once, also for the act that is itself called so', () => {
    const buttons = [actsZh.acts, actsEn.acts].flatMap(({ confirm, names }) =>
      [names.confirm, names.revoke].map((name) => confirm(name)),
    );
    expect(buttons).toEqual(['确认', '确认撤销认定', 'Confirm', 'Confirm: Revoke']);
  });
});
