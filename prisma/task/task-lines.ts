import type pg from 'pg';
import type { ClaimPayee, LineName } from '../../api/task/sealed-values.ts';
import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import type { PaidLine } from '../../domain/task/claim-decision-effect.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { openPayeeHere } from '../kernel/payee-account.ts';
import { anyOf, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

/** The lines of a claim, as a decision looks at them. */
export const linesToDecide = sqlText<PaidLine, [claimId: string]>(
  'task.linesToDecide',
  `SELECT id AS "lineId", state, CASE WHEN top_up.yes THEN findings @> '[{"wantsDecision": true, "purpose": "float"}]'
       ELSE findings @> '[{"wantsDecision": true}]' END AS "wantsDecision",
     CASE WHEN top_up.yes THEN float_accepted_remark ELSE accepted_remark END IS NOT NULL AS "isAccepted",
     base_fen AS "baseFen", allowance_fen AS "allowanceFen", float_fen AS "floatFen"
   FROM claim_line CROSS JOIN LATERAL (SELECT state IN (${sqlList(TOP_UP_LINE_STATES)}) AS yes) AS top_up
   WHERE claim_id = $1 ORDER BY position`,
);

/** Opens the names of lines; the caller has checked who may read them, and masks them. */
export async function readLineNames(
  pool: pg.Pool,
  sealer: Sealer,
  asked: { readonly claimId: string; readonly lineIds: readonly string[] },
): Promise<readonly LineName[]> {
  const lines = query.selectFrom('claim_line').select(['id', 'position', 'name_sealed']);
  const ofClaim = lines.where('claim_id', '=', asked.claimId).where('id', '=', anyOf(asked.lineIds));
  return (await fetchAll(pool, ofClaim.orderBy('position'))).map(({ id, position, name_sealed: sealed }) => ({
    lineId: id,
    position,
    name: sealed === null ? '' : sealer.open(sealed, placeOf('claim_line.name_sealed', id)),
  }));
}

const payeeOfClaim = sqlText<Row<'claim', 'id' | 'payee_sealed'> & Pick<ClaimPayee, 'isPerson'>, [claimId: string]>(
  'task.payeeOfClaim',
  `SELECT c.id, c.payee_sealed, p.kind = 'person' AS "isPerson"
   FROM claim c JOIN party p ON p.id = c.applicant_party_id WHERE c.id = $1`,
);

/** Opens the account of a claim; the caller has checked who may read it, and masks it. */
export async function readClaimPayee(pool: pg.Pool, sealer: Sealer, claimId: string): Promise<ClaimPayee | null> {
  const found = await fetchFirst(pool, payeeOfClaim(claimId));
  const account = openPayeeHere(sealer, found?.payee_sealed ?? null, placeOf('claim.payee_sealed', claimId));
  return found === undefined || account === null ? null : { account, isPerson: found.isPerson };
}
