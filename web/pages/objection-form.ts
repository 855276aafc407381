import type { ObjectionField, ObjectionView } from '../../api/notice/notice-ports.ts';
import { html, type Html } from './html.ts';
import { pageFrame } from './page-frame.ts';
import type { PageLanguage, Word } from './words.ts';

const LABELS: Readonly<Record<ObjectionField, Word>> = {
  itemNo: { zh: '名单中的序号', en: 'Number in the list' },
  statement: { zh: '异议的理由', en: 'Why you object' },
  name: { zh: '姓名（选填，不公开）', en: 'Your name (optional, never published)' },
  contact: { zh: '联系方式（选填，不公开）', en: 'How to reach you (optional, never published)' },
};

const WORDS = {
  title: { zh: '网上提出异议', en: 'Object online' },
  send: { zh: '提交异议', en: 'Send the objection' },
  wrong: { zh: '请更正以下内容', en: 'Please correct' },
  error: { zh: '错误', en: 'Error' },
  received: { zh: '异议已收到', en: 'Your objection was received' },
  receipt: { zh: '回执编号', en: 'Receipt number' },
  keep: {
    zh: '请记下回执编号。责任部门将核实并作出裁定，裁定前该项不予拨付。',
    en: 'Keep the receipt number. The responsible department will look into it and rule; until then the item is not paid.',
  },
  back: { zh: '返回公示', en: 'Back to the notice' },
} as const satisfies Readonly<Record<string, Word>>;

/** Words of the form, none of which is about a person. */
export const OBJECTION_WORDS: readonly Word[] = [...Object.values(LABELS), ...Object.values(WORDS)];

const SHORT: Readonly<Record<Exclude<ObjectionField, 'statement'>, number>> = { itemNo: 7, name: 100, contact: 200 };

/** The form on the page of a notice: no script, one column for a phone. */
export function objectionForm(
  view: Pick<ObjectionView, 'noticeId' | 'formKey' | 'values' | 'errors'>,
  language: PageLanguage,
): Html {
  const key = view.formKey === undefined ? null : html`<input type="hidden" name="formKey" value="${view.formKey}" />`;
  return html`<form method="post" action="/public/notices/${view.noticeId}/objections" novalidate>
    ${key} ${field(view, 'itemNo', language)} ${field(view, 'statement', language)} ${field(view, 'name', language)}
    ${field(view, 'contact', language)}
    <button class="button" type="submit">${WORDS.send[language]}</button>
  </form>`;
}

export function objectionTitle(language: PageLanguage): string {
  return WORDS.title[language];
}

function field(
  { values, errors }: Pick<ObjectionView, 'values' | 'errors'>,
  name: ObjectionField,
  language: PageLanguage,
): Html {
  const error = errors.find((one) => one.field === name);
  const fault = error === undefined ? null : html`<span class="fault" id="${name}-fault">${error.message}</span>`;
  const marked = error === undefined ? null : html`aria-invalid="true" aria-describedby="${name}-fault"`;
  const value = values[name] ?? '';
  const control =
    name === 'statement'
      ? html`<textarea id="statement" name="statement" rows="5" maxlength="4000" ${marked}>${value}</textarea>`
      : html`<input
          id="${name}"
          name="${name}"
          value="${value}"
          autocomplete="off"
          maxlength="${SHORT[name]}"
          ${name === 'itemNo' ? html`inputmode="numeric"` : null}
          ${marked}
        />`;
  return html`<p class="field"><label for="${name}">${LABELS[name][language]}</label> ${fault} ${control}</p>`;
}

/** What the form is answered with: the receipt, or the form again with what was typed and a summary of what is wrong. */
export function objectionPage(view: ObjectionView, language: PageLanguage, isPractice: boolean): string {
  const isWrong = view.said?.kind !== 'received';
  const title = view.said?.kind === 'received' ? WORDS.received[language] : WORDS.title[language];
  const main = html`<h1>${title}</h1>
    ${view.said?.kind === 'received' ? receipt(view.said.receiptNo, language) : form(view, language)}
    <p><a href="/public/notices/${view.noticeId}">${WORDS.back[language]}</a></p>`;
  return pageFrame({ title: isWrong ? `${WORDS.error[language]}: ${title}` : title, language, isPractice, main });
}

function receipt(receiptNo: string, language: PageLanguage): Html {
  return html`<div class="inset" role="status">
    <p>${WORDS.receipt[language]}: <strong class="mono">${receiptNo}</strong></p>
    <p>${WORDS.keep[language]}</p>
  </div>`;
}

function form(view: ObjectionView, language: PageLanguage): Html {
  const { errors, said } = view;
  const summary =
    errors.length === 0
      ? null
      : html`<div class="wrong" role="alert" tabindex="-1">
          <h2>${WORDS.wrong[language]}</h2>
          <ul>
            ${errors.map((error) =>
              error.field === null
                ? html`<li>${error.message}</li>`
                : html`<li><a href="#${error.field}">${LABELS[error.field][language]}</a>: ${error.message}</li>`,
            )}
          </ul>
        </div>`;
  return html`${summary} ${said?.kind === 'refused' ? html`<div class="wrong" role="alert">${said.text}</div>` : null}
  ${objectionForm(view, language)}`;
}
