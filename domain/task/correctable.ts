import { filingDocumentKinds, isClassTable } from '../filing/filing-rules.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { documentWord } from '../texts/route-words.ts';

/** A place that a return can name: a JSON pointer in the case, and its name. */
export interface Correctable {
  readonly pointer: string;
  readonly label: Label;
}

const ATTENDANCE: Correctable = { pointer: '/attendance', label: { zh: '考勤记录', en: 'Attendance' } };
const RESULTS: Correctable = { pointer: '/results', label: { zh: '考核结果', en: 'Assessment results' } };
const ROSTER: Correctable = { pointer: '/roster', label: { zh: '学员名册', en: 'Student list' } };
const ENTRIES: Correctable = {
  pointer: '/entries',
  label: { zh: '申领人员、月份或成果', en: 'People, months or results' },
};
const ACCOUNT: Correctable = { pointer: '/payeeAccount', label: { zh: '收款账户', en: 'Account' } };

const APPLICATION: Correctable = { pointer: '/application', label: { zh: '申报内容', en: 'The application' } };

/** The fields of a class that its filing says. */
const CLASS_FIELDS: readonly Correctable[] = [
  { pointer: '/occupation', label: { zh: '职业（工种）和等级', en: 'Occupation and level' } },
  { pointer: '/classHours', label: { zh: '课时', en: 'Class hours' } },
  { pointer: '/opensOn', label: { zh: '开班日期', en: 'First day' } },
  { pointer: '/endsOn', label: { zh: '结业日期', en: 'Last day' } },
  { pointer: '/location', label: { zh: '培训方式和地点', en: 'Mode and place' } },
];

/** Places that have one name wherever they stand. */
export const PLACES_WITH_NAMES: readonly Correctable[] = [
  ATTENDANCE,
  RESULTS,
  ROSTER,
  ENTRIES,
  ACCOUNT,
  APPLICATION,
  ...CLASS_FIELDS,
];

/**
 * What the applicant of a claim can correct: the papers of its class, its own and those of its people, what was counted,
 * the account. The tables of a class are no papers, though a route may list them so.
 */
export function correctableOfClaim(snapshot: PolicySnapshot, isOfClass: boolean): readonly Correctable[] {
  const { documents } = snapshot.routeDefinition;
  const ofClaim = documents.filter(({ when }) => when === 'claim' || when === 'line').map(({ code }) => code);
  const kinds = isOfClass
    ? [...filingDocumentKinds(snapshot), ...ofClaim].filter((kind) => !isClassTable(kind))
    : ofClaim;
  return [...papers(snapshot, kinds), ...(isOfClass ? [ATTENDANCE, RESULTS] : [ENTRIES]), ACCOUNT];
}

export function correctableOfFiling(snapshot: PolicySnapshot): readonly Correctable[] {
  return [...papers(snapshot, filingDocumentKinds(snapshot)), ROSTER, ...CLASS_FIELDS];
}

/** What an applicant for a grant can correct. */
export function correctableOfGrant(snapshot: PolicySnapshot): readonly Correctable[] {
  const kinds = snapshot.routeDefinition.documents.map(({ code }) => code);
  return [...papers(snapshot, kinds), APPLICATION, ACCOUNT];
}

export const CORRECTABLE_OF_PLAN: readonly Correctable[] = [
  { pointer: '/lines', label: { zh: '培训计划和补贴资金预算', en: 'Plan and budget' } },
];

function papers({ routeDefinition }: PolicySnapshot, kinds: readonly string[]): readonly Correctable[] {
  return [...new Set(kinds)].map((kind) => ({
    pointer: `/documents/${kind}`,
    label: documentWord(kind, routeDefinition.documents),
  }));
}
