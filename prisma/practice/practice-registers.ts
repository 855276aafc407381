import { sql } from 'kysely';
import type pg from 'pg';
import type { RegisterAnswer, RegisterAnswers, Registers } from '../../activities/register-ports.ts';
import type { PracticeRegisters, RegisterRow } from '../../api/practice/practice-ports.ts';
import type { RegisterName } from '../../domain/line/register-answers.ts';
import { inTransaction } from '../kernel/connection.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, query, sqlText } from '../kernel/statements.ts';
import type { Tables } from '../kernel/tables.ts';

const TABLES = {
  certificates: 'register_certificate',
  identity: 'register_identity',
  subsidies: 'register_subsidy',
  insurance: 'register_insurance',
} as const satisfies Readonly<Record<RegisterName, keyof Tables>>;

/** The practice registers: files in place of the adapters of live mode. */
export function createPracticeRegisters(pool: pg.Pool, sealer: Sealer): PracticeRegisters & Registers {
  return {
    load: (register, rows, replace) =>
      inTransaction(pool, async (client) => {
        if (replace) {
          await execute(client, query.deleteFrom(TABLES[register]));
        }
        await insert(client, register, rows, sealer);
        return { stored: rows.length };
      }),

    async setAvailable(register, isAvailable, at) {
      const changed = { available: isAvailable, changed_at: at };
      await execute(
        pool,
        query
          .insertInto('register_availability')
          .values({ register, ...changed })
          .onConflict((known) => known.column('register').doUpdateSet(changed)),
      );
    },

    lookUp: (indexes) => lookUp(pool, sealer, indexes),
  };
}

const certificateRows = query
  .selectFrom('register_certificate')
  .select(['id_number_index', 'certificate_no', 'name_sealed', 'occupation', 'level', 'date'])
  .orderBy('id');
const identityRows = query
  .selectFrom('register_identity')
  .select(['id_number_index', 'status', 'since', 'until'])
  .orderBy('id');
const subsidyRows = query
  .selectFrom('register_subsidy')
  .select(['id_number_index', 'route', 'occupation', 'level', 'date'])
  .orderBy('id');
const insuranceRows = query
  .selectFrom('register_insurance')
  .select(['id_number_index', 'employer', 'month', 'kinds'])
  .orderBy('id');

async function lookUp(pool: pg.Pool, sealer: Sealer, indexes: readonly Buffer[]): Promise<RegisterAnswers> {
  const silent = query.selectFrom('register_availability').select('register').where('available', '=', sql.lit(false));
  const down = await fetchAll(pool, silent);
  const isUp = (register: RegisterName) => !down.some((row) => row.register === register);
  const [certificates, identity, subsidies, insurance] = await Promise.all([
    fetchAll(pool, certificateRows.where('id_number_index', '=', anyOf(indexes))),
    fetchAll(pool, identityRows.where('id_number_index', '=', anyOf(indexes))),
    fetchAll(pool, subsidyRows.where('id_number_index', '=', anyOf(indexes))),
    fetchAll(pool, insuranceRows.where('id_number_index', '=', anyOf(indexes))),
  ]);
  return {
    certificates: answerOf(isUp('certificates'), certificates, (row) => ({
      certificateNo: row.certificate_no,
      name: sealer.open(row.name_sealed),
      occupation: row.occupation,
      level: row.level,
      date: row.date,
    })),
    identity: answerOf(isUp('identity'), identity, ({ status, since, until }) => ({ status, since, until })),
    subsidies: answerOf(isUp('subsidies'), subsidies, ({ route, occupation, level, date }) => ({
      route,
      occupation,
      level,
      date,
    })),
    insurance: answerOf(isUp('insurance'), insurance, ({ employer, month, kinds }) => ({
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
    case 'certificates': {
      const names = column('name').map((name) => sealer.seal(name));
      const certificates = [column('certificateNo'), names, column('occupation'), column('level')];
      await execute(client, addCertificates(indexes, ...certificates, days('date')));
      return;
    }
    case 'identity':
      await execute(client, addIdentities(indexes, column('status'), days('since'), days('until')));
      return;
    case 'subsidies':
      await execute(
        client,
        addSubsidies(indexes, column('route'), column('occupation'), column('level'), days('date')),
      );
      return;
    case 'insurance':
      await execute(client, addInsurance(indexes, column('employer'), column('month'), column('kinds')));
      return;
  }
}

const addCertificates = sqlText(
  'practice.addCertificates',
  `INSERT INTO register_certificate (id_number_index, certificate_no, name_sealed, occupation, level, date)
   SELECT DISTINCT ON (n.number, n.index) n.* FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::date[])
     AS n (index, number, name, occupation, level, date)
   ON CONFLICT (certificate_no, id_number_index) DO UPDATE
     SET name_sealed = excluded.name_sealed, occupation = excluded.occupation, level = excluded.level, date = excluded.date`,
);

const addIdentities = sqlText(
  'practice.addIdentities',
  `INSERT INTO register_identity (id_number_index, status, since, until)
   SELECT * FROM unnest($1::bytea[], $2::text[], $3::date[], $4::date[])`,
);

const addSubsidies = sqlText(
  'practice.addSubsidies',
  `INSERT INTO register_subsidy (id_number_index, route, occupation, level, date)
   SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::date[])`,
);

const addInsurance = sqlText(
  'practice.addInsurance',
  `INSERT INTO register_insurance (id_number_index, employer, month, kinds)
   SELECT i, e, m, string_to_array(k, ';')
   FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) AS t (i, e, m, k)`,
);
