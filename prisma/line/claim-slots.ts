import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { allot, outdated } from '../../domain/line/allotment.ts';
import type { WantedKey } from '../../domain/line/entitlement-keys.ts';
import { refusalRemark } from '../../domain/texts/rule-texts.ts';
import { refusedFormula } from '../../domain/line/counted-line.ts';
import { ruleRefusals } from '../../domain/line/line-remarks.ts';
import { writeTotals } from './claim-totals.ts';
import { deleteTaken, freeKeys, lockTrainees, readTaken, writeTaken } from './entitlement-keys.ts';

interface LineRow {
  readonly id: string;
  readonly trainee_id: string | null;
  readonly entry_id: string | null;
  readonly wanted_keys: readonly WantedKey[];
  readonly waiting_register: string | null;
}

/**
 * every line that is still to be paid takes all keys that the
 * counting found for it, or none; a line is refused if one of its keys is taken. Locks the people's rows in the order
 * of their ids until the transaction ends; the primary keys prevent a double use in every other case. Repeating is
 * safe.
 * The counting in the same transaction has already judged the earlier subsidies that the registers report.
 */
export async function reserveSlots(client: pg.PoolClient, claimId: string, snapshot: PolicySnapshot): Promise<void> {
  const lines = await readLines(client, claimId);
  const traineeIds = [...new Set(lines.flatMap(({ trainee_id: id }) => id ?? []))];
  await lockTrainees(client, traineeIds);
  const wishes = lines.flatMap(({ id, trainee_id: traineeId, wanted_keys }) =>
    traineeId === null ? [] : [{ lineId: id, traineeId, wishes: wanted_keys }],
  );
  const taken = await readTaken(client, { claimId, traineeIds });
  const old = outdated(wishes, taken);
  await deleteTaken(client, old);
  const { takes, refused } = allot(
    wishes,
    taken.filter((one) => !old.includes(one)),
  );
  const repeated = await repeatedResults(client, claimId, lines);
  await freeKeys(client, [...refused.keys()]);
  await writeTaken(client, takes, () => snapshotInt(snapshot, 'limit.maxPerYear'));
  if (refused.size > 0 || repeated.size > 0) {
    await refuseLines(client, new Map([...refused, ...repeated]));
    await writeTotals(client, claimId, lines[0]?.waiting_register ?? null);
  }
}

async function readLines(client: pg.PoolClient, claimId: string): Promise<readonly LineRow[]> {
  const found = await client.query<LineRow>(
    `SELECT l.id, l.trainee_id, l.entry_id, l.wanted_keys, c.waiting_register
     FROM claim_line l JOIN claim c ON c.id = l.claim_id
     WHERE l.claim_id = $1 AND l.state <> 'refused' ORDER BY l.position`,
    [claimId],
  );
  return found.rows;
}

/**
 * A result of a body has no person, so it has no person's key. Instead the party's row is locked, and another living
 * claim of the party for the same result refuses this one.
 */
async function repeatedResults(
  client: pg.PoolClient,
  claimId: string,
  lines: readonly LineRow[],
): Promise<ReadonlyMap<string, WantedKey>> {
  const bodies = lines.flatMap(({ id, trainee_id: traineeId, wanted_keys: wanted }) => {
    const wish = wanted.find(({ kind }) => kind === 'RESULT');
    return traineeId === null && wish !== undefined ? [{ id, wish }] : [];
  });
  if (bodies.length === 0) {
    return new Map();
  }
  await client.query(
    'SELECT FROM party WHERE id = (SELECT applicant_party_id FROM claim WHERE id = $1) FOR NO KEY UPDATE',
    [claimId],
  );
  const found = await client.query<{ key: string }>(
    `SELECT wish ->> 'key' AS key FROM claim own JOIN claim c ON c.applicant_party_id = own.applicant_party_id
       AND c.route = own.route AND c.id <> own.id AND c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
     JOIN claim_line l ON l.claim_id = c.id AND l.trainee_id IS NULL AND l.state <> 'refused'
     CROSS JOIN LATERAL jsonb_array_elements(l.wanted_keys) AS wish
     WHERE own.id = $1 AND wish ->> 'kind' = 'RESULT'`,
    [claimId],
  );
  const seen = new Set(found.rows.map(({ key }) => key));
  const repeated = new Map<string, WantedKey>();
  for (const { id, wish } of bodies) {
    if (seen.has(wish.key)) {
      repeated.set(id, wish);
    }
    seen.add(wish.key);
  }
  return repeated;
}

async function refuseLines(client: pg.PoolClient, refused: ReadonlyMap<string, WantedKey>): Promise<void> {
  const remarks = [...refused].map(([id, { refusal, facts }]) => ({ id, remark: refusalRemark(refusal, facts) }));
  await client.query(
    `UPDATE claim_line SET state = 'refused', base_fen = 0, allowance_fen = 0, refusals = refusals || new.refusal,
       formula = new.formula
     FROM unnest($1::text[], $2::jsonb[], $3::text[]) AS new (id, refusal, formula) WHERE claim_line.id = new.id`,
    [
      remarks.map(({ id }) => id),
      remarks.map(({ remark }) => JSON.stringify(ruleRefusals([remark], 'base'))),
      remarks.map(({ remark }) => JSON.stringify(refusedFormula([remark.code]))),
    ],
  );
}
