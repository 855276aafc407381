import pg from 'pg';
import type { RunningStack } from '../../main/stack/supervisor.ts';
import type { Paid } from './chaos-drive.ts';
import type { PatientDesk } from './chaos-office.ts';

/** The conditions that must be true after the kills, counted in the database and at the finance system. */
export interface Expected {
  readonly claimIds: readonly string[];
  readonly linesAClaim: number;
  readonly paid: readonly Paid[];
}

interface MoneyRow {
  readonly id: string;
  readonly state: string;
  readonly approved: number;
  readonly lines: number;
  readonly settled: number;
  readonly settledCount: number;
  readonly livingCount: number;
  readonly facts: number;
}

const MONEY = `SELECT c.id, c.state, c.approved_fen::float8 AS approved, c.lines_approved AS lines,
    (SELECT coalesce(sum(f.settled_fen), 0)::float8 FROM claim_fund f WHERE f.claim_id = c.id) AS settled,
    (SELECT count(*)::int FROM payout_instruction i WHERE i.claim_id = c.id AND i.state = 'settled') AS "settledCount",
    (SELECT count(*)::int FROM payout_instruction i WHERE i.claim_id = c.id AND i.state NOT IN ('cancelled', 'failed')) AS "livingCount",
    (SELECT count(*)::int FROM payout_fact p JOIN payout_instruction i ON i.id = p.instruction_id
       WHERE i.claim_id = c.id AND p.state = 'settled') AS facts
  FROM claim c ORDER BY c.id`;

const UNBALANCED = `SELECT transaction_id FROM ledger_entry GROUP BY transaction_id HAVING sum(amount_fen) <> 0`;

/** Acts that were accepted and have no answer, outcome or refusal. */
const OPEN_ACTS = `SELECT id, act FROM act WHERE answered_at IS NULL AND state = 'accepted'`;

/** Nobody forges anything here: each of these was an honest message. */
const REFUSED_AS_FORGED = `SELECT entity_kind, entity_id, act, cause FROM forged_act`;

interface RefusedAsForged {
  readonly entity_kind: string;
  readonly entity_id: string;
  readonly act: string;
  readonly cause: string;
}

/** One sentence per violated condition; empty if all are met. */
export async function findFaults(
  stack: Pick<RunningStack, 'ownerDatabaseUrl'>,
  auditor: PatientDesk,
  expected: Expected,
): Promise<readonly string[]> {
  const client = new pg.Client(stack.ownerDatabaseUrl);
  await client.connect();
  try {
    const money = (await client.query<MoneyRow>(MONEY)).rows;
    const unbalanced = (await client.query<{ transaction_id: string }>(UNBALANCED)).rows;
    const open = (await client.query<{ id: string; act: string }>(OPEN_ACTS)).rows;
    const forged = (await client.query<RefusedAsForged>(REFUSED_AS_FORGED)).rows;
    return [
      ...lost(money, expected),
      ...money.flatMap((row) => paidWrong(row, expected)),
      ...atTheBank(money, expected),
      ...unbalanced.map((row) => `ledger transaction ${row.transaction_id} does not sum to zero`),
      ...open.map((row) => `act ${row.id} (${row.act}) is unanswered`),
      ...forged.map((row) => `${row.act} of ${row.entity_kind} ${row.entity_id} was refused as forged: ${row.cause}`),
      ...(await stuck(auditor, expected)),
      ...(await auditGaps(auditor)),
    ];
  } finally {
    await client.end();
  }
}

function lost(money: readonly MoneyRow[], { claimIds }: Expected): readonly string[] {
  const known = new Set(money.map((row) => row.id));
  const gone = claimIds.filter((id) => !known.has(id)).map((id) => `claim ${id} is gone`);
  const extra = money.length > claimIds.length ? [`${money.length} claims where ${claimIds.length} were made`] : [];
  return [...gone, ...extra];
}

function paidWrong(row: MoneyRow, { linesAClaim }: Expected): readonly string[] {
  const says = (what: string) => `claim ${row.id}: ${what}`;
  return [
    ...(row.state === 'postCheck' ? [] : [says(`is ${row.state}, not postCheck`)]),
    ...(row.lines === linesAClaim ? [] : [says(`${row.lines} of ${linesAClaim} lines approved`)]),
    ...(row.settled === row.approved ? [] : [says(`settled ${row.settled} fen of ${row.approved}`)]),
    ...(row.settledCount === 1 && row.livingCount === 1
      ? []
      : [says(`${row.settledCount} settled of ${row.livingCount} living instructions`)]),
    ...(row.facts === 1 ? [] : [says(`${row.facts} facts of settlement`)]),
  ];
}

/** The finance system counts for itself. */
function atTheBank(money: readonly MoneyRow[], { paid, claimIds }: Expected): readonly string[] {
  const instructions = new Set(paid.map((one) => one.instructionId)).size;
  const paidFen = paid.reduce((sum, one) => sum + one.amountFen, 0);
  const approvedFen = money.reduce((sum, row) => sum + row.approved, 0);
  return [
    ...(instructions === claimIds.length
      ? []
      : [`the finance system has ${instructions} instructions for ${claimIds.length} claims`]),
    ...(paidFen === approvedFen ? [] : [`the finance system paid ${paidFen} fen of ${approvedFen}`]),
  ];
}

/** Claims that wait for the clock are correct; claims that wait for a worker or an error are stuck. */
async function stuck(auditor: PatientDesk, { claimIds }: Expected): Promise<readonly string[]> {
  const board = (await auditor.get('/api/v1/stuck')).body;
  const groups: readonly { cause: string; waitingFor: string; count: number }[] = board.items;
  const onBoard = groups.map((group) => `${group.count} stuck: ${group.waitingFor} ${group.cause}`);
  const diagnosed: string[] = [];
  for (const claimId of claimIds) {
    const { waitingFor, cause } = (await auditor.get(`/api/v1/claims/${claimId}/diagnosis`)).body;
    if (waitingFor !== 'clock' && waitingFor !== 'person') {
      diagnosed.push(`claim ${claimId} waits for ${waitingFor} (${cause})`);
    }
  }
  return [...onBoard, ...diagnosed];
}

async function auditGaps(auditor: PatientDesk): Promise<readonly string[]> {
  const { intact, breaks } = (await auditor.get('/api/v1/audit/verification')).body;
  return intact === true ? [] : [`audit chains are broken: ${JSON.stringify(breaks)}`];
}
