import type pg from 'pg';
import type { AttendanceOfPerson, ResultOfPerson, RosterPerson } from '../../api/filing/filing-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { CERTIFICATE_KINDS } from '../../domain/codes.ts';
import type { ClassRosterRow } from '../../domain/filing/class-roster.ts';
import { accountDigits } from '../../domain/intake/entry-content.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import { parseFen } from '../../domain/money.ts';
import type { RosterRow } from '../../domain/intake/roster-row.ts';
import { isTraineeCategory } from '../../domain/filing/trainee-categories.ts';
import { newId } from '../kernel/id-maker.ts';
import { openPayee, sealPayee } from '../kernel/payee-account.ts';
import type { Sealer } from '../kernel/sealing.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

interface RosterEntryRow {
  readonly trainee_id: string;
  readonly id_number_sealed: Buffer;
  readonly name_sealed: Buffer;
  readonly phone_sealed: Buffer;
  readonly categories: readonly string[];
  readonly registered_at: string;
  readonly employer: string;
  readonly fee_fen: number;
  readonly facts: EntryFacts;
  readonly account_sealed: Buffer | null;
}

/** What is added: the common columns, and the route's where the class has some. */
export type RosterRowToAdd = RosterRow & Partial<Pick<ClassRosterRow, 'facts' | 'account'>>;

/** Everybody on a class's roster, in the order in which they came, with the seals open. */
export async function readRoster(
  client: Queryable,
  filingId: string,
  sealer: Sealer,
): Promise<readonly RosterPerson[]> {
  const found = await client.query<RosterEntryRow>(
    `SELECT r.trainee_id, t.id_number_sealed, r.name_sealed, r.phone_sealed, r.categories, r.registered_at, r.employer, r.fee_fen,
       r.facts, r.account_sealed
     FROM roster_entry r JOIN trainee t ON t.id = r.trainee_id
     WHERE r.filing_id = $1 AND r.removed_at IS NULL ORDER BY r.added_at, r.trainee_id`,
    [filingId],
  );
  return found.rows.map((row) => ({
    personId: row.trainee_id,
    row: {
      name: sealer.open(row.name_sealed),
      idNumber: sealer.open(row.id_number_sealed),
      phone: sealer.open(row.phone_sealed),
      categories: row.categories.filter(isTraineeCategory),
      registeredAt: row.registered_at,
      employer: row.employer,
      feeFen: parseFen(row.fee_fen),
      facts: row.facts,
      account: row.account_sealed === null ? null : openPayee(sealer, row.account_sealed),
    },
  }));
}

/** Adds people in three statements, however many they are. Somebody who was removed before comes back with the new row. */
export async function addRosterRows(
  client: Queryable,
  filingId: string,
  rows: readonly RosterRowToAdd[],
  context: { readonly sealer: Sealer; readonly at: Date },
): Promise<void> {
  const { sealer, at } = context;
  const indexes = rows.map((row) => sealer.index(row.idNumber));
  await addTrainees(client, rows, indexes, sealer);
  await client.query(
    `INSERT INTO roster_entry (filing_id, trainee_id, name_sealed, phone_sealed, phone_index, categories, registered_at,
       employer, fee_fen, content_hash, facts, account_sealed, account_index, added_at)
     SELECT $1, t.id, n.name_sealed, n.phone_sealed, n.phone_index, string_to_array(n.categories, ';'), n.registered_at,
       n.employer, n.fee_fen, n.content_hash, n.facts, n.account_sealed, n.account_index,
       $2::timestamptz + n.position * interval '1 millisecond'
     FROM unnest($3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::bigint[],
       $11::bytea[], $12::jsonb[], $13::bytea[], $14::bytea[])
       WITH ORDINALITY AS n (id_number_index, name_sealed, phone_sealed, phone_index, categories, registered_at, employer,
         fee_fen, content_hash, facts, account_sealed, account_index, position)
     JOIN trainee t ON t.id_number_index = n.id_number_index
     ON CONFLICT (filing_id, trainee_id) DO UPDATE SET name_sealed = excluded.name_sealed,
       phone_sealed = excluded.phone_sealed, phone_index = excluded.phone_index, categories = excluded.categories,
       registered_at = excluded.registered_at, employer = excluded.employer, fee_fen = excluded.fee_fen,
       content_hash = excluded.content_hash, facts = excluded.facts, account_sealed = excluded.account_sealed,
       account_index = excluded.account_index, added_at = excluded.added_at, removed_at = NULL`,
    [
      filingId,
      at,
      indexes,
      rows.map((row) => sealer.seal(row.name)),
      rows.map((row) => sealer.seal(row.phone)),
      rows.map((row) => sealer.index(row.phone)),
      rows.map((row) => row.categories.join(';')),
      rows.map((row) => row.registeredAt),
      rows.map((row) => row.employer),
      rows.map((row) => row.feeFen),
      rows.map((row) => sealer.index(contentOf(row))),
      rows.map((row) => JSON.stringify(row.facts ?? {})),
      rows.map(({ account = null }) => (account === null ? null : sealPayee(sealer, account))),
      rows.map(({ account = null }) => (account === null ? null : sealer.index(accountDigits(account.number)))),
    ],
  );
}

/** What makes two rows the same; a row without the route's columns is worded as before there were any. */
function contentOf({ facts = {}, account = null, ...common }: RosterRowToAdd): string {
  const hasExtras = account !== null || Object.keys(facts).length > 0;
  return JSON.stringify(hasExtras ? { ...common, facts, account } : common);
}

/** In the order of the index, so that two imports with the same people wait for each other and never deadlock. */
export async function addTrainees(
  client: Queryable,
  rows: readonly { readonly idNumber: string }[],
  indexes: readonly Buffer[],
  sealer: Sealer,
): Promise<void> {
  await client.query(
    `INSERT INTO trainee (id, id_number_index, id_number_sealed)
     SELECT id, id_number_index, id_number_sealed FROM unnest($1::text[], $2::bytea[], $3::bytea[])
       AS n (id, id_number_index, id_number_sealed) ORDER BY id_number_index
     ON CONFLICT (id_number_index) DO NOTHING`,
    [rows.map(() => newId('per')), indexes, rows.map((row) => sealer.seal(row.idNumber))],
  );
}

/** The person leaves the roster; the row stays for those who ask later who was on it. */
export async function removeRosterRow(
  client: Queryable,
  filingId: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const removed = await client.query(
    'UPDATE roster_entry SET removed_at = $3 WHERE filing_id = $1 AND trainee_id = $2 AND removed_at IS NULL',
    [filingId, personId, at],
  );
  return removed.rowCount === 1;
}

export async function readAttendance(
  client: Queryable,
  filingId: string,
  sealer: Sealer,
): Promise<readonly AttendanceOfPerson[]> {
  const found = await client.query<{ trainee_id: string; day: IsoDate; hours: number }>(
    'SELECT trainee_id, day, hours FROM attendance_day WHERE filing_id = $1 ORDER BY day, trainee_id',
    [filingId],
  );
  const idNumbers = await idNumbersOf(client, [...new Set(found.rows.map((row) => row.trainee_id))], sealer);
  return found.rows.map((row) => ({
    personId: row.trainee_id,
    idNumber: idNumbers.get(row.trainee_id) ?? '',
    date: row.day,
    hours: row.hours,
  }));
}

/** A later sheet replaces the hours of a person and day. */
export async function putAttendanceRows(
  client: Queryable,
  filingId: string,
  rows: readonly AttendanceOfPerson[],
): Promise<void> {
  await client.query(
    `INSERT INTO attendance_day (filing_id, trainee_id, day, hours)
     SELECT $1, person, day, hours FROM unnest($2::text[], $3::date[], $4::numeric[]) AS n (person, day, hours)
     ON CONFLICT (filing_id, trainee_id, day) DO UPDATE SET hours = excluded.hours`,
    [filingId, rows.map((row) => row.personId), rows.map((row) => row.date), rows.map((row) => row.hours)],
  );
}

export async function readResults(
  client: Queryable,
  filingId: string,
  sealer: Sealer,
): Promise<readonly ResultOfPerson[]> {
  const found = await client.query<{
    trainee_id: string;
    passed: boolean;
    certificate_kind: string | null;
    certificate_no: string | null;
    certificate_date: IsoDate | null;
  }>(
    `SELECT trainee_id, passed, certificate_kind, certificate_no, certificate_date
     FROM training_result WHERE filing_id = $1 ORDER BY trainee_id`,
    [filingId],
  );
  const idNumbers = await idNumbersOf(
    client,
    found.rows.map((row) => row.trainee_id),
    sealer,
  );
  return found.rows.map((row) => {
    const kind = CERTIFICATE_KINDS.find((known) => known === row.certificate_kind);
    const { certificate_no: certificateNo, certificate_date: issuedOn } = row;
    return {
      personId: row.trainee_id,
      idNumber: idNumbers.get(row.trainee_id) ?? '',
      hasPassed: row.passed,
      certificate:
        kind === undefined || certificateNo === null || issuedOn === null ? null : { kind, certificateNo, issuedOn },
    };
  });
}

/** A later file replaces the result of a person. */
export async function putResultRows(
  client: Queryable,
  filingId: string,
  rows: readonly ResultOfPerson[],
  at: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO training_result (filing_id, trainee_id, passed, certificate_kind, certificate_no, certificate_date, recorded_at)
     SELECT $1, person, passed, kind, number, day, $2
     FROM unnest($3::text[], $4::boolean[], $5::text[], $6::text[], $7::date[]) AS n (person, passed, kind, number, day)
     ON CONFLICT (filing_id, trainee_id) DO UPDATE SET passed = excluded.passed, certificate_kind = excluded.certificate_kind,
       certificate_no = excluded.certificate_no, certificate_date = excluded.certificate_date, recorded_at = excluded.recorded_at`,
    [
      filingId,
      at,
      rows.map((row) => row.personId),
      rows.map((row) => row.hasPassed),
      rows.map((row) => row.certificate?.kind ?? null),
      rows.map((row) => row.certificate?.certificateNo ?? null),
      rows.map((row) => row.certificate?.issuedOn ?? null),
    ],
  );
}

async function idNumbersOf(
  client: Queryable,
  traineeIds: readonly string[],
  sealer: Sealer,
): Promise<ReadonlyMap<string, string>> {
  const found = await client.query<{ id: string; id_number_sealed: Buffer }>(
    'SELECT id, id_number_sealed FROM trainee WHERE id = ANY ($1)',
    [traineeIds],
  );
  return new Map(found.rows.map((row) => [row.id, sealer.open(row.id_number_sealed)]));
}
