import type pg from 'pg';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { allot, outdated } from '../../domain/line/allotment.ts';
import { refusedFormula } from '../../domain/line/counted-line.ts';
import type { WantedKey } from '../../domain/line/entitlement-keys.ts';
import { ruleRefusals } from '../../domain/line/line-remarks.ts';
import { bodyResults, repeatedResults, type BodyResult } from '../../domain/line/repeated-results.ts';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { refusalRemark } from '../../domain/texts/rule-texts.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, query, sqlText, type Connection } from '../kernel/statements.ts';
import { writeTotals } from './claim-totals.ts';
import { deleteTaken, lockTrainees, readTaken, writeTaken } from './entitlement-keys.ts';
import { freeKeys } from './key-freeing.ts';
import { lineMovesWrite, type LineChange } from './line-move-write.ts';

/**
 * every line that is still to be paid takes all keys that the
 * counting found for it, or none; a line is refused if one of its keys is taken. Locks the people's rows in the order
 * of their ids until the transaction ends; the primary keys prevent a double use in every other case. Repeating is
 * safe.
 * The counting in the same transaction has already judged the earlier subsidies that the registers report.
 */
export async function reserveSlots(client: pg.PoolClient, claimId: string, snapshot: PolicySnapshot): Promise<void> {
  const lines = await readLines(client, claimId);
  const traineeIds = [...new Set(lines.flatMap(({ traineeId }) => traineeId ?? []))];
  await lockTrainees(client, traineeIds);
  const wishes = lines.flatMap(({ lineId, traineeId, wishes: wanted }) =>
    traineeId === null ? [] : [{ lineId, traineeId, wishes: wanted }],
  );
  const taken = await readTaken(client, { claimId, traineeIds });
  const old = outdated(wishes, taken);
  await deleteTaken(client, old);
  const { takes, refused } = allot(
    wishes,
    taken.filter((one) => !old.includes(one)),
  );
  const results = bodyResults(lines);
  const repeated = repeatedResults(results, await claimedResults(client, claimId, results));
  await freeKeys(client, [...refused.keys()]);
  await writeTaken(client, takes, () => snapshotInt(snapshot, 'limit.maxPerYear'));
  if (refused.size > 0 || repeated.size > 0) {
    await refuseLines(client, claimId, new Map([...refused, ...repeated]));
    await writeTotals(client, claimId, lines[0]?.waitsFor ?? null);
  }
}

function readLines(connection: Connection, claimId: string) {
  return fetchAll(
    connection,
    query
      .selectFrom('claim_line as l')
      .innerJoin('claim as c', 'c.id', 'l.claim_id')
      .select(['l.id as lineId', 'l.trainee_id as traineeId', 'l.wanted_keys as wishes'])
      .select('c.waiting_register as waitsFor')
      .where('l.claim_id', '=', claimId)
      .where('l.state', '<>', 'refused')
      .orderBy('l.position'),
  );
}

/**
 * The keys of the results in other living claims of the claim's party and route; none if this claim has no result of a
 * body. Locks the party's row, so a claim for the same result at the same time waits.
 */
async function claimedResults(
  client: pg.PoolClient,
  claimId: string,
  results: readonly BodyResult[],
): Promise<readonly string[]> {
  if (results.length === 0) {
    return [];
  }
  await execute(client, lockPartyOfClaim(claimId));
  return (await fetchAll(client, resultsOfOtherClaims(claimId))).map(({ key }) => key);
}

const lockPartyOfClaim = sqlText<never, [claimId: string]>(
  'line.lockPartyOfClaim',
  'SELECT FROM party WHERE id = (SELECT applicant_party_id FROM claim WHERE id = $1) FOR NO KEY UPDATE',
);

const resultsOfOtherClaims = sqlText<Pick<WantedKey, 'key'>, [claimId: string]>(
  'line.resultsOfOtherClaims',
  `SELECT wish ->> 'key' AS key FROM claim own JOIN claim c ON c.applicant_party_id = own.applicant_party_id
     AND c.route = own.route AND c.id <> own.id AND c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
   JOIN claim_line l ON l.claim_id = c.id AND l.trainee_id IS NULL AND l.state <> 'refused'
   CROSS JOIN LATERAL jsonb_array_elements(l.wanted_keys) AS wish
   WHERE own.id = $1 AND wish ->> 'kind' = 'RESULT'`,
);

async function refuseLines(
  client: pg.PoolClient,
  claimId: string,
  refused: ReadonlyMap<string, WantedKey>,
): Promise<void> {
  const lines = [...refused].map(([lineId, { refusal, facts }]): LineChange => {
    const remark = refusalRemark(refusal, facts);
    return {
      lineId,
      addedRefusals: ruleRefusals([remark], 'base'),
      baseFen: 0,
      allowanceFen: 0,
      formula: refusedFormula([remark.code]),
    };
  });
  await execute(client, lineMovesWrite(claimId, [{ move: { kind: 'refuse', isFloat: false }, lines }]));
}
