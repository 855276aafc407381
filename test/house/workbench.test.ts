import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../domain/codes.ts';
import { ROOT } from '../../main/config.ts';

const FOLDER = join(ROOT, 'web', 'workbench');

/** Every file that people wrote, with its text without comments. */
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|css|html)$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name, text: uncommented(readFileSync(join(FOLDER, name), 'utf8')) }));

describe('the workbench', () => {
  it('has Chinese in its words alone, also its punctuation', () => {
    const program = FILES.filter(({ name }) => !name.startsWith('words/'));
    const elsewhere = program.filter(({ name, text }) => (name.endsWith('.css') ? HAN : CHINESE).test(text));
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
  });

  it('has no English words in Chinese, and no Chinese ones in English but the name of the other language', () => {
    const english = FILES.filter(({ name }) => name.startsWith('words/en/'));
    const chinese = english.flatMap(({ text }) => text.match(new RegExp(CHINESE, 'gu')) ?? []);
    expect([...new Set(chinese)]).toEqual(['中', '文']);
  });

  it('has every word in both languages: the English ones have the type of the Chinese', () => {
    const [zh, en] = ['words/zh/', 'words/en/'].map((folder) => FILES.filter(({ name }) => name.startsWith(folder)));
    expect(en?.map(({ name }) => basename(name))).toEqual(zh?.map(({ name }) => basename(name)));
    const untyped = en?.filter(({ text }) => !/^export const \w+: typeof zh = \{$/m.test(text));
    expect(untyped?.map(({ name }) => name)).toEqual([]);
    const loose = zh?.filter(({ text }) => /: any\b|Record<string,/.test(text));
    expect(loose?.map(({ name }) => name)).toEqual([]);
  });

  it('knows no role, decides by no state, and counts no money: what may be done is asked', () => {
    const found = FILES.flatMap(({ name, text }) => known(text).map((rule) => `${name}: ${rule}`));
    expect(found).toEqual([]);
  });

  it.each([
    ["session.roles.includes('operator')", 'role'],
    ["const mine = ['bureauReviewer'];", 'role'],
    ["if (person.role === 'expert') {", 'role'],
    ["case 'financeMaker':", 'role'],
    ["if (person.role === 'applicant') {", 'role'],
    ['const { roles } = session;', 'role'],
    ["claim.state === 'submitted'", 'state'],
    ["'draft' !== notice.state", 'state'],
    ["batchState == 'open'", 'state'],
    ['switch (plan.state) {', 'state'],
    ["['draft', 'returned'].includes(filing.state)", 'state'],
    ['ENDED.has(claim.state)', 'state'],
    ['const total = line.amountFen + line.floatFen;', 'money'],
    ['left -= paidFen;', 'money'],
    ['budgetFen - usedFen', 'money'],
    ['totalFen * 2', 'money'],
    ['lines.reduce((sum, { amountFen }) => sum + amountFen, 0)', 'money'],
    ['totals.paidFen / totals.budgetFen', 'money'],
  ])('would be seen to know by: %s', (text, rule) => {
    expect(known(text)).toEqual([rule]);
  });

  it.each([
    "{ key: 'applicant', head: of.applicant }",
    "(['kind', 'route', 'applicant', 'assignee'] as const)",
    "dueState === 'paused'",
    'words.states[claim.state]',
    'opened.readyState === EventSource.CLOSED',
    'const filters = state === undefined ? {} : { state };',
    '<Money fen={totals.paidFen} />',
    'money.format(fen / FEN_OF_YUAN)',
    "import { typedFen } from './typed-fen.ts';",
    'a <b> {yuan(amountFen)} - {yuan(paidFen)}</b>',
  ])('may say: %s', (text) => {
    expect(known(text)).toEqual([]);
  });

  it('draws its tables in one place; only the desk has its own', () => {
    const found = FILES.filter(({ name, text }) => /<table\b/.test(text) && !name.startsWith('screens/tasks/'));
    expect(found.map(({ name }) => name)).toEqual(['parts/data-table.tsx']);
  });
});

const HAN = /\p{Script=Han}/u;
/** With the punctuation of its own. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

const ROLE = ROLES.join('|');
const STATE = String.raw`\b(?:state|(?!dueState)\w+State)\b`;
const FEN = String.raw`\b(?:fen|\w+Fen)\b`;

/** What a page must not know. A role may be the name of a column. */
const RULES: readonly (readonly [rule: string, forbidden: RegExp])[] = [
  [
    'role',
    new RegExp(String.raw`'(?!applicant')(?<!key: ')(?:${ROLE})'|(?:[!=]==?|case|\(|\[)\s*'(?:${ROLE})'[^,]|\broles\b`),
  ],
  [
    'state',
    new RegExp(
      [
        String.raw`${STATE}\s*[!=]==?\s*'`,
        String.raw`'\s*[!=]==?\s*[\w.?]*${STATE}`,
        String.raw`switch \([\w.?]*${STATE}`,
        String.raw`\.(?:includes|has|indexOf)\([\w.?]*${STATE}`,
      ].join('|'),
    ),
  ],
  [
    'money',
    new RegExp(
      [
        String.raw`${FEN}\s*(?:[+*/-]=?|-=)\s*[\w(]`,
        String.raw`[\w)]\s*[+*/-]=?\s*(?:[\w?]+\.)*${FEN}`,
        String.raw`\.reduce\([^;]*${FEN}`,
      ].join('|'),
    ),
  ],
];

/** Yuan are shown and typed, fen are sent: turning one into the other counts nothing. */
const UNIT = /[*/] FEN_OF_YUAN\b/g;

function known(source: string): readonly string[] {
  const text = source.replaceAll(UNIT, '').replaceAll(/from '[^']*'/g, '');
  return RULES.filter(([, forbidden]) => forbidden.test(text)).map(([rule]) => rule);
}

function uncommented(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}
