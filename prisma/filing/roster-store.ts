import type pg from 'pg';
import type { AttendanceOfPerson, ResultOfPerson, RosterPerson } from '../../api/filing/filing-ports.ts';
import { CERTIFICATE_KINDS } from '../../domain/codes.ts';
import { parseFen } from '../../domain/money.ts';
import { isTraineeCategory } from '../../domain/filing/trainee-categories.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, query, type Connection } from '../kernel/statements.ts';

/** Everybody on a class's roster, in the order in which they came, with the seals open. */
export async function readRoster(
  connection: Connection,
  filingId: string,
  sealer: Sealer,
): Promise<readonly RosterPerson[]> {
  const rows = await fetchAll(
    connection,
    onRoster(filingId)
      .select(['r.trainee_id', 't.id_number_sealed', 'r.name_sealed', 'r.phone_sealed', 'r.categories'])
      .select(['r.registered_at', 'r.employer', 'r.fee_fen', 'r.facts', 'r.account_sealed'])
      .orderBy('r.added_at')
      .orderBy('r.trainee_id'),
  );
  return rows.map((row) => ({
    personId: row.trainee_id,
    row: {
      name: sealer.open(row.name_sealed, placeOf('roster_entry.name_sealed', filingId, row.trainee_id)),
      idNumber: sealer.open(row.id_number_sealed, placeOf('trainee.id_number_sealed', row.trainee_id)),
      phone: sealer.open(row.phone_sealed, placeOf('roster_entry.phone_sealed', filingId, row.trainee_id)),
      categories: row.categories.filter(isTraineeCategory),
      registeredAt: row.registered_at,
      employer: row.employer,
      feeFen: parseFen(row.fee_fen),
      facts: row.facts,
      account:
        row.account_sealed === null
          ? null
          : openPayee(sealer, row.account_sealed, placeOf('roster_entry.account_sealed', filingId, row.trainee_id)),
    },
  }));
}

function onRoster(filingId: string) {
  return query
    .selectFrom('roster_entry as r')
    .innerJoin('trainee as t', 't.id', 'r.trainee_id')
    .where('r.filing_id', '=', filingId)
    .where('r.removed_at', 'is', null);
}

/** The person ids of those of the ID numbers that are on the roster. Opens no seal. */
export async function findOnRoster(
  connection: Connection,
  filingId: string,
  { idNumbers, sealer }: { readonly idNumbers: Iterable<string>; readonly sealer: Sealer },
): Promise<ReadonlyMap<string, string>> {
  const rows = await fetchAll(connection, onRoster(filingId).select(['r.trainee_id', 't.id_number_index']));
  const byIndex = new Map(rows.map((row) => [row.id_number_index.toString('latin1'), row.trainee_id]));
  const found = new Map<string, string>();
  for (const idNumber of new Set(idNumbers)) {
    const personId = byIndex.get(sealer.index(idNumber).toString('latin1'));
    if (personId !== undefined) {
      found.set(idNumber, personId);
    }
  }
  return found;
}

/** The person leaves the roster; the row stays for those who ask later who was on it. */
export async function removeRosterRow(
  client: pg.PoolClient,
  filingId: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const removed = query
    .updateTable('roster_entry')
    .set({ removed_at: at })
    .where('filing_id', '=', filingId)
    .where('trainee_id', '=', personId)
    .where('removed_at', 'is', null);
  return (await execute(client, removed)) === 1;
}

export async function readAttendance(
  connection: Connection,
  filingId: string,
  sealer: Sealer,
): Promise<readonly AttendanceOfPerson[]> {
  const rows = await fetchAll(
    connection,
    query
      .selectFrom('attendance_day')
      .select(['trainee_id', 'day', 'hours'])
      .where('filing_id', '=', filingId)
      .orderBy('day')
      .orderBy('trainee_id'),
  );
  const idNumbers = await idNumbersOf(connection, [...new Set(rows.map((row) => row.trainee_id))], sealer);
  return rows.map((row) => ({
    personId: row.trainee_id,
    idNumber: idNumbers.get(row.trainee_id) ?? '',
    date: row.day,
    hours: row.hours,
  }));
}

export async function readResults(
  connection: Connection,
  filingId: string,
  sealer: Sealer,
): Promise<readonly ResultOfPerson[]> {
  const rows = await fetchAll(
    connection,
    query
      .selectFrom('training_result')
      .select(['trainee_id', 'passed', 'certificate_kind', 'certificate_no', 'certificate_date'])
      .where('filing_id', '=', filingId)
      .orderBy('trainee_id'),
  );
  const idNumbers = await idNumbersOf(
    connection,
    rows.map((row) => row.trainee_id),
    sealer,
  );
  return rows.map((row) => {
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

async function idNumbersOf(
  connection: Connection,
  traineeIds: readonly string[],
  sealer: Sealer,
): Promise<ReadonlyMap<string, string>> {
  if (traineeIds.length === 0) {
    return new Map();
  }
  const rows = await fetchAll(
    connection,
    query.selectFrom('trainee').select(['id', 'id_number_sealed']).where('id', '=', anyOf(traineeIds)),
  );
  return new Map(
    rows.map((row) => [row.id, sealer.open(row.id_number_sealed, placeOf('trainee.id_number_sealed', row.id))]),
  );
}
