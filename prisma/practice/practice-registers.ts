import type pg from 'pg';
import type { Registers } from '../../activities/register-ports.ts';
import type { PracticeRegisters, RegisterRow } from '../../api/practice/practice-ports.ts';
import { INSURANCE_KINDS } from '../../domain/codes.ts';
import type { AnsweredPeople, RegisterName, RegisterRows } from '../../domain/line/register-answers.ts';
import { inTransaction } from '../kernel/connection.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';
import type { Tables } from '../kernel/tables.ts';
import { forgetAnswers, setConnected } from '../line/register-answers.ts';

const TABLES = {
  certificates: 'register_certificate',
  identity: 'register_identity',
  subsidies: 'register_subsidy',
  insurance: 'register_insurance',
} as const satisfies Readonly<Record<RegisterName, keyof Tables>>;

/**
 * The practice registers: files in place of the adapters of live mode. A change to a register deletes its earlier
 * answers, so practice shows the change at once and not when the answers expire.
 */
export function createPracticeRegisters(pool: pg.Pool, sealer: Sealer): PracticeRegisters & Registers {
  const readers = createReaders(pool, sealer);
  return {
    load: (register, rows, replace) =>
      inTransaction(pool, async (client) => {
        if (replace) {
          await execute(client, query.deleteFrom(TABLES[register]));
        }
        await insert(client, register, rows, sealer);
        await forgetAnswers(client, register);
        if (rows.length > 0 || replace) {
          await setConnected(client, register, rows.length > 0);
        }
        return { stored: rows.length };
      }),

    async setAvailable(register, isAvailable, at) {
      const changed = { available: isAvailable, changed_at: at };
      await forgetAnswers(pool, register);
      await execute(
        pool,
        query
          .insertInto('register_availability')
          .values({ register, ...changed })
          .onConflict((known) => known.column('register').doUpdateSet(changed)),
      );
    },

    async ask(register, people) {
      const known = await fetchFirst(pool, availabilityOf.where('register', '=', register));
      return known?.available === false ? null : readers[register](people);
    },
  };
}

const availabilityOf = query.selectFrom('register_availability').select('available');
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

type Readers = {
  readonly [Name in RegisterName]: (people: readonly Buffer[]) => Promise<AnsweredPeople<RegisterRows[Name]>>;
};

function createReaders(pool: pg.Pool, sealer: Sealer): Readers {
  return {
    async certificates(people) {
      const found = await fetchAll(pool, certificateRows.where('id_number_index', '=', anyOf(people)));
      return byPerson(
        found,
        ({ certificate_no: certificateNo, name_sealed: name, id_number_index: person, occupation, level, date }) => ({
          certificateNo,
          name: sealer.open(name, placeOf('register_certificate.name_sealed', certificateNo, person)),
          occupation,
          level,
          date,
        }),
      );
    },

    async identity(people) {
      const found = await fetchAll(pool, identityRows.where('id_number_index', '=', anyOf(people)));
      return byPerson(found, ({ status, since, until }) => ({ status, since, until }));
    },

    async subsidies(people) {
      const found = await fetchAll(pool, subsidyRows.where('id_number_index', '=', anyOf(people)));
      return byPerson(found, ({ route, occupation, level, date }) => ({ route, occupation, level, date }));
    },

    async insurance(people) {
      const found = await fetchAll(pool, insuranceRows.where('id_number_index', '=', anyOf(people)));
      return byPerson(found, ({ employer, month, kinds }) => ({
        employer,
        month,
        kinds: INSURANCE_KINDS.filter((kind) => kinds.includes(kind)),
      }));
    },
  };
}

interface Indexed {
  readonly id_number_index: Buffer;
}

function byPerson<Stored extends Indexed, Row>(
  stored: readonly Stored[],
  rowOf: (row: Stored) => Row,
): AnsweredPeople<Row> {
  const rows = new Map<string, Row[]>();
  for (const row of stored) {
    const key = row.id_number_index.toString('hex');
    const found = rows.get(key) ?? [];
    found.push(rowOf(row));
    rows.set(key, found);
  }
  return rows;
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
      const [numbers, occupations, levels] = [column('certificateNo'), column('occupation'), column('level')];
      const names = column('name').map((name, at) =>
        sealer.seal(
          name,
          placeOf('register_certificate.name_sealed', numbers[at] ?? '', indexes[at] ?? Buffer.alloc(0)),
        ),
      );
      await execute(client, addCertificates(indexes, numbers, names, occupations, levels, days('date')));
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

type Texts = readonly string[];
type Sealed = readonly Buffer[];
type Days = readonly (string | null)[];

const addCertificates = sqlText<
  never,
  [indexes: Sealed, numbers: Texts, names: Sealed, occupations: Texts, levels: Texts, days: Days]
>(
  'practice.addCertificates',
  `INSERT INTO register_certificate (id_number_index, certificate_no, name_sealed, occupation, level, date)
   SELECT DISTINCT ON (n.number, n.index) n.* FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::date[])
     AS n (index, number, name, occupation, level, date)
   ON CONFLICT (certificate_no, id_number_index) DO UPDATE
     SET name_sealed = excluded.name_sealed, occupation = excluded.occupation, level = excluded.level, date = excluded.date`,
);

const addIdentities = sqlText<never, [indexes: Sealed, statuses: Texts, since: Days, until: Days]>(
  'practice.addIdentities',
  `INSERT INTO register_identity (id_number_index, status, since, until)
   SELECT * FROM unnest($1::bytea[], $2::text[], $3::date[], $4::date[])`,
);

const addSubsidies = sqlText<never, [indexes: Sealed, routes: Texts, occupations: Texts, levels: Texts, days: Days]>(
  'practice.addSubsidies',
  `INSERT INTO register_subsidy (id_number_index, route, occupation, level, date)
   SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::date[])`,
);

const addInsurance = sqlText<never, [indexes: Sealed, employers: Texts, months: Texts, kinds: Texts]>(
  'practice.addInsurance',
  `INSERT INTO register_insurance (id_number_index, employer, month, kinds)
   SELECT i, e, m, string_to_array(k, ';')
   FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) AS t (i, e, m, k)`,
);
