import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import type { TakenKey } from '../../domain/line/allotment.ts';
import type { HeldRow } from '../../domain/line/earlier-entitlements.ts';
import { prepared } from '../kernel/prepared.ts';
import { sendTogether, type Statement } from '../kernel/statements.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

/** All tables of keys as one: three kinds have their own columns, the others share a table. */
const ALL_KEYS = `(
  SELECT 'YEARLY_SLOT' AS kind, trainee_id, year || '/' || slot AS key, line_id FROM yearly_slot WHERE trainee_id = ANY ($1)
  UNION ALL SELECT 'OCCUPATION_LEVEL', trainee_id, occupation_code || '/' || skill_level, line_id FROM occupation_level_key
    WHERE trainee_id = ANY ($1)
  UNION ALL SELECT 'TRAINING', trainee_id, filing_id, line_id FROM training_key WHERE trainee_id = ANY ($1)
  UNION ALL SELECT kind, trainee_id, key, line_id FROM entitlement_key WHERE trainee_id = ANY ($1))`;

export const KEY_TABLES = ['yearly_slot', 'occupation_level_key', 'training_key', 'entitlement_key'] as const;

/**
 * Locks the trainees' rows in the order of their ids until the transaction ends. Every counting takes this lock
 * (R-050).
 */
export async function lockTrainees(client: Queryable, traineeIds: readonly string[]): Promise<void> {
  await client.query('SELECT id FROM trainee WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [traineeIds]);
}

/**
 * Every taken key of these people. A key taken by another training year of the same class counts as taken by this
 * claim's line of the person too (C05), and is returned under that line's id.
 */
export async function readTaken(
  client: Queryable,
  { claimId, traineeIds }: { readonly claimId: string; readonly traineeIds: readonly string[] },
): Promise<readonly TakenKey[]> {
  const found = await client.query<TakenKey>(
    `SELECT taken.kind, taken.trainee_id AS "traineeId", taken.key, coalesce(same.id, taken.line_id) AS "lineId"
     FROM ${ALL_KEYS} AS taken JOIN claim_line l ON l.id = taken.line_id JOIN claim c ON c.id = l.claim_id
     LEFT JOIN (SELECT own.id, own.trainee_id, of.filing_id FROM claim_line own JOIN claim of ON of.id = own.claim_id
         WHERE of.id = $2) AS same
       ON same.trainee_id = taken.trainee_id AND same.filing_id = c.filing_id AND c.id <> $2`,
    [traineeIds, claimId],
  );
  return found.rows;
}

/**
 * What lines of other claims have taken of these people, in flight or paid, with the days that assign a line to a year.
 * Other training years of the same class share their keys with this claim's lines (C05).
 */
export async function readHeld(
  client: Queryable,
  { claimId, traineeIds }: { readonly claimId: string; readonly traineeIds: readonly string[] },
): Promise<readonly HeldRow[]> {
  const found = await client.query<HeldRow>(
    `SELECT held.kind, held.key, held.trainee_id AS "traineeId", l.id AS "lineId", c.route, c.jurisdiction,
       l.occupation_code AS occupation, l.skill_level AS level, c.applicant_party_id AS "partyId",
       (c.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS on, l.certificate_date AS "certificateDate",
       f.ends_on AS "endsOn"
     FROM ${ALL_KEYS} AS held JOIN claim_line l ON l.id = held.line_id JOIN claim c ON c.id = l.claim_id
     LEFT JOIN filing f ON f.id = c.filing_id
     WHERE c.id <> $2 AND NOT coalesce(c.filing_id = (SELECT filing_id FROM claim WHERE id = $2), false)
     ORDER BY l.id, held.kind, held.key`,
    [traineeIds, claimId],
  );
  return found.rows;
}

/**
 * The primary keys prevent a double use in every case: if another transaction took a key without locking the trainee,
 * everything is undone.
 */
export async function writeTaken(
  client: Queryable,
  takes: readonly TakenKey[],
  slotsOf: (take: TakenKey) => number,
): Promise<void> {
  const of = (...kinds: readonly string[]) => takes.filter(({ kind }) => kinds.includes(kind));
  const kindsWithTable = ['YEARLY_SLOT', 'OCCUPATION_LEVEL'];
  const classes = takes.filter(isClass);
  const slots = of('YEARLY_SLOT').map((take) => ({ ...take, parts: splitLast(take.key), most: slotsOf(take) }));
  const levels = of('OCCUPATION_LEVEL').map((take) => ({ ...take, parts: splitLast(take.key) }));
  const others = takes.filter((take) => !kindsWithTable.includes(take.kind) && !isClass(take));
  await insert(
    client,
    'yearly_slot (line_id, trainee_id, year, slot, max_per_year)',
    'text[], $2::text[], $3::int[], $4::int[], $5::int[]',
    [
      slots.map((one) => one.lineId),
      slots.map((one) => one.traineeId),
      slots.map((one) => Number(one.parts[0].slice(0, 4))),
      slots.map((one) => Number(one.parts[1])),
      slots.map((one) => one.most),
    ],
  );
  await insert(
    client,
    'occupation_level_key (line_id, trainee_id, occupation_code, skill_level)',
    'text[], $2::text[], $3::text[], $4::text[]',
    [
      levels.map((one) => one.lineId),
      levels.map((one) => one.traineeId),
      levels.map((one) => one.parts[0]),
      levels.map((one) => one.parts[1]),
    ],
  );
  await insert(client, 'training_key (line_id, trainee_id, filing_id)', 'text[], $2::text[], $3::text[]', [
    classes.map((one) => one.lineId),
    classes.map((one) => one.traineeId),
    classes.map((one) => one.key),
  ]);
  await insert(
    client,
    'entitlement_key (line_id, trainee_id, kind, key)',
    'text[], $2::text[], $3::text[], $4::text[]',
    [
      others.map((one) => one.lineId),
      others.map((one) => one.traineeId),
      others.map((one) => one.kind),
      others.map((one) => one.key),
    ],
  );
}

async function insert(
  client: Queryable,
  into: string,
  types: string,
  columns: readonly (readonly (string | number)[])[],
): Promise<void> {
  if (columns[0]?.length !== 0) {
    await client.query(`INSERT INTO ${into} SELECT * FROM unnest($1::${types})`, [...columns]);
  }
}

export async function deleteTaken(client: Queryable, keys: readonly TakenKey[]): Promise<void> {
  for (const [table, kinds] of [
    ['yearly_slot', ['YEARLY_SLOT']],
    ['occupation_level_key', ['OCCUPATION_LEVEL']],
    ['training_key', ['TRAINING']],
  ] as const) {
    const lineIds = keys.filter(({ kind }) => kinds.some((one) => one === kind)).map(({ lineId }) => lineId);
    if (lineIds.length > 0) {
      await client.query(`DELETE FROM ${table} WHERE line_id = ANY ($1)`, [lineIds]);
    }
  }
  await client.query(
    `DELETE FROM entitlement_key k USING unnest($1::text[], $2::text[], $3::text[]) AS gone (line_id, kind, key)
     WHERE k.line_id = gone.line_id AND k.kind = gone.kind AND k.key = gone.key`,
    [keys.map(({ lineId }) => lineId), keys.map(({ kind }) => kind), keys.map(({ key }) => key)],
  );
}

/**
 * Frees the keys of lines that are refused or leave their claim. A key that another training year of the same class
 * counts on passes to that year's line of the person instead (C05).
 */
export async function freeKeys(client: Queryable, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) {
    return;
  }
  const shared = await client.query(
    `SELECT FROM claim_line l JOIN claim c ON c.id = l.claim_id JOIN filing f ON f.id = c.filing_id
     WHERE l.id = ANY ($1) AND l.trainee_id IS NOT NULL AND f.training_years > 1 LIMIT 1`,
    [lineIds],
  );
  await sendTogether(client, freeKeysWrites('SELECT unnest($1::text[])', [lineIds], shared.rowCount !== 0));
}

/**
 * The same as statements. `lines`: a query for the lines' ids with its values. `isShared`: the class has several
 * training years, whose claims count on each other's keys.
 */
export function freeKeysWrites(
  lines: string,
  values: readonly unknown[],
  isShared: boolean,
): readonly Statement<unknown>[] {
  return [
    ...(isShared ? handOverWrites(lines, values) : []),
    ...KEY_TABLES.map((table) => prepared(`DELETE FROM ${table} WHERE line_id IN (${lines})`, values)),
  ];
}

/** Tables of keys, and how a line's wanted keys name their rows. */
const WORDS = [
  ['yearly_slot', `'YEARLY_SLOT'`, `held.year || '/' || held.slot`],
  ['occupation_level_key', `'OCCUPATION_LEVEL'`, `held.occupation_code || '/' || held.skill_level`],
  ['training_key', `'TRAINING'`, 'held.filing_id'],
  ['entitlement_key', 'held.kind', 'held.key'],
] as const;

/** Locks the trainees, so a submission of the other year at the same time reads the keys either as taken or as free. */
function handOverWrites(lines: string, values: readonly unknown[]): readonly Statement<unknown>[] {
  return [
    prepared(
      `SELECT FROM trainee WHERE id IN (SELECT trainee_id FROM claim_line WHERE id IN (${lines})) ORDER BY id FOR NO KEY UPDATE`,
      values,
    ),
    ...WORDS.map(([table, kind, key]) =>
      prepared(
        `UPDATE ${table} AS given SET line_id = heir.id
         FROM ${table} AS held JOIN claim_line own ON own.id = held.line_id JOIN claim c ON c.id = own.claim_id
           CROSS JOIN LATERAL (SELECT l.id FROM claim other JOIN claim_line l ON l.claim_id = other.id
             WHERE other.filing_id = c.filing_id AND other.id <> c.id AND other.submitted_at IS NOT NULL
               AND other.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)}) AND l.trainee_id = own.trainee_id AND l.state <> 'refused'
               AND EXISTS (SELECT FROM jsonb_array_elements(l.wanted_keys) AS wish
                 WHERE wish ->> 'kind' = ${kind} AND wish -> 'keys' ? (${key}))
             ORDER BY other.instalment LIMIT 1) AS heir
         WHERE given.ctid = held.ctid AND held.line_id IN (${lines})`,
        values,
      ),
    ),
  ];
}

/** Occupations and years never end with a slash: the part after the last slash is the level or the number. */
function splitLast(key: string): readonly [string, string] {
  const at = key.lastIndexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** A course of another provider has no class here, so its number is among the other keys. */
function isClass({ kind, key }: TakenKey): boolean {
  return kind === 'TRAINING' && key.startsWith('fil_');
}
