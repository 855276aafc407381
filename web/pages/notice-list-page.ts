import type { NoticePages } from '../../api/notice/notice-ports.ts';
import { auditRootPart } from './audit-root-part.ts';
import { html } from './html.ts';
import { NOTICE_WORDS as WORDS, organsOf, type Shown } from './notice-words.ts';
import { pageFrame } from './page-frame.ts';
import { localTime, word } from './words.ts';

/** The published notices, newest first. */
export function noticeListPage(
  view: Parameters<NoticePages['list']>[0],
  { language, isPractice, organWord }: Shown,
): string {
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const rows = view.notices.map(
    (notice) =>
      html`<tr>
        <th scope="row"><a href="/public/notices/${notice.noticeId}">${notice.noticeNo}</a></th>
        <td>${organsOf(notice.organs, organWord, language)}</td>
        <td><span class="tag">${word(notice.state, language)}</span></td>
        <td>${localTime(notice.publishedAt)}</td>
        <td>${localTime(notice.endsAt)}</td>
        <td class="number">${notice.items}</td>
      </tr> `,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${say('title')}">
    <table>
      <caption>
        ${say('title')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('no')}</th>
          <th scope="col">${say('organs')}</th>
          <th scope="col">${say('state')}</th>
          <th scope="col">${say('publishedAt')}</th>
          <th scope="col">${say('endsAt')}</th>
          <th scope="col" class="number">${say('people')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  const next =
    view.nextCursor === null
      ? null
      : html`<p>
          <a href="/public/notices?cursor=${encodeURIComponent(view.nextCursor)}" rel="next">${say('next')}</a>
        </p>`;
  const main = html`<h1>${say('title')}</h1>
    ${view.notices.length === 0 ? html`<p>${say('none')}</p>` : table} ${next}
    ${auditRootPart(view.auditRoot, language)}`;
  return pageFrame({ title: say('title'), language, isPractice, main });
}
