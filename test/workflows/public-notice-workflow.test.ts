import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  moveNotice,
  type NoticeCourse,
  type NoticeFacts,
  type NoticeMessage,
  type NoticePlan,
} from '../../domain/notice/notice-course.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { publicNoticeWorkflow } from '../../workflows/index.ts';
import { ACTORS, NOON_MS, ORDOS } from '../support/claim-courses.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'notice/ntc_1';
const DAY_MS = 86_400_000;
const ENDS_AT_MS = NOON_MS + 5 * DAY_MS;
const { deptEmergency, bureauReview } = ACTORS;

let plan: NoticePlan;
let row: MemoryRow<NoticeCourse, NoticeMessage, NoticeFacts, NoticePlan>;
let host: WorkflowHost;
let told: string[];
/** Claims that an open objection keeps in the notice. */
let claimsOpen: number;

beforeEach(async () => {
  plan = {
    noticeId: 'ntc_1',
    jurisdiction: ORDOS,
    responsibleDepartment: 'EMERGENCY_MGMT',
    clockOffsetMs: NOON_MS - Date.now(),
  };
  told = [];
  claimsOpen = 0;
  row = memoryRow({
    move: moveNotice,
    count: (message, before) => ({
      endsAtMs: message.kind === 'publish' ? ENDS_AT_MS : before.endsAtMs,
      claimsOpen: message.kind === 'publish' ? 1 : claimsOpen,
    }),
  });
  host = createWorkflowHost({
    workflows: { publicNoticeWorkflow },
    activities: () => ({
      recordNotice: row.record,
      openNoticeClaims: async () => {
        told.push('opening');
      },
      settleNoticeClaims: async ({ outcome }: { readonly outcome: string }) => {
        told.push(outcome);
      },
    }),
  });
  const course: NoticeCourse = { revision: 0, lastActId: '', state: 'draft', words: [], endsAtMs: null };
  await host.start('publicNoticeWorkflow', ID, { course, plan });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const revision = () => row.course()?.revision ?? 0;

async function act(message: NoticeMessage): Promise<unknown> {
  const answer = await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
  return answer;
}

const says = (kind: 'confirm' | 'reject' | 'withdraw', actor: Actor) =>
  act({ kind, actor, expectedRevision: revision(), actId: `act_${revision() + 1}`, atMs: NOON_MS });

async function published(): Promise<unknown> {
  await says('confirm', deptEmergency);
  return says('confirm', bureauReview);
}

const forwardTo = (businessMs: number) => host.forward(ID, businessMs - plan.clockOffsetMs);

describe('the workflow of a joint notice (D5)', () => {
  it('asks its claims before it publishes, and answers the second confirmation with the state published (R-095)', async () => {
    expect(await published()).toMatchObject({ state: 'published' });
    expect(told).toEqual(['opening']);
    expect(host.query(ID, 'current')).toMatchObject({ state: 'published', endsAtMs: ENDS_AT_MS });
  });

  it('lets clean claims go when its period ends, and closes', async () => {
    await published();
    await forwardTo(ENDS_AT_MS - 1);
    expect(told).toEqual(['opening']);
    await forwardTo(ENDS_AT_MS);
    expect(told).toEqual(['opening', 'clean']);
    expect(host.resultOf(ID)).toBe('closed');
  });

  it('stays open past its end for a claim with an open objection, until that is ruled (R-099)', async () => {
    await published();
    await act({ kind: 'fileObjection', objectionId: 'obj_1', actId: 'act_o', atMs: NOON_MS });
    claimsOpen = 1;
    await forwardTo(ENDS_AT_MS + DAY_MS);
    expect(host.resultOf(ID)).toBeUndefined();
    claimsOpen = 0;
    const ruling = { kind: 'ruleObjection', actor: deptEmergency, objectionId: 'obj_1', ruling: 'dismiss' } as const;
    await act({ ...ruling, actId: 'act_r', atMs: ENDS_AT_MS + DAY_MS });
    expect(host.resultOf(ID)).toBe('closed');
    expect(told).toEqual(['opening', 'clean', 'clean']);
  });

  it('tells its claims when one side rejects it', async () => {
    await says('reject', deptEmergency);
    expect(told).toEqual(['rejected']);
    expect(host.resultOf(ID)).toBe('rejected');
  });

  it('tells its claims when it is withdrawn, and its end does nothing any more', async () => {
    await published();
    await says('withdraw', deptEmergency);
    expect(told).toEqual(['opening', 'withdrawn']);
    expect(host.resultOf(ID)).toBe('withdrawn');
  });

  it('is not settled when it is withdrawn while its claims are asked', async () => {
    await published();
    const release = row.holdNext();
    const withdrawn = says('withdraw', deptEmergency);
    const forwarded = forwardTo(ENDS_AT_MS);
    release();
    await Promise.all([withdrawn, forwarded]);
    expect(row.acts.at(-1)).toBe('withdraw');
    expect(host.resultOf(ID)).toBe('withdrawn');
  });
});
