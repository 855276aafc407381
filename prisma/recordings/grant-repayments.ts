import type pg from 'pg';
import type { GrantRepayments, RepaymentRecord } from '../../api/grant/title-ports.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import { inTransaction } from '../kernel/connection.ts';
import { closeGrantRepayment } from './grant-repayment-closing.ts';
import { enterGrantRepayment, readRepayment, type RepaymentRow } from './grant-repayment.ts';
import type { OwnActContext } from './own-act.ts';
import { refusalOf } from './refusing-constraints.ts';

/** Only API processes have what they need to sign what is entered (S4). */
export function createGrantRepayments(pool: pg.Pool, context: OwnActContext): GrantRepayments {
  return {
    enter: (entered) => judged(inTransaction(pool, (client) => enterGrantRepayment(client, context, entered))),
    close: (closing) => judged(inTransaction(pool, (client) => closeGrantRepayment(client, context, closing))),

    async find(grantId, repaymentId) {
      const row = await readRepayment(pool, repaymentId);
      return row === null || row.grant_id !== grantId ? null : repaymentOf(row);
    },
  };
}

async function judged(writing: Promise<RepaymentRow>): Promise<Verdict<RepaymentRecord, string>> {
  try {
    return granted(repaymentOf(await writing));
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) {
      throw error;
    }
    return refused(code);
  }
}

function repaymentOf(row: RepaymentRow): RepaymentRecord {
  return {
    id: row.id,
    grantId: row.grant_id,
    jurisdiction: row.jurisdiction,
    state: row.state,
    amountFen: row.amount_fen,
    bankReference: row.bank_reference,
    makerId: row.maker_id,
    enteredAt: row.entered_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.reason,
  };
}
