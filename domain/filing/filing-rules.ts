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
  /** Hours of the whole class as filed. */
  readonly classHours: number;
  /** The institution is on the directory in force on the filing day. */
  readonly isInstitutionListed: boolean;
  /** Occupation and level are on the directory in force on the filing day. */
  readonly isOccupationListed: boolean;
  /** The department's plan of the year was accepted, as a plan line shows. */
  readonly hasAcceptedPlan: boolean;
  /** The filing names at least one entry of the demand lists. */
  readonly hasDemandLink: boolean;
}

/** The history of a claim's class. */
export interface FiledClass {
  /** Null until the class is accepted. */
  readonly acceptedOn: IsoDate | null;
  /** The first day with attendance, or the opening day while there is none. */
  readonly firstLessonOn: IsoDate;
  /** The directory version of the filing day; null if none was in force. */
  readonly directoryVersion: string | null;
  /** The directory version of today; absent if not looked up. */
  readonly directoryNow?: string;
}

export interface FilingCheck {
  readonly warnings: readonly RuleRemark<FilingWarningCode>[];
  readonly refusals: readonly RuleRemark<FilingRefusalCode>[];
}

/** Checks a filing by. Warnings let it go on; refusals stop it. */
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

/** The student roster is imported, so it is not a document to upload. */
const ROSTER = 'STUDENT_ROSTER';

/**
 * the documents that a filing needs: those that its route lists, or the list of the parameter if the route lists
 * none.
 */
function filingDocuments(snapshot: PolicySnapshot): readonly string[] {
  const listed = snapshot.routeDefinition.documents.filter(({ when }) => when === 'filing');
  return listed.length === 0
    ? snapshotList(snapshot, 'filing.requiredDocs')
    : listed.filter(({ required }) => required).map(({ code }) => code);
}

/**
 * Kinds of documents that a filing may have: those that its route lists, required or not, then those of the parameter.
 */
export function filingDocumentKinds(snapshot: PolicySnapshot): readonly string[] {
  const listed = snapshot.routeDefinition.documents.filter(({ when }) => when === 'filing').map(({ code }) => code);
  const kinds = new Set([...listed, ...snapshotList(snapshot, 'filing.requiredDocs')]);
  return [...kinds].filter((kind) => kind !== ROSTER);
}

/**
 * returns the kinds of documents that are missing, in the order of the pack, then the pledge (`PLEDGE`).
 * The student roster is the imported one.
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

/** Documents that a class provides as tables instead. */
const TABLES: readonly string[] = ['ATTENDANCE', 'RESULTS'];

/** True for a document that a class has as a table, so no file of it is put. */
export function isClassTable(kind: string): boolean {
  return TABLES.includes(kind);
}

/** returns the documents that a route requires for its claim and that are missing, in the order of the pack. */
export function missingClaimDocuments(
  { documents }: Pick<RouteDefinition, 'documents'>,
  present: readonly string[],
): readonly string[] {
  return documents
    .filter(({ when, required, code }) => when === 'claim' && required && !TABLES.includes(code))
    .map(({ code }) => code)
    .filter((code) => !present.includes(code));
}

/** returns what is missing before a claim can be submitted. */
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

/** finds a class that opened before its filing was accepted; the department refuses, or waives with a reason. */
export function openedBeforeFiling(acceptedOn: IsoDate, firstLessonOn: IsoDate): Finding | undefined {
  return firstLessonOn < acceptedOn
    ? findingRemark('OPENED_BEFORE_FILING', true, { first: firstLessonOn, accepted: acceptedOn })
    : undefined;
}

/**
 * additions are free before the opening; afterwards until the pack's share of the hours is taught. Removals are
 * always free.
 */
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

/** returns the links not yet supervised; the department may approve the claim when none is left. */
export function missingSupervision(visited: readonly SupervisionKind[]): readonly SupervisionKind[] {
  return SUPERVISION_KINDS.filter((kind) => !visited.includes(kind));
}

/** returns the last day for the assessment; after it the class is on the stuck list. */
export function assessmentDueOn(endsOn: IsoDate, snapshot: PolicySnapshot): IsoDate {
  return addDays(endsOn, snapshotInt(snapshot, 'filing.assessmentDays'));
}

/** the directory version of the filing day counts; a later change is reported to the reviewer. */
export function directoryChange(versionAtFiling: string | null, versionNow: string | undefined): Finding | undefined {
  return versionAtFiling === null || versionNow === undefined || versionAtFiling === versionNow
    ? undefined
    : findingRemark('DIRECTORY_CHANGED', false, { version: versionAtFiling });
}
