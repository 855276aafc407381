import type pg from 'pg';
import type { Mode } from '../../domain/codes.ts';
import { placeOf } from './sealed-places.ts';
import { execute, fetchFirst, ownerQuery, query, type Row } from './statements.ts';

const ONLY_ROW = 1;

/** Writes the mode, the practice clock's offset and the key check, if no start has written them; they never change. */
export async function createEnvironment(
  pool: pg.Pool,
  { mode, clockOffsetMs, at, keyCheck }: NewEnvironment,
): Promise<void> {
  const clockBeganAt = new Date(at.getTime() + clockOffsetMs);
  const row = {
    id: ONLY_ROW,
    mode,
    clock_offset_ms: clockOffsetMs,
    born_at: at,
    clock_began_at: clockBeganAt,
    key_check: keyCheck,
  };
  await execute(
    pool,
    query
      .insertInto('environment')
      .values(row)
      .onConflict((known) => known.doNothing()),
  );
}

interface NewEnvironment {
  readonly mode: Mode;
  readonly clockOffsetMs: number;
  readonly at: Date;
  /** A known word, sealed: a start with another key cannot open it. */
  readonly keyCheck: Buffer;
}

export function readEnvironment(
  pool: pg.Pool,
): Promise<Row<'environment', 'mode' | 'key_check' | 'clock_offset_ms'> | undefined> {
  return fetchFirst(
    pool,
    query.selectFrom('environment').select(['mode', 'key_check', 'clock_offset_ms']).where('id', '=', ONLY_ROW),
  );
}

/** Whether every sealed value of this database is bound to its place (S13). */
export async function isBound(pool: pg.Pool): Promise<boolean> {
  return (await fetchFirst(pool, query.selectFrom('sealing_mark').select('id'))) !== undefined;
}

/** From now on no value of the former form is opened. Runs in the owner's role. */
export async function markBound(pool: pg.Pool, at: Date): Promise<void> {
  const mark = query.insertInto('sealing_mark').values({ id: ONLY_ROW, bound_at: at });
  await execute(
    pool,
    mark.onConflict((known) => known.doNothing()),
  );
}

/** The known word, sealed for the place where every start reads it. */
export const KEY_CHECK_PLACE = placeOf('environment.key_check', ONLY_ROW);

/** Writes which packs and which holiday calendar the running version has. */
export async function writeLawDigests(
  pool: pg.Pool,
  digests: { readonly policy: string; readonly calendar: string },
): Promise<void> {
  await execute(
    pool,
    ownerQuery
      .updateTable('environment')
      .set({ policy_digest: digests.policy, calendar_digest: digests.calendar })
      .where('id', '=', ONLY_ROW),
  );
}
