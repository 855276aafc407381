import { judgePaidPayees, type PayeesOfClaim } from '../../domain/payout/approved-payee.ts';
import { openPayeeHere, payeeText, sealPayee } from '../kernel/payee-account.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { payeeOfAct, placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import {
  fetchAll,
  fetchFirst,
  query,
  sqlText,
  type Connection,
  type Row,
  type Statement,
} from '../kernel/statements.ts';

const payeeOfGrant = (grantId: string) =>
  query.selectFrom('base_grant').select(['id', 'payee_sealed']).where('id', '=', grantId);

/** The account of a grant as a digest for the audit entry of its designation, bound to the grant (S13). */
export async function payeeDigestOf(connection: Connection, sealer: Sealer, grantId: string): Promise<string | null> {
  const row = await fetchFirst(connection, payeeOfGrant(grantId));
  return row === undefined ? null : digestOf(sealer, row);
}

function digestOf(
  sealer: Sealer,
  { id, payee_sealed: sealed }: Row<'base_grant', 'id' | 'payee_sealed'>,
): string | null {
  const account = openPayeeHere(sealer, sealed, placeOf('base_grant.payee_sealed', id));
  return account === null ? null : sealer.digest(JSON.stringify([id, payeeText(account)])).toString('hex');
}

type ApprovedPayee = Row<'base_grant', 'id' | 'payee_sealed'> & { readonly approved: string | null };

const approvedPayees = sqlText<ApprovedPayee, [grantIds: readonly string[]]>(
  'grant.approvedPayees',
  `SELECT g.id, g.payee_sealed, (SELECT a.facts ->> 'payeeDigest' FROM audit_entry a
     WHERE a.entity_kind = 'grant' AND a.entity_id = g.id AND a.facts ? 'payeeDigest' ORDER BY a.seq DESC LIMIT 1) AS approved
   FROM base_grant g WHERE g.id = ANY ($1) ORDER BY g.id`,
);

/** The grants whose account is not the one that was designated (S13): they are not paid. */
export async function changedPayees(
  connection: Connection,
  sealer: Sealer,
  grantIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await fetchAll(connection, approvedPayees(grantIds));
  return rows
    .filter((row) => {
      const payees: PayeesOfClaim = { approved: row.approved, isCountedSince: false, stored: digestOf(sealer, row) };
      return !judgePaidPayees(payees).ok;
    })
    .map(({ id }) => id);
}

// Each of these functions asks whether the act is under way and corrects this account (S14).
const setAccountOfGrant = sqlText<never, [grantId: string, actId: string, sealed: Buffer]>(
  'grant.setAccountOfGrant',
  'SELECT correct_grant_payee($1, $2, $3)',
);

const forgetAccount = sqlText<never, [actId: string]>('grant.forgetAccountOfAct', 'SELECT forget_account_of_act($1)');

/** The account that an act corrects, sealed for its own row; the act keeps it no longer. @throws RefusedForGood */
export function correctedAccountWrites(
  sealer: Sealer,
  { grantId, actId, payeeSealed }: { readonly grantId: string; readonly actId: string; readonly payeeSealed: string },
): readonly Statement<unknown>[] {
  const account = openPayeeHere(sealer, Buffer.from(payeeSealed, 'base64'), payeeOfAct(grantId));
  if (account === null) {
    throw new RefusedForGood('PAYEE_CHANGED');
  }
  const sealed = sealPayee(sealer, account, placeOf('base_grant.payee_sealed', grantId));
  return [setAccountOfGrant(grantId, actId, sealed), forgetAccount(actId)];
}
