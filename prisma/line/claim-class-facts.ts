import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import {
  CERTIFICATE_KINDS,
  DELIVERY_MODES,
  SKILL_LEVELS,
  type DeliveryMode,
  type FindingCode,
  type SkillLevel,
} from '../../domain/codes.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { ClassFilingFacts } from '../../domain/filing/class-facts.ts';
import { hoursOfSpan, spanOf, wantsAssessment, type ClaimSpan } from '../../domain/filing/instalments.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import { parseFen } from '../../domain/money.ts';
import type { ChainMember } from '../../domain/filing/chain-leader.ts';
import type { FiledClass } from '../../domain/filing/filing-rules.ts';
import type { AttendedDay } from '../../domain/line/living-allowance.ts';
import type { Certificate } from '../../domain/intake/result-row.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

/** One trainee of a class as the counting reads it. */
export interface ClassTrainee {
  readonly traineeId: string;
  readonly idNumber: string;
  readonly idNumberIndex: Buffer;
  readonly nameSealed: Buffer;
  readonly categories: readonly string[];
  readonly feeFen: number;
  /** Within the claimed span. */
  readonly attendedHours: number;
  /** Days of the span with hours, in order. */
  readonly attendedDays: readonly AttendedDay[];
  /** Null while no result is stored. */
  readonly hasPassed: boolean | null;
  readonly certificate: Certificate | null;
  /** The person's roster facts, in the common columns and the route's own, with the class's module and course. */
  readonly entry: EntryFacts;
  /** The trainee's own account as given in the roster: sealed, and its blind index. */
  readonly account: Buffer | null;
  readonly accountIndex: Buffer | null;
  readonly plausibility: readonly Extract<FindingCode, 'OVERLAPPING_HOURS' | 'SHARED_PHONE'>[];
}

export interface ClassFacts {
  readonly filingId: string;
  readonly route: string;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly partyName: string;
  readonly partyKind: PartyKind;
  readonly occupationCode: string;
  readonly skillLevel: SkillLevel;
  /** Hours of the claimed span; for a training year, its share of the filed hours. */
  readonly classHours: number;
  /** The days of the whole class. */
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  /** The span that this claim is for; for a class that is claimed once, all days of the class. */
  readonly span: ClaimSpan;
  /** The claim is for a training year that ends before the class does, so no trainee has been assessed yet (C05). */
  readonly isBeforeAssessment: boolean;
  readonly deliveryMode: DeliveryMode;
  readonly facts: ClassFilingFacts;
  /**
   * The body that trains and the body that evaluates: the applicant by its party id, others as the filing names them;
   * null: not given.
   */
  readonly trainer: string | null;
  readonly evaluator: string | null;
  /** The applicant's chain in the directory of the filing day. */
  readonly chainMembers: readonly ChainMember[];
  /** When the class was accepted and when it began, and the directory it was filed under. */
  readonly filed: FiledClass;
  readonly trainees: readonly ClassTrainee[];
}

type ClassRow = Row<
  'filing',
  | ('route' | 'jurisdiction' | 'occupation_code' | 'skill_level' | 'class_hours' | 'opens_on' | 'ends_on')
  | ('training_years' | 'delivery_mode' | 'facts' | 'directory_snapshot')
> & {
  readonly party_id: Row<'party'>['id'];
  readonly party_name: Row<'party'>['name'];
  readonly party_kind: Row<'party'>['kind'];
  readonly accepted_on: IsoDate | null;
  readonly first_lesson_on: IsoDate;
};

type RosterColumn =
  | ('trainee_id' | 'name_sealed' | 'categories' | 'registered_at' | 'employer' | 'fee_fen' | 'facts')
  | ('account_sealed' | 'account_index');
type ResultColumn = 'passed' | 'certificate_kind' | 'certificate_no' | 'certificate_date';

type TraineeRow = Row<'roster_entry', RosterColumn> &
  Row<'trainee', 'id_number_sealed' | 'id_number_index'> & {
    readonly [Column in ResultColumn]: Row<'training_result', ResultColumn>[Column] | null;
  } & {
    readonly days: readonly Row<'attendance_day', 'day' | 'hours'>[];
    readonly shares_phone: boolean;
    readonly overlaps: boolean;
  };

/**
 * Reads the class with all trainees on its roster, for the claim of one training year if the class has training years,
 * else for the whole class. Locks the trainees' rows in the order of their ids until the transaction ends (R-050).
 */
export async function readClassFacts(
  client: pg.PoolClient,
  filingId: string,
  sealer: Sealer,
  instalment = 1,
): Promise<ClassFacts> {
  // The rows are read after their lock: statements of one connection run in order.
  const [row, , trainees] = await Promise.all([
    readClass(client, filingId),
    execute(client, lockTraineesOnRoster(filingId)),
    fetchAll(client, traineesOfClass(filingId)),
  ]);
  const days = { opensOn: row.opens_on, endsOn: row.ends_on, trainingYears: row.training_years };
  const span = spanOf(days, instalment);
  return {
    filingId,
    route: row.route,
    jurisdiction: row.jurisdiction,
    partyId: row.party_id,
    partyName: row.party_name,
    partyKind: row.party_kind,
    occupationCode: row.occupation_code,
    skillLevel: oneOf(SKILL_LEVELS, row.skill_level),
    classHours: hoursOfSpan({ ...days, classHours: row.class_hours }, span),
    opensOn: days.opensOn,
    endsOn: days.endsOn,
    span,
    isBeforeAssessment: !wantsAssessment(days, span),
    deliveryMode: oneOf(DELIVERY_MODES, row.delivery_mode),
    facts: row.facts,
    trainer: bodyOf(row, row.facts.trainer ?? row.party_name),
    evaluator: row.facts.evaluator === undefined ? null : bodyOf(row, row.facts.evaluator),
    chainMembers: row.directory_snapshot?.chain ?? [],
    filed: {
      acceptedOn: row.accepted_on,
      firstLessonOn: row.first_lesson_on,
      directoryVersion: row.directory_snapshot?.version ?? null,
    },
    trainees: trainees.map((trainee) => traineeOf(daysWithin(trainee, span), row, sealer)),
  };
}

const lockTraineesOnRoster = sqlText<never, [filingId: string]>(
  'line.lockTraineesOnRoster',
  `SELECT id FROM trainee WHERE id IN (SELECT trainee_id FROM roster_entry WHERE filing_id = $1)
   ORDER BY id FOR NO KEY UPDATE`,
);

async function readClass(client: pg.PoolClient, filingId: string): Promise<ClassRow> {
  const row = await fetchFirst(client, classOfFiling(filingId));
  if (row === undefined) {
    throw new RangeError(`No class filing ${filingId}`);
  }
  return row;
}

const classOfFiling = sqlText<ClassRow, [filingId: string]>(
  'line.classOfFiling',
  `SELECT f.route, f.jurisdiction, a.id AS party_id, a.name AS party_name, a.kind AS party_kind, f.occupation_code,
     f.skill_level, f.class_hours, f.opens_on, f.ends_on, f.training_years, f.delivery_mode, f.facts, f.directory_snapshot,
     (f.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS accepted_on,
     coalesce((SELECT min(a.day) FROM attendance_day a WHERE a.filing_id = f.id AND a.hours > 0), f.opens_on) AS first_lesson_on
   FROM filing f JOIN party a ON a.id = f.applicant_party_id WHERE f.id = $1`,
);

/** The applicant's name, credit code and party id all mean the same body. */
function bodyOf({ party_id: id, party_name: name, directory_snapshot: directory }: ClassRow, given: string): string {
  return given === name || given === directory?.uscc ? id : given;
}

/** The days of the claimed span; two classes on one day are detected on all days. */
function daysWithin(row: TraineeRow, { startsOn, endsOn }: ClaimSpan): TraineeRow {
  return { ...row, days: row.days.filter(({ day }) => day >= startsOn && day <= endsOn) };
}

const traineesOfClass = sqlText<TraineeRow, [filingId: string]>(
  'line.traineesOfClass',
  `SELECT r.trainee_id, t.id_number_sealed, t.id_number_index, r.name_sealed, r.categories, r.registered_at, r.employer,
     r.fee_fen, r.facts, r.account_sealed, r.account_index, coalesce(a.days, '[]') AS days,
     x.passed, x.certificate_kind, x.certificate_no, x.certificate_date,
     count(*) OVER (PARTITION BY r.phone_index) > 1 AS shares_phone,
     EXISTS (SELECT FROM attendance_day own JOIN attendance_day other ON other.trainee_id = own.trainee_id
       AND other.day = own.day AND other.filing_id <> own.filing_id AND other.hours > 0
       WHERE own.filing_id = r.filing_id AND own.trainee_id = r.trainee_id AND own.hours > 0) AS overlaps
   FROM roster_entry r
   JOIN trainee t ON t.id = r.trainee_id
   LEFT JOIN training_result x ON x.filing_id = r.filing_id AND x.trainee_id = r.trainee_id
   LEFT JOIN (SELECT trainee_id, json_agg(json_build_object('day', day, 'hours', hours) ORDER BY day) AS days
       FROM attendance_day WHERE filing_id = $1 AND hours > 0 GROUP BY trainee_id) a
     ON a.trainee_id = r.trainee_id
   WHERE r.filing_id = $1 AND r.removed_at IS NULL
   ORDER BY r.added_at, r.trainee_id`,
);

function traineeOf(row: TraineeRow, of: ClassRow, sealer: Sealer): ClassTrainee {
  const isOnline = of.delivery_mode === 'ONLINE';
  return {
    traineeId: row.trainee_id,
    idNumber: sealer.open(row.id_number_sealed, placeOf('trainee.id_number_sealed', row.trainee_id)),
    idNumberIndex: row.id_number_index,
    nameSealed: row.name_sealed,
    categories: row.categories,
    feeFen: row.fee_fen,
    attendedHours: row.days.reduce((sum, { hours }) => sum + hours, 0),
    attendedDays: row.days.map(({ day, hours }) => ({ day, hours, isOnline })),
    hasPassed: row.passed,
    certificate: certificateOf(row),
    entry: entryOf(row, of.facts),
    account: row.account_sealed,
    accountIndex: row.account_index,
    plausibility: [
      ...(row.overlaps ? (['OVERLAPPING_HOURS'] as const) : []),
      ...(row.shares_phone ? (['SHARED_PHONE'] as const) : []),
    ],
  };
}

/** Facts of the person replace those of the class. */
function entryOf(row: TraineeRow, { module, courseNo }: ClassFilingFacts): EntryFacts {
  const { registered_at: registeredAt, employer } = row;
  return {
    categories: row.categories,
    feeFen: parseFen(row.fee_fen),
    ...(registeredAt !== '' && { registeredAt }),
    ...(employer !== '' && { employer }),
    ...(module !== undefined && { module }),
    ...(courseNo !== undefined && { courseNo }),
    ...row.facts,
  };
}

function certificateOf(row: TraineeRow): Certificate | null {
  const kind = CERTIFICATE_KINDS.find((code) => code === row.certificate_kind);
  const { certificate_no: certificateNo, certificate_date: issuedOn } = row;
  return kind === undefined || certificateNo === null || issuedOn === null ? null : { kind, certificateNo, issuedOn };
}
