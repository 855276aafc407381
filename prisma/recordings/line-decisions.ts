import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { freeSlots } from '../line/slot-freeing.ts';
import { prepared } from '../kernel/prepared.ts';

/** A reviewer's word on single lines: refused with a code and remark, or accepted in spite of a finding. */
export async function applyLineDecisions(
  client: pg.PoolClient,
  claimId: string,
  body: ActBody,
  purpose: Purpose,
): Promise<void> {
  const refuse = body.refuseLines ?? [];
  if (refuse.length > 0) {
    const refusals = refuse.map(({ code, remark }) =>
      JSON.stringify([{ code, rule: 'R-102', detail: remark ?? '', by: 'reviewer', purpose }]),
    );
    await client.query(
      prepared(
        `UPDATE claim_line SET state = CASE WHEN $4 = 'float' THEN 'floatNotEarned' ELSE 'refused' END,
         refusals = refusals || decided.refusal, float_fen = 0
       FROM (SELECT unnest($2::text[]) AS id, unnest($3::jsonb[]) AS refusal) AS decided
       WHERE claim_line.id = decided.id AND claim_line.claim_id = $1 AND state <> 'refused'`,
        [claimId, refuse.map(({ lineId }) => lineId), refusals, purpose],
      ),
    );
    if (purpose !== 'float') {
      await freeSlots(client, claimId, true);
    }
  }
  const accept = body.acceptLines ?? [];
  if (accept.length > 0) {
    await client.query(
      prepared(
        `UPDATE claim_line SET state = CASE WHEN state = 'proposed' THEN 'eligible' ELSE state END,
         accepted_remark = decided.remark
       FROM (SELECT unnest($2::text[]) AS id, unnest($3::text[]) AS remark) AS decided
       WHERE claim_line.id = decided.id AND claim_line.claim_id = $1`,
        [claimId, accept.map(({ lineId }) => lineId), accept.map(({ remark }) => remark ?? '')],
      ),
    );
  }
}

/** Lines that an upheld objection names fall out; the rest is clean. */
export async function refuseObjectedLines(client: pg.PoolClient, claimId: string, noticeId: string, purpose: Purpose) {
  const refusal = JSON.stringify([
    { code: 'OBJECTION_UPHELD', rule: 'R-099', detail: '公示异议成立 / objection upheld', by: 'reviewer', purpose },
  ]);
  const refused = await client.query(
    prepared(
      `UPDATE claim_line SET state = CASE WHEN $4 = 'float' THEN 'floatNotEarned' ELSE 'refused' END,
       refusals = refusals || $3::jsonb, float_fen = 0
     WHERE claim_id = $1 AND state NOT IN ('refused', 'floatNotEarned')
       AND id IN (SELECT unnest(array_append(coalesce(refuse_lines, '{}'), line_id)) FROM objection
         WHERE notice_id = $2 AND claim_id = $1 AND state = 'upheld')`,
      [claimId, noticeId, refusal, purpose],
    ),
  );
  if ((refused.rowCount ?? 0) > 0 && purpose !== 'float') {
    await freeSlots(client, claimId, true);
  }
}
