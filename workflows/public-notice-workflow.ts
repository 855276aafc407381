import { condition } from '@temporalio/workflow';
import {
  isNoticeSettled,
  judgeNoticeAct,
  moveNotice,
  PASSING_NOTICE_STATE,
  type NoticeCourse,
  FAILED_NOTICE_STATES,
  type NoticeFacts,
  type NoticeMessage,
  type NoticePlan,
} from '../domain/notice/notice-course.ts';
import { isOneOf } from '../domain/verdict.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { currentNoticeQuery, NOTICE_UPDATES, noticeUpdate } from './notice-messages.ts';
import { entityWork, recordings } from './recording-activities.ts';

export interface NoticeWorkflowInput {
  readonly course: NoticeCourse;
  readonly plan: NoticePlan;
}

type Notice = Conductor<NoticeCourse, NoticeMessage>;

const NOTICE: EntityRules<NoticeCourse, NoticeMessage, NoticeFacts, NoticePlan> = {
  judge: judgeNoticeAct,
  move: moveNotice,
  record: (recording) => recordings.recordNotice(recording),
  updates: NOTICE_UPDATES.map(noticeUpdate),
  current: currentNoticeQuery,
  idOf: ({ noticeId }) => noticeId,
  begin: (turn) => ({ kind: 'begin', ...turn }),
  isSettled: isNoticeSettled,
  nextTurn,
  // The answer to the second confirmation says whether the notice was published.
  passingState: PASSING_NOTICE_STATE,
  beforeEnd: releaseClaims,
};

/**
 * A joint notice: two sides confirm it, it is published, takes objections, and releases its claims one by one (D5,
 *
 */
export async function publicNoticeWorkflow(input: NoticeWorkflowInput): Promise<string> {
  return conduct(NOTICE, input);
}

async function nextTurn(notice: Notice, plan: NoticePlan): Promise<void> {
  const { state, endsAtMs, revision, lastActId } = notice.course();
  if (state === 'opening') {
    await publish(notice, plan);
    return;
  }
  // A run that goes on after a settlement waits for the next ruling, as the one before it did.
  const isSettledSoFar = lastActId === settlementOf(plan, revision - 1);
  if (state !== 'published' || endsAtMs === null || isSettledSoFar) {
    await condition(() => !notice.isBusy() && notice.course().revision !== revision);
    return;
  }
  if (!(await waitUntil(endsAtMs, notice.nowMs, () => notice.course().state !== 'published'))) {
    return;
  }
  await settle(notice, plan, endsAtMs);
}

/**
 * Each claim is asked to enter before the notice is public, so a withdrawal or a hold never races with a publication
 * (D5).
 */
async function publish(notice: Notice, plan: NoticePlan): Promise<void> {
  const { lastActId, revision } = notice.course();
  const atMs = notice.nowMs();
  await entityWork.openNoticeClaims({ noticeId: plan.noticeId, actId: lastActId, atMs });
  await notice.ownTurn({ kind: 'publish', actId: `${plan.noticeId}/publish/${revision}`, atMs });
}

/**
 * After the period, claims without objections go on; the others wait here for the rulings, each of which starts another
 * turn.
 */
async function settle(notice: Notice, plan: NoticePlan, endsAtMs: number): Promise<void> {
  await entityWork.settleNoticeClaims({ noticeId: plan.noticeId, outcome: 'clean', atMs: endsAtMs });
  await condition(() => !notice.isBusy());
  const { revision, state } = notice.course();
  if (state !== 'published') {
    return;
  }
  await notice.ownTurn({ kind: 'settle', actId: settlementOf(plan, revision), atMs: endsAtMs });
  const after = notice.course();
  if (after.state === 'published') {
    await condition(() => !notice.isBusy() && notice.course().revision !== after.revision);
  }
}

/** The id of the settlement that is recorded upon a revision. */
function settlementOf({ noticeId }: NoticePlan, revision: number): string {
  return `${noticeId}/settle/${revision}`;
}

async function releaseClaims(notice: Notice, plan: NoticePlan): Promise<void> {
  const { state } = notice.course();
  if (isOneOf(FAILED_NOTICE_STATES, state)) {
    const atMs = notice.nowMs();
    await entityWork.settleNoticeClaims({ noticeId: plan.noticeId, outcome: state, atMs });
  }
}
