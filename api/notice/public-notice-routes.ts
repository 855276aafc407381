import { randomUUID } from 'node:crypto';
import { AcceptHeaders, NoticeParams, PublicNoticeItem, PublicNoticeView } from '../../schemas/notice-schemas.ts';
import { PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import type { AuditReads } from '../oversight/audit-ports.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import type { NoticePages, NoticeStore, ObjectionDesk } from './notice-ports.ts';
import { pageOf } from '../kernel/paging.ts';
import { prefersHtml } from '../kernel/prefers-html.ts';
import { Problem } from '../kernel/problem.ts';
import type { RateLimit } from '../kernel/rate-limit.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { objectionRoute } from './objection-route.ts';
import { publicNoticeView } from './notice-view.ts';

export interface PublicNoticeDependencies {
  readonly notices: NoticeStore;
  readonly pages: NoticePages;
  readonly objections: ObjectionDesk;
  /** How many objections one address may file. */
  readonly objectionLimit: RateLimit;
  readonly audit: Pick<AuditReads, 'roots'>;
}

/** Public routes without sign-in, at the root: notices and objections (api §7). */
export function publicNoticeRoutes(dependencies: PublicNoticeDependencies): readonly Route[] {
  return [listPublic(dependencies), readPublic(dependencies), objectionRoute(dependencies), stylesheet(dependencies)];
}

const HTML = 'text/html; charset=utf-8';
const VARIES = { Vary: 'Accept, Accept-Language' };

function listPublic({ notices, pages, audit }: PublicNoticeDependencies): Route {
  return defineRoute({
    operationId: 'listPublicNotices',
    method: 'get',
    path: '/public/notices',
    summary: 'Published notices, newest first; a page or JSON by Accept',
    query: PageQuery,
    headers: AcceptHeaders,
    answer: pageSchema(PublicNoticeItem),
    rawAnswers: ['text/html'],
    problems: ['CURSOR_INVALID'],
    async handle({ query, headers, language }) {
      const rows = await notices.publicList(query.limit, instantKeyset(query.cursor));
      const page = pageOf(
        rows,
        query.limit,
        (row) => [Date.parse(row.publishedAt), row.noticeId],
        (row) => row,
      );
      if (prefersHtml(headers.accept)) {
        const [auditRoot = null] = await audit.roots({ from: undefined, to: undefined, limit: 1, beforeDay: null });
        const view = { notices: page.items, nextCursor: page.nextCursor, auditRoot };
        return { raw: pages.list(view, language), mediaType: HTML, headers: VARIES };
      }
      const items = page.items.map(({ noticeId, organs, ...notice }) => ({
        id: noticeId,
        organs: [...organs],
        ...notice,
      }));
      return { body: { items, nextCursor: page.nextCursor }, headers: VARIES };
    },
  });
}

function readPublic({ notices, pages }: PublicNoticeDependencies): Route {
  return defineRoute({
    operationId: 'readPublicNotice',
    method: 'get',
    path: '/public/notices/:noticeId',
    summary: 'One published notice; a page or JSON by Accept',
    params: NoticeParams,
    headers: AcceptHeaders,
    answer: PublicNoticeView,
    rawAnswers: ['text/html'],
    problems: ['NOT_FOUND'],
    async handle({ params, headers, language, at }) {
      const notice = await notices.publicPage(params.noticeId, at);
      if (notice === null) {
        throw new Problem('NOT_FOUND');
      }
      return prefersHtml(headers.accept)
        ? { raw: pages.one(notice, language, randomUUID()), mediaType: HTML, headers: VARIES }
        : { body: publicNoticeView(notice), headers: VARIES };
    },
  });
}

function stylesheet({ pages }: PublicNoticeDependencies): Route {
  return defineRoute({
    operationId: 'readPublicStylesheet',
    method: 'get',
    path: '/public/pages.css',
    summary: 'The stylesheet of the public pages',
    rawAnswers: ['text/css'],
    problems: [],
    handle: () =>
      Promise.resolve({
        raw: pages.stylesheet(),
        mediaType: 'text/css; charset=utf-8',
        headers: { 'Cache-Control': 'public, max-age=3600' },
      }),
  });
}
