import type { z } from 'zod';
import { judgeNoticeAct, PASSING_NOTICE_STATE, type NoticeMessage } from '../../domain/notice/notice-course.ts';
import { NoticeParams, NoticeReasonBody, NoticeView } from '../../schemas/notice-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import type { Language } from '../kernel/language.ts';
import { actAndRead } from '../kernel/read-passed.ts';
import type { NoticeRecord, NoticeStore } from './notice-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { searchedPage } from './notice-preview.ts';
import type { NoticeDependencies } from './notice-routes.ts';
import { itemsOf } from './notice-items.ts';
import { noticeView } from './notice-view.ts';

/** Acts of each side: confirmation, rejection, withdrawal. State is checked before the tag, so the tag is read here. */
export function noticeActRoutes(dependencies: NoticeDependencies): readonly Route[] {
  return [
    defineRoute({
      ...SHARED,
      operationId: 'confirmNotice',
      path: '/api/v1/notices/:noticeId/confirmation',
      summary: 'Confirm for the own side; the second side publishes (R-095)',
      handle: (asked) => act(dependencies, { ...asked, kind: 'confirm', reason: null }),
    }),
    defineRoute({
      ...SHARED,
      operationId: 'rejectNotice',
      path: '/api/v1/notices/:noticeId/rejection',
      summary: 'Reject a draft: its claims go back to the bureau',
      body: NoticeReasonBody,
      handle: (asked) => act(dependencies, { ...asked, kind: 'reject', reason: asked.body.reason }),
    }),
    defineRoute({
      ...SHARED,
      operationId: 'withdrawNotice',
      path: '/api/v1/notices/:noticeId/withdrawal',
      summary: 'Withdraw a published notice: superseded, its claims wait for another one',
      body: NoticeReasonBody,
      handle: (asked) => act(dependencies, { ...asked, kind: 'withdraw', reason: asked.body.reason }),
    }),
  ];
}

const SHARED = {
  method: 'post',
  params: NoticeParams,
  headers: IfMatchHeaders,
  answer: NoticeView,
  idempotency: 'required',
  problems: [
    'NOT_FOUND',
    'WRONG_STATE',
    'SIDE_CONFIRMED',
    'LEAKS_FOUND',
    'ACT_IN_PROGRESS',
    'ROLE_REQUIRED',
    'OTHER_ORGAN',
    'SAME_PERSON_FORBIDDEN',
    'SAME_SECTION_FORBIDDEN',
    'CONFLICT_OF_INTEREST',
    'IF_MATCH_MISSING',
    'STALE',
    'WORKER_UNAVAILABLE',
    'FORGED_ACT',
  ],
} as const;

interface AskedAct {
  readonly caller: Caller;
  readonly params: z.output<typeof NoticeParams>;
  readonly headers: z.output<typeof IfMatchHeaders>;
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly language: Language;
  readonly kind: 'confirm' | 'reject' | 'withdraw';
  readonly reason: string | null;
}

async function act(dependencies: NoticeDependencies, asked: AskedAct) {
  const { notices, desk } = dependencies;
  const { caller, params, idempotencyKey, language } = asked;
  const notice = await findVisible(notices, params.noticeId, caller);
  const messageOf = noticeMessage(asked, notice);
  if (!(await notices.isActKept(caller.personId, idempotencyKey))) {
    const verdict = judgeNoticeAct(notice.course, messageOf(''), notice.plan);
    if (!verdict.ok) {
      throw new Problem(problemOfRefusal(verdict.reason));
    }
    if (parseIfMatch(asked.headers['if-match']) !== notice.revision) {
      throw new Problem('STALE');
    }
    if (asked.kind === 'confirm') {
      await refuseLeaks(dependencies, notice, asked);
    }
  }
  const after = await actAndRead(
    () =>
      desk.act({
        personId: caller.personId,
        idempotencyKey,
        taskId: null,
        body: asked.reason === null ? {} : { reason: asked.reason },
        message: (actId) => ({ entity: 'notice', id: notice.noticeId, message: messageOf(actId) }),
      }),
    () => findVisible(notices, params.noticeId, caller),
    ({ course }) => course.state === PASSING_NOTICE_STATE,
  );
  return {
    body: noticeView(after, await itemsOf(notices, after), { caller, language }),
    revision: after.revision,
  };
}

/** nobody confirms a page on which a whole name or number of a person stands. */
async function refuseLeaks(dependencies: NoticeDependencies, { noticeId }: NoticeRecord, asked: AskedAct) {
  const { leaks } = await searchedPage(dependencies, noticeId, asked);
  if (leaks.length > 0) {
    throw new Problem('LEAKS_FOUND', { facts: { count: leaks.reduce((total, { count }) => total + count, 0) } });
  }
}

function noticeMessage({ caller, at, kind }: AskedAct, notice: NoticeRecord): (actId: string) => NoticeMessage {
  const { personId, organ, section, jurisdiction, roles, partyId } = caller;
  const actor = { personId, organ, section, jurisdiction, roles, partyId };
  return (actId) => ({ kind, actor, expectedRevision: notice.course.revision, actId, atMs: at.getTime() });
}

async function findVisible(notices: NoticeStore, noticeId: string, caller: Caller): Promise<NoticeRecord> {
  const notice = await notices.find(noticeId, caller);
  if (notice === null) {
    throw new Problem('NOT_FOUND');
  }
  return notice;
}
