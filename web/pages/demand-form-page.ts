import type { DemandFormField, DemandFormPage, DemandFormView } from '../../api/demand/demand-form.ts';
import type { DemandList } from '../../domain/demand/demand-words.ts';
import { html, type Html } from './html.ts';
import { pageFrame } from './page-frame.ts';
import { word, type PageLanguage, type Word } from './words.ts';

const LABELS: Readonly<Record<DemandFormField, Word>> = {
  employer: { zh: '用人单位名称', en: 'Employer' },
  industry: { zh: '希望从事的行业', en: 'Industry' },
  post: { zh: '岗位', en: 'Post' },
  hasSkill: { zh: '是否已有技能', en: 'Do you have a skill?' },
  occupation: { zh: '职业（工种）', en: 'Occupation' },
  skillLevel: { zh: '技能等级', en: 'Skill level' },
  openings: { zh: '需求人数（选填）', en: 'Number wanted (optional)' },
  payFrom: { zh: '月薪从（元）', en: 'Monthly pay from (CNY)' },
  payTo: { zh: '月薪到（元）', en: 'Monthly pay to (CNY)' },
  wantsTraining: { zh: '是否愿意参加培训', en: 'Do you want to be trained?' },
  wanted: { zh: '希望学习的职业（工种）', en: 'Occupation that you want to learn' },
  personName: { zh: '姓名（选填，不公开）', en: 'Name (optional, never published)' },
  personPhone: { zh: '手机号（选填，不公开）', en: 'Mobile number (optional, never published)' },
};

const WORDS = {
  title: { zh: '培训需求登记', en: 'Training demand' },
  who: { zh: '您是：', en: 'You are:' },
  employer: { zh: '用人单位', en: 'An employer' },
  worker: { zh: '劳动者', en: 'A worker' },
  send: { zh: '提交', en: 'Send' },
  choose: { zh: '请选择', en: 'Choose' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  wrong: { zh: '请更正以下内容', en: 'Please correct' },
  received: { zh: '已收到，谢谢！', en: 'Received, thank you!' },
  receipt: { zh: '回执编号', en: 'Receipt number' },
  next: { zh: '再登记一条', en: 'Enter another one' },
  checked: {
    zh: '工作人员核实后计入需求清单。个人信息不公开。',
    en: 'It counts once an officer has looked at it. Personal data is never published.',
  },
  other: { zh: 'English', en: '中文' },
} as const satisfies Readonly<Record<string, Word>>;

const FIELDS: Readonly<Record<DemandList, readonly DemandFormField[]>> = {
  employer: ['employer', 'post', 'occupation', 'skillLevel', 'openings', 'payFrom', 'payTo'],
  worker: [
    'industry',
    'post',
    'payFrom',
    'payTo',
    'hasSkill',
    'occupation',
    'skillLevel',
    'wantsTraining',
    'wanted',
    'personName',
    'personPhone',
  ],
};

const NUMBERS: readonly DemandFormField[] = ['openings', 'payFrom', 'payTo', 'personPhone'];

/** The form of the demand lists: one column for a phone, no script. */
export function demandFormPage(mode: 'practice' | 'live'): DemandFormPage {
  return (view) =>
    pageFrame({
      title: WORDS.title[view.language],
      language: view.language,
      isPractice: mode === 'practice',
      main: html`<h1>${WORDS.title[view.language]}</h1>
        ${mainOf(view)}
        <p><a href="${addressOf(view, { language: other(view.language) })}">${WORDS.other[view.language]}</a></p>`,
    });
}

function other(language: PageLanguage): PageLanguage {
  return language === 'zh' ? 'en' : 'zh';
}

function addressOf(
  { jurisdiction, list, language }: DemandFormView,
  instead: { readonly list?: string; readonly language?: PageLanguage } = {},
): string {
  const shown = instead.list ?? list;
  const query = new URLSearchParams({ jurisdiction, ...(shown !== null && { list: shown }) });
  query.set('lang', instead.language ?? language);
  return `/public/demand-form?${query.toString()}`;
}

function mainOf(view: DemandFormView): Html {
  const { list, said, language } = view;
  if (said?.kind === 'received') {
    return html`<div class="inset" role="status">
        <p><strong>${WORDS.received[language]}</strong></p>
        <p>${WORDS.receipt[language]}: <span class="mono">${said.receiptNo}</span></p>
        <p>${WORDS.checked[language]}</p>
      </div>
      <p><a href="${addressOf(view)}">${WORDS.next[language]}</a></p>`;
  }
  return list === null ? choice(view) : form(view, list);
}

function choice(view: DemandFormView): Html {
  const { language } = view;
  return html`<p>${WORDS.who[language]}</p>
    <p class="choices">
      ${view.lists.map(
        (list) => html`<a class="button" href="${addressOf(view, { list })}">${WORDS[list][language]}</a> `,
      )}
    </p>`;
}

function form(view: DemandFormView, list: DemandList): Html {
  const { language, said } = view;
  return html`${summary(view)}
    ${said?.kind === 'refused' ? html`<div class="wrong" role="alert">${said.text}</div>` : null}
    <p>${WORDS.checked[language]}</p>
    <form method="post" action="${addressOf(view)}" novalidate>
      ${FIELDS[list].map((field) => fieldPart(view, field))}
      <button class="button" type="submit">${WORDS.send[language]}</button>
    </form>`;
}

function summary({ errors, language }: DemandFormView): Html | null {
  return errors.length === 0
    ? null
    : html`<div class="wrong" role="alert">
        <strong>${WORDS.wrong[language]}</strong>
        <ul>
          ${errors.map(({ field, message }) =>
            field === null
              ? html`<li>${message}</li>`
              : html`<li><a href="#${field}">${LABELS[field][language]}</a>: ${message}</li>`,
          )}
        </ul>
      </div>`;
}

function fieldPart(view: DemandFormView, field: DemandFormField): Html {
  const { language, errors } = view;
  const error = errors.find((one) => one.field === field);
  const label = LABELS[field][language];
  const fault = error === undefined ? null : html`<span class="fault" id="${field}-fault">${error.message}</span>`;
  return html`<p class="field">
    <label for="${field}">${label}</label> ${fault} ${control(view, field, error !== undefined)}
  </p>`;
}

function control(view: DemandFormView, field: DemandFormField, isWrong: boolean): Html {
  const { values, language, occupations, levels } = view;
  const value = values[field] ?? '';
  const marked = isWrong ? html`aria-invalid="true" aria-describedby="${field}-fault"` : null;
  if (field === 'occupation' || field === 'wanted') {
    const options = occupations.map(({ code, name }) => ({ value: code, text: `${name} ${code}` }));
    return select({ field, value, options, language, marked });
  }
  if (field === 'skillLevel') {
    const options = levels.map((level) => ({ value: level, text: word(level, language) }));
    return select({ field, value, options, language, marked });
  }
  if (field === 'hasSkill' || field === 'wantsTraining') {
    const options = (['yes', 'no'] as const).map((one) => ({ value: one, text: WORDS[one][language] }));
    return select({ field, value, options, language, marked });
  }
  const mode = NUMBERS.includes(field) ? html`inputmode="decimal"` : null;
  return html`<input
    id="${field}"
    name="${field}"
    value="${value}"
    autocomplete="off"
    maxlength="120"
    ${mode}
    ${marked}
  />`;
}

function select({
  field,
  value,
  options,
  language,
  marked,
}: {
  readonly field: DemandFormField;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly language: PageLanguage;
  readonly marked: Html | null;
}): Html {
  return html`<select id="${field}" name="${field}" ${marked}>
    <option value="">${WORDS.choose[language]}</option>
    ${options.map(
      (one) => html`<option value="${one.value}" ${one.value === value ? html`selected` : null}>${one.text}</option>`,
    )}
  </select>`;
}
