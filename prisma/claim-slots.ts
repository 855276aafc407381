import type pg from 'pg';
import type { IsoDate } from '../domain/calendar.ts';
import type { RefusalCode } from '../domain/codes.ts';
import {
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotText,
  type PolicySnapshot,
} from '../domain/policy/policy-snapshot.ts';
import { refusalRemark } from '../domain/rules/rule-texts.ts';
import { countedOn } from './claim-judging.ts';
import { ruleRefusals } from './claim-remarks.ts';
import { writeTotals } from './claim-totals.ts';

interface LineRow {
  readonly id: string;
  readonly trainee_id: string;
  readonly filing_id: string | null;
  readonly route: string;
  readonly occupation_code: string;
  readonly skill_level: string;
  readonly certificate_date: IsoDate | null;
  readonly ends_on: IsoDate | null;
  readonly submitted_on: IsoDate | null;
  readonly waiting_register: string | null;
}

/**
 * R-048 to R-050, R-066: every line that is still to be paid takes a slot of its year, the key of its occupation and
 * level, and the key of its training; a line that finds none free is refused. The trainees' rows are held in the order
 * of their ids until the transaction ends, and the primary keys hold whatever else happens. Repeating is safe.
 *
 * What the registers know of earlier subsidies was judged before, by the counting in the same transaction.
 */
export async function reserveSlots(client: pg.PoolClient, claimId: string, snapshot: PolicySnapshot): Promise<void> {
  await client.query(
    `SELECT id FROM trainee WHERE id IN (SELECT trainee_id FROM claim_line WHERE claim_id = $1)
     ORDER BY id FOR NO KEY UPDATE`,
    [claimId],
  );
  const lines = await readLines(client, claimId);
  const first = lines[0];
  if (first === undefined) {
    return;
  }
  const refusals = new Map<string, RefusalCode>();
  const refuse = (lineIds: Iterable<string>, code: RefusalCode) => {
    for (const lineId of lineIds) {
      refusals.set(lineId, refusals.get(lineId) ?? code);
    }
  };
  if (snapshotList(snapshot, 'limit.countedKinds').includes(first.route)) {
    refuse(await takeYearlySlots(client, lines, snapshot), 'YEARLY_LIMIT');
  }
  if (snapshotBool(snapshot, 'limit.sameOccupationLevelOnce')) {
    refuse(await takeOccupationKeys(client, lines), 'SAME_OCCUPATION_LEVEL');
  }
  refuse(await takeTrainingKeys(client, lines), 'ALREADY_CLAIMED_BY_INSTITUTION');
  if (refusals.size > 0) {
    await refuseLines(client, refusals, lines);
    await writeTotals(client, claimId, first.waiting_register);
  }
}

async function readLines(client: pg.PoolClient, claimId: string): Promise<readonly LineRow[]> {
  const found = await client.query<LineRow>(
    `SELECT l.id, l.trainee_id, c.filing_id, c.route, l.occupation_code, l.skill_level, l.certificate_date, f.ends_on,
       (c.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS submitted_on, c.waiting_register
     FROM claim_line l JOIN claim c ON c.id = l.claim_id LEFT JOIN class_filing f ON f.id = c.filing_id
     WHERE l.claim_id = $1 AND l.state <> 'refused' ORDER BY l.trainee_id`,
    [claimId],
  );
  return found.rows;
}

/** The lowest free number of the year for each line; the lines that found none. A slot of another year is given back first. */
async function takeYearlySlots(
  client: pg.PoolClient,
  lines: readonly LineRow[],
  snapshot: PolicySnapshot,
): Promise<readonly string[]> {
  const countingDate = snapshotText(snapshot, 'limit.countingDate');
  const dated = lines.flatMap((line) => {
    const day = countedOn(line, countingDate);
    return day === null ? [] : [{ line, year: Number(day.slice(0, 4)) }];
  });
  const columns = [
    dated.map(({ line }) => line.id),
    dated.map(({ line }) => line.trainee_id),
    dated.map(({ year }) => year),
  ];
  await client.query(
    `DELETE FROM yearly_slot s USING unnest($1::text[], $2::text[], $3::int[]) AS wish (line_id, trainee_id, year)
     WHERE s.line_id = wish.line_id AND s.year <> wish.year`,
    columns,
  );
  await client.query(
    `INSERT INTO yearly_slot (trainee_id, year, slot, max_per_year, line_id)
     SELECT wish.trainee_id, wish.year, free.slot, $4, wish.line_id
     FROM unnest($1::text[], $2::text[], $3::int[]) AS wish (line_id, trainee_id, year)
     CROSS JOIN LATERAL (SELECT n AS slot FROM generate_series(1, $4::int) AS n
       WHERE NOT EXISTS (SELECT FROM yearly_slot s
         WHERE s.trainee_id = wish.trainee_id AND s.year = wish.year AND s.slot = n)
       ORDER BY n LIMIT 1) AS free
     WHERE NOT EXISTS (SELECT FROM yearly_slot own WHERE own.line_id = wish.line_id)
     ON CONFLICT DO NOTHING`,
    [...columns, snapshotInt(snapshot, 'limit.maxPerYear')],
  );
  return linesWithout(client, 'yearly_slot', lines);
}

async function takeOccupationKeys(client: pg.PoolClient, lines: readonly LineRow[]): Promise<readonly string[]> {
  await client.query(
    `INSERT INTO occupation_level_key (trainee_id, occupation_code, skill_level, line_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      lines.map((line) => line.trainee_id),
      lines.map((line) => line.occupation_code),
      lines.map((line) => line.skill_level),
      lines.map((line) => line.id),
    ],
  );
  return linesWithout(client, 'occupation_level_key', lines);
}

async function takeTrainingKeys(client: pg.PoolClient, lines: readonly LineRow[]): Promise<readonly string[]> {
  const ofClass = lines.filter((line) => line.filing_id !== null);
  await client.query(
    `INSERT INTO training_key (trainee_id, filing_id, line_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [ofClass.map((line) => line.trainee_id), ofClass.map((line) => line.filing_id), ofClass.map((line) => line.id)],
  );
  return linesWithout(client, 'training_key', ofClass);
}

async function linesWithout(
  client: pg.PoolClient,
  table: 'yearly_slot' | 'occupation_level_key' | 'training_key',
  lines: readonly LineRow[],
): Promise<readonly string[]> {
  const found = await client.query<{ id: string }>(
    `SELECT line.id FROM unnest($1::text[]) AS line (id) WHERE NOT EXISTS (SELECT FROM ${table} t WHERE t.line_id = line.id)`,
    [lines.map((line) => line.id)],
  );
  return found.rows.map((row) => row.id);
}

/** A refused line holds nothing: what it has just taken is given back. */
async function refuseLines(
  client: pg.PoolClient,
  refusals: ReadonlyMap<string, RefusalCode>,
  lines: readonly LineRow[],
): Promise<void> {
  const refused = lines.flatMap((line) => {
    const code = refusals.get(line.id);
    return code === undefined ? [] : [{ id: line.id, remark: remarkOf(code, line) }];
  });
  const ids = refused.map(({ id }) => id);
  await client.query(
    `UPDATE claim_line SET state = 'refused', base_fen = 0, refusals = refusals || new.refusal
     FROM unnest($1::text[], $2::jsonb[]) AS new (id, refusal) WHERE claim_line.id = new.id`,
    [ids, refused.map(({ remark }) => JSON.stringify(ruleRefusals([remark], 'base')))],
  );
  for (const table of ['yearly_slot', 'occupation_level_key', 'training_key']) {
    await client.query(`DELETE FROM ${table} WHERE line_id = ANY ($1)`, [ids]);
  }
}

function remarkOf(code: RefusalCode, line: LineRow) {
  return refusalRemark(code, {
    year: line.certificate_date?.slice(0, 4) ?? '—',
    occupation: line.occupation_code,
    level: line.skill_level,
  });
}
