import type pg from 'pg';
import { addDays, addMonths, parseIsoDate, type IsoDate } from '../../domain/calendar.ts';
import { isSkillLevel } from '../../domain/codes.ts';
import { PARTY_KINDS, type PartyKind } from '../../domain/policy/route-codes.ts';
import { lineOfEntry, type EntryLine } from '../../domain/intake/entry-line.ts';
import { parseFen } from '../../domain/money.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { LineContext, PlausibilityCode } from '../../domain/line/line-facts.ts';
import { judgeAccountHolder } from '../../domain/line/insurance-path.ts';
import type { AttendedDay } from '../../domain/line/living-allowance.ts';
import { readClassFacts, type ClassTrainee, type ClassFacts } from './claim-class-facts.ts';
import { readNamedCourses, readSealedEntries, type NamedCourse, type SealedEntry } from '../claim/entry-rows.ts';
import { holdTrainees } from './entitlement-keys.ts';
import { openPayee } from '../kernel/payee-account.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** Somebody or something that a claim has a line for, as the counting sees it. */
export interface LineSubject {
  /** Known by it in its claim: the trainee of a class, the entry of a file, an entry's month. */
  readonly lineKey: string;
  /** Null for a result of a body; then there is no ID number and no name either. */
  readonly traineeId: string | null;
  readonly entryId: string | null;
  readonly idNumber: string | null;
  readonly idNumberIndex: Buffer | null;
  readonly nameSealed: Buffer | null;
  readonly phoneIndex: Buffer | null;
  readonly payeeSealed: Buffer | null;
  readonly accountIndex: Buffer | null;
  readonly isOwnAccount: boolean | null;
  /** What the line says of itself, before registers and other lines are asked. */
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

/** The claim whose lines are built; `referenceOn` is the day of its law. */
export interface CountedClaim {
  readonly id: string;
  readonly filingId: string | null;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly partyKind: string;
  readonly partyName: string;
  readonly instalment: number;
  readonly referenceOn: IsoDate;
}

/** Everybody that the claim has a line for. Holds the people's rows in the order of their ids until the transaction ends. */
export async function readSubjects(
  client: pg.PoolClient,
  claim: CountedClaim,
  route: RouteDefinition,
  sealer: Sealer,
): Promise<ClaimSubjects> {
  const { filingId, jurisdiction, partyId, instalment } = claim;
  const wide = {
    route: route.code,
    jurisdiction,
    partyId,
    partyKind: partyKindOf(claim.partyKind),
    partyNames: [claim.partyName],
    instalment,
  };
  const pays = { route, sealer };
  if (filingId !== null) {
    const facts = await readClassFacts(client, filingId, sealer, instalment);
    const { trainer, evaluator, chainMembers, isBeforeAssessment, filed } = facts;
    const shares = facts.facts.costSharing ?? null;
    return {
      wide: { ...wide, trainer, evaluator, chainMembers, isBeforeAssessment, shares, filed },
      lines: facts.trainees.map((trainee) => subjectOfTrainee(trainee, facts, pays)),
    };
  }
  const entries = await readSealedEntries(client, claim.id);
  await holdTrainees(
    client,
    entries.flatMap(({ traineeId }) => traineeId ?? []),
  );
  const courses = await readNamedCourses(
    client,
    entries.flatMap(({ facts }) => facts.courseNo ?? []),
  );
  return {
    wide: { ...wide, trainer: null, evaluator: null, chainMembers: [], shares: null },
    lines: entries.flatMap((entry) => subjectsOfEntry(entry, claim.referenceOn, courses, pays)),
  };
}

interface Pays {
  readonly route: RouteDefinition;
  readonly sealer: Sealer;
}

function subjectOfTrainee(trainee: ClassTrainee, facts: ClassFacts, pays: Pays): LineSubject {
  const { traineeId, idNumber, nameSealed, account } = trainee;
  return {
    lineKey: traineeId,
    traineeId,
    entryId: null,
    idNumber,
    idNumberIndex: trainee.idNumberIndex,
    nameSealed,
    phoneIndex: null,
    payeeSealed: account,
    accountIndex: trainee.accountIndex,
    isOwnAccount: ownAccount(account, nameSealed, pays),
    own: {
      classHours: facts.classHours,
      attendedHours: trainee.attendedHours,
      opensOn: facts.opensOn,
      endsOn: facts.endsOn,
      occupation: facts.occupationCode,
      skillLevel: facts.skillLevel,
      categories: trainee.categories,
      feeFen: parseFen(trainee.feeFen),
      result:
        trainee.hasPassed === null
          ? null
          : { idNumber, hasPassed: trainee.hasPassed, certificate: trainee.certificate },
      entry: trainee.entry,
    },
    attendedDays: trainee.attendedDays,
    plausibility: trainee.plausibility,
    month: null,
    trainingId: facts.filingId,
    listedOccupations: null,
  };
}

/** One line, or one per month where the route pays by months. */
function subjectsOfEntry(
  row: SealedEntry,
  referenceOn: IsoDate,
  courses: ReadonlyMap<string, NamedCourse>,
  pays: Pays,
): readonly LineSubject[] {
  const { facts } = row;
  const idNumber = row.idNumberSealed === null ? null : pays.sealer.open(row.idNumberSealed);
  const course = facts.courseNo === undefined ? undefined : courses.get(facts.courseNo);
  const own = ownFactsOf(facts, { idNumber, course, referenceOn });
  const line: LineSubject = {
    lineKey: row.id,
    traineeId: row.traineeId,
    entryId: row.id,
    idNumber,
    idNumberIndex: row.idNumberIndex,
    nameSealed: row.nameSealed,
    phoneIndex: row.phoneIndex,
    payeeSealed: row.accountSealed,
    accountIndex: row.accountIndex,
    isOwnAccount: ownAccount(row.accountSealed, row.nameSealed, pays),
    own,
    attendedDays: [],
    plausibility: [],
    month: null,
    trainingId: course?.filingId ?? null,
    listedOccupations:
      row.isListed === null ? null : [`${own.occupation}/${own.skillLevel}`].filter(() => row.isListed === true),
  };
  if (pays.route.intake !== 'months') {
    return [line];
  }
  return (facts.months ?? []).map((month) => {
    const opensOn = parseIsoDate(`${month}-01`);
    const endsOn = addDays(addMonths(opensOn, 1), -1);
    return { ...line, lineKey: `${row.id}/${month}`, month, own: { ...own, opensOn, endsOn } };
  });
}

/** Somebody who trained in a class of ours has its hours, and its occupation where the row names none. */
function ownFactsOf(
  facts: SealedEntry['facts'],
  said: { readonly idNumber: string | null; readonly course: NamedCourse | undefined; readonly referenceOn: IsoDate },
): EntryLine {
  const { idNumber, course, referenceOn } = said;
  const own = lineOfEntry({ idNumber, facts }, facts.achievedOn ?? referenceOn);
  return course === undefined
    ? own
    : {
        ...own,
        classHours: course.classHours,
        occupation: facts.occupation ?? course.occupation,
        skillLevel: facts.skillLevel ?? levelOf(course.skillLevel),
      };
}

/** null where no money goes to the line's own person; without an account it is not theirs. */
function ownAccount(account: Buffer | null, nameSealed: Buffer | null, { route, sealer }: Pays): boolean | null {
  if (route.payee !== 'person' || nameSealed === null) {
    return null;
  }
  return account !== null && judgeAccountHolder(openPayee(sealer, account).holder, sealer.open(nameSealed)).ok;
}

function levelOf(text: string): EntryLine['skillLevel'] {
  return isSkillLevel(text) ? text : 'NONE';
}

export function partyKindOf(text: string): PartyKind {
  return PARTY_KINDS.find((kind) => kind === text) ?? 'organisation';
}
