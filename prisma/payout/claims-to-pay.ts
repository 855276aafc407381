import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import { paymentOf, type ClaimCourse } from '../../domain/claim/claim-course.ts';
import { payableAdvance, type AdvanceToPay } from '../../domain/payout/claim-payment.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import type { ClaimToPay, LineToPay, PaymentPart } from '../../domain/payout/payment-parts.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { advanceToPay, ADVANCE_COLUMNS, type AdvanceColumns } from './advance-to-pay.ts';
import { placeOf, sealedAt, type SealedAt } from '../kernel/sealed-places.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { anyOf, fetchAll, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** A claim that a maker drafts a payment for, with its account sealed; its row is locked. */
export interface DraftedClaim extends ClaimToPay<SealedAt> {
  readonly id: string;
  readonly planLine: string | null;
}

export type SealedPart = PaymentPart<DraftedClaim, SealedAt>;

/** Locks the claims in the order of their ids. Claims of another jurisdiction and drafts are absent. */
export async function lockClaims(
  client: pg.PoolClient,
  claimIds: readonly string[],
  jurisdiction: string,
  today: IsoDate,
): Promise<ReadonlyMap<string, DraftedClaim>> {
  const rows = await fetchAll(client, lockPayable(claimIds, jurisdiction));
  return new Map(rows.map((row) => [row.id, draftedClaim(row, today)]));
}

export type PayableRow = Row<'claim', 'id' | 'claim_no' | 'course' | 'payee_sealed' | 'plan_line_id'> &
  AdvanceColumns & {
    readonly is_of_person: boolean;
    readonly route_payee: RouteDefinition['payee'] | null;
    readonly funds: readonly Row<'claim_fund', 'purpose' | 'fund'>[];
    readonly living: readonly Row<'payout_instruction', 'purpose' | 'line_id'>[];
  };

/** SQL: what a payment of a claim depends on, as `PayableRow`, from `PAYABLE_TABLES`. */
export const PAYABLE_COLUMNS = `c.id, c.claim_no, c.course, c.payee_sealed, p.kind = 'person' AS is_of_person,
     coalesce(f.plan_line_id, c.plan_line_id) AS plan_line_id, s.content #>> '{routeDefinition,payee}' AS route_payee,
     ${ADVANCE_COLUMNS},
     (SELECT coalesce(json_agg(json_build_object('purpose', a.purpose, 'fund', a.fund)), '[]')
       FROM claim_fund a WHERE a.claim_id = c.id AND a.approved_fen > 0) AS funds,
     (SELECT coalesce(json_agg(json_build_object('purpose', i.purpose, 'line_id', i.line_id)), '[]')
       FROM payout_instruction i WHERE i.claim_id = c.id
         AND i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS living`;

export const PAYABLE_TABLES = `claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
     LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id`;

const lockPayable = sqlText<PayableRow, [claimIds: readonly string[], jurisdiction: string]>(
  'payout.lockPayable',
  `SELECT ${PAYABLE_COLUMNS} FROM ${PAYABLE_TABLES}
   WHERE c.id = ANY ($1) AND c.jurisdiction = $2 AND c.submitted_at IS NOT NULL ORDER BY c.id FOR UPDATE OF c`,
);

export function draftedClaim(row: PayableRow, today: IsoDate): DraftedClaim {
  return {
    id: row.id,
    claimNo: row.claim_no,
    course: row.course && asPayable(row.course, advanceToPay(row, row.course, today)),
    account: { sealed: row.payee_sealed, place: placeOf('claim.payee_sealed', row.id) },
    isOfPerson: row.is_of_person,
    planLine: row.plan_line_id,
    routePayee: row.route_payee,
    funds: row.funds,
    living: row.living.map(({ purpose, line_id: lineId }) => ({ purpose, lineId })),
  };
}

/** L1: an advance that came back is drafted with what may be paid of it; what is refused is refused at its release. */
function asPayable(course: ClaimCourse, advance: AdvanceToPay): ClaimCourse {
  const payment = paymentOf(course, 'advance');
  const payable = payableAdvance(payment.amountFen, advance);
  return payable.ok && payable.value < payment.amountFen
    ? { ...course, payments: { ...course.payments, advance: { ...payment, amountFen: payable.value } } }
    : course;
}

/** The remaining lines, in order; for a draft they are read after the claims are locked. */
export async function readPayableLines(
  client: Connection,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LineToPay<SealedAt>[]>> {
  const rows = await fetchAll(
    client,
    query
      .selectFrom('claim_line')
      .select(['id', 'position', 'claim_id as claimId', 'base_fen as baseFen', 'allowance_fen as allowanceFen'])
      .select('payee_sealed as account')
      .where('claim_id', '=', anyOf(claimIds))
      .where('state', '<>', 'refused')
      .orderBy('claim_id')
      .orderBy('position'),
  );
  const lines = rows.map(({ account, ...line }) => ({
    ...line,
    account: sealedAt(account, placeOf('claim_line.payee_sealed', line.id)),
  }));
  return new Map(claimIds.map((claimId) => [claimId, lines.filter((line) => line.claimId === claimId)]));
}
