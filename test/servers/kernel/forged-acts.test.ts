import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { decide } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import {
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  type ClaimOfClass,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { seatOf } from '../../support/asking-entities.ts';

let running: OfficeOfClasses;
let claim: ClaimOfClass;
let reviewer: Actor;

beforeAll(async () => {
  running = await officeWithClasses([1]);
  claim = await running.claimOf(1);
  reviewer = await seatOf(running.pool, 'dept.hr');
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

/** A department's approval that nobody gave over the API. */
async function approval(): Promise<{ readonly kind: 'decide'; readonly actId: string } & Record<string, unknown>> {
  const { revision } = await claimSeen(running, claim.id);
  return {
    kind: 'decide',
    actId: `act_${randomUUID()}`,
    atMs: Date.parse('2025-06-20T10:00:00+08:00'),
    actor: reviewer,
    expectedRevision: revision,
    task: 'review',
    purpose: 'base',
    decision: 'approve',
    refusedLines: 0,
  };
}

/** Sends it as anybody does who reaches Temporal. @returns the code of the refusal */
async function sent(update: string, message: object): Promise<string> {
  const handle = running.client.workflow.getHandle(`claim/${claim.id}`);
  try {
    await handle.executeUpdate(update, { args: [message] });
    return 'done';
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) {
      throw error;
    }
    const { cause } = error;
    return cause !== undefined && 'type' in cause ? String(cause.type) : 'refused';
  }
}

async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await running.pool.query<Row>(sql, [...values])).rows;
}

async function recorded() {
  const audit = await rows(
    'SELECT entity_kind, entity_id, seq, hash FROM audit_entry ORDER BY entity_kind, entity_id, seq',
  );
  const [row] = await rows('SELECT state, revision, course FROM claim WHERE id = $1', claim.id);
  return { audit, row };
}

/** What SQL in the application's role can put into the table of acts: everything but a signature. */
async function kept(
  message: { readonly kind: string; readonly actId: string },
  signature: Buffer | null,
): Promise<void> {
  const body = JSON.stringify({ asked: { entity: 'claim', id: claim.id, message } });
  await rows(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, signature)
     VALUES ($1, 'claim', $2, $3, $4, sha256($5::text::bytea), $5::jsonb, now(), 'accepted', $6)`,
    message.actId,
    claim.id,
    message.kind,
    reviewer.personId,
    body,
    signature,
  );
}

describe('S1: a decision that the API never kept', () => {
  it('is refused for good by the recording, whatever stands in the table of acts, and the claim goes on', async () => {
    const before = await recorded();
    expect(await sent('decide', await approval())).toBe('FORGED_ACT');

    const unsigned = await approval();
    await kept(unsigned, null);
    expect(await sent('decide', unsigned)).toBe('FORGED_ACT');

    const [signed] = await rows<{ signature: Buffer }>('SELECT signature FROM act WHERE signature IS NOT NULL LIMIT 1');
    const copied = await approval();
    await kept(copied, signed?.signature ?? null);
    expect(signed?.signature).toHaveLength(64);
    expect(await sent('decide', copied)).toBe('FORGED_ACT');

    expect(await sent('decide', { ...(await approval()), actId: 'x\u0000y' })).toBe('FORGED_ACT');
    expect(await sent('decide', { ...(await approval()), actId: null })).toBe('WRONG_STATE');
    expect(await sent('decide', { kind: 'timerFired', actId: 'act_timer', atMs: 1, timer: 'evidence' })).not.toBe(
      'done',
    );
    expect(await recorded()).toEqual(before);

    const ops = await running.office.desk('ops');
    const stuck = (await ops.get('/api/v1/stuck?cause=forgedAct')).body.items;
    expect(stuck).toMatchObject([{ cause: 'forgedAct', count: 1, claims: [{ claimId: claim.id }] }]);
    expect(stuck[0].reasons).toContain('FORGED_ACT');
    const metrics = await fetch(`http://127.0.0.1:${running.config.port}/metrics`);
    const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('butie_forged_acts{'));
    expect(lines).toContain('butie_forged_acts{entity="claim",cause="notKept"} 2');
    expect(lines).toContain('butie_forged_acts{entity="claim",cause="notSigned"} 2');

    await rows(`UPDATE act SET state = 'refused', answered_at = now() WHERE id = ANY ($1)`, [
      unsigned.actId,
      copied.actId,
    ]);
    await decide(running.office, 'dept.hr', `claimId=${claim.id}&stage=departmentReview`, APPROVE_DEPARTMENT);
    expect((await claimSeen(running, claim.id)).state).toBe('bureauReview');
  });
});
