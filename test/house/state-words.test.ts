import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { ROOT } from '../../main/config.ts';
import { sqlList } from '../../prisma/kernel/sql-list.ts';

/** The pages of the workbench know the domain's words by the contract alone: the compiler compares them with it. */
const ROOMS = ['domain', 'schemas', 'workflows', 'activities', 'prisma', 'api', 'main', 'web/pages'];

/** The exported constants of every file of the domain. */
const CONSTANTS = (
  await Promise.all(
    sources('domain').map(async (file) => {
      const words: unknown = await import(join(ROOT, file));
      return typeof words === 'object' && words !== null ? Object.entries<unknown>({ ...words }) : [];
    }),
  )
).flat();

/** The domain's lists of words: all of a kind, and those that a rule names. */
const LISTS = CONSTANTS.flatMap(([name, list]) => (isList(list) && list.length > 1 ? [{ name, list }] : []));
/** States and purposes: of these, no part is typed again either. */
const WHOLES = LISTS.filter(({ name }) => /(?:STATES|PURPOSES)$/.test(name)).map(({ list }) => new Set(list));
const NAMED = new Set(LISTS.map(({ list }) => list.toSorted().join()));

const WORD = String.raw`'[a-zA-Z0-9_]+'`;
const PART = String.raw`(?:${WORD}|\$\{[^}]*\}|\.\.\.[\w.]+)`;
/** Words in brackets, and constants among them. */
const LIST = new RegExp(String.raw`[([]\s*(${PART}(?:\s*,\s*${PART})+),?\s*[)\]]`, 'g');
/** One column of a statement compared with one word after another. */
const SQL_CHAIN = new RegExp(String.raw`(\b[\w.]+) (?:=|<>) ${WORD}(?:\s+(?:OR|AND)\s+\1 (?:=|<>) ${WORD})+`, 'g');
/** One value of the code compared with one word after another. */
const CODE_CHAIN = new RegExp(String.raw`(\b[\w.?]+) (===|!==) ${WORD}(?:\s+(?:\|\||&&)\s+\1 \2 ${WORD})+`, 'g');
/** A constant of the domain. Plain strings define no words: a misspelt one would compile. */
const DEFINITION = /^(?:export )?const \w+(?:: readonly (?!string)[\w[\]']+\[\])? =\s*\[[^\]]*\]/gm;
/** A property of a schema that is called like a closed word, with the words beside it. */
const ENUM = /\b(?:state|kind|purpose|act|\w+(?:State|Kind)): z\s*\.enum\(\[[^\]]*\]\)/g;

/** Lists that are one of the domain's, that name several states of one, or that add states to a constant. */
function retyped(text: string): readonly string[] {
  const lists = Array.from(text.matchAll(LIST), ([, list]) => list ?? '');
  const chains = [SQL_CHAIN, CODE_CHAIN].flatMap((chain) => Array.from(text.matchAll(chain), ([found]) => found));
  return [...lists, ...chains].filter((list) => {
    const words = wordsOf(list);
    const isMixed = words.length > 0 && /\$\{|\.\.\./.test(list);
    const isPart = WHOLES.some((whole) => words.every((word) => whole.has(word)));
    return ((words.length > 1 || isMixed) && isPart) || NAMED.has(words.toSorted().join());
  });
}

/** True if a text has the words of an exported list, no more and no fewer. */
function isNamed(text: string): boolean {
  return NAMED.has(wordsOf(text).toSorted().join());
}

function wordsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/'(\w+)'/g), ([, word]) => word ?? '');
}

/** What the domain types again besides the definitions of its constants. */
function retypedInDomain(text: string): readonly string[] {
  const own = Array.from(text.matchAll(DEFINITION), ([definition]) => definition);
  const copies = own.filter((definition) => !definition.startsWith('export') && isNamed(definition));
  return [...copies, ...retyped(text.replaceAll(DEFINITION, ''))];
}

function retypedIn(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(/^\s*\/?\*.*$/gm, '');
  const enums = file.startsWith('schemas') ? typedEnums(text) : [];
  return [...enums, ...(file.startsWith('domain') ? retypedInDomain(text) : retyped(text))];
}

/** States, kinds, purposes and acts of the contract whose words stand in the schema. */
function typedEnums(text: string): readonly string[] {
  return Array.from(text.matchAll(ENUM), ([found]) => found);
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

function sources(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file));
}

describe('lists of states (house §3)', () => {
  it('are typed in the domain alone: SQL and routes take its constants', () => {
    const found = ROOMS.flatMap(sources).flatMap((file) => retypedIn(file).map((list) => `${file}: ${list}`));
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

  it('are found as comparisons in code, too', () => {
    expect(retyped("line.state === 'refused' || line.state === 'allowanceOnly'")).toHaveLength(1);
    expect(retyped("course.state !== 'sent' &&\n    course.state !== 'done'")).toHaveLength(1);
    expect(retyped("unit !== 'workingDays' && unit !== 'calendarDays' && unit !== 'months'")).toHaveLength(1);
    expect(retyped("['sent', 'settled'].includes(payment.state)")).toHaveLength(1);
    expect(retyped("z.enum(['practice', 'live'])")).toHaveLength(1);
    expect(retyped("state === 'paid' || (state === 'closed' && isReopened)")).toEqual([]);
    expect(retyped("state === 'draft' && role === 'applicant'")).toEqual([]);
  });

  it('are defined once in the domain, in constants whose words the compiler knows', () => {
    expect(retypedInDomain("export const LEFT_STATES = ['sent', 'settled'] as const;")).toEqual([]);
    expect(retypedInDomain("const PAYING: readonly PaymentState[] = ['due', 'sent'];")).toEqual([]);
    expect(retypedInDomain("const PAYING: readonly string[] = ['sent', 'settled'];")).toHaveLength(1);
    expect(retypedInDomain("  return ['sent', 'settled'];")).toHaveLength(1);
    expect(retypedInDomain("const PAID = ['approved', 'paid', 'floatWaiting'] as const;")).toHaveLength(1);
  });

  it('are no part of a schema: a state, kind, purpose or act there takes its constant', () => {
    expect(typedEnums("dueState: z.enum(['ok', 'over'])")).toHaveLength(1);
    expect(typedEnums("kind: z\n    .enum(['any', 'other'])")).toHaveLength(1);
    expect(typedEnums("format: z.enum(['csv', 'xlsx'])")).toEqual([]);
    expect(typedEnums('state: z.enum(CASE_STATES)')).toEqual([]);
  });
});

describe('sqlList', () => {
  it('writes words for an SQL list, and refuses what is no word', () => {
    expect(sqlList(UNPAID_CLAIM_STATES)).toBe("'rejected', 'withdrawn'");
    expect(() => sqlList(["x'; DROP TABLE claim; --"])).toThrow(RangeError);
    expect(() => sqlList([])).toThrow(RangeError);
  });
});
