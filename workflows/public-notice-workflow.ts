import { condition, setHandler } from '@temporalio/workflow';
import {
  isNoticeSettled,
  judgeNoticeAct,
  moveNotice,
  type NoticeCourse,
  type NoticeFacts,
  type NoticeMessage,
  type NoticePlan,
} from '../domain/notice/notice-course.ts';
import { conduct, untilHandlersFinished, waitUntil, type Conductor } from './conduct-entity.ts';
import { currentNoticeQuery, NOTICE_UPDATES, noticeUpdate } from './notice-messages.ts';
import { entityWork, recordings } from './recording-activities.ts';

export interface NoticeWorkflowInput {
  readonly course: NoticeCourse;
  readonly plan: NoticePlan;
}

type Notice = Conductor<NoticeCourse, NoticeMessage>;

/** A joint notice: two sides confirm, it is published, takes objections, and lets its claims go one by one (D5, R-095 to R-100). */
export async function publicNoticeWorkflow({ course, plan }: NoticeWorkflowInput): Promise<string> {
  const notice = conduct<NoticeCourse, NoticeMessage, NoticeFacts, NoticePlan>(
    { judge: judgeNoticeAct, move: moveNotice, record: (recording) => recordings.recordNotice(recording) },
    course,
    plan,
  );
  setHandler(currentNoticeQuery, () => notice.course());
  for (const kind of NOTICE_UPDATES) {
    setHandler(noticeUpdate(kind), (message) => answered(notice, message), {
      validator: (message) => {
        notice.check(message);
      },
    });
  }

  await notice.ownTurn({ kind: 'begin', actId: `${plan.noticeId}/begin`, atMs: Date.now() + plan.clockOffsetMs });
  while (!isNoticeSettled(notice.course())) {
    await nextTurn(notice, plan);
  }
  await letClaimsGo(notice, plan);
  await untilHandlersFinished();
  return notice.course().state;
}

/** Whoever gives the second word hears whether the notice was published. */
async function answered(notice: Notice, message: NoticeMessage) {
  const answer = await notice.perform(message);
  if (answer.state !== 'opening') {
    return answer;
  }
  await condition(() => notice.course().state !== 'opening');
  return { revision: notice.course().revision, state: notice.course().state };
}

async function nextTurn(notice: Notice, plan: NoticePlan): Promise<void> {
  const { state, endsAtMs, revision } = notice.course();
  if (state === 'opening') {
    await publish(notice, plan);
    return;
  }
  if (state !== 'published' || endsAtMs === null) {
    await condition(() => !notice.isBusy() && notice.course().revision !== revision);
    return;
  }
  const nowMs = () => Date.now() + plan.clockOffsetMs;
  if (!(await waitUntil(endsAtMs, nowMs, () => notice.course().state !== 'published'))) {
    return;
  }
  await settle(notice, plan, endsAtMs);
}

/** Each claim is asked to enter before anything is public: a withdrawal or a hold never races with a publication (D5). */
async function publish(notice: Notice, plan: NoticePlan): Promise<void> {
  const { lastActId, revision } = notice.course();
  const atMs = Date.now() + plan.clockOffsetMs;
  await entityWork.openNoticeClaims({ noticeId: plan.noticeId, actId: lastActId, atMs });
  await notice.ownTurn({ kind: 'publish', actId: `${plan.noticeId}/publish/${revision}`, atMs });
}

/** After the period: clean claims go on; the rest waits here for the rulings, each of which brings another turn. */
async function settle(notice: Notice, plan: NoticePlan, endsAtMs: number): Promise<void> {
  await entityWork.settleNoticeClaims({ noticeId: plan.noticeId, outcome: 'clean', atMs: endsAtMs });
  await condition(() => !notice.isBusy());
  const { revision, state } = notice.course();
  if (state !== 'published') {
    return;
  }
  await notice.ownTurn({ kind: 'settle', actId: `${plan.noticeId}/settle/${revision}`, atMs: endsAtMs });
  const after = notice.course();
  if (after.state === 'published') {
    await condition(() => !notice.isBusy() && notice.course().revision !== after.revision);
  }
}

async function letClaimsGo(notice: Notice, plan: NoticePlan): Promise<void> {
  const { state } = notice.course();
  if (state === 'rejected' || state === 'withdrawn') {
    const atMs = Date.now() + plan.clockOffsetMs;
    await entityWork.settleNoticeClaims({ noticeId: plan.noticeId, outcome: state, atMs });
  }
}
