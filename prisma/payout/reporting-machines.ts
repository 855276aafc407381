import type pg from 'pg';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';

// Signatures, and with them the end of a former secret, are judged by the real clock.
const reportingMachines = sqlText<
  Row<'machine_client', 'id' | 'webhook_secret_sealed'> & { readonly former: Buffer | null },
  []
>(
  'payout.reportingMachines',
  `SELECT m.id, m.webhook_secret_sealed,
     CASE WHEN m.previous_secret_expires_at > now() THEN m.previous_secret_sealed END AS former FROM machine_client m JOIN person p ON p.id = m.person_id
   WHERE 'financeSystem' = ANY (p.roles) AND p.disabled_at IS NULL ORDER BY m.name`,
);

/** Who reports, with each secret that counts: while one is rotated, the former one does, too. */
export async function readMachines(
  pool: pg.Pool,
  sealer: Sealer,
): Promise<readonly { readonly id: string; readonly secret: string }[]> {
  const machines = await fetchAll(pool, reportingMachines());
  return machines.flatMap(({ id, webhook_secret_sealed: newest, former }) => [
    { id, secret: sealer.open(newest, placeOf('machine_client.webhook_secret_sealed', id)) },
    ...(former === null
      ? []
      : [{ id, secret: sealer.open(former, placeOf('machine_client.previous_secret_sealed', id)) }]),
  ]);
}
