import type { Actor } from '../authority/actor.ts';
import { authorizeDecision } from '../authority/authorize-decision.ts';
import type { ClaimCourse, Purpose } from '../claim/claim-course.ts';
import type { FundCode } from '../codes.ts';
import type { Label, RouteDefinition } from '../policy/policy-pack.ts';
import { accountWords } from '../texts/route-words.ts';
import { isPaidByLine, judgePayable, type Payable, type PayableRefusal } from './payable-claim.ts';

/** A claim that Finance wants to pay. `Account` is the caller's form of an account, e.g. sealed bytes. */
export interface ClaimToPay<Account> {
  readonly claimNo: string;
  /** Null until the claim's workflow has begun. */
  readonly course: ClaimCourse | null;
  readonly account: Account;
  /** The applicant is a single person. */
  readonly isOfPerson: boolean;
  readonly routePayee: RouteDefinition['payee'] | null;
  readonly funds: readonly { readonly purpose: string; readonly fund: FundCode }[];
  /** Instructions that are drafted, on their way or settled. */
  readonly living: readonly { readonly purpose: string; readonly lineId: string | null }[];
}

/** A line that is not yet paid; amounts in fen. */
export interface LineToPay<Account> {
  readonly id: string;
  readonly position: number;
  readonly baseFen: number;
  readonly allowanceFen: number;
  /** The account of the line's own person; null if none was given. */
  readonly account: Account | null;
}

/** Why no payment of a claim may be drafted. `missing` names the rows of people without an account. */
export interface PartRefusal {
  readonly reason: PayableRefusal | 'INCOMPLETE' | 'SAME_PERSON_FORBIDDEN' | 'SAME_SECTION_FORBIDDEN' | 'FORBIDDEN';
  readonly missing?: Label;
}

export interface InstructionToDraft<Account> {
  /** Null when the claim is paid as a whole. */
  readonly lineId: string | null;
  readonly amountFen: number;
  readonly account: Account;
  readonly isPerson: boolean;
}

/** The payment of one claim for one purpose from one fund. */
export interface PaymentPart<Claim extends ClaimToPay<Account>, Account> {
  readonly claim: Claim;
  readonly purpose: Purpose;
  readonly fund: FundCode;
  readonly amountFen: number;
  readonly instructions: readonly InstructionToDraft<Account>[];
}

type Parts<Claim extends ClaimToPay<Account>, Account> = readonly PaymentPart<Claim, Account>[] | PartRefusal;

/**
 * Returns the payments of a claim that this maker may draft now, by purpose, or the refusal (R-100, D12). A null
 * purpose means every purpose; a null maker means that nobody's duties are judged.
 */
export function paymentParts<Claim extends ClaimToPay<Account>, Account>(
  claim: Claim,
  lines: readonly LineToPay<Account>[],
  wanted: Purpose | null,
  maker: Actor | null,
): Parts<Claim, Account> {
  if (claim.course === null) {
    return { reason: 'WRONG_STATE' };
  }
  const payable = judgePayable(claim.course, wanted, boundPurposes(claim, lines));
  if (!payable.ok) {
    return { reason: payable.reason };
  }
  const refusal = maker === null ? null : dutyRefusal(maker, claim.course);
  return refusal ?? partsOf(claim, lines, payable.value);
}

function dutyRefusal(maker: Actor, { deciders }: ClaimCourse): PartRefusal | null {
  const seat = {
    role: 'financeMaker',
    organ: 'FINANCE',
    jurisdiction: maker.jurisdiction,
    decidesAs: 'financeMaker',
  } as const;
  const authorized = authorizeDecision(maker, seat, deciders);
  if (authorized.ok) {
    return null;
  }
  const { reason } = authorized;
  return { reason: reason === 'SAME_PERSON_FORBIDDEN' || reason === 'SAME_SECTION_FORBIDDEN' ? reason : 'FORBIDDEN' };
}

function partsOf<Claim extends ClaimToPay<Account>, Account>(
  claim: Claim,
  lines: readonly LineToPay<Account>[],
  payable: readonly Payable[],
): Parts<Claim, Account> {
  const parts: PaymentPart<Claim, Account>[] = [];
  for (const { purpose, amountFen } of payable) {
    const fund = claim.funds.find((one) => one.purpose === purpose)?.fund;
    if (fund === undefined) {
      return { reason: 'NOTICE_OPEN' };
    }
    const instructions = isByLine(claim, purpose)
      ? lineInstructions(claim, lines, purpose)
      : [{ lineId: null, amountFen, account: claim.account, isPerson: claim.isOfPerson }];
    if ('reason' in instructions) {
      return instructions;
    }
    const sum = instructions.reduce((total, one) => total + one.amountFen, 0);
    parts.push({ claim, purpose, fund, amountFen: sum, instructions });
  }
  return parts;
}

/** Returns one instruction per line that has no valid one. Refuses if people have no account, and names their rows. */
function lineInstructions<Account>(
  claim: ClaimToPay<Account>,
  lines: readonly LineToPay<Account>[],
  purpose: Purpose,
): readonly InstructionToDraft<Account>[] | PartRefusal {
  const without: number[] = [];
  const instructions: InstructionToDraft<Account>[] = [];
  for (const line of unboundLines(claim, lines, purpose)) {
    // A single person's claim has one account, which is also the line's.
    const account = line.account ?? (claim.isOfPerson ? claim.account : null);
    if (account === null) {
      without.push(line.position);
    } else {
      instructions.push({ lineId: line.id, amountFen: amountOf(line, purpose), account, isPerson: true });
    }
  }
  return without.length === 0 ? instructions : { reason: 'INCOMPLETE', missing: accountsOf(claim.claimNo, without) };
}

/** A batch has many claims, so the rows are named with their claim number. */
function accountsOf(claimNo: string, positions: readonly number[]): Label {
  const { zh, en } = accountWords(positions);
  return { zh: `${claimNo} ${zh}`, en: `${en} of ${claimNo}` };
}

/**
 * After some lines failed, instructions that arrived or are on their way are kept; the other lines are drafted again.
 */
function unboundLines<Account>(
  claim: ClaimToPay<Account>,
  lines: readonly LineToPay<Account>[],
  purpose: Purpose,
): readonly LineToPay<Account>[] {
  const bound = new Set(claim.living.filter((one) => one.purpose === purpose).map((one) => one.lineId));
  return lines.filter((line) => amountOf(line, purpose) > 0 && !bound.has(line.id));
}

function boundPurposes<Account>(claim: ClaimToPay<Account>, lines: readonly LineToPay<Account>[]): readonly string[] {
  const living = new Set(claim.living.map(({ purpose }) => purpose));
  return [...living].filter(
    (purpose) =>
      !isByLine(claim, purpose) ||
      unboundLines(claim, lines, purpose === 'allowance' ? 'allowance' : 'base').length === 0,
  );
}

function isByLine({ routePayee }: Pick<ClaimToPay<unknown>, 'routePayee'>, purpose: string): boolean {
  return routePayee !== null && isPaidByLine({ payee: routePayee }, purpose);
}

function amountOf({ baseFen, allowanceFen }: LineToPay<unknown>, purpose: Purpose): number {
  return purpose === 'allowance' ? allowanceFen : baseFen;
}
