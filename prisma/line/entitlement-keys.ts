import type { TakenKey } from '../../domain/line/allotment.ts';
import type { HeldRow } from '../../domain/line/earlier-entitlements.ts';
import type { WantedKey } from '../../domain/line/entitlement-keys.ts';
import { anyOf, execute, fetchAll, query, sqlText, type Connection, type Statement } from '../kernel/statements.ts';

/**
 * All tables of keys as one, for some people: three kinds have their own columns (R-048, R-049, R-066), the others share
 * a table.
 */
function keysOf(people: string): string {
  return `(
    SELECT 'YEARLY_SLOT' AS kind, trainee_id, year || '/' || slot AS key, line_id FROM yearly_slot WHERE trainee_id = ${people}
    UNION ALL SELECT 'OCCUPATION_LEVEL', trainee_id, occupation_code || '/' || skill_level, line_id FROM occupation_level_key
      WHERE trainee_id = ${people}
    UNION ALL SELECT 'TRAINING', trainee_id, filing_id, line_id FROM training_key WHERE trainee_id = ${people}
    UNION ALL SELECT kind, trainee_id, key, line_id FROM entitlement_key WHERE trainee_id = ${people})`;
}

/** The people of the lines of the claim $1 that are still to be paid. */
const PEOPLE_TO_PAY = `(SELECT trainee_id FROM claim_line WHERE claim_id = $1 AND state <> 'refused')`;

/**
 * Locks the trainees' rows in the order of their ids until the transaction ends. Every counting takes this lock
 * (R-050).
 */
export async function lockTrainees(connection: Connection, traineeIds: readonly string[]): Promise<void> {
  await execute(connection, lockTraineesById(traineeIds));
}

const lockTraineesById = sqlText<never, [traineeIds: readonly string[]]>(
  'line.lockTrainees',
  'SELECT id FROM trainee WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE',
);

/** Locks in the same order the people of a claim's lines that are still to be paid. */
export const lockPeopleToPay = sqlText<never, [claimId: string]>(
  'line.lockPeopleToPay',
  `SELECT id FROM trainee WHERE id IN ${PEOPLE_TO_PAY} ORDER BY id FOR NO KEY UPDATE`,
);

/**
 * Every taken key of the people of a claim's lines that are still to be paid, and their certificates by whomever they
 * are taken. A key taken by another training year of the same class counts as taken by this
 * claim's line of the person too (C05), and is returned under that line's id.
 */
export const takenKeys = sqlText<TakenKey, [claimId: string]>(
  'line.takenKeys',
  `SELECT taken.kind, taken.trainee_id AS "traineeId", taken.key, coalesce(same.id, taken.line_id) AS "lineId"
   FROM (SELECT * FROM ${keysOf(`ANY (ARRAY${PEOPLE_TO_PAY})`)} AS of_people
     UNION SELECT 'CERTIFICATE', k.trainee_id, k.key, k.line_id FROM entitlement_key k WHERE k.kind = 'CERTIFICATE'
       AND k.key = ANY (ARRAY(SELECT wish ->> 'key' FROM claim_line w CROSS JOIN LATERAL jsonb_array_elements(w.wanted_keys) AS wish
         WHERE w.claim_id = $1 AND w.state <> 'refused' AND wish ->> 'kind' = 'CERTIFICATE'))) AS taken
     JOIN claim_line l ON l.id = taken.line_id JOIN claim c ON c.id = l.claim_id
   LEFT JOIN (SELECT own.id, own.trainee_id, of.filing_id, of.instalment FROM claim_line own JOIN claim of ON of.id = own.claim_id
       WHERE of.id = $1) AS same
     ON same.trainee_id = taken.trainee_id AND same.filing_id = c.filing_id AND same.instalment <> c.instalment`,
);

/**
 * What lines of other claims have taken of these people, in flight or paid, with the days that assign a line to a year;
 * and who has taken these certificates.
 * Other training years of the same class share their keys with this claim's lines (C05), so of the class's other claims
 * only the certificates are returned.
 */
export function readHeld(
  connection: Connection,
  {
    claimId,
    traineeIds,
    certificates,
  }: { readonly claimId: string; readonly traineeIds: readonly string[]; readonly certificates: readonly string[] },
): Promise<readonly HeldRow[]> {
  return fetchAll(connection, heldByOthers(traineeIds, claimId, certificates));
}

const heldByOthers = sqlText<
  HeldRow,
  [traineeIds: readonly string[], claimId: string, certificates: readonly string[]]
>(
  'line.heldKeys',
  `SELECT held.kind, held.key, held.trainee_id AS "traineeId", l.id AS "lineId", c.route, c.jurisdiction,
     l.occupation_code AS occupation, l.skill_level AS level, c.applicant_party_id AS "partyId",
     (c.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS on, l.certificate_date AS "certificateDate",
     f.ends_on AS "endsOn", coalesce(c.filing_id = own.filing_id, false) AS "isOfClass"
   FROM (SELECT * FROM ${keysOf('ANY ($1)')} AS of_people
     UNION SELECT kind, trainee_id, key, line_id FROM entitlement_key WHERE kind = 'CERTIFICATE' AND key = ANY ($3)) AS held
     JOIN claim_line l ON l.id = held.line_id JOIN claim c ON c.id = l.claim_id
   LEFT JOIN filing f ON f.id = c.filing_id LEFT JOIN claim own ON own.id = $2
   WHERE c.id <> $2 AND (held.kind = 'CERTIFICATE' OR NOT coalesce(c.filing_id = own.filing_id, false))
   ORDER BY l.id, held.kind, held.key`,
);

/**
 * The primary keys prevent a double use in every case: if another transaction took a key without locking the trainee,
 * everything is undone.
 */
export function takenWrites(
  takes: readonly TakenKey[],
  slotsOf: (take: TakenKey) => number,
): readonly Statement<unknown>[] {
  const of = (...kinds: readonly string[]) => takes.filter(({ kind }) => kinds.includes(kind));
  const kindsWithTable = ['YEARLY_SLOT', 'OCCUPATION_LEVEL'];
  const classes = takes.filter(isClass);
  const slots = of('YEARLY_SLOT').map((take) => ({ ...take, parts: splitLast(take.key), most: slotsOf(take) }));
  const levels = of('OCCUPATION_LEVEL').map((take) => ({ ...take, parts: splitLast(take.key) }));
  const others = takes.filter((take) => !kindsWithTable.includes(take.kind) && !isClass(take));
  const writes = [
    insertSlots(
      lineIdsOf(slots),
      traineeIdsOf(slots),
      slots.map((one) => Number(one.parts[0].slice(0, 4))),
      slots.map((one) => Number(one.parts[1])),
      slots.map((one) => one.most),
    ),
    insertLevels(
      lineIdsOf(levels),
      traineeIdsOf(levels),
      levels.map((one) => one.parts[0]),
      levels.map((one) => one.parts[1]),
    ),
    insertClasses(
      lineIdsOf(classes),
      traineeIdsOf(classes),
      classes.map((one) => one.key),
    ),
    insertOthers(
      lineIdsOf(others),
      traineeIdsOf(others),
      others.map((one) => one.kind),
      others.map((one) => one.key),
    ),
  ];
  const counts = [slots, levels, classes, others].map((rows) => rows.length);
  return writes.filter((_, place) => counts[place] !== 0);
}

function lineIdsOf(keys: readonly TakenKey[]): readonly string[] {
  return keys.map(({ lineId }) => lineId);
}

function traineeIdsOf(keys: readonly TakenKey[]): readonly string[] {
  return keys.map(({ traineeId }) => traineeId);
}

type Texts = readonly string[];
type Numbers = readonly number[];

const insertSlots = sqlText<never, [Texts, Texts, years: Numbers, slots: Numbers, most: Numbers]>(
  'line.insertYearlySlots',
  `INSERT INTO yearly_slot (line_id, trainee_id, year, slot, max_per_year)
   SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[])`,
);
const insertLevels = sqlText<never, [Texts, Texts, occupations: Texts, levels: Texts]>(
  'line.insertOccupationLevels',
  `INSERT INTO occupation_level_key (line_id, trainee_id, occupation_code, skill_level)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
);
const insertClasses = sqlText<never, [Texts, Texts, filingIds: Texts]>(
  'line.insertTrainings',
  `INSERT INTO training_key (line_id, trainee_id, filing_id)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
);
const insertOthers = sqlText<never, [Texts, Texts, kinds: Texts, keys: Texts]>(
  'line.insertEntitlements',
  `INSERT INTO entitlement_key (line_id, trainee_id, kind, key)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
);

/** Deletes keys that their lines no longer want. */
export function outdatedWrites(keys: readonly TakenKey[]): readonly Statement<unknown>[] {
  if (keys.length === 0) {
    return [];
  }
  const linesOf = (kind: WantedKey['kind']) => lineIdsOf(keys.filter((key) => key.kind === kind));
  const [slots, levels, trainings] = [linesOf('YEARLY_SLOT'), linesOf('OCCUPATION_LEVEL'), linesOf('TRAINING')];
  return [
    ...(slots.length === 0 ? [] : [query.deleteFrom('yearly_slot').where('line_id', '=', anyOf(slots))]),
    ...(levels.length === 0 ? [] : [query.deleteFrom('occupation_level_key').where('line_id', '=', anyOf(levels))]),
    ...(trainings.length === 0 ? [] : [query.deleteFrom('training_key').where('line_id', '=', anyOf(trainings))]),
    deleteEntitlements(
      lineIdsOf(keys),
      keys.map(({ kind }) => kind),
      keys.map(({ key }) => key),
    ),
  ];
}

const deleteEntitlements = sqlText<never, [lineIds: Texts, kinds: Texts, keys: Texts]>(
  'line.deleteEntitlements',
  `DELETE FROM entitlement_key k USING unnest($1::text[], $2::text[], $3::text[]) AS gone (line_id, kind, key)
   WHERE k.line_id = gone.line_id AND k.kind = gone.kind AND k.key = gone.key`,
);

/** Occupations and years never end with a slash: the part after the last slash is the level or the number. */
function splitLast(key: string): readonly [string, string] {
  const at = key.lastIndexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** A course of another provider has no class here, so its number is among the other keys. */
function isClass({ kind, key }: TakenKey): boolean {
  return kind === 'TRAINING' && key.startsWith('fil_');
}
