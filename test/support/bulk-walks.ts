import type { HttpClient } from './http-client.ts';
import type { Office } from './office.ts';

export const BULK = '/api/v1/bulk-decisions';
export const ANSWERS = { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' } as const;
export const CONTENT = { act: 'approve', answers: ANSWERS } as const;

export const planOf = (client: HttpClient, taskIds: readonly string[], content: object = CONTENT) =>
  client.send('POST', `${BULK}?dryRun=true`, { taskIds, ...content });

export const pledgeOf = (client: HttpClient, plan: object, headers: Readonly<Record<string, string>> = {}) =>
  client.send('POST', BULK, { pledge: true, ...plan }, headers);

/** What the pledge of a plan says. */
export const saidOf = ({ planId, planHash, able }: { planId: string; planHash: string; able: number }) => ({
  planId,
  planHash,
  confirmedCount: able,
});

/** Of the bulk, once something came of each task. */
export async function endOf(client: HttpClient, bulkId: string) {
  for (;;) {
    const { body } = await client.send('GET', `${BULK}/${bulkId}`);
    if (body.state !== 'running') {
      return body;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
}

const LOOK_AGAIN_MS = 50;

/** Takes the doubts from a claim's lines: its register knows the certificates. */
export async function withoutFindings({ pool }: Pick<Office, 'pool'>, claimId: string): Promise<void> {
  await pool.query(`UPDATE claim_line SET findings = '[]' WHERE claim_id = $1`, [claimId]);
}
