import type pg from 'pg';
import type { RegisterAnswer, RegisterAnswers, Registers } from '../../activities/register-ports.ts';
import type { PracticeRegisters, RegisterRow } from '../../api/practice/practice-ports.ts';
import type { RegisterName } from '../../domain/line/register-answers.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { inTransaction } from '../kernel/connection.ts';
import type { Sealer } from '../kernel/sealing.ts';

const TABLES: Readonly<Record<RegisterName, string>> = {
  certificates: 'register_certificate',
  identity: 'register_identity',
  subsidies: 'register_subsidy',
  insurance: 'register_insurance',
};

/** The practice registers: files in place of the adapters of live mode. */
export function createPracticeRegisters(pool: pg.Pool, sealer: Sealer): PracticeRegisters & Registers {
  return {
    load: (register, rows, replace) =>
      inTransaction(pool, async (client) => {
        if (replace) {
          await client.query(`DELETE FROM ${TABLES[register]}`);
        }
        await insert(client, register, rows, sealer);
        return { stored: rows.length };
      }),

    async setAvailable(register, isAvailable, at) {
      await pool.query(
        `INSERT INTO register_availability (register, available, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (register) DO UPDATE SET available = $2, changed_at = $3`,
        [register, isAvailable, at],
      );
    },

    lookUp: (indexes) => lookUp(pool, sealer, indexes),
  };
}

async function lookUp(pool: pg.Pool, sealer: Sealer, indexes: readonly Buffer[]): Promise<RegisterAnswers> {
  const down = await pool.query<{ register: string }>('SELECT register FROM register_availability WHERE NOT available');
  const isUp = (register: RegisterName) => !down.rows.some((row) => row.register === register);
  const [certificates, identity, subsidies, insurance] = await Promise.all([
    pool.query<
      Indexed & { certificate_no: string; name_sealed: Buffer; occupation: string; level: string; date: IsoDate }
    >(
      `SELECT id_number_index, certificate_no, name_sealed, occupation, level, date
           FROM register_certificate WHERE id_number_index = ANY ($1) ORDER BY id`,
      [indexes],
    ),
    pool.query<Indexed & { status: string; since: IsoDate | null; until: IsoDate | null }>(
      'SELECT id_number_index, status, since, until FROM register_identity WHERE id_number_index = ANY ($1) ORDER BY id',
      [indexes],
    ),
    pool.query<Indexed & { route: string; occupation: string; level: string; date: IsoDate }>(
      `SELECT id_number_index, route, occupation, level, date
           FROM register_subsidy WHERE id_number_index = ANY ($1) ORDER BY id`,
      [indexes],
    ),
    pool.query<Indexed & { employer: string; month: string; kinds: string[] }>(
      `SELECT id_number_index, employer, month, kinds
           FROM register_insurance WHERE id_number_index = ANY ($1) ORDER BY id`,
      [indexes],
    ),
  ]);
  return {
    certificates: answerOf(isUp('certificates'), certificates.rows, (row) => ({
      certificateNo: row.certificate_no,
      name: sealer.open(row.name_sealed),
      occupation: row.occupation,
      level: row.level,
      date: row.date,
    })),
    identity: answerOf(isUp('identity'), identity.rows, ({ status, since, until }) => ({ status, since, until })),
    subsidies: answerOf(isUp('subsidies'), subsidies.rows, ({ route, occupation, level, date }) => ({
      route,
      occupation,
      level,
      date,
    })),
    insurance: answerOf(isUp('insurance'), insurance.rows, ({ employer, month, kinds }) => ({
      employer,
      month,
      kinds,
    })),
  };
}

interface Indexed {
  readonly id_number_index: Buffer;
}

function answerOf<Stored extends Indexed, Row>(
  available: boolean,
  stored: readonly Stored[],
  rowOf: (row: Stored) => Row,
): RegisterAnswer<Row> {
  const rows = new Map<string, Row[]>();
  for (const row of available ? stored : []) {
    const key = row.id_number_index.toString('hex');
    const found = rows.get(key) ?? [];
    found.push(rowOf(row));
    rows.set(key, found);
  }
  return { available, rows };
}

async function insert(
  client: pg.PoolClient,
  register: RegisterName,
  rows: readonly RegisterRow[],
  sealer: Sealer,
): Promise<void> {
  const column = (name: string) => rows.map((row) => row[name] ?? '');
  const days = (name: string) => column(name).map((day) => (day === '' ? null : day));
  const indexes = column('idNumber').map((idNumber) => sealer.index(idNumber));
  switch (register) {
    case 'certificates':
      await client.query(
        `INSERT INTO register_certificate (id_number_index, certificate_no, name_sealed, occupation, level, date)
         SELECT DISTINCT ON (n.number, n.index) n.* FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::date[])
           AS n (index, number, name, occupation, level, date)
         ON CONFLICT (certificate_no, id_number_index) DO UPDATE
           SET name_sealed = excluded.name_sealed, occupation = excluded.occupation, level = excluded.level, date = excluded.date`,
        [
          indexes,
          column('certificateNo'),
          column('name').map((name) => sealer.seal(name)),
          column('occupation'),
          column('level'),
          days('date'),
        ],
      );
      return;
    case 'identity':
      await client.query(
        `INSERT INTO register_identity (id_number_index, status, since, until)
         SELECT * FROM unnest($1::bytea[], $2::text[], $3::date[], $4::date[])`,
        [indexes, column('status'), days('since'), days('until')],
      );
      return;
    case 'subsidies':
      await client.query(
        `INSERT INTO register_subsidy (id_number_index, route, occupation, level, date)
         SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::date[])`,
        [indexes, column('route'), column('occupation'), column('level'), days('date')],
      );
      return;
    case 'insurance':
      await client.query(
        `INSERT INTO register_insurance (id_number_index, employer, month, kinds)
         SELECT i, e, m, string_to_array(k, ';')
         FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) AS t (i, e, m, k)`,
        [indexes, column('employer'), column('month'), column('kinds')],
      );
      return;
  }
}
