import type pg from 'pg';
import type { IsoDate } from '../domain/calendar.ts';
import { CERTIFICATE_KINDS, SKILL_LEVELS, type FindingCode, type SkillLevel } from '../domain/codes.ts';
import type { Certificate } from '../domain/rules/result-row.ts';
import type { Sealer } from './sealing.ts';

/** One trainee of a class as the counting sees them. */
export interface ClassTrainee {
  readonly traineeId: string;
  readonly idNumber: string;
  readonly idNumberIndex: Buffer;
  readonly nameSealed: Buffer;
  readonly categories: readonly string[];
  readonly feeFen: number;
  readonly attendedHours: number;
  /** Null as long as no result is stored. */
  readonly hasPassed: boolean | null;
  readonly certificate: Certificate | null;
  readonly plausibility: readonly Extract<FindingCode, 'OVERLAPPING_HOURS' | 'SHARED_PHONE'>[];
}

export interface ClassFacts {
  readonly filingId: string;
  readonly route: string;
  readonly occupationCode: string;
  readonly skillLevel: SkillLevel;
  readonly classHours: number;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly trainees: readonly ClassTrainee[];
}

interface TraineeRow {
  readonly trainee_id: string;
  readonly id_number_sealed: Buffer;
  readonly id_number_index: Buffer;
  readonly name_sealed: Buffer;
  readonly categories: readonly string[];
  readonly fee_fen: number;
  readonly attended: number;
  readonly passed: boolean | null;
  readonly certificate_kind: string | null;
  readonly certificate_no: string | null;
  readonly certificate_date: IsoDate | null;
  readonly shares_phone: boolean;
  readonly overlaps: boolean;
}

/** The class with everybody on its roster. Holds the trainees' rows in the order of their ids until the transaction ends (R-050). */
export async function readClassFacts(client: pg.PoolClient, filingId: string, sealer: Sealer): Promise<ClassFacts> {
  const found = await client.query<{
    route: string;
    occupation_code: string;
    skill_level: string;
    class_hours: number;
    opens_on: IsoDate;
    ends_on: IsoDate;
  }>('SELECT route, occupation_code, skill_level, class_hours, opens_on, ends_on FROM class_filing WHERE id = $1', [
    filingId,
  ]);
  const row = found.rows[0];
  const skillLevel = SKILL_LEVELS.find((level) => level === row?.skill_level);
  if (row === undefined || skillLevel === undefined) {
    throw new RangeError(`No class filing ${filingId} that can be counted`);
  }
  await client.query(
    `SELECT id FROM trainee WHERE id IN (SELECT trainee_id FROM roster_entry WHERE filing_id = $1)
     ORDER BY id FOR NO KEY UPDATE`,
    [filingId],
  );
  return {
    filingId,
    route: row.route,
    occupationCode: row.occupation_code,
    skillLevel,
    classHours: row.class_hours,
    opensOn: row.opens_on,
    endsOn: row.ends_on,
    trainees: await readTrainees(client, filingId, sealer),
  };
}

async function readTrainees(client: pg.PoolClient, filingId: string, sealer: Sealer): Promise<readonly ClassTrainee[]> {
  const found = await client.query<TraineeRow>({
    name: 'claim-class-trainees',
    text: `
      SELECT r.trainee_id, t.id_number_sealed, t.id_number_index, r.name_sealed, r.categories, r.fee_fen,
        coalesce(a.hours, 0) AS attended, x.passed, x.certificate_kind, x.certificate_no, x.certificate_date,
        count(*) OVER (PARTITION BY r.phone_index) > 1 AS shares_phone,
        EXISTS (SELECT FROM attendance_day own JOIN attendance_day other ON other.trainee_id = own.trainee_id
          AND other.day = own.day AND other.filing_id <> own.filing_id AND other.hours > 0
          WHERE own.filing_id = r.filing_id AND own.trainee_id = r.trainee_id AND own.hours > 0) AS overlaps
      FROM roster_entry r
      JOIN trainee t ON t.id = r.trainee_id
      LEFT JOIN training_result x ON x.filing_id = r.filing_id AND x.trainee_id = r.trainee_id
      LEFT JOIN (SELECT trainee_id, sum(hours) AS hours FROM attendance_day WHERE filing_id = $1 GROUP BY trainee_id) a
        ON a.trainee_id = r.trainee_id
      WHERE r.filing_id = $1 AND r.removed_at IS NULL
      ORDER BY r.added_at, r.trainee_id`,
    values: [filingId],
  });
  return found.rows.map((row) => ({
    traineeId: row.trainee_id,
    idNumber: sealer.open(row.id_number_sealed),
    idNumberIndex: row.id_number_index,
    nameSealed: row.name_sealed,
    categories: row.categories,
    feeFen: row.fee_fen,
    attendedHours: row.attended,
    hasPassed: row.passed,
    certificate: certificateOf(row),
    plausibility: [
      ...(row.overlaps ? (['OVERLAPPING_HOURS'] as const) : []),
      ...(row.shares_phone ? (['SHARED_PHONE'] as const) : []),
    ],
  }));
}

function certificateOf(row: TraineeRow): Certificate | null {
  const kind = CERTIFICATE_KINDS.find((code) => code === row.certificate_kind);
  const { certificate_no: certificateNo, certificate_date: issuedOn } = row;
  return kind === undefined || certificateNo === null || issuedOn === null ? null : { kind, certificateNo, issuedOn };
}
