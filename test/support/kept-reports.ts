import type pg from 'pg';
import type { ParkReason } from '../../domain/payout/inbox-judgement.ts';
import { newId } from '../../prisma/kernel/id-maker.ts';
import { factOfReport } from '../../prisma/payout/kept-report.ts';
import { signAct } from './act-keys.ts';

export interface KeptReport {
  readonly id?: string;
  readonly instructionId: string;
  readonly amountFen: number;
  readonly type?: string;
  readonly receivedAt: Date;
  /** Parked for this when it arrived; left for its batch unless said. */
  readonly parkReason?: ParkReason;
  /** The id of an earlier report that its sender gave it, too. */
  readonly reusedId?: string;
}

/** A report as an API process takes it in, signed, without its batch being told. @returns its id */
export async function keepReport(pool: pg.Pool, report: KeptReport): Promise<string> {
  const { id = newId('evt'), parkReason = null, type = 'payout.settled', reusedId = null } = report;
  const said = {
    id,
    source: 'webhook',
    machine_client_id: '',
    sender_id: reusedId ?? id,
    body_digest: null,
    type,
    said_instruction_id: report.instructionId,
    first_park_reason: parkReason,
    amount_fen: report.amountFen,
    body: {},
    received_at: report.receivedAt,
  };
  await pool.query(
    `INSERT INTO payout_inbox (id, source, sender_id, type, instruction_id, said_instruction_id, first_park_reason, park_reason,
       amount_fen, body, received_at, state, batch_id, signature, is_id_reused)
     SELECT $1, 'webhook', coalesce($8, $1), $2, $3, $3, $4, $4, $5, '{}', $6, CASE WHEN $4::text IS NULL THEN 'new' ELSE 'parked' END,
       (SELECT batch_id FROM payout_instruction WHERE id = $3 AND $4::text IS NULL), $7, $8::text IS NOT NULL`,
    [
      id,
      type,
      report.instructionId,
      parkReason,
      report.amountFen,
      report.receivedAt,
      signAct(factOfReport(said)),
      reusedId,
    ],
  );
  return id;
}
