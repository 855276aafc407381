import {
  CreateNoticeBody,
  NoticeItemView,
  NoticeListQuery,
  NoticeParams,
  NoticeView,
} from '../../schemas/notice-schemas.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import type { Language } from '../kernel/language.ts';
import type { Drafted, NoticePages, NoticeStore } from './notice-ports.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { noticeActRoutes } from './notice-act-routes.ts';
import { noticeItemsRoute } from './notice-items-route.ts';
import { noticePreviewRoute } from './notice-preview-route.ts';
import { itemsOf } from './notice-items.ts';
import { noticeGlance, noticeView, statesShownAs } from './notice-view.ts';

export interface NoticeDependencies {
  readonly notices: NoticeStore;
  readonly desk: Desk;
  readonly pages: NoticePages;
}

/** The joint notice as its two sides see it (api §7). */
export function noticeRoutes(dependencies: NoticeDependencies): readonly Route[] {
  const { notices, desk } = dependencies;
  return [
    createNotice(notices, desk),
    listNotices(notices),
    readNotice(notices),
    noticeItemsRoute(notices),
    noticePreviewRoute(dependencies),
    ...noticeActRoutes(dependencies),
  ];
}

function createNotice(notices: NoticeStore, desk: Desk): Route {
  return defineRoute({
    operationId: 'createNotice',
    method: 'post',
    path: '/api/v1/notices',
    summary: 'Draft one joint notice for claims of one department',
    body: CreateNoticeBody,
    answer: NoticeView,
    status: 201,
    idempotency: 'accepted',
    problems: [
      'FORBIDDEN',
      'WRONG_STATE',
      'CLAIM_HELD',
      'ALREADY_IN_NOTICE',
      'DIFFERENT_JURISDICTIONS',
      'DIFFERENT_DEPARTMENTS',
      'INVALID',
    ],
    async handle({ caller, body, idempotencyKey: key, at, language }) {
      const drafted = await notices.draft(body.claimIds, { caller, at, key });
      if (drafted.kind === 'refused') {
        throw draftProblem(drafted);
      }
      await startQuietly(desk, drafted.noticeId);
      for (const replaced of drafted.replaced) {
        await endReplaced(notices, desk, replaced, { caller, at });
      }
      const shown = await showNotice(notices, drafted.noticeId, caller, language);
      return { ...shown, location: `/api/v1/notices/${drafted.noticeId}` };
    },
  });
}

function draftProblem({ reason, positions }: Extract<Drafted, { kind: 'refused' }>): Problem {
  if (reason === 'NOT_YOUR_SIDE') {
    return new Problem('FORBIDDEN');
  }
  const errors = positions.slice(0, 100).map((position) => ({
    pointer: `/claimIds/${position}`,
    code: reason === 'CLAIM_UNKNOWN' ? 'NOT_FOUND' : reason,
  }));
  return new Problem(reason === 'CLAIM_UNKNOWN' ? 'INVALID' : reason, { errors });
}

/** The row requests its start: if the workflow does not start now, the sweep starts it (D4). */
async function startQuietly(desk: Desk, noticeId: string): Promise<void> {
  try {
    await desk.start('notice', noticeId);
  } catch {
    // Nothing is lost: the row still requests the start.
  }
}

/** An automatic draft whose only claim moved to another notice ends; the claim gets no message, because it has left. */
async function endReplaced(
  notices: NoticeStore,
  desk: Desk,
  noticeId: string,
  { caller, at }: { readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const notice = await notices.find(noticeId, caller);
  if (notice === null) {
    return;
  }
  const { personId, organ, section, jurisdiction, roles, partyId } = caller;
  const actor = { personId, organ, section, jurisdiction, roles, partyId };
  const expectedRevision = notice.course.revision;
  try {
    await desk.act({
      personId,
      idempotencyKey: null,
      taskId: null,
      body: { reason: 'REPLACED' },
      message: (actId) => ({
        entity: 'notice',
        id: noticeId,
        message: { kind: 'reject', actor, expectedRevision, actId, atMs: at.getTime() },
      }),
    });
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    // A notice without a claim publishes nothing, even if it is confirmed.
  }
}

function listNotices(notices: NoticeStore): Route {
  return defineRoute({
    operationId: 'listNotices',
    method: 'get',
    path: '/api/v1/notices',
    summary: 'Notices, newest first',
    query: NoticeListQuery,
    answer: pageSchema(NoticeItemView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query }) {
      const { claimId, grantCallId, state, q, limit, cursor } = query;
      const states = state === undefined ? null : statesShownAs(state);
      const rows = await notices.list({ claimId, grantCallId, states, q, limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(rows, limit, (row) => [row.createdAt.getTime(), row.id], noticeGlance);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readNotice(notices: NoticeStore): Route {
  return defineRoute({
    operationId: 'readNotice',
    method: 'get',
    path: '/api/v1/notices/:noticeId',
    summary: 'One notice with its items and acts',
    params: NoticeParams,
    answer: NoticeView,
    problems: ['NOT_FOUND'],
    handle: ({ caller, params, language }) => showNotice(notices, params.noticeId, caller, language),
  });
}

async function showNotice(notices: NoticeStore, noticeId: string, caller: Caller, language: Language) {
  const notice = await notices.find(noticeId, caller);
  if (notice === null) {
    throw new Problem('NOT_FOUND');
  }
  return { body: noticeView(notice, await itemsOf(notices, notice), { caller, language }), revision: notice.revision };
}
