import { sqlList } from '../kernel/sql-list.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { BatchRefusal, PayoutStore } from '../../api/payout/payout-ports.ts';
import { authorizeDecision } from '../../domain/authority/authorize-decision.ts';
import type { ClaimCourse, Purpose } from '../../domain/claim/claim-course.ts';
import { isPaidByLine, judgePayable, type Payable } from '../../domain/payout/payable-claim.ts';
import type { Label, RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { accountWords } from '../../domain/texts/route-words.ts';

type Wanted = Parameters<PayoutStore['draft']>[0];

/** A claim as a maker finds it; its row is held. */
export interface DraftedClaim {
  readonly id: string;
  readonly claim_no: string;
  readonly course: ClaimCourse | null;
  readonly payee_sealed: Buffer;
  readonly holder_kind: string;
  readonly plan_line_id: string | null;
  readonly route_payee: RouteDefinition['payee'] | null;
  readonly funds: readonly { readonly purpose: string; readonly fund: string }[];
  readonly living: readonly { readonly purpose: string; readonly lineId: string | null }[];
}

/** A line that somebody is left in, with the account of its own person where it has one. */
export interface PayableLine {
  readonly id: string;
  readonly position: number;
  readonly claim_id: string;
  readonly base_fen: number;
  readonly allowance_fen: number;
  readonly payee_sealed: Buffer | null;
}

/** Why nothing of a claim may be drafted; `missing` names the rows of people who have no account to be paid to. */
export interface PartRefusal {
  readonly reason: BatchRefusal;
  readonly missing?: Label;
}

export interface InstructionToDraft {
  /** Null where the claim is paid as a whole. */
  readonly lineId: string | null;
  readonly amountFen: number;
  readonly payeeSealed: Buffer;
  readonly isPerson: boolean;
}

/** What one claim is paid for one purpose from one fund. */
export interface PaymentPart {
  readonly claim: DraftedClaim;
  readonly purpose: Purpose;
  readonly fund: string;
  readonly amountFen: number;
  readonly instructions: readonly InstructionToDraft[];
}

/** Holds the claims in the order of their ids. Others' claims and drafts are absent. */
export async function holdClaims(
  client: pg.PoolClient,
  claimIds: readonly string[],
  jurisdiction: string,
): Promise<ReadonlyMap<string, DraftedClaim>> {
  const found = await client.query<DraftedClaim>(
    `SELECT c.id, c.claim_no, c.course, c.payee_sealed, p.kind AS holder_kind, coalesce(f.plan_line_id, c.plan_line_id) AS plan_line_id,
       s.content #>> '{routeDefinition,payee}' AS route_payee,
       (SELECT coalesce(json_agg(json_build_object('purpose', a.purpose, 'fund', a.fund)), '[]')
         FROM claim_fund a WHERE a.claim_id = c.id) AS funds,
       (SELECT coalesce(json_agg(json_build_object('purpose', i.purpose, 'lineId', i.line_id)), '[]')
         FROM payout_instruction i WHERE i.claim_id = c.id
           AND i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS living
     FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
       LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
     WHERE c.id = ANY ($1) AND c.jurisdiction = $2 AND c.submitted_at IS NOT NULL ORDER BY c.id FOR UPDATE OF c`,
    [claimIds, jurisdiction],
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** Lines that are left, in their order; read after the claims are held. */
export async function readPayableLines(
  client: pg.PoolClient,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PayableLine[]>> {
  const found = await client.query<PayableLine>(
    `SELECT id, position, claim_id, base_fen, allowance_fen, payee_sealed FROM claim_line
     WHERE claim_id = ANY ($1) AND state <> 'refused' ORDER BY claim_id, position`,
    [claimIds],
  );
  return new Map(claimIds.map((claimId) => [claimId, found.rows.filter((line) => line.claim_id === claimId)]));
}

/** What of a claim may be drafted now by this maker, by purpose; or why nothing (R-100, D12). */
export function judgeParts(
  claim: DraftedClaim,
  lines: readonly PayableLine[],
  wanted: Pick<Wanted, 'purpose'>,
  caller: Caller,
): readonly PaymentPart[] | PartRefusal {
  if (claim.course === null) {
    return { reason: 'WRONG_STATE' };
  }
  const payable = judgePayable(claim.course, wanted.purpose, boundPurposes(claim, lines));
  if (!payable.ok) {
    return { reason: payable.reason };
  }
  const seat = {
    role: 'financeMaker',
    organ: 'FINANCE',
    jurisdiction: caller.jurisdiction,
    decidesAs: 'financeMaker',
  } as const;
  const maker = authorizeDecision(caller, seat, claim.course.deciders);
  if (!maker.ok) {
    const { reason } = maker;
    return { reason: reason === 'SAME_PERSON_FORBIDDEN' || reason === 'SAME_SECTION_FORBIDDEN' ? reason : 'FORBIDDEN' };
  }
  return partsOf(claim, lines, payable.value);
}

function partsOf(
  claim: DraftedClaim,
  lines: readonly PayableLine[],
  payable: readonly Payable[],
): readonly PaymentPart[] | PartRefusal {
  const parts: PaymentPart[] = [];
  for (const { purpose, amountFen } of payable) {
    const fund = claim.funds.find((one) => one.purpose === purpose)?.fund;
    if (fund === undefined) {
      return { reason: 'NOTICE_OPEN' };
    }
    const instructions = isByLine(claim, purpose)
      ? lineInstructions(claim, lines, purpose)
      : [{ lineId: null, amountFen, payeeSealed: claim.payee_sealed, isPerson: claim.holder_kind === 'person' }];
    if ('reason' in instructions) {
      return instructions;
    }
    const sum = instructions.reduce((total, one) => total + one.amountFen, 0);
    parts.push({ claim, purpose, fund, amountFen: sum, instructions });
  }
  return parts;
}

/** One for each line without a living one; refused where people have no account to be paid to, who are named by row. */
function lineInstructions(
  claim: DraftedClaim,
  lines: readonly PayableLine[],
  purpose: Purpose,
): readonly InstructionToDraft[] | PartRefusal {
  const without: number[] = [];
  const instructions: InstructionToDraft[] = [];
  for (const line of unboundLines(claim, lines, purpose)) {
    // A single person's claim has one account, which is the line's as well.
    const payeeSealed = line.payee_sealed ?? (claim.holder_kind === 'person' ? claim.payee_sealed : null);
    if (payeeSealed === null) {
      without.push(line.position);
    } else {
      instructions.push({ lineId: line.id, amountFen: amountOf(line, purpose), payeeSealed, isPerson: true });
    }
  }
  return without.length === 0 ? instructions : { reason: 'INCOMPLETE', missing: accountsOf(claim, without) };
}

/** A batch is of many claims, so the rows are said with the number of theirs. */
function accountsOf({ claim_no: claimNo }: DraftedClaim, positions: readonly number[]): Label {
  const { zh, en } = accountWords(positions);
  return { zh: `${claimNo} ${zh}`, en: `${en} of ${claimNo}` };
}

/** After a part has failed, what arrived or is on its way stays; the other lines are drafted again. */
function unboundLines(claim: DraftedClaim, lines: readonly PayableLine[], purpose: Purpose): readonly PayableLine[] {
  const bound = new Set(claim.living.filter((one) => one.purpose === purpose).map((one) => one.lineId));
  return lines.filter((line) => amountOf(line, purpose) > 0 && !bound.has(line.id));
}

function boundPurposes(claim: DraftedClaim, lines: readonly PayableLine[]): readonly string[] {
  const living = new Set(claim.living.map(({ purpose }) => purpose));
  return [...living].filter(
    (purpose) => !isByLine(claim, purpose) || unboundLines(claim, lines, lineMoney(purpose)).length === 0,
  );
}

function isByLine(claim: DraftedClaim, purpose: string): boolean {
  return claim.route_payee !== null && isPaidByLine({ payee: claim.route_payee }, purpose);
}

function lineMoney(purpose: string): 'base' | 'allowance' {
  return purpose === 'allowance' ? 'allowance' : 'base';
}

function amountOf(line: PayableLine, purpose: Purpose): number {
  return purpose === 'allowance' ? line.allowance_fen : line.base_fen;
}
