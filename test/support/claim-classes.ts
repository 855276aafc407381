import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import { parseFen } from '../../domain/money.ts';
import type { FilingCourse, FilingState } from '../../domain/filing/filing-course.ts';
import { classTimes } from '../../domain/filing/class-times.ts';
import { createFilingSubmission } from '../../prisma/filing/filing-submission.ts';
import type { Row } from '../../prisma/kernel/statements.ts';
import { newId, newReadableNo } from '../../prisma/kernel/id-maker.ts';
import { sealPayee } from '../../prisma/kernel/payee-account.ts';
import { addRosterRows } from '../../prisma/filing/roster-writing.ts';
import { inTransaction } from '../../prisma/kernel/connection.ts';
import { sealedFile } from '../../prisma/kernel/file-store.ts';
import { placeOf } from '../../prisma/kernel/sealed-places.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import { recordCourse } from './arranged-courses.ts';
import { day, PRACTICE_LIBRARY, practiceCsv } from './policy-library.ts';

export interface ClassToAdd {
  readonly partyId: string;
  readonly personId: string;
  readonly occupationCode?: string;
  readonly opensOn?: IsoDate;
  readonly endsOn?: IsoDate;
  readonly windowEndsOn?: IsoDate;
  readonly state?: FilingState;
  readonly department?: string;
  /** False: its workflow has recorded nothing yet. */
  readonly isBegun?: boolean;
}

const FILED_AT = new Date('2025-05-12T09:00:00+08:00');

/**
 * An assessed class of eighty hours with its four documents, without anybody on its roster: the row that its workflow
 * would have left. A class in the state `draft` has no pinned law yet.
 */
export async function addClass(pool: pg.Pool, sealer: Sealer, toAdd: ClassToAdd): Promise<string> {
  const { state = 'assessed' } = toAdd;
  const id = await draftClass(pool, sealer, toAdd);
  if (state !== 'draft') {
    const by = { personId: toAdd.personId, organ: null, section: null };
    await createFilingSubmission(pool, PRACTICE_LIBRARY).pin(id, by, FILED_AT);
  }
  if (state !== 'draft' && toAdd.isBegun !== false) {
    await begin(pool, id, { state, windowEndsOn: toAdd.windowEndsOn ?? day('2025-09-10') });
  }
  return id;
}

async function draftClass(pool: pg.Pool, sealer: Sealer, toAdd: ClassToAdd): Promise<string> {
  const id = newId('fil');
  const at = FILED_AT;
  await pool.query(
    `INSERT INTO filing (id, filing_no, jurisdiction, route, applicant_party_id, applicant_person_id, occupation_code,
       occupation_name, skill_level, certificate_kind, class_hours, opens_on, ends_on, delivery_mode, location, payee_sealed,
       state, responsible_department, department_source, warnings, state_since, created_at)
     VALUES ($1, $2, '150600', 'INSTITUTION_PROJECT_TRAINING', $3, $4, $5, '焊工', 'LEVEL_5', 'SKILL_LEVEL', 80, $6, $7, 'ORDER',
       '康巴什', $8, 'draft', $9, 'planLine', '[]', $10, $10)`,
    [
      id,
      newReadableNo('KB', '150600', 2025),
      toAdd.partyId,
      toAdd.personId,
      toAdd.occupationCode ?? '6-18-02-04',
      toAdd.opensOn ?? '2025-05-26',
      toAdd.endsOn ?? '2025-06-10',
      sealPayee(
        sealer,
        { holder: '示范学校', bank: '中国银行', number: '6216610200000000018' },
        placeOf('filing.payee_sealed', id),
      ),
      toAdd.department ?? 'HRSS',
      at,
    ],
  );
  for (const kind of ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN']) {
    const fileId = newId('fle');
    const { name_sealed, content_sealed } = sealedFile(sealer, fileId, { name: 'x', content: Buffer.alloc(1) });
    await pool.query(
      `INSERT INTO stored_file (id, sha256, size_bytes, media_type, name_sealed, content_sealed, created_by, created_at)
       VALUES ($1, '\\x00', 1, 'text/plain', $4, $5, $2, $3)`,
      [fileId, toAdd.personId, at, name_sealed, content_sealed],
    );
    await pool.query('INSERT INTO filing_document (filing_id, kind, file_id, uploaded_at) VALUES ($1, $2, $3, $4)', [
      id,
      kind,
      fileId,
      at,
    ]);
  }
  return id;
}

/** The start of the class, and the course in this state. */
async function begin(
  pool: pg.Pool,
  id: string,
  { state, windowEndsOn }: { readonly state: FilingState; readonly windowEndsOn: IsoDate },
): Promise<void> {
  const found = await pool.query<Row<'filing', 'opens_on' | 'ends_on' | 'responsible_department'>>(
    'SELECT opens_on, ends_on, responsible_department FROM filing WHERE id = $1',
    [id],
  );
  for (const { opens_on: opensOn, ends_on: endsOn, responsible_department: responsibleDepartment } of found.rows) {
    const times = classTimes({ opensOn, endsOn, windowEndsOn });
    const course: FilingCourse = {
      revision: 1,
      lastActId: `${id}/${state}`,
      state,
      round: 1,
      responsibleDepartment,
      times,
    };
    await pool.query(
      `UPDATE filing SET state = $2, revision = $3, course = $4, claim_window_ends_on = $5, started_at = $6 WHERE id = $1`,
      [id, state, course.revision, JSON.stringify(course), windowEndsOn, FILED_AT],
    );
    await recordCourse(pool, { kind: 'filing', id }, course, FILED_AT);
  }
}

export interface Person {
  readonly idNumber: string;
  readonly name: string;
  readonly hours: number;
  readonly certificateDate: string | null;
}

/** People with their attendance on the opening day and their result. */
export async function addPeople(
  pool: pg.Pool,
  sealer: Sealer,
  filingId: string,
  people: readonly Person[],
): Promise<void> {
  const rows = people.map((person, position) => ({
    idNumber: person.idNumber,
    name: person.name,
    phone: String(19_900_000_000 + position),
    categories: [],
    registeredAt: '内蒙古',
    employer: '',
    feeFen: parseFen(0),
  }));
  const at = new Date('2025-05-12T09:00:00+08:00');
  await inTransaction(pool, (client) => addRosterRows(client, filingId, rows, { sealer, at }));
  await pool.query(
    `INSERT INTO attendance_day (filing_id, trainee_id, day, hours)
     SELECT f.id, t.id, f.opens_on + n, least(8, p.hours - 8 * n) FROM unnest($2::bytea[], $3::numeric[]) AS p (index, hours)
     JOIN trainee t ON t.id_number_index = p.index JOIN filing f ON f.id = $1
     CROSS JOIN generate_series(0, 9) AS n WHERE p.hours > 8 * n`,
    [filingId, people.map((person) => sealer.index(person.idNumber)), people.map((person) => person.hours)],
  );
  await pool.query(
    `INSERT INTO training_result (filing_id, trainee_id, passed, certificate_kind, certificate_no, certificate_date, recorded_at)
     SELECT $1, t.id, p.date IS NOT NULL, CASE WHEN p.date IS NOT NULL THEN 'SKILL_LEVEL' END,
       CASE WHEN p.date IS NOT NULL THEN CASE WHEN f.occupation_code = '6-18-02-04' THEN p.number ELSE p.number || '/' || $1 END END,
       p.date, '2025-06-19T00:00:00Z'
     FROM unnest($2::bytea[], $3::date[], $4::text[]) AS p (index, date, number) JOIN trainee t ON t.id_number_index = p.index JOIN filing f ON f.id = $1`,
    [
      filingId,
      people.map((person) => sealer.index(person.idNumber)),
      people.map((person) => person.certificateDate),
      people.map((person) => certificateNoOf(person, filingId)),
    ],
  );
}

const CERTIFICATES = practiceCsv('class-welders/register-certificates.csv');

/** The number that the practice register has for the person as a welder, or one that it does not know. */
function certificateNoOf(person: Person, filingId: string): string {
  const known = CERTIFICATES.find((row) => row['idNumber'] === person.idNumber)?.['certificateNo'];
  return known ?? `none-${filingId}-${lettersOf(person.idNumber)}`;
}

/** A part of a made certificate number that is of one person and shows no digit of the ID number. */
export function lettersOf(idNumber: string): string {
  return idNumber.slice(6).replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');
}

/** The forty of the practice class. */
export function welders(): readonly Person[] {
  const attendance = practiceCsv('class-welders/attendance.csv');
  const results = practiceCsv('class-welders/results.csv');
  return practiceCsv('class-welders/roster.csv').map((row) => {
    const idNumber = row['idNumber'] ?? '';
    const hours = attendance
      .filter((one) => one['idNumber'] === idNumber)
      .reduce((sum, one) => sum + Number(one['hours']), 0);
    const date = results.find((one) => one['idNumber'] === idNumber)?.['certificateDate'] ?? '';
    return { idNumber, name: row['name'] ?? '', hours, certificateDate: date === '' ? null : day(date) };
  });
}
