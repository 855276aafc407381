import type pg from 'pg';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { allot, outdated } from '../../domain/line/allotment.ts';
import { refusalLabel } from '../../domain/texts/refusal-labels.ts';
import { refusedFormula } from '../../domain/line/counted-line.ts';
import type { WantedKey } from '../../domain/line/entitlement-keys.ts';
import { ruleRefusals } from '../../domain/line/line-remarks.ts';
import { bodyResults, repeatedResults } from '../../domain/line/repeated-results.ts';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { refusalRemark } from '../../domain/texts/rule-texts.ts';
import { sqlList } from '../kernel/sql-list.ts';
import {
  execute,
  fetchAll,
  query,
  sendTogether,
  sqlText,
  type Connection,
  type Statement,
} from '../kernel/statements.ts';
import { totalsWrite } from './claim-totals.ts';
import { lockPeopleToPay, outdatedWrites, takenKeys, takenWrites } from './entitlement-keys.ts';
import { freeKeysWrites } from './key-freeing.ts';
import { lineMovesWrite, type LineChange } from './line-move-write.ts';

/**
 * every line that is still to be paid takes all keys that the
 * counting found for it, or none; a line is refused if one of its keys is taken. Locks the people's rows in the order
 * of their ids until the transaction ends; the primary keys prevent a double use in every other case. Repeating is
 * safe.
 * The counting in the same transaction has already judged the earlier subsidies that the registers report.
 */
export async function reserveSlots(client: pg.PoolClient, claimId: string, snapshot: PolicySnapshot): Promise<void> {
  await sendTogether(client, (await slotsToReserve(client, claimId, snapshot)).writes);
}

/** What is left of a claim after its slots are reserved, and the statements that reserve them. */
export interface ReservedSlots {
  readonly linesLeft: number;
  readonly amountFen: number;
  readonly allowanceFen: number;
  /** A line that is left waits for a register; a refused one waits for nothing. */
  readonly waitsForRegister: boolean;
  readonly writes: readonly Statement<unknown>[];
}

/** The same, without writing. */
export async function slotsToReserve(
  client: pg.PoolClient,
  claimId: string,
  snapshot: PolicySnapshot,
): Promise<ReservedSlots> {
  const [lines, , taken, , claimed] = await Promise.all([
    readLines(client, claimId),
    execute(client, lockPeopleToPay(claimId)),
    fetchAll(client, takenKeys(claimId)),
    execute(client, lockPartyOfResults(claimId)),
    fetchAll(client, resultsOfOtherClaims(claimId)),
  ]);
  const toAllot = lines.flatMap(({ lineId, traineeId, wantedKeys: wanted }) =>
    traineeId === null ? [] : [{ lineId, traineeId, wantedKeys: wanted }],
  );
  const old = outdated(toAllot, taken);
  const { takes, refused } = allot(
    toAllot,
    taken.filter((one) => !old.includes(one)),
  );
  const claimedKeys = claimed.map(({ key }) => key);
  const refusals = new Map([...refused, ...repeatedResults(bodyResults(lines), claimedKeys)]);
  const [first] = lines;
  const left = lines.filter(({ lineId }) => !refusals.has(lineId));
  const waitsFor = left.some(({ state }) => state === 'proposed') ? (first?.waitsFor ?? null) : null;
  return {
    linesLeft: left.length,
    amountFen: left.reduce((sum, { baseFen }) => sum + baseFen, 0),
    allowanceFen: left.reduce((sum, { allowanceFen }) => sum + allowanceFen, 0),
    waitsForRegister: waitsFor !== null,
    writes: [
      ...outdatedWrites(old),
      ...freeKeysWrites([...refused.keys()], first?.trainingYears ?? null),
      ...takenWrites(takes, () => snapshotInt(snapshot, 'limit.maxPerYear')),
      ...(refusals.size === 0 ? [] : [refusedWrite(claimId, refusals), totalsWrite(claimId, waitsFor)]),
    ],
  };
}

function readLines(connection: Connection, claimId: string) {
  return fetchAll(
    connection,
    query
      .selectFrom('claim_line as l')
      .innerJoin('claim as c', 'c.id', 'l.claim_id')
      .leftJoin('filing as f', 'f.id', 'c.filing_id')
      .select(['l.id as lineId', 'l.trainee_id as traineeId', 'l.wanted_keys as wantedKeys', 'l.base_fen as baseFen'])
      .select(['l.state', 'l.allowance_fen as allowanceFen', 'c.waiting_register as waitsFor'])
      .select('f.training_years as trainingYears')
      .where('l.claim_id', '=', claimId)
      .where('l.state', '<>', 'refused')
      .orderBy('l.position'),
  );
}

/** Locks the claim's party if a line claims a result of a body: a claim for the same result at the same time waits. */
const lockPartyOfResults = sqlText<never, [claimId: string]>(
  'line.lockPartyOfResults',
  `SELECT FROM party WHERE id = (SELECT c.applicant_party_id FROM claim c WHERE c.id = $1
     AND EXISTS (SELECT FROM claim_line l WHERE l.claim_id = c.id AND l.trainee_id IS NULL AND l.state <> 'refused'
       AND l.wanted_keys @> '[{"kind": "RESULT"}]')) FOR NO KEY UPDATE`,
);

/** The keys of the results in other living claims of the claim's party and route. */
const resultsOfOtherClaims = sqlText<Pick<WantedKey, 'key'>, [claimId: string]>(
  'line.resultsOfOtherClaims',
  `SELECT wanted ->> 'key' AS key FROM claim own JOIN claim c ON c.applicant_party_id = own.applicant_party_id
     AND c.route = own.route AND c.id <> own.id AND c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
   JOIN claim_line l ON l.claim_id = c.id AND l.trainee_id IS NULL AND l.state <> 'refused'
   CROSS JOIN LATERAL jsonb_array_elements(l.wanted_keys) AS wanted
   WHERE own.id = $1 AND wanted ->> 'kind' = 'RESULT'`,
);

function refusedWrite(claimId: string, refused: ReadonlyMap<string, WantedKey>): Statement<unknown> {
  const lines = [...refused].map(([lineId, { refusal, facts }]): LineChange => {
    const remark = refusalRemark(refusal, facts);
    return {
      lineId,
      addedRefusals: ruleRefusals([remark], 'base'),
      baseFen: 0,
      allowanceFen: 0,
      formula: refusedFormula([refusalLabel(remark.code, remark.detail)]),
    };
  });
  return lineMovesWrite(claimId, [{ move: { kind: 'refuse', isFloat: false }, lines }]);
}
