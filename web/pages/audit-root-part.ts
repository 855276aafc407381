import type { NoticePages } from '../../api/notice/notice-ports.ts';
import { html, type Html } from './html.ts';
import type { PageLanguage, Word } from './words.ts';

const WORDS = {
  title: { zh: '审计根', en: 'Root of the audit' },
  about: {
    zh: '每个业务日的审计根均附签名，任何人都可保存，日后可据此核对审计记录是否被改动。最新一日：',
    en: 'The root of each business day is signed. Keep a copy: it shows later whether the audit was changed. The newest day:',
  },
  all: { zh: '全部审计根（JSON）', en: 'All roots (JSON)' },
} as const satisfies Readonly<Record<string, Word>>;

/** The newest root of the audit, for everybody to keep (S15); nothing before the first one. */
export function auditRootPart(
  root: Parameters<NoticePages['list']>[0]['auditRoot'],
  language: PageLanguage,
): Html | null {
  return root === null
    ? null
    : html`<section>
        <h2>${WORDS.title[language]}</h2>
        <p>${WORDS.about[language]}</p>
        <p>${root.day} <span class="mono">${root.root}</span></p>
        <p><a href="/public/audit-roots">${WORDS.all[language]}</a></p>
      </section>`;
}
