import type pg from 'pg';
import type { DemandStore, EntryRecord } from '../../api/demand/demand-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import { unknownRows } from '../../domain/demand/demand-file-rows.ts';
import { LIVE_ENTRY_STATES } from '../../domain/demand/demand-words.ts';
import { inTransaction } from '../kernel/connection.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, query, sqlText } from '../kernel/statements.ts';
import { entryOf, keepEntry } from './entry-store.ts';

/** Two files of one person at once wait for each other, so that a row of both is stored once. */
const lockFilesOf = sqlText<never, [person: string]>(
  'demand.lockFilesOf',
  'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
);

/** Stores the rows of a file that are not stored yet, all or none. */
export function createFileStoreOfDemand(pool: pg.Pool, sealer: Sealer): Pick<DemandStore, 'keepFile'> {
  return {
    keepFile: (rows, { by, at, isDry }) =>
      inTransaction(pool, async (client) => {
        await execute(client, lockFilesOf(`demand file ${by.personId}`));
        const fresh = unknownRows(rows, await entriesOfFiles(client, sealer, { personId: by.personId, at }));
        for (const { jurisdiction, isChecked, data } of isDry ? [] : fresh) {
          // One connection sends one statement after the other.
          await keepEntry(client, sealer, { key: undefined, jurisdiction, source: 'FILE', isChecked, data, by, at });
        }
        return { fresh: fresh.length };
      }),
  };
}

/** What the person's files brought before and is still valid. */
async function entriesOfFiles(
  client: pg.PoolClient,
  sealer: Sealer,
  { personId, at }: { readonly personId: string; readonly at: Date },
): Promise<readonly EntryRecord[]> {
  const stored = query
    .selectFrom('demand_entry')
    .selectAll()
    .where('entered_by', '=', personId)
    .where('source', '=', 'FILE')
    .where('state', 'in', [...LIVE_ENTRY_STATES])
    .where('valid_until', '>=', dayAt(at.getTime()));
  const rows = await fetchAll(client, stored);
  return rows.map((row) => entryOf(row, sealer));
}
