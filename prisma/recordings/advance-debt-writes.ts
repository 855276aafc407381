import type pg from 'pg';
import {
  ledgerOfDebt,
  ledgerOfSettledDebt,
  newDebtFen,
  raisedDebt,
  settledOfDebt,
  type ClaimsOfClass,
  type PaidAdvance,
} from '../../domain/recovery/advance-debt.ts';
import {
  HAS_CLAIM_UNDER_WAY,
  HAS_DRAFT,
  IS_CLASS_UNPAID,
  RETURNED_ADVANCE,
  settledAdvance,
} from '../kernel/open-advance.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { ENDED_RECOVERY_STATES } from '../../domain/recovery/recovery-words.ts';
import { DEBT_FUND } from '../kernel/debt-fund.ts';
import { newId } from '../kernel/id-maker.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchFirst, query, sqlText, type InJson, type Row, type Statement } from '../kernel/statements.ts';
import { ledgerWrite } from './ledger-write.ts';
import { debtChangedAct } from './recovery-tellings.ts';

/** Locks the advances of a class, then their debts, so that each fen is settled, repaid or demanded once. */
const lockAdvancesOf = sqlText<never, [filingId: string]>(
  'recordings.lockAdvancesOf',
  `SELECT FROM claim WHERE filing_id = $1 AND kind = 'advance' ORDER BY id FOR NO KEY UPDATE`,
);

/** Locks the debts of a class's advances, after the advances themselves. */
const lockDebtsOf = sqlText<never, [filingId: string]>(
  'recordings.lockDebtsOf',
  `SELECT FROM recovery r JOIN claim a ON a.id = r.claim_id WHERE a.filing_id = $1 AND a.kind = 'advance'
   ORDER BY r.id FOR UPDATE OF r`,
);

interface AdvanceRow extends Row<'claim', 'fund' | 'applicant_party_id' | 'jurisdiction'> {
  readonly claim_id: string;
  readonly filing_state: Row<'filing', 'state'>['state'];
  readonly is_class_unpaid: boolean;
  readonly has_draft: boolean;
  readonly is_under_way: boolean;
  readonly claim_window_ends_on: Row<'filing', 'claim_window_ends_on'>['claim_window_ends_on'];
  readonly paid_fen: number;
  readonly settled_fen: number;
  readonly returned_fen: number;
  readonly debt: InJson<Row<'recovery', 'id' | 'state' | 'amount_fen' | 'recovered_fen'>> | null;
}

const advanceOfClass = sqlText<AdvanceRow, [filingId: string, exceptClaimId: string | null]>(
  'recordings.advanceOfClass',
  `SELECT c.id AS claim_id, c.applicant_party_id, c.jurisdiction, CASE WHEN r.id IS NULL THEN paid.fund ELSE ${DEBT_FUND} END AS fund,
     f.state AS filing_state, ${IS_CLASS_UNPAID} AS is_class_unpaid,
     ${HAS_DRAFT} AS has_draft, ${HAS_CLAIM_UNDER_WAY} AS is_under_way, f.claim_window_ends_on,
     paid.settled_fen AS paid_fen, ${settledAdvance("coalesce($2::text, '')")}::bigint AS settled_fen,
     ${RETURNED_ADVANCE}::bigint AS returned_fen,
     CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'state', r.state, 'amount_fen', r.amount_fen,
       'recovered_fen', r.recovered_fen) END AS debt
   FROM claim c JOIN filing f ON f.id = c.filing_id JOIN claim_fund paid ON paid.claim_id = c.id AND paid.purpose = 'advance'
     LEFT JOIN recovery r ON r.claim_id = c.id AND r.found_by IS NULL
   WHERE c.filing_id = $1 AND c.kind = 'advance'
     AND (paid.settled_fen > 0 OR r.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)}))
   ORDER BY c.id LIMIT 1`,
);

/** The paid advance of a class; its advances and their debts are locked until the transaction ends. */
export interface LockedAdvance extends PaidAdvance {
  readonly claimId: string;
  readonly partyId: string;
  readonly jurisdiction: string;
  /** Where its debt was booked, or else the fund that paid it. */
  readonly fund: string | null;
  readonly ofClass: ClaimsOfClass & { readonly filingState: AdvanceRow['filing_state'] };
}

/**
 * Locks the advances of a class and their debts, and reads the one that was paid; null if none was. One round trip.
 * `exceptClaimId`: the claim that ends with this act, so it settles nothing.
 */
export async function lockAdvance(
  client: pg.PoolClient,
  filingId: string,
  exceptClaimId: string | null = null,
): Promise<LockedAdvance | null> {
  const [, , row] = await Promise.all([
    execute(client, lockAdvancesOf(filingId)),
    execute(client, lockDebtsOf(filingId)),
    fetchFirst(client, advanceOfClass(filingId, exceptClaimId)),
  ]);
  if (row === undefined) {
    return null;
  }
  const { debt } = row;
  return {
    claimId: row.claim_id,
    partyId: row.applicant_party_id,
    jurisdiction: row.jurisdiction,
    fund: row.fund,
    ofClass: {
      filingState: row.filing_state,
      isUnpaid: row.is_class_unpaid,
      hasDraft: row.has_draft,
      isUnderWay: row.is_under_way,
      windowEndsOn: row.claim_window_ends_on,
    },
    paidFen: row.paid_fen,
    settledFen: row.settled_fen,
    returnedFen: row.returned_fen,
    debt: debt && {
      id: debt.id,
      state: debt.state,
      amountFen: debt.amount_fen,
      recoveredFen: debt.recovered_fen,
    },
  };
}

/**
 * R-073, R-074 (L1): opens or raises a recovery of the advance's own claim by what is due back and stands in no debt
 * yet; nothing is written when that is zero. `cause` distinguishes the bookings of one debt: the act, or the day.
 */
export function openDebtWrites(
  advance: LockedAdvance,
  { at, cause }: { readonly at: Date; readonly cause: string },
): readonly Statement<unknown>[] {
  const { claimId, partyId, jurisdiction, fund, debt } = advance;
  const fen = newDebtFen(advance);
  if (fen === 0) {
    return [];
  }
  const recoveryId = debt?.id ?? newId(ENTITIES.recovery.idPrefix);
  return [
    ...(debt === null
      ? [
          query.insertInto('recovery').values({
            id: recoveryId,
            claim_id: claimId,
            party_id: partyId,
            jurisdiction,
            purpose: 'advance',
            cause: 'ADVANCE_NEVER_CLAIMED',
            amount_fen: fen,
            found_fen: fen,
            state: 'found',
            state_since: at,
            opened_at: at,
            start_requested_at: at,
          }),
        ]
      : [raiseDebt(recoveryId, raisedDebt(debt, fen).amountFen, fen, at), debtChangedAct(recoveryId, at.getTime())]),
    ledgerWrite(ledgerOfDebt({ recoveryId, claimId, amountFen: fen, fund }, cause), at),
  ];
}

// More than was found needs its own approval: what stands is found anew, and a debt of before that had ended gets a workflow.
const raiseDebt = sqlText<never, [recoveryId: string, amountFen: number, moreFen: number, at: Date]>(
  'recordings.raiseDebt',
  `UPDATE recovery SET amount_fen = $2, found_fen = found_fen + $3, state = 'found', state_since = $4, closed_at = NULL,
     approved_by = NULL, ruled_by = NULL, is_of_before = is_of_before AND course IS NULL AND state = 'due',
     start_requested_at = coalesce(start_requested_at, $4) WHERE id = $1`,
);

/** R-073 (L1): what was due back of the advance of a class is no longer, up to this amount; nothing without a debt. */
export function settleDebtWrites(
  advance: LockedAdvance | null,
  settled: { readonly claimId: string; readonly fen: number; readonly at: Date },
): readonly Statement<unknown>[] {
  const { claimId, at } = settled;
  const debt = advance?.debt ?? null;
  const after = settledOfDebt(debt, settled.fen);
  if (advance === null || debt === null || after === null) {
    return [];
  }
  const { fund } = advance;
  const { fen, recoveredFen, isWhole } = after;
  const stepId = newId('rcs');
  const step = { id: stepId, recovery_id: debt.id, kind: 'settled', amount_fen: fen } as const;
  return [
    query.insertInto('recovery_step').values({ ...step, set_off_claim_id: claimId, at }),
    ledgerWrite(ledgerOfSettledDebt({ recoveryId: debt.id, claimId, amountFen: fen, fund }, stepId), at),
    query
      .updateTable('recovery')
      .set({
        recovered_fen: recoveredFen,
        ...(isWhole && { state: 'recovered' as const, closed_at: at, state_since: at }),
      })
      .where('id', '=', debt.id),
    debtChangedAct(debt.id, at.getTime()),
  ];
}
