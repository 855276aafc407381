import type { Label, RouteDefinition } from '../policy/policy-pack.ts';
import type { PartyKind } from '../policy/route-codes.ts';

/** Names of the kinds of applicants, in sentences and forms. */
const PARTY_WORDS: Readonly<Record<PartyKind, Label>> = {
  institution: { zh: '培训机构', en: 'training institution' },
  college: { zh: '院校', en: 'college' },
  enterprise: { zh: '企业', en: 'enterprise' },
  organisation: { zh: '其他单位', en: 'other body' },
  person: { zh: '个人', en: 'person' },
};

const THE_PERSON: Label = { zh: '本人', en: 'the person' };
const THE_APPLICANT: Label = { zh: '申报单位', en: 'the applicant' };

export function partyWord(kind: PartyKind): Label {
  return PARTY_WORDS[kind];
}

/** 培训机构、院校 · training institution, college */
export function wordList(words: readonly Label[]): Label {
  return { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
}

/** Names of what a route need not list: tables, the pledge, and the documents of `filing.requiredDocs`. */
const COMMON_WORDS: Readonly<Record<string, Label>> = {
  ENTRIES: { zh: '申领人员、月份或成果', en: 'people, months or results' },
  ATTENDANCE: { zh: '考勤记录', en: 'attendance' },
  RESULTS: { zh: '考核结果', en: 'assessment results' },
  STUDENT_ROSTER: { zh: '学员名册', en: 'student list' },
  PLEDGE: { zh: '承诺', en: 'the pledge' },
  TEACHING_PLAN: { zh: '教学计划', en: 'teaching plan' },
  TEACHER_LIST: { zh: '授课师资情况', en: "teachers' information" },
  MATERIALS_LIST: { zh: '教材教学资源清单', en: 'list of textbooks and resources' },
  ASSESSMENT_PLAN: { zh: '考核方案', en: 'assessment plan' },
};

/** Names what is still missing, with the route's names of its documents. */
export function missingWords(codes: readonly string[], { documents }: Pick<RouteDefinition, 'documents'>): Label {
  return wordList(codes.map((code) => documentWord(code, documents)));
}

/** Names the permitted documents. */
export function kindWords(codes: readonly string[], { documents }: Pick<RouteDefinition, 'documents'>): Label {
  return wordList(codes.map((code) => documentWord(code, documents)));
}

/** The name of a document in a route's pack, or of one that all routes share. */
export function documentWord(code: string, documents: RouteDefinition['documents']): Label {
  return documents.find((one) => one.code === code)?.label ?? COMMON_WORDS[code] ?? { zh: code, en: code };
}

/** People are identified by their rows, never by name: 第 2、5 行人员的银行账号 */
const MOST_ROWS = 20;

/** Names the missing accounts of people who are paid by name; at most twenty rows are listed. */
export function accountWords(positions: readonly number[]): Label {
  const named = positions.slice(0, MOST_ROWS);
  const more = positions.length > named.length;
  return {
    zh: `第 ${named.join('、')} 行${more ? '等' : ''}人员的银行账号`,
    en: `the account of the people in rows ${named.join(', ')}${more ? ' …' : ''}`,
  };
}

/** Names the payee: each line's own person, else the applicant, by kind if only one kind may apply. */
export function payeeWord({ payee, applicants }: Pick<RouteDefinition, 'payee' | 'applicants'>): Label {
  if (payee === 'person') {
    return THE_PERSON;
  }
  const [only, ...others] = applicants;
  return only === undefined || others.length > 0 ? THE_APPLICANT : partyWord(only);
}
