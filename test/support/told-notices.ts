import { expect } from 'vitest';
import type { Office } from './office.ts';
import { tellClaim } from './tell-claim.ts';

export const PUBLISHED_AT = '2025-06-24T09:00:00+08:00';

export type Attacker = ReturnType<typeof attackerOf>;

/** What somebody does to notices and claims with the application's login and Temporal, who lacks the API's key. */
export function attackerOf(office: Office) {
  const rows = async <Found extends object>(sql: string, ...values: readonly unknown[]) =>
    (await office.application.query<Found>(sql, [...values])).rows;

  const tell = (claimId: string, message: object) => tellClaim(office, claimId, message);

  return {
    rows,
    tellOpening: (claimId: string, noticeId: string, atMs: number) =>
      tell(claimId, { kind: 'noticeOpening', actId: `${noticeId}/opening/${claimId}/9`, atMs, noticeId }),
    tellClosed: (claimId: string, noticeId: string, atMs: number, outcome = 'clean') =>
      tell(claimId, { kind: 'noticeClosed', actId: `${noticeId}/${outcome}/9/${claimId}`, atMs, noticeId, outcome }),

    async endOf(noticeId: string): Promise<number> {
      const [notice] = await rows<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', noticeId);
      return notice?.ends_at.getTime() ?? 0;
    },

    async stateOf(claimId: string): Promise<string | undefined> {
      return (await rows<{ state: string }>('SELECT state FROM claim WHERE id = $1', claimId))[0]?.state;
    },

    /** The clock of the office alone: it moves no workflow of ours, so the forged word comes first. */
    async atInstant(ms: number): Promise<void> {
      await office.pool.query('UPDATE environment SET clock_offset_ms = $1', [ms - Date.now()]);
    },
  };
}

/** Somebody of the public objects to the first item of a notice. */
export async function objectTo({ nobody }: Office, noticeId: string): Promise<void> {
  const said = { itemNo: 1, statement: '此人未参加培训' };
  expect((await nobody.send('POST', `/public/notices/${noticeId}/objections`, said)).status).toBe(202);
}

/** The officer who decided nothing dismisses all objections that are open. */
export async function dismiss({ as, walks }: Office, noticeId: string): Promise<void> {
  const { body } = await as('dept2').send('GET', '/api/v1/tasks?box=todo&stage=jointNotice&limit=200');
  const task = body.items.find(
    (one: { kind: string; noticeId: string }) => one.kind === 'objection' && one.noticeId === noticeId,
  );
  const ruled = await walks.decide('dept2', task, { act: 'dismiss', remark: '查无此事' });
  expect([ruled.status, ruled.body.code]).toEqual([200, undefined]);
}
