import { addDays, workingDaysBetween, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import {
  SUPERVISION_KINDS,
  type FilingRefusalCode,
  type FilingWarningCode,
  type SkillLevel,
  type SupervisionKind,
} from '../codes.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { snapshotBool, snapshotInt, snapshotList, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import {
  filingRefusalRemark,
  findingRemark,
  warningRemark,
  type Finding,
  type RuleRemark,
} from '../texts/rule-texts.ts';

export interface FilingFacts {
  readonly filedOn: IsoDate;
  readonly opensOn: IsoDate;
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly heads: number;
  /** Of the whole class, as it is filed. */
  readonly classHours: number;
  /** On the institutions' directory in force on the filing day (R-025, R-027). */
  readonly isInstitutionListed: boolean;
  /** Occupation and level on the directory in force on the filing day. */
  readonly isOccupationListed: boolean;
  /** The department's plan of the year was accepted, which a plan line shows. */
  readonly hasAcceptedPlan: boolean;
  /** Names at least one entry of the demand lists. */
  readonly hasDemandLink: boolean;
}

/** How the class behind a claim came about. */
export interface FiledClass {
  /** Null for a class that nobody has accepted. */
  readonly acceptedOn: IsoDate | null;
  /** The first day with attendance, or the opening day as long as there is none. */
  readonly firstLessonOn: IsoDate;
  /** The directory of the filing day; null where none was in force. */
  readonly directoryVersion: string | null;
  /** The one of today; absent where nobody looked. */
  readonly directoryNow?: string;
}

export interface FilingCheck {
  readonly warnings: readonly RuleRemark<FilingWarningCode>[];
  readonly refusals: readonly RuleRemark<FilingRefusalCode>[];
}

/** What say to a filing: warnings go on, refusals do not. */
export function checkFiling(facts: FilingFacts, snapshot: PolicySnapshot, calendar: WorkingCalendar): FilingCheck {
  const refusals: RuleRemark<FilingRefusalCode>[] = [];
  const warnings: RuleRemark<FilingWarningCode>[] = [];
  if (!facts.isInstitutionListed) {
    refusals.push(filingRefusalRemark('NOT_ON_DIRECTORY'));
  }
  if (!facts.isOccupationListed) {
    const { occupation, skillLevel } = facts;
    refusals.push(filingRefusalRemark('OCCUPATION_NOT_ON_DIRECTORY', { occupation, level: skillLevel }));
  }
  if (!facts.hasAcceptedPlan && snapshotBool(snapshot, 'budget.blockWithoutPlan')) {
    refusals.push(filingRefusalRemark('NO_PLAN'));
  } else if (!facts.hasAcceptedPlan) {
    warnings.push(warningRemark('NO_PLAN'));
  }
  const lead = snapshotInt(snapshot, 'filing.leadDays');
  const days = workingDaysBetween(facts.filedOn, facts.opensOn, calendar);
  if (days < lead) {
    warnings.push(warningRemark('LATE_FILING', { days, lead }));
  }
  if (!facts.hasDemandLink) {
    warnings.push(warningRemark('NO_DEMAND_LINK'));
  }
  const [min, max] = [snapshotInt(snapshot, 'classSize.min'), snapshotInt(snapshot, 'classSize.max')];
  if (facts.heads > 0 && (facts.heads < min || facts.heads > max)) {
    warnings.push(warningRemark('CLASS_SIZE', { heads: facts.heads, min, max }));
  }
  const minHours = snapshotInt(snapshot, 'filing.minHours');
  if (facts.classHours < minHours) {
    warnings.push(warningRemark('FEW_HOURS', { hours: facts.classHours, min: minHours }));
  }
  return { warnings, refusals };
}

/** The student roster is imported and no document that anybody puts. */
const ROSTER = 'STUDENT_ROSTER';

/** what a filing wants: what its route lists for it, or the list of the parameter where it lists nothing. */
function filingDocuments(snapshot: PolicySnapshot): readonly string[] {
  const listed = snapshot.routeDefinition.documents.filter(({ when }) => when === 'filing');
  return listed.length === 0
    ? snapshotList(snapshot, 'filing.requiredDocs')
    : listed.filter(({ required }) => required).map(({ code }) => code);
}

/** Kinds that may be put with a filing: those that its route lists, wanted or not, then those of the parameter. */
export function filingDocumentKinds(snapshot: PolicySnapshot): readonly string[] {
  const listed = snapshot.routeDefinition.documents.filter(({ when }) => when === 'filing').map(({ code }) => code);
  const kinds = new Set([...listed, ...snapshotList(snapshot, 'filing.requiredDocs')]);
  return [...kinds].filter((kind) => kind !== ROSTER);
}

/**
 * kinds of documents that are missing, in the order of the pack, then the pledge (`PLEDGE`). The student
 * roster is the imported one.
 */
export function missingForSubmission(
  facts: { readonly documents: readonly string[]; readonly rosterRows: number; readonly hasPledge: boolean },
  snapshot: PolicySnapshot,
): readonly string[] {
  const present = facts.documents.filter((kind) => kind !== ROSTER);
  const complete = facts.rosterRows > 0 ? [...present, ROSTER] : present;
  const missing = filingDocuments(snapshot).filter((kind) => !complete.includes(kind));
  return facts.hasPledge ? missing : [...missing, 'PLEDGE'];
}

/** What a class hands in as tables instead. */
const TABLES: readonly string[] = ['ATTENDANCE', 'RESULTS'];

/** the documents that a route wants with its claim and that are not there, in the order of the pack. */
export function missingClaimDocuments(
  { documents }: Pick<RouteDefinition, 'documents'>,
  present: readonly string[],
): readonly string[] {
  return documents
    .filter(({ when, required, code }) => when === 'claim' && required && !TABLES.includes(code))
    .map(({ code }) => code)
    .filter((code) => !present.includes(code));
}

/** what a claim cannot be submitted without. */
export function missingForClaim(facts: {
  readonly attendanceRows: number;
  readonly resultRows: number;
  readonly hasPledge: boolean;
}): readonly string[] {
  return [
    ...(facts.attendanceRows > 0 ? [] : ['ATTENDANCE']),
    ...(facts.resultRows > 0 ? [] : ['RESULTS']),
    ...(facts.hasPledge ? [] : ['PLEDGE']),
  ];
}

/** the class opened before its filing was accepted; the department refuses, or waives with a reason. */
export function openedBeforeFiling(acceptedOn: IsoDate, firstLessonOn: IsoDate): Finding | undefined {
  return firstLessonOn < acceptedOn
    ? findingRemark('OPENED_BEFORE_FILING', true, { first: firstLessonOn, accepted: acceptedOn })
    : undefined;
}

/** free before opening; afterwards until the pack's share of the hours is done. Removals are always free. */
export function mayAddToRoster(
  facts: {
    readonly today: IsoDate;
    readonly opensOn: IsoDate;
    readonly hoursDone: number;
    readonly classHours: number;
  },
  snapshot: PolicySnapshot,
): boolean {
  const share = snapshotInt(snapshot, 'roster.additionShare');
  return facts.today < facts.opensOn || facts.hoursDone * 10_000 <= share * facts.classHours;
}

/** the links not yet supervised; the department approves the claim when none is left. */
export function missingSupervision(visited: readonly SupervisionKind[]): readonly SupervisionKind[] {
  return SUPERVISION_KINDS.filter((kind) => !visited.includes(kind));
}

/** the last day for the assessment; after it the class is on the stuck list. */
export function assessmentDueOn(endsOn: IsoDate, snapshot: PolicySnapshot): IsoDate {
  return addDays(endsOn, snapshotInt(snapshot, 'filing.assessmentDays'));
}

/** the version of the filing day counts; the reviewer is told that it has changed since. */
export function directoryChange(versionAtFiling: string | null, versionNow: string | undefined): Finding | undefined {
  return versionAtFiling === null || versionNow === undefined || versionAtFiling === versionNow
    ? undefined
    : findingRemark('DIRECTORY_CHANGED', false, { version: versionAtFiling });
}
