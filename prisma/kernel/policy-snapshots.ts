import { createHash } from 'node:crypto';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { newId } from './id-maker.ts';
import { fetchFirst, jsonText, query, type Connection } from './statements.ts';

/** Pins a law: one row for all filings and claims that are judged by the same law. Returns the row's id. */
export async function pinSnapshot(connection: Connection, snapshot: PolicySnapshot, at: Date): Promise<string> {
  const content = jsonText(snapshot);
  const digest = createHash('sha256').update(content).digest();
  const pinned = await fetchFirst(
    connection,
    query
      .insertInto('policy_snapshot')
      .values({ id: newId('psn'), digest, content, created_at: at })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .returning('id'),
  );
  if (pinned !== undefined) {
    return pinned.id;
  }
  const known = await fetchFirst(
    connection,
    query.selectFrom('policy_snapshot').select('id').where('digest', '=', digest),
  );
  if (known === undefined) {
    throw new RangeError('A policy snapshot that is already pinned is missing');
  }
  return known.id;
}
