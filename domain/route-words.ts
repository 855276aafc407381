import type { Label, RouteDefinition } from './policy/policy-pack.ts';
import type { PartyKind } from './route-codes.ts';

/** Who may apply, in sentences and forms. */
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

const NO_DOCUMENTS: Readonly<Record<string, Label>> = {
  ENTRIES: { zh: '申领人员、月份或成果', en: 'people, months or results' },
  ATTENDANCE: { zh: '考勤记录', en: 'attendance' },
  RESULTS: { zh: '考核结果', en: 'assessment results' },
  STUDENT_ROSTER: { zh: '学员名册', en: 'student list' },
  PLEDGE: { zh: '承诺', en: 'the pledge' },
};

/** What is still to be handed in, as the route calls its documents. */
export function missingWords(codes: readonly string[], { documents }: Pick<RouteDefinition, 'documents'>): Label {
  return wordList(
    codes.map(
      (code) => documents.find((one) => one.code === code)?.label ?? NO_DOCUMENTS[code] ?? { zh: code, en: code },
    ),
  );
}

/** Who gets the money: each line's own person, else whoever applies, by name where only one kind may. */
export function payeeWord({ payee, applicants }: Pick<RouteDefinition, 'payee' | 'applicants'>): Label {
  if (payee === 'person') {
    return THE_PERSON;
  }
  const [only, ...others] = applicants;
  return only === undefined || others.length > 0 ? THE_APPLICANT : partyWord(only);
}
