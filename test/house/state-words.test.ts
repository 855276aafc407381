import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as courseWords from '../../domain/claim/claim-course.ts';
import * as claimWords from '../../domain/claim/claim-state.ts';
import * as filingWords from '../../domain/filing/filing-course.ts';
import * as lineWords from '../../domain/line/line-state.ts';
import * as noticeWords from '../../domain/notice/notice-course.ts';
import * as batchWords from '../../domain/payout/batch-course.ts';
import * as instructionWords from '../../domain/payout/inbox-judgement.ts';
import * as recoveryWords from '../../domain/recovery/recovery-words.ts';
import * as taskWords from '../../domain/task/task-words.ts';
import { ROOT } from '../../main/config.ts';
import { sqlList } from '../../prisma/kernel/sql-list.ts';

const WORDS = [
  courseWords,
  claimWords,
  filingWords,
  lineWords,
  noticeWords,
  batchWords,
  instructionWords,
  recoveryWords,
  taskWords,
];

/** The domain's lists of words: all of a kind, and those that a rule names. */
const LISTS = WORDS.flatMap((words) => Object.entries<unknown>(words)).flatMap(([name, list]) =>
  isList(list) ? [{ name, list }] : [],
);
const KNOWN = new Set(LISTS.flatMap(({ list }) => list));
/** States and purposes: of these, no part is typed again either. */
const WHOLES = LISTS.filter(({ name }) => /(?:STATES|PURPOSES)$/.test(name)).map(({ list }) => new Set(list));
const NAMED = new Set(LISTS.map(({ list }) => list.toSorted().join()));

/** Words in brackets, and constants among them. */
const LIST =
  /[([]\s*((?:'[a-zA-Z]+'|\$\{[^}]*\}|\.\.\.[\w.]+)(?:\s*,\s*(?:'[a-zA-Z]+'|\$\{[^}]*\}|\.\.\.[\w.]+))+),?\s*[)\]]/g;
/** One column compared with one word after another. */
const CHAIN = /(\b[\w.]+) (?:=|<>) '[a-zA-Z]+'(?:\s+(?:OR|AND)\s+\1 (?:=|<>) '[a-zA-Z]+')+/g;

/** Lists that are one of the domain's, that name several states of one, or that add states to a constant. */
function retyped(text: string): readonly string[] {
  const lists = Array.from(text.matchAll(LIST), ([, list]) => list ?? '');
  const chains = Array.from(text.matchAll(CHAIN), ([chain]) => chain);
  return [...lists, ...chains].filter((list) => {
    const words = Array.from(list.matchAll(/'([a-zA-Z]+)'/g), ([, word]) => word ?? '');
    const isMixed = words.length > 0 && /\$\{|\.\.\./.test(list);
    const isPart = WHOLES.some((whole) => words.every((word) => whole.has(word)));
    return (
      ((words.length > 1 || isMixed) && isPart) ||
      (words.every((word) => KNOWN.has(word)) && NAMED.has(words.toSorted().join()))
    );
  });
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

function sources(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
    .map((file) => join(room, file));
}

describe('lists of states (house §3)', () => {
  it('are typed in the domain alone: SQL and routes take its constants', () => {
    const found = ['prisma', 'api', 'main', 'activities']
      .flatMap(sources)
      .flatMap((file) => retyped(readFileSync(join(ROOT, file), 'utf8')).map((list) => `${file}: ${list}`));
    expect(found).toEqual([]);
  });

  it('are found where somebody types them again, in SQL and in code', () => {
    expect(retyped("state NOT IN ('withdrawn', 'rejected')")).toHaveLength(1);
    expect(retyped("const open = ['filed', 'open', 'claimed']")).toHaveLength(1);
    expect(retyped('state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})')).toEqual([]);
    expect(retyped("state IN ('draft', 'returnedToApplicant')")).toHaveLength(1);
    expect(retyped("state NOT IN ('draft', ${sqlList(ENDED_CLAIM_STATES)})")).toHaveLength(1);
    expect(retyped("sqlList([...SENT_INSTRUCTION_STATES, 'settled'])")).toHaveLength(1);
    expect(retyped("c.state = 'draft' OR c.state = 'submitted'")).toHaveLength(1);
    expect(retyped("state = 'draft' AND role = 'applicant'")).toEqual([]);
    expect(retyped("judge('draft', 'applicant')")).toEqual([]);
  });
});

describe('sqlList', () => {
  it('writes words for an SQL list, and refuses what is no word', () => {
    expect(sqlList(claimWords.UNPAID_CLAIM_STATES)).toBe("'rejected', 'withdrawn'");
    expect(() => sqlList(["x'; DROP TABLE claim; --"])).toThrow(RangeError);
    expect(() => sqlList([])).toThrow(RangeError);
  });
});
