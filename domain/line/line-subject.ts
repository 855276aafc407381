import { addDays, addMonths, parseIsoDate, type IsoDate } from '../calendar.ts';
import { isSkillLevel, type SkillLevel } from '../codes.ts';
import { lineOfEntry, type EntryLine } from '../intake/entry-line.ts';
import type { EntryFacts } from '../intake/entry.ts';
import type { Certificate } from '../intake/result-row.ts';
import { parseFen } from '../money.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { judgeAccountHolder } from './insurance-path.ts';
import type { LineContext, PlausibilityCode } from './line-facts.ts';
import type { AttendedDay } from './living-allowance.ts';

/** A person or a result that a claim has a line for, before registers and other lines are compared. */
export interface LineSubject {
  /** Unique in its claim: the trainee of a class, the entry of a file, an entry's month. */
  readonly lineKey: string;
  /** Null for a result of a body; then there is no ID number and no name either. */
  readonly traineeId: string | null;
  readonly entryId: string | null;
  readonly idNumber: string | null;
  /** Blind indexes in hexadecimal digits: ID number, phone, account. */
  readonly personIndex: string | null;
  readonly phoneIndex: string | null;
  readonly accountIndex: string | null;
  readonly hasAccount: boolean;
  /** Null where no money goes to the line's own person. */
  readonly isOwnAccount: boolean | null;
  readonly own: EntryLine;
  readonly attendedDays: readonly AttendedDay[];
  readonly plausibility: readonly PlausibilityCode[];
  readonly month: string | null;
  /** The class, where it is one of ours. */
  readonly trainingId: string | null;
  readonly listedOccupations: readonly string[] | null;
}

/** The part of a line's context that its whole claim shares. */
export type ClaimWide = Pick<
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
  readonly wide: ClaimWide;
  readonly lines: readonly LineSubject[];
}

/** Who the line is for and where their money would go, as far as it is compared without being shown. */
interface Person {
  readonly idNumber: string | null;
  readonly personIndex: string | null;
  readonly accountIndex: string | null;
  readonly hasAccount: boolean;
  /** Opened only where the route pays persons; null for a result of a body. */
  readonly holders: { readonly name: string; readonly account: string | null } | null;
}

/** One trainee of a class, within the span that is claimed. */
export interface TraineeToCount extends Person {
  readonly traineeId: string;
  readonly idNumber: string;
  readonly categories: readonly string[];
  /** In fen. */
  readonly feeFen: number;
  readonly attendedHours: number;
  readonly attendedDays: readonly AttendedDay[];
  /** Null as long as no result is stored. */
  readonly hasPassed: boolean | null;
  readonly certificate: Certificate | null;
  readonly entry: EntryFacts;
  readonly plausibility: readonly PlausibilityCode[];
}

export interface ClassToCount {
  readonly filingId: string;
  /** Of the span that is claimed. */
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
  /** R-028; null where the row names no occupation. */
  readonly isListed: boolean | null;
}

/** The class of ours that an entry names by its number. */
export interface NamedCourse {
  readonly filingId: string;
  readonly classHours: number;
  readonly occupation: string;
  readonly skillLevel: string;
}

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

/** One line, or one per month where the route pays by months. `referenceOn` is the day of the claim's law. */
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
    listedOccupations:
      entry.isListed === null ? null : [`${own.occupation}/${own.skillLevel}`].filter(() => entry.isListed === true),
  };
  if (route.intake !== 'months') {
    return [line];
  }
  return (facts.months ?? []).map((month) => {
    const opensOn = parseIsoDate(`${month}-01`);
    const endsOn = addDays(addMonths(opensOn, 1), -1);
    return { ...line, lineKey: `${entry.id}/${month}`, month, own: { ...own, opensOn, endsOn } };
  });
}

/** A trainee of a class of ours has its hours, and its occupation where the row names none. */
function ownFactsOf(entry: EntryToCount, course: NamedCourse | undefined, referenceOn: IsoDate): EntryLine {
  const { facts } = entry;
  const own = lineOfEntry(entry, facts.achievedOn ?? referenceOn);
  return course === undefined
    ? own
    : {
        ...own,
        classHours: course.classHours,
        occupation: facts.occupation ?? course.occupation,
        skillLevel: facts.skillLevel ?? (isSkillLevel(course.skillLevel) ? course.skillLevel : 'NONE'),
      };
}

function personOf({ idNumber, personIndex, accountIndex, hasAccount, holders }: Person, route: RouteDefinition) {
  return { idNumber, personIndex, accountIndex, hasAccount, isOwnAccount: ownAccount(holders, route) };
}

/** null where no money goes to the line's own person; without an account it is not theirs. */
function ownAccount(holders: Person['holders'], { payee }: RouteDefinition): boolean | null {
  if (payee !== 'person' || holders === null) {
    return null;
  }
  return holders.account !== null && judgeAccountHolder(holders.account, holders.name).ok;
}
