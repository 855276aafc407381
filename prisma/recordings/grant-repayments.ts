import type pg from 'pg';
import type { GrantRepayments, RepaymentRecord } from '../../api/grant/title-ports.ts';
import { granted, refused } from '../../domain/verdict.ts';
import { inTransaction } from '../kernel/connection.ts';
import { enterGrantRepayment, readRepayment, type RepaymentRow } from './grant-repayment.ts';
import type { OwnActContext } from './own-act.ts';
import { refusalOf } from './refusing-constraints.ts';

/** Only API processes have what they need to sign what is entered (S4). */
export function createGrantRepayments(pool: pg.Pool, context: OwnActContext): GrantRepayments {
  return {
    async enter(entered) {
      try {
        const row = await inTransaction(pool, (client) => enterGrantRepayment(client, context, entered));
        return granted(repaymentOf(row));
      } catch (error) {
        const code = refusalOf(error);
        if (code === null) {
          throw error;
        }
        return refused(code);
      }
    },

    async find(grantId, repaymentId) {
      const row = await readRepayment(pool, repaymentId);
      return row === null || row.grant_id !== grantId ? null : repaymentOf(row);
    },
  };
}

function repaymentOf(row: RepaymentRow): RepaymentRecord {
  return {
    id: row.id,
    grantId: row.grant_id,
    state: row.state,
    amountFen: row.amount_fen,
    bankReference: row.bank_reference,
    makerId: row.maker_id,
    enteredAt: row.entered_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
