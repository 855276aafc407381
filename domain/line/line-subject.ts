import { lastDayOfMonths, parseIsoDate, type IsoDate } from '../calendar.ts';
import { isSkillLevel, type SkillLevel } from '../codes.ts';
import { lineOfEntry, type EntryLine } from '../intake/entry-line.ts';
import type { EntryFacts } from '../intake/entry.ts';
import type { Certificate } from '../intake/result-row.ts';
import { parseFen } from '../money.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { judgeAccountHolder } from './insurance-path.ts';
import type { LineContext, PlausibilityCode } from './line-facts.ts';
import type { AttendedDay } from './living-allowance.ts';

/** A person or a result for which a claim has a line, before comparison with registers and other lines. */
export interface LineSubject {
  /** Unique in its claim: the trainee of a class, the entry of a file, or a month of an entry. */
  readonly lineKey: string;
  /** Null for a result of an organisation; it has no ID number and no name. */
  readonly traineeId: string | null;
  readonly entryId: string | null;
  readonly idNumber: string | null;
  /** Blind indexes as hexadecimal digits: ID number, phone, account. */
  readonly personIndex: string | null;
  readonly phoneIndex: string | null;
  readonly accountIndex: string | null;
  readonly hasAccount: boolean;
  /** Null when no payment goes to the line's own person. */
  readonly isOwnAccount: boolean | null;
  readonly own: EntryLine;
  readonly attendedDays: readonly AttendedDay[];
  readonly plausibility: readonly PlausibilityCode[];
  readonly month: string | null;
  /** The class, if it is one of ours. */
  readonly trainingId: string | null;
  readonly listedOccupations: readonly string[] | null;
  /** A paper of the line, or a filed class with the person on its roster, shows the training (C06); absent: none does. */
  readonly hasTrainingProof?: boolean;
  /**
   * L12, L14: another claim of the class pays the base, so the line is for the living allowance alone; a new line without
   * one is none. Absent: the base is counted.
   */
  readonly paidInClass?: 'newLine' | 'keptLine';
}

/** The part of a line's context that is common to the whole claim. */
export type ClaimContext = Pick<
  LineContext,
  | 'route'
  | 'jurisdiction'
  | 'partyId'
  | 'partyKind'
  | 'instalment'
  | 'isBeforeAssessment'
  | 'trainer'
  | 'evaluator'
  | 'chainMembers'
  | 'shares'
  | 'partyNames'
  | 'filed'
>;

export interface ClaimSubjects {
  readonly claimContext: ClaimContext;
  readonly lines: readonly LineSubject[];
}

/** The person of a line and their account, as far as both are compared without being shown. */
interface Person {
  readonly idNumber: string | null;
  readonly personIndex: string | null;
  readonly accountIndex: string | null;
  readonly hasAccount: boolean;
  /** Decrypted only when the route pays persons; null for a result of an organisation. */
  readonly holders: { readonly name: string; readonly account: string | null } | null;
}

/** One trainee of a class, within the claimed span. */
export interface TraineeToCount extends Person {
  readonly traineeId: string;
  readonly idNumber: string;
  readonly categories: readonly string[];
  /** In fen. */
  readonly feeFen: number;
  readonly attendedHours: number;
  readonly attendedDays: readonly AttendedDay[];
  /** Null until a result is stored. */
  readonly hasPassed: boolean | null;
  readonly certificate: Certificate | null;
  readonly entry: EntryFacts;
  readonly plausibility: readonly PlausibilityCode[];
}

export interface ClassToCount {
  readonly filingId: string;
  /** Hours of the claimed span. */
  readonly classHours: number;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly occupationCode: string;
  readonly skillLevel: SkillLevel;
}

/** One row of a claim's own file. */
export interface EntryToCount extends Person {
  readonly id: string;
  readonly traineeId: string | null;
  readonly phoneIndex: string | null;
  readonly facts: EntryFacts;
  /** R-028; null when the row names no occupation. */
  readonly isListed: boolean | null;
  /** C06; absent: no paper. */
  readonly hasTrainingProof?: boolean;
}

/** The class of ours that an entry names by its number. */
export interface NamedCourse {
  readonly filingId: string;
  readonly classHours: number;
  readonly occupation: string;
  readonly skillLevel: string;
  /** The trainees of the claim whose training the class shows (L16). */
  readonly trained: readonly string[];
}

/** Returns what the checks of a route read about a trainee of a class. */
export function subjectOfTrainee(trainee: TraineeToCount, of: ClassToCount, route: RouteDefinition): LineSubject {
  const { traineeId, idNumber, hasPassed, certificate } = trainee;
  return {
    lineKey: traineeId,
    traineeId,
    entryId: null,
    ...personOf(trainee, route),
    phoneIndex: null,
    own: {
      classHours: of.classHours,
      attendedHours: trainee.attendedHours,
      opensOn: of.opensOn,
      endsOn: of.endsOn,
      occupation: of.occupationCode,
      skillLevel: of.skillLevel,
      categories: trainee.categories,
      feeFen: parseFen(trainee.feeFen),
      result: hasPassed === null ? null : { idNumber, hasPassed, certificate },
      entry: trainee.entry,
    },
    attendedDays: trainee.attendedDays,
    plausibility: trainee.plausibility,
    month: null,
    trainingId: of.filingId,
    listedOccupations: null,
  };
}

/**
 * Returns the lines of an entry: one, or one per month when the route pays by months. `referenceOn` is the reference
 * date of the claim's law.
 */
export function subjectsOfEntry(
  entry: EntryToCount,
  referenceOn: IsoDate,
  courses: ReadonlyMap<string, NamedCourse>,
  route: RouteDefinition,
): readonly LineSubject[] {
  const { facts } = entry;
  const course = facts.courseNo === undefined ? undefined : courses.get(facts.courseNo);
  const own = ownFactsOf(entry, course, referenceOn);
  const line: LineSubject = {
    lineKey: entry.id,
    traineeId: entry.traineeId,
    entryId: entry.id,
    ...personOf(entry, route),
    phoneIndex: entry.phoneIndex,
    own,
    attendedDays: [],
    plausibility: [],
    month: null,
    trainingId: course?.filingId ?? null,
    hasTrainingProof: entry.hasTrainingProof === true || isTrained(entry, course),
    listedOccupations:
      entry.isListed === null ? null : [`${own.occupation}/${own.skillLevel}`].filter(() => entry.isListed === true),
  };
  if (route.intake !== 'months') {
    return [line];
  }
  return (facts.months ?? []).map((month) => {
    const opensOn = parseIsoDate(`${month}-01`);
    const endsOn = lastDayOfMonths(opensOn, 1);
    return { ...line, lineKey: `${entry.id}/${month}`, month, own: { ...own, opensOn, endsOn } };
  });
}

function isTrained({ traineeId }: EntryToCount, course: NamedCourse | undefined): boolean {
  return traineeId !== null && course?.trained.includes(traineeId) === true;
}

/** For a trainee of a class of ours, uses the hours of the class, and its occupation if the row names none. */
function ownFactsOf(entry: EntryToCount, course: NamedCourse | undefined, referenceOn: IsoDate): EntryLine {
  const { facts } = entry;
  const line = lineOfEntry(entry, facts.achievedOn ?? referenceOn);
  return course === undefined
    ? line
    : {
        ...line,
        classHours: course.classHours,
        occupation: facts.occupation ?? course.occupation,
        skillLevel: facts.skillLevel ?? (isSkillLevel(course.skillLevel) ? course.skillLevel : 'NONE'),
      };
}

function personOf({ idNumber, personIndex, accountIndex, hasAccount, holders }: Person, route: RouteDefinition) {
  return { idNumber, personIndex, accountIndex, hasAccount, isOwnAccount: ownAccount(holders, route) };
}

/** true for an account in the person's own name, false without one; null when the route does not pay persons. */
function ownAccount(holders: Person['holders'], { payee }: RouteDefinition): boolean | null {
  if (payee !== 'person' || holders === null) {
    return null;
  }
  return holders.account !== null && judgeAccountHolder(holders.account, holders.name).ok;
}
