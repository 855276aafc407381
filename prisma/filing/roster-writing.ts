import type pg from 'pg';
import type { AttendanceOfPerson, ResultOfPerson } from '../../api/filing/filing-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ClassRosterRow } from '../../domain/filing/class-roster.ts';
import { accountDigits } from '../../domain/intake/entry-content.ts';
import type { RosterRow } from '../../domain/intake/roster-row.ts';
import { copyRows } from '../kernel/copy-rows.ts';
import { payeeText } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, jsonText, query, sqlText } from '../kernel/statements.ts';
import { personIdsOf } from './person-naming.ts';

/** What is added: the common columns, and the route's where the class has some. */
export type RosterRowToAdd = RosterRow & Partial<Pick<ClassRosterRow, 'facts' | 'account'>>;

const ROSTER_COLUMNS = [
  'filing_id',
  'trainee_id',
  'name_sealed',
  'phone_sealed',
  'phone_index',
  'categories',
  'registered_at',
  'employer',
  'fee_fen',
  'facts',
  'account_sealed',
  'account_index',
  'added_at',
] as const;

/**
 * Adds persons who are not on the roster, one COPY a table however many they are. Somebody who was removed before comes
 * back with the new row. Must run inside a transaction that has locked the filing.
 */
export async function addRosterRows(
  client: pg.PoolClient,
  filingId: string,
  rows: readonly RosterRowToAdd[],
  { sealer, at }: { readonly sealer: Sealer; readonly at: Date },
): Promise<void> {
  const personIds = await personIdsOf(
    client,
    rows.map((row) => row.idNumber),
    sealer,
  );
  const secrets = await sealRows(sealer, rows, { filingId, personIds });
  await forgetRemoved(client, filingId, personIds);
  await copyRows(client, 'roster_entry', ROSTER_COLUMNS, storedRows());

  function* storedRows() {
    for (const [position, row] of rows.entries()) {
      const { facts = {} } = row;
      yield {
        filing_id: filingId,
        trainee_id: personIds[position] ?? '',
        ...secrets(position),
        categories: [...row.categories],
        registered_at: row.registeredAt,
        employer: row.employer,
        fee_fen: row.feeFen,
        facts: jsonText(facts),
        // A millisecond each: the roster keeps the order of the file.
        added_at: new Date(at.getTime() + position + 1),
      };
    }
  }
}

/** The sealed columns of each row, by its position. */
async function sealRows(
  sealer: Sealer,
  rows: readonly RosterRowToAdd[],
  { filingId, personIds }: { readonly filingId: string; readonly personIds: readonly string[] },
) {
  const accounts = rows.map(({ account = null }) => account);
  const phones = rows.map(({ phone }) => phone);
  const { sealed, indexes } = await sealer.sealAll({
    toSeal: [
      ...rows.map(({ name }) => name),
      ...phones,
      ...accounts.map((account) => (account === null ? null : payeeText(account))),
    ],
    places: [
      ...personIds.map((personId) => placeOf('roster_entry.name_sealed', filingId, personId)),
      ...personIds.map((personId) => placeOf('roster_entry.phone_sealed', filingId, personId)),
      ...personIds.map((personId) => placeOf('roster_entry.account_sealed', filingId, personId)),
    ],
    toIndex: [...phones, ...accounts.map((account) => (account === null ? null : accountDigits(account.number)))],
  });
  const count = rows.length;
  return (position: number) => ({
    name_sealed: sealed[position] ?? missing(),
    phone_sealed: sealed[count + position] ?? missing(),
    phone_index: indexes[position] ?? missing(),
    account_sealed: sealed[2 * count + position] ?? null,
    account_index: indexes[count + position] ?? null,
  });
}

function missing(): never {
  throw new RangeError('A text of a row was not sealed');
}

/** Takes away the rows of removed persons who come back, for the new ones to stand in their place. */
async function forgetRemoved(client: pg.PoolClient, filingId: string, personIds: readonly string[]): Promise<void> {
  const rows = await fetchAll(
    client,
    query
      .selectFrom('roster_entry')
      .select('trainee_id')
      .where('filing_id', '=', filingId)
      .where('removed_at', 'is not', null),
  );
  const coming = new Set(personIds);
  const back = rows.map((row) => row.trainee_id).filter((id) => coming.has(id));
  if (back.length > 0) {
    const forgotten = query.deleteFrom('roster_entry').where('filing_id', '=', filingId);
    await execute(client, forgotten.where('trainee_id', '=', anyOf(back)));
  }
}

/** A later sheet replaces the hours of a person and day. */
export async function putAttendanceRows(
  client: pg.PoolClient,
  filingId: string,
  rows: readonly AttendanceOfPerson[],
): Promise<void> {
  await execute(
    client,
    dropAttendance(
      filingId,
      rows.map((row) => row.personId),
      rows.map((row) => row.date),
    ),
  );
  await copyRows(
    client,
    'attendance_day',
    ['filing_id', 'trainee_id', 'day', 'hours'],
    rows.map((row) => ({ filing_id: filingId, trainee_id: row.personId, day: row.date, hours: row.hours })),
  );
}

const dropAttendance = sqlText<never, [filingId: string, traineeIds: readonly string[], days: readonly IsoDate[]]>(
  'filing.dropAttendance',
  `DELETE FROM attendance_day WHERE filing_id = $1
     AND (trainee_id, day) IN (SELECT person, day FROM unnest($2::text[], $3::date[]) AS n (person, day))`,
);

/** A later file replaces the result of a person. */
export async function putResultRows(
  client: pg.PoolClient,
  filingId: string,
  rows: readonly ResultOfPerson[],
  at: Date,
): Promise<void> {
  await execute(
    client,
    dropResults(
      filingId,
      rows.map((row) => row.personId),
    ),
  );
  await copyRows(
    client,
    'training_result',
    ['filing_id', 'trainee_id', 'passed', 'certificate_kind', 'certificate_no', 'certificate_date', 'recorded_at'],
    rows.map(({ personId, hasPassed, certificate }) => ({
      filing_id: filingId,
      trainee_id: personId,
      passed: hasPassed,
      certificate_kind: certificate?.kind ?? null,
      certificate_no: certificate?.certificateNo ?? null,
      certificate_date: certificate?.issuedOn ?? null,
      recorded_at: at,
    })),
  );
}

const dropResults = sqlText<never, [filingId: string, traineeIds: readonly string[]]>(
  'filing.dropResults',
  `DELETE FROM training_result WHERE filing_id = $1
     AND trainee_id IN (SELECT person FROM unnest($2::text[]) AS n (person))`,
);
