import { sql } from 'kysely';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { sqlList } from '../kernel/sql-list.ts';
import {
  anyOf,
  fetchFirst,
  query,
  sendTogether,
  sqlText,
  type Connection,
  type Statement,
} from '../kernel/statements.ts';

/** Lines whose keys are freed, as queries with one parameter: the ids, or the claim's id. */
const LINES = {
  named: 'SELECT unnest($1::text[])',
  ofClaim: 'SELECT id FROM claim_line WHERE claim_id = $1',
  refusedOfClaim: `SELECT id FROM claim_line WHERE claim_id = $1 AND state = 'refused'`,
} as const;

/** Tables of keys, and how a line's wanted keys name their rows. */
const KEYS = [
  ['yearly_slot', `'YEARLY_SLOT'`, `held.year || '/' || held.slot`],
  ['occupation_level_key', `'OCCUPATION_LEVEL'`, `held.occupation_code || '/' || held.skill_level`],
  ['training_key', `'TRAINING'`, 'held.filing_id'],
  ['entitlement_key', 'held.kind', 'held.key'],
] as const;

interface Freeing {
  readonly deletes: readonly ((lines: string | readonly string[]) => Statement<unknown>)[];
  /** Passes the keys to the line of the person in another training year of the class. */
  readonly handOver: Freeing['deletes'];
}

const FREEING: Readonly<Record<keyof typeof LINES, Freeing>> = {
  named: freeing('named'),
  ofClaim: freeing('ofClaim'),
  refusedOfClaim: freeing('refusedOfClaim'),
};

/** Locks the trainees, so a submission of the other year at the same time reads the keys either as taken or as free. */
function freeing(which: keyof typeof LINES): Freeing {
  const lines = LINES[which];
  const declare = (what: string, text: string) =>
    sqlText<never, [string | readonly string[]]>(`line.free.${which}.${what}`, text);
  return {
    deletes: KEYS.map(([table]) => declare(`delete.${table}`, `DELETE FROM ${table} WHERE line_id IN (${lines})`)),
    handOver: [
      declare(
        'lockTrainees',
        `SELECT FROM trainee WHERE id IN (SELECT trainee_id FROM claim_line WHERE id IN (${lines})) ORDER BY id FOR NO KEY UPDATE`,
      ),
      ...KEYS.map(([table, kind, key]) =>
        declare(
          `handOver.${table}`,
          `UPDATE ${table} AS given SET line_id = heir.id
           FROM ${table} AS held JOIN claim_line own ON own.id = held.line_id JOIN claim c ON c.id = own.claim_id
             CROSS JOIN LATERAL (SELECT l.id FROM claim other JOIN claim_line l ON l.claim_id = other.id
               WHERE other.filing_id = c.filing_id AND other.id <> c.id AND other.submitted_at IS NOT NULL
                 AND other.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)}) AND l.trainee_id = own.trainee_id AND l.state <> 'refused'
                 AND EXISTS (SELECT FROM jsonb_array_elements(l.wanted_keys) AS wanted
                   WHERE wanted ->> 'kind' = ${kind} AND wanted -> 'keys' ? (${key}))
               ORDER BY other.instalment LIMIT 1) AS heir
           WHERE given.ctid = held.ctid AND held.line_id IN (${lines})`,
        ),
      ),
    ],
  };
}

/**
 * Frees the keys of lines that are refused or leave their claim. A key that another training year of the same class
 * counts on passes to that year's line of the person instead (C05).
 */
export async function freeKeys(connection: Connection, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) {
    return;
  }
  const shared = query
    .selectFrom('claim_line as l')
    .innerJoin('claim as c', 'c.id', 'l.claim_id')
    .innerJoin('filing as f', 'f.id', 'c.filing_id')
    .select('l.id')
    .where('l.id', '=', anyOf(lineIds))
    .where('l.trainee_id', 'is not', null)
    .where('f.training_years', '>', 1)
    .limit(sql.lit(1));
  const isShared = (await fetchFirst(connection, shared)) !== undefined;
  await sendTogether(connection, freeingWrites('named', lineIds, isShared));
}

/** The same as statements, for a class whose number of training years is known; null: one claim for the whole class. */
export function freeKeysWrites(
  lineIds: readonly string[],
  trainingYears: number | null,
): readonly Statement<unknown>[] {
  return lineIds.length === 0 ? [] : freeingWrites('named', lineIds, (trainingYears ?? 1) > 1);
}

/**
 * Frees slots and keys of a claim's lines that will not be paid. `trainingYears`: the number of training years of the claim's class; null: one claim for the
 * whole class.
 */
export function freeSlotsWrites(
  claimId: string,
  lines: 'all' | 'refused',
  trainingYears: number | null,
): readonly Statement<unknown>[] {
  return freeingWrites(lines === 'all' ? 'ofClaim' : 'refusedOfClaim', claimId, (trainingYears ?? 1) > 1);
}

/** `isShared`: the class has several training years, whose claims count on each other's keys. */
function freeingWrites(
  which: keyof typeof LINES,
  lines: string | readonly string[],
  isShared: boolean,
): readonly Statement<unknown>[] {
  const { handOver, deletes } = FREEING[which];
  return [...(isShared ? handOver : []), ...deletes].map((statement) => statement(lines));
}
