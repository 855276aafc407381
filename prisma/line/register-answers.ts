import type pg from 'pg';
import type { RegisterAnswerStore, RegisterQuestion } from '../../activities/register-ports.ts';
import {
  REGISTER_NAMES,
  type AnsweredPeople,
  type RegisterAnswers,
  type RegisterName,
  type RegisterRows,
} from '../../domain/line/register-answers.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, query, sqlText, type Connection } from '../kernel/statements.ts';

/** The jurisdiction of a register that serves every jurisdiction of this office. */
const EVERYWHERE = '*';

const openQuestion = sqlText<{ person_index: Buffer }, [string, readonly Buffer[], Date, Date, Date]>(
  'line.openRegisterQuestion',
  `INSERT INTO register_answer AS known (register, person_index, asked_at)
   SELECT $1, person, $3 FROM (SELECT DISTINCT unnest($2::bytea[]) AS person ORDER BY 1) AS asked
   ON CONFLICT (register, person_index) DO UPDATE SET asked_at = excluded.asked_at
     WHERE (known.answered_at IS NULL OR known.answered_at < $4) AND (known.asked_at IS NULL OR known.asked_at < $5)
   RETURNING person_index`,
);

const keepAnswer = sqlText<never, [string, readonly Buffer[], readonly (Buffer | null)[], Date, Date]>(
  'line.keepRegisterAnswer',
  `UPDATE register_answer AS known SET answered_at = $5, asked_at = NULL, rows_sealed = said.rows
   FROM (SELECT * FROM unnest($2::bytea[], $3::bytea[]) AS said (person, rows) ORDER BY 1) AS said
   WHERE known.register = $1 AND known.person_index = said.person AND known.asked_at = $4`,
);

function forgetQuestion(register: RegisterName, people: readonly Buffer[], askedAt: Date) {
  return query
    .deleteFrom('register_answer')
    .where('register', '=', register)
    .where('person_index', '=', anyOf(people))
    .where('asked_at', '=', askedAt)
    .where('answered_at', 'is', null);
}

function closeQuestion(register: RegisterName, people: readonly Buffer[], askedAt: Date) {
  return query
    .updateTable('register_answer')
    .set({ asked_at: null })
    .where('register', '=', register)
    .where('person_index', '=', anyOf(people))
    .where('asked_at', '=', askedAt);
}

function connect(register: RegisterName, jurisdiction: string) {
  const inserted = query.insertInto('register_connection').values({ register, jurisdiction });
  return inserted.onConflict((known) => known.doNothing());
}

const answersOf = sqlText<
  { readonly register: RegisterName; readonly person_index: Buffer | null; readonly rows_sealed: Buffer | null },
  [people: readonly Buffer[], freshSince: Date, jurisdiction: string]
>(
  'line.answersOfRegisters',
  `SELECT register, person_index, rows_sealed FROM register_answer WHERE person_index = ANY ($1) AND answered_at >= $2
   UNION ALL SELECT register, NULL, NULL FROM register_connection WHERE jurisdiction IN ($3, '${EVERYWHERE}')`,
);

/** Stores questions to the registers and their answers, each in its own statement, so no lock lasts longer than one. */
export function createRegisterAnswerStore(pool: pg.Pool, sealer: Sealer): RegisterAnswerStore {
  return {
    async open(register, { people, freshSince }, { askedAt, openSince }) {
      const opened = await fetchAll(pool, openQuestion(register, people, askedAt, freshSince, openSince));
      return opened.map((row) => row.person_index);
    },

    async keep(register, people, rows, { askedAt, answeredAt, jurisdiction }) {
      const sealed = people.map((person) => {
        const answered = rows.get(person.toString('hex')) ?? [];
        const place = placeOf('register_answer.rows_sealed', register, person);
        return answered.length === 0 ? null : sealer.seal(JSON.stringify(answered), place);
      });
      await execute(pool, keepAnswer(register, people, sealed, askedAt, answeredAt));
      if (sealed.some((one) => one !== null)) {
        await execute(pool, connect(register, jurisdiction));
      }
    },

    async giveUp(register, people, askedAt) {
      await execute(pool, forgetQuestion(register, people, askedAt));
      await execute(pool, closeQuestion(register, people, askedAt));
    },
  };
}

/** Says that a register of this office holds rows, or that it holds none any more. */
export async function setConnected(connection: Connection, register: RegisterName, holdsRows: boolean): Promise<void> {
  const disconnected = query.deleteFrom('register_connection').where('register', '=', register);
  await execute(connection, holdsRows ? connect(register, EVERYWHERE) : disconnected);
}

/** If a register's content was changed by hand, the register must be asked again about everyone. */
export async function forgetAnswers(connection: Connection, register: RegisterName): Promise<void> {
  await execute(connection, query.deleteFrom('register_answer').where('register', '=', register));
}

/** What the registers have answered about these people, and which registers are connected in their jurisdiction. */
export async function readAnswers(
  connection: Connection,
  sealer: Sealer,
  { people, freshSince, jurisdiction }: RegisterQuestion,
): Promise<RegisterAnswers> {
  const found = people.length === 0 ? [] : await fetchAll(connection, answersOf(people, freshSince, jurisdiction));
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the register says what its rows are
  const openRows = <Name extends RegisterName>(rows: Buffer, register: Name, person: Buffer) =>
    parseRows<Name>(sealer.open(rows, placeOf('register_answer.rows_sealed', register, person)));
  const answeredBy = <Name extends RegisterName>(register: Name): AnsweredPeople<RegisterRows[Name]> =>
    new Map(
      found.flatMap(({ register: of, person_index: person, rows_sealed: rows }) =>
        of !== register || person === null
          ? []
          : [[person.toString('hex'), rows === null ? [] : openRows<Name>(rows, register, person)] as const],
      ),
    );
  const [certificates, identity, subsidies, insurance] = REGISTER_NAMES;
  return {
    certificates: answeredBy(certificates),
    identity: answeredBy(identity),
    subsidies: answeredBy(subsidies),
    insurance: answeredBy(insurance),
    connected: found.flatMap(({ register, person_index: person }) => (person === null ? [register] : [])),
  };
}

/** @throws RangeError for a text that `keep` did not write */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the register says what its rows are
function parseRows<Name extends RegisterName>(text: string): readonly RegisterRows[Name][] {
  const rows: unknown = JSON.parse(text);
  if (!areRows<Name>(rows)) {
    throw new RangeError('The answer of a register is no list');
  }
  return rows;
}

/** A list is enough: the text was sealed by `keep`, which writes rows of this register alone. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the register says what its rows are
function areRows<Name extends RegisterName>(rows: unknown): rows is readonly RegisterRows[Name][] {
  return Array.isArray(rows);
}
