import type pg from 'pg';
import { appendAudit } from '../../prisma/kernel/audit-writing.ts';
import { inTransaction } from '../../prisma/kernel/connection.ts';
import { payeesOf, readSealedPayees } from '../../prisma/payout/approved-payees.ts';
import { placeOf } from '../../prisma/kernel/sealed-places.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';

/** Puts the payees that a test has written by hand into the claim's audit, as the bureau's approval would (S13). */
export async function approveStoredPayees(
  { pool, sealer }: { readonly pool: pg.Pool; readonly sealer: Sealer },
  claimId: string,
): Promise<void> {
  const [row] = await readSealedPayees(pool, [claimId]);
  const payeeDigest = row === undefined ? null : payeesOf(sealer, row).stored;
  const entity = { entityKind: 'claim', entityId: claimId, revision: null, act: 'payeeBound', actId: null } as const;
  await inTransaction(pool, (client) =>
    appendAudit(client, { ...entity, person: null, at: new Date(), facts: { payeeDigest } }),
  );
}

/** Gives people on a class's roster the class's own account, as their own file would. */
export async function giveAccounts(
  { pool, sealer }: { readonly pool: pg.Pool; readonly sealer: Sealer },
  filingId: string,
  traineeIds: readonly string[],
): Promise<void> {
  const found = await pool.query<{ payee_sealed: Buffer }>('SELECT payee_sealed FROM filing WHERE id = $1', [filingId]);
  const [filing] = found.rows;
  for (const traineeId of filing === undefined ? [] : traineeIds) {
    const to = placeOf('roster_entry.account_sealed', filingId, traineeId);
    const sealed = sealer.move(filing?.payee_sealed ?? Buffer.alloc(0), placeOf('filing.payee_sealed', filingId), to);
    await pool.query('UPDATE roster_entry SET account_sealed = $3 WHERE filing_id = $1 AND trainee_id = $2', [
      filingId,
      traineeId,
      sealed,
    ]);
  }
}
