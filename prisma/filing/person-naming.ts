import type pg from 'pg';
import { violates } from '../kernel/connection.ts';
import { copyRows } from '../kernel/copy-rows.ts';
import { newId } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, execute, fetchAll, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';

type Person = Row<'trainee', 'id' | 'id_number_index'>;

/**
 * The ids of persons by their ID numbers, in the order of the numbers. A person whom no file has named before gets a row.
 * Two transactions that name the same new person wait for each other and get the same id. Must run inside a transaction.
 */
export async function personIdsOf(
  client: pg.PoolClient,
  idNumbers: readonly string[],
  sealer: Sealer,
): Promise<readonly string[]> {
  const { indexes } = await sealer.sealAll({ toSeal: [], places: [], toIndex: idNumbers });
  const asked = idNumbers.map((idNumber, place) => ({ idNumber, index: indexes[place] ?? missing() }));
  const ids = new Map<string, string>();
  const remember = (persons: readonly Person[]) => {
    for (const { id, id_number_index: index } of persons) {
      ids.set(keyOf(index), id);
    }
  };
  remember(await fetchAll(client, personsByIndex(asked.map(({ index }) => index))));
  const fresh = new Map<string, NewPerson>();
  for (const { idNumber, index } of asked) {
    const key = keyOf(index);
    if (!ids.has(key) && !fresh.has(key)) {
      fresh.set(key, { id: newId('per'), idNumber, id_number_index: index });
    }
  }
  if (fresh.size > 0) {
    remember(await addPersons(client, [...fresh.values()], sealer));
  }
  return asked.map(({ index }) => ids.get(keyOf(index)) ?? missing());
}

interface NewPerson extends Person {
  readonly idNumber: string;
}

const UNIQUE_ID_NUMBER = 'trainee_id_number_index_key';

const SAVEPOINT: Statement<unknown> = { text: 'SAVEPOINT new_persons', values: [] };
const RELEASE: Statement<unknown> = { text: 'RELEASE SAVEPOINT new_persons', values: [] };
const ROLL_BACK: Statement<unknown> = { text: 'ROLLBACK TO SAVEPOINT new_persons', values: [] };

/** In the order of the index, so that two imports with the same persons wait for each other and never deadlock. */
async function addPersons(
  client: pg.PoolClient,
  persons: readonly NewPerson[],
  sealer: Sealer,
): Promise<readonly Person[]> {
  const ordered = persons.toSorted((a, b) => Buffer.compare(a.id_number_index, b.id_number_index));
  const { sealed } = await sealer.sealAll({
    toSeal: ordered.map(({ idNumber }) => idNumber),
    places: ordered.map(({ id }) => placeOf('trainee.id_number_sealed', id)),
    toIndex: [],
  });
  const rows = ordered.map(({ id, id_number_index }, place) => ({
    id,
    id_number_index,
    id_number_sealed: sealed[place] ?? missing(),
  }));
  await execute(client, SAVEPOINT);
  try {
    await copyRows(client, 'trainee', ['id', 'id_number_index', 'id_number_sealed'], rows);
    await execute(client, RELEASE);
    return ordered;
  } catch (error) {
    if (!violates(error, UNIQUE_ID_NUMBER)) {
      throw error;
    }
    // Another transaction has named one of them since they were looked up.
    await execute(client, ROLL_BACK);
    const indexes = rows.map((row) => row.id_number_index);
    await execute(
      client,
      addOthers(
        rows.map(({ id }) => id),
        indexes,
        rows.map((row) => row.id_number_sealed),
      ),
    );
    return fetchAll(client, personsByIndex(indexes));
  }
}

function personsByIndex(indexes: readonly Buffer[]) {
  return query.selectFrom('trainee').select(['id', 'id_number_index']).where('id_number_index', '=', anyOf(indexes));
}

const addOthers = sqlText<never, [ids: readonly string[], indexes: readonly Buffer[], sealed: readonly Buffer[]]>(
  'filing.addOtherPersons',
  `INSERT INTO trainee (id, id_number_index, id_number_sealed)
   SELECT id, id_number_index, id_number_sealed FROM unnest($1::text[], $2::bytea[], $3::bytea[])
     AS n (id, id_number_index, id_number_sealed) ORDER BY id_number_index
   ON CONFLICT (id_number_index) DO NOTHING`,
);

/** A key of a map: a buffer is compared by its identity. */
function keyOf(index: Buffer): string {
  return index.toString('latin1');
}

function missing(): never {
  throw new RangeError('A person who was just named has no row');
}
