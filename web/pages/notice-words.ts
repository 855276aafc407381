import type { PageLanguage, Word } from './words.ts';

/** The name of an organ. */
export type OrganWord = (code: string) => Word;

/** The name of an occupation in a directory, if one lists it. */
export type OccupationName = (code: string) => string | undefined;

/** Names of what the pages of notices have by code. */
export interface NamesOfNotices {
  readonly organWord: OrganWord;
  readonly placeWord: (code: string) => Word;
  readonly occupationName: OccupationName;
}

/** How the pages of notices are shown. */
export interface Shown extends NamesOfNotices {
  readonly language: PageLanguage;
  readonly isPractice: boolean;
}

/** Words of the pages of notices. */
export const NOTICE_WORDS = {
  title: { zh: '培训补贴公示', en: 'Public notices of training subsidies' },
  none: { zh: '目前没有公示。', en: 'There is no notice at present.' },
  next: { zh: '下一页', en: 'Next page' },
  no: { zh: '公示编号', en: 'Notice' },
  state: { zh: '状态', en: 'State' },
  publishedAt: { zh: '公示日期', en: 'Published' },
  endsAt: { zh: '截止时间', en: 'Ends' },
  people: { zh: '人数', en: 'People' },
  organs: { zh: '公示单位', en: 'Published by' },
  applicant: { zh: '申报单位', en: 'Applicant' },
  payee: { zh: '收款单位', en: 'Payee' },
  payees: { zh: '收款人', en: 'Payee' },
  allowancePayees: { zh: '；生活费补贴：本人（见名单）', en: '; the living allowance: each person, see the list' },
  claimNo: { zh: '申领编号', en: 'Claim' },
  kind: { zh: '补贴种类', en: 'Subsidy' },
  occupation: { zh: '职业（工种）和等级', en: 'Occupation and level' },
  hours: { zh: '课时', en: 'Class hours' },
  days: { zh: '培训时间', en: 'Training days' },
  amount: { zh: '金额（元）', en: 'Amount (CNY)' },
  fund: { zh: '资金来源', en: 'Fund' },
  advance: { zh: '其中已预支（元）', en: 'Of it paid in advance (CNY)' },
  about: { zh: '说明', en: 'For' },
  nameless: { zh: '按规定不公开人员名单。', en: 'The rules ask that no names are listed.' },
  item: { zh: '序号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '证件号码', en: 'ID number' },
  list: { zh: '人员名单', en: 'List of names' },
  hash: { zh: '内容校验值（SHA-256）', en: 'Digest of the content (SHA-256)' },
  policy: { zh: '政策快照', en: 'Policy snapshot' },
  personsLeft: {
    zh: '公示期和异议期已满，人员名单已从本页撤下；人数、金额和校验值仍为发布时的内容。',
    en: 'The period and the time for objections are over, so the list of persons has left this page; counts, amounts and the digest are those of the notice as it was published.',
  },
  superseded: {
    zh: '本公示已撤回，以重新发布的公示为准。',
    en: 'This notice was withdrawn; a later one takes its place.',
  },
  closed: { zh: '公示期已满，不再受理新的异议。', en: 'The period is over; no new objection is taken.' },
  objection: {
    zh: '任何人如有异议，请在截止时间前向上述任一公示单位提出，写明公示编号和序号；可以不署名。受理后将给予回执编号。',
    en: 'Anybody may object before the end, to either of the bodies named above, saying the notice and the number in the list; a name is not needed. A receipt number is given.',
  },
  objectionToOne: {
    zh: '任何人如有异议，请在截止时间前向上述公示单位提出，写明公示编号和序号；可以不署名。受理后将给予回执编号。',
    en: 'Anybody may object before the end, to the body named above, saying the notice and the number in the list; a name is not needed. A receipt number is given.',
  },
} as const satisfies Readonly<Record<string, Word>>;

/** If the HR bureau is both sides, it is shown once. */
export function organsOf(organs: readonly string[], organWord: OrganWord, language: PageLanguage): string {
  return [...new Set(organs)].map((organ) => organWord(organ)[language]).join(language === 'zh' ? '、' : ', ');
}
