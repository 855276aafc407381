import { sweepAdvanceDebts } from '../../prisma/worker/advance-debts.ts';
import { repaidByTwo } from './money-words.ts';
import type { Office } from './office.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';

/** What tests of advances read and do, of an office that starts later. */
export function advanceReads(officeOf: () => Office) {
  async function one(sql: string, ...values: readonly unknown[]) {
    const { rows } = await officeOf().pool.query<Record<string, unknown>>(sql, [...values]);
    return rows[0] ?? {};
  }
  /** The office's own time. */
  async function nowMs() {
    return Date.now() + Number((await one('SELECT clock_offset_ms AS ms FROM environment'))['ms']);
  }
  return {
    one,
    nowMs,
    sweep: async () => sweepAdvanceDebts(officeOf().application, PRACTICE_LIBRARY.calendar, await nowMs()),
    classOf: async (claimId: string) => (await one('SELECT filing_id FROM claim WHERE id = $1', claimId))['filing_id'],
    /** What Finance reads of the class's advance. */
    debtsOf: async (...claimIds: readonly string[]) => {
      const { body } = await officeOf().as('maker').send('GET', '/api/v1/recoveries');
      return body.items.filter(({ claimId }: { claimId: string }) => claimIds.includes(claimId));
    },
    repay: (claimId: string, amountFen: number) => repaidByTwo(officeOf(), claimId, amountFen),
  };
}
