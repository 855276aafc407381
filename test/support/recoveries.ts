import type pg from 'pg';
import { TASK_ACTS } from '../../domain/task/task-acts.ts';
import { newId } from '../../prisma/kernel/id-maker.ts';
import type { Office } from './office.ts';

/** What a person found of a claim, without the workflow that its finding asks for. */
export async function addRecovery(pool: pg.Pool, claimId: string, fen = 1_000): Promise<string> {
  const id = newId('rec');
  await pool.query(
    `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen, obligated_fen, settled_fen)
     VALUES ($1, 'float', 'EMPLOYMENT_SUBSIDY', $2, $2, $2) ON CONFLICT DO NOTHING`,
    [claimId, fen],
  );
  await pool.query(
    `INSERT INTO recovery (id, claim_id, party_id, jurisdiction, purpose, cause, amount_fen, found_fen, found_by, state,
       state_since, opened_at, start_requested_at)
     SELECT $2, id, applicant_party_id, jurisdiction, 'float', 'WRONG_AMOUNT', $3, $3, 'per_depthr2', 'found', now(), now(), now()
     FROM claim WHERE id = $1`,
    [claimId, id, fen],
  );
  return id;
}

/** What a person may find of a claim. */
export const finding = (claimId: string, amountFen: number) => ({
  claimId,
  cause: 'WRONG_AMOUNT',
  amountFen,
  note: '核对发现多付',
});

/** What the open task of a recovery says that its decisions do; each is asked once more by a dry run, with its amount. */
export async function effectsOf(office: Office, seat: Parameters<Office['as']>[0], id: string, amountFen: number) {
  const { rows } = await office.pool.query<{ id: string; revision: number }>(
    `SELECT id, revision FROM task WHERE entity_kind = 'recovery' AND entity_id = $1 AND state = 'open'`,
    [id],
  );
  const [task] = rows;
  const path = `/api/v1/tasks/${task?.id ?? ''}`;
  const { acts } = (await office.as(seat).send('GET', path)).body;
  const decisions = acts.filter(
    ({ act, allowed }: { act: string; allowed: boolean }) => allowed && !TASK_ACTS.some((one) => one === act),
  );
  const effects = [];
  for (const { act, effect } of decisions) {
    const body = { act, remark: '已核对', ...((act === 'approve' || act === 'uphold') && { amountFen }) };
    const asked = await office
      .as(seat)
      .send('POST', `${path}/decision?dryRun=true`, body, { 'If-Match': `"${task?.revision}"` });
    effects.push([act, effect?.sentence, asked.body.effect?.sentence ?? asked.body.code]);
  }
  return effects;
}

/** What Finance reads of the newest recovery of a claim. */
export async function recoveryOf(office: Office, claimId: string) {
  const { body } = await office.as('maker').send('GET', `/api/v1/recoveries?claimId=${claimId}`);
  return body.items[0];
}

/** A second reviewer of the bureau, who decided on no claim, approves what the system found. */
export async function approveRecovery(office: Office, claimId: string, body: object = {}) {
  const { id } = await recoveryOf(office, claimId);
  return office.as('bureau2').send('POST', `/api/v1/recoveries/${id}/approval`, body);
}

/** A claim whose 800.00 the bank has settled, by both words of Finance. */
export async function settledClaim(office: Office): Promise<string> {
  const claimId = await office.walks.due();
  const [maker, checker] = [office.as('maker'), office.as('checker')];
  const drafted = await maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const path = `/api/v1/payout-batches/${drafted.body.id}`;
  const released = await checker.act('POST', `${path}/release`);
  const [{ id: instructionId, amountFen }] = released.body.instructions;
  const rows = [{ instructionId, state: 'settled', amountFen, valueDate: '2025-06-23' }];
  const entered = await maker.send('POST', `${path}/results`, { rows });
  const confirmed = await checker.send('POST', `${path}/results/${entered.body.resultId}/confirmation`);
  if (confirmed.status !== 200) {
    throw new Error(`Not settled: ${JSON.stringify([entered.body, confirmed.body])}`);
  }
  return claimId;
}
