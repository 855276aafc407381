import type pg from 'pg';
import type { Caller } from '../api/caller.ts';
import type { Batched, BatchRefusal, PayoutStore } from '../api/payout-ports.ts';
import { authorizeDecision } from '../domain/authority/authorize-decision.ts';
import { dayAt } from '../domain/calendar.ts';
import type { ClaimCourse } from '../domain/claim/claim-course.ts';
import { parseFen } from '../domain/money.ts';
import { judgePayable, type Payable } from '../domain/payout/payable-claim.ts';
import { checkBudget } from '../domain/rules/budget.ts';
import { maskAccount, maskName } from '../domain/rules/mask.ts';
import { appendAudit } from './audit-writing.ts';
import { idOfCreation, newId, newReadableNo } from './id-maker.ts';
import { openPayee } from './payee-account.ts';
import type { Sealer } from './sealing.ts';

type Wanted = Parameters<PayoutStore['draft']>[0];

interface By {
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string | undefined;
  readonly sealer: Sealer;
}

interface ClaimRow {
  readonly id: string;
  readonly course: ClaimCourse | null;
  readonly payee_sealed: Buffer;
  readonly holder_kind: string;
  readonly plan_line_id: string | null;
  readonly obliged: readonly string[];
  readonly funds: readonly { readonly purpose: string; readonly fund: string }[];
}

/** A claim that may be paid now, with its money. */
interface Line extends Payable {
  readonly claim: ClaimRow;
  readonly fund: string;
}

/**
 * Drafts a batch: every claim is held and asked for what is due, then its obligations are written, lines and sum frozen.
 * What another batch binds at the same time meets the index `payout_instruction_one_living`.
 */
export async function draftBatch(client: pg.PoolClient, wanted: Wanted, by: By): Promise<Batched> {
  const id = idOfCreation('pob', by.caller.personId, by.key);
  const known = await client.query('SELECT FROM payout_batch WHERE id = $1', [id]);
  if (known.rowCount === 1) {
    return { kind: 'drafted', batchId: id };
  }
  const rows = await readClaims(client, wanted.claimIds, by.caller);
  const lines: Line[] = [];
  const refusals = new Map<BatchRefusal, number[]>();
  for (const [position, claimId] of wanted.claimIds.entries()) {
    const line = judgeLine(rows.get(claimId), wanted, by.caller);
    if (typeof line === 'string') {
      refusals.set(line, [...(refusals.get(line) ?? []), position]);
    } else {
      lines.push(line);
    }
  }
  const other = lines.findIndex((line) => line.fund !== (wanted.fund ?? lines[0]?.fund));
  const [refused] = refusals;
  const [first] = lines;
  if (refused !== undefined || first === undefined) {
    const [reason, positions] = refused ?? ['CLAIM_UNKNOWN', []];
    return { kind: 'refused', reason, positions };
  }
  if (other !== -1) {
    return { kind: 'refused', reason: 'DIFFERENT_FUNDS', positions: [other] };
  }
  return { kind: 'drafted', batchId: await insertBatch(client, { id, lines, fund: first.fund }, by) };
}

async function readClaims(
  client: pg.PoolClient,
  claimIds: readonly string[],
  caller: Caller,
): Promise<ReadonlyMap<string, ClaimRow>> {
  const found = await client.query<ClaimRow>(
    `SELECT c.id, c.course, c.payee_sealed, p.kind AS holder_kind, f.plan_line_id,
       ARRAY(SELECT i.purpose FROM payout_instruction i WHERE i.claim_id = c.id
         AND i.state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled')) AS obliged,
       (SELECT coalesce(json_agg(json_build_object('purpose', a.purpose, 'fund', a.fund)), '[]')
         FROM claim_fund a WHERE a.claim_id = c.id) AS funds
     FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN class_filing f ON f.id = c.filing_id
     WHERE c.id = ANY ($1) AND c.jurisdiction = $2 AND c.submitted_at IS NOT NULL ORDER BY c.id FOR UPDATE OF c`,
    [claimIds, caller.jurisdiction],
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}

function judgeLine(claim: ClaimRow | undefined, wanted: Wanted, caller: Caller): Line | BatchRefusal {
  if (claim === undefined) {
    return 'CLAIM_UNKNOWN';
  }
  if (claim.course === null) {
    return 'WRONG_STATE';
  }
  const payable = judgePayable(claim.course, wanted.purpose, claim.obliged);
  if (!payable.ok) {
    return payable.reason;
  }
  const seat = {
    role: 'financeMaker',
    organ: 'FINANCE',
    jurisdiction: caller.jurisdiction,
    decidesAs: 'financeMaker',
  } as const;
  const maker = authorizeDecision(caller, seat, claim.course.deciders);
  if (!maker.ok) {
    return maker.reason === 'SAME_PERSON_FORBIDDEN' || maker.reason === 'SAME_SECTION_FORBIDDEN'
      ? maker.reason
      : 'FORBIDDEN';
  }
  const fund = claim.funds.find((one) => one.purpose === payable.value.purpose)?.fund;
  return fund === undefined ? 'NOTICE_OPEN' : { ...payable.value, claim, fund };
}

async function insertBatch(
  client: pg.PoolClient,
  { id: batchId, lines, fund }: { readonly id: string; readonly lines: readonly Line[]; readonly fund: string },
  by: By,
): Promise<string> {
  const { caller, at } = by;
  const sum = lines.reduce((total, line) => total + line.amountFen, 0);
  const over = await overBudget(client, lines);
  await client.query(
    `INSERT INTO payout_batch (id, batch_no, jurisdiction, fund, state, maker_id, control_sum_fen, line_count,
       over_budget_fen, created_at, state_since, start_requested_at)
     VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $9, $9)`,
    [
      batchId,
      newReadableNo('ZF', caller.jurisdiction, dayAt(at.getTime()).slice(0, 4)),
      caller.jurisdiction,
      fund,
      caller.personId,
      sum,
      lines.length,
      over === 0 ? null : over,
      at,
    ],
  );
  await insertInstructions(client, batchId, lines, by);
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'batch',
    entityId: batchId,
    revision: null,
    act: 'draft',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { claimIds: lines.map((line) => line.claim.id), controlSumFen: sum, overBudgetFen: over, fund },
  });
  return batchId;
}

async function insertInstructions(
  client: pg.PoolClient,
  batchId: string,
  lines: readonly Line[],
  { at, sealer }: By,
): Promise<void> {
  await client.query(
    `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state,
       state_since, created_at)
     SELECT id, $1, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, 'draft', $2, $2
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bytea[], $9::text[])
       AS line (id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked)`,
    [
      batchId,
      at,
      lines.map(() => newId('pin')),
      lines.map((line) => line.claim.id),
      lines.map((line) => line.purpose),
      lines.map((line) => line.fund),
      lines.map((line) => line.amountFen),
      lines.map((line) => line.claim.payee_sealed),
      lines.map((line) => maskedPayee(line.claim, sealer)),
    ],
  );
}

/** A person's name is masked, an organisation's is not; of the account only the last four digits stay. */
function maskedPayee(claim: ClaimRow, sealer: Sealer): string {
  const { holder, bank, number } = openPayee(sealer, claim.payee_sealed);
  return `${claim.holder_kind === 'person' ? maskName(holder) : holder} · ${bank} · ${maskAccount(number)}`;
}

/** what these lines would take beyond the budgets of their plan lines, in fen; lines without a budget take nothing. */
async function overBudget(client: pg.PoolClient, lines: readonly Line[]): Promise<number> {
  const planLines = [...new Set(lines.flatMap((line) => line.claim.plan_line_id ?? []))];
  const found = await client.query<{ id: string; budget_fen: number; bound_fen: number }>(
    `SELECT l.id, l.budget_fen, (SELECT coalesce(sum(i.amount_fen), 0)::bigint FROM payout_instruction i
       JOIN claim c ON c.id = i.claim_id JOIN class_filing f ON f.id = c.filing_id
       WHERE f.plan_line_id = l.id AND i.state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled')) AS bound_fen
     FROM plan_line l WHERE l.id = ANY ($1) AND l.budget_fen IS NOT NULL`,
    [planLines],
  );
  return found.rows.reduce((total, planLine) => {
    const own = lines.filter((line) => line.claim.plan_line_id === planLine.id);
    const claimFen = own.reduce((sum, line) => sum + line.amountFen, 0);
    return total + checkBudget(parseFen(planLine.budget_fen), parseFen(planLine.bound_fen), parseFen(claimFen)).overFen;
  }, 0);
}
