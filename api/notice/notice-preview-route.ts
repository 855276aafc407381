import { NoticeParams, NoticePreview } from '../../schemas/notice-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { NoticeDependencies } from './notice-routes.ts';
import { searchedPage } from './notice-preview.ts';

/** The page as the public will read it, before anybody confirms it. */
export function noticePreviewRoute({ notices, pages }: NoticeDependencies): Route {
  return defineRoute({
    operationId: 'previewNotice',
    method: 'get',
    path: '/api/v1/notices/:noticeId/preview',
    summary: 'The page that will be published, and whether a whole name or number of a person stands on it (R-096)',
    params: NoticeParams,
    answer: NoticePreview,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { noticeId }, at, language }) {
      const notice = await notices.find(noticeId, caller);
      if (notice === null) {
        throw new Problem('NOT_FOUND');
      }
      const published = notice.publishedAt === null ? null : await notices.publicPage(noticeId, at);
      const gate = { checkedAt: at.toISOString(), leaks: [] };
      if (published !== null) {
        return { body: { html: pages.one(published, language), gate, period: null } };
      }
      const { html, leaks, period } = await searchedPage({ notices, pages }, noticeId, { at, language });
      return { body: { html, gate: { ...gate, leaks: [...leaks] }, period } };
    },
  });
}
