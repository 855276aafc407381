import type pg from 'pg';
import { seatOf } from './asking-entities.ts';

/**
 * A message with every field that some kind has, and the seats of real people, which anybody may know. `about`: what
 * exists, in the place of ids that do not.
 */
export async function forgedMessage(
  pool: pg.Pool,
  kind: string,
  about: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly kind: string; readonly actId: string } & Readonly<Record<string, unknown>>> {
  return {
    kind,
    actId: `act_forged_${kind}`,
    atMs: Date.parse('2030-01-01'),
    actor: await seatOf(pool, 'dept.hr'),
    maker: await seatOf(pool, 'finance.maker'),
    checker: await seatOf(pool, 'finance.checker'),
    expectedRevision: 1,
    task: 'review',
    purpose: 'base',
    decision: 'approve',
    refusedLines: 0,
    organ: null,
    ruling: 'uphold',
    noticeId: 'ntc_none',
    batchId: 'pob_none',
    objectionId: 'obj_none',
    recoveryId: 'rec_none',
    instructionId: 'pin_none',
    inboxId: 'evt_none',
    outcome: 'settled',
    amountFen: 1,
    endsAtMs: 1,
    timer: 'evidence',
    trainingDataChanged: true,
    times: { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 },
    responsibleDepartment: 'HRSS',
    ...about,
  };
}
