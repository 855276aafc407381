import type pg from 'pg';
import { inTransaction } from './connection.ts';
import type { Sealer } from './sealing.ts';

const PAGE = 500;

/** The second byte of a sealed value is the number of its key. */
const KEY_BYTE = 1;

/**
 * Seals every sealed column again with the key of this number, page by page. An interrupted run continues where it
 * stopped, because finished values carry the new number. Runs in the owner's role. Returns how many values it sealed.
 */
export async function reseal(
  pool: pg.Pool,
  sealer: Sealer,
  keyId: number,
  progress: (done: number) => void,
): Promise<number> {
  const columns = await pool.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'bytea' AND (column_name LIKE '%\\_sealed' OR column_name = 'key_check')
     ORDER BY table_name, column_name`,
  );
  let done = 0;
  for (const { table_name: table, column_name: column } of columns.rows) {
    for (let page = PAGE; page === PAGE;) {
      page = await inTransaction(pool, (client) => resealPage(client, sealer, { table, column, keyId }));
      done += page;
      if (page === PAGE) {
        progress(done);
      }
    }
  }
  return done;
}

/** Table and column are read from the catalogue of our own schema. */
async function resealPage(
  client: pg.PoolClient,
  sealer: Sealer,
  { table, column, keyId }: { readonly table: string; readonly column: string; readonly keyId: number },
): Promise<number> {
  const found = await client.query<{ place: string; sealed: Buffer }>(
    `SELECT ctid::text AS place, "${column}" AS sealed FROM "${table}"
     WHERE "${column}" IS NOT NULL AND get_byte("${column}", ${KEY_BYTE}) <> $1 LIMIT ${PAGE} FOR UPDATE`,
    [keyId],
  );
  for (const { place, sealed } of found.rows) {
    await client.query(`UPDATE "${table}" SET "${column}" = $2 WHERE ctid = $1::tid`, [
      place,
      sealer.seal(sealer.open(sealed)),
    ]);
  }
  return found.rows.length;
}
