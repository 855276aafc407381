import type { Actor } from '../authority/actor.ts';
import { paymentOf, PURPOSES, type Purpose } from '../claim/claim-course.ts';
import type { ClaimState } from '../claim/claim-state.ts';
import type { FundCode } from '../codes.ts';
import { judgePaidPayees, type PayeesOfClaim } from './approved-payee.ts';
import { paymentParts, type ClaimToPay, type LineToPay, type PartRefusal } from './payment-parts.ts';

/**
 * States of a claim, without its holds, in which Finance sees it: it has money that is due, or it will have when its
 * notice ends. Past the disbursement a payment may have come back.
 */
export const PAYABLE_CLAIM_STATES = [
  'noticeOpen',
  'finance',
  'paymentSent',
  'paymentFailed',
  'recoveryDue',
  'postCheck',
  'paid',
] as const satisfies readonly ClaimState[];

/** The same as a claim's row shows them: a held claim is suspended. */
export const PAYABLE_ROW_STATES = [...PAYABLE_CLAIM_STATES, 'suspended'] as const;
export type PayableRowState = (typeof PAYABLE_ROW_STATES)[number];

/** Why a claim cannot be put into a batch now. */
export const NOT_PAYABLE_CODES = [
  'NOTICE_OPEN',
  'OBJECTION_OPEN',
  'ON_HOLD',
  'ACCOUNT_CHANGED',
  'ALREADY_IN_BATCH',
  'INCOMPLETE',
  'SAME_PERSON_FORBIDDEN',
  'SAME_SECTION_FORBIDDEN',
  'FORBIDDEN',
  'WRONG_STATE',
] as const;
export type NotPayableCode = (typeof NOT_PAYABLE_CODES)[number];

/** A payment that a batch would have now; amount in fen. */
export interface PayablePart {
  readonly purpose: Purpose;
  readonly fund: FundCode;
  readonly amountFen: number;
}

export interface PayableGlance {
  /** Null: a batch takes it. */
  readonly code: NotPayableCode | null;
  /** What a batch would pay, by purpose; empty where nothing is due yet. */
  readonly parts: readonly PayablePart[];
}

interface WhatIsKnown {
  readonly payees: PayeesOfClaim;
  readonly hasOpenObjection: boolean;
  /** Who asks: of a reader who is no maker, and so drafts no batch, no duty is judged. */
  readonly reader: Actor;
}

/**
 * Says of one claim what the draft of a batch would say of it: the same functions in the same order (R-100, S13, D12). A
 * notice that waits for the ruling of an objection is told apart.
 */
export function payableGlance<Account>(
  claim: ClaimToPay<Account>,
  lines: readonly LineToPay<Account>[],
  known: WhatIsKnown,
): PayableGlance {
  const maker = known.reader.roles.includes('financeMaker') ? known.reader : null;
  const judged = paymentParts(claim, lines, null, maker);
  const { course } = claim;
  if ('reason' in judged) {
    const code = codeOf(judged.reason, known);
    const free =
      course === null ? judged : paymentParts({ ...claim, course: { ...course, holds: 0 } }, lines, null, null);
    return { code, parts: 'reason' in free ? [] : free.map(partOf) };
  }
  return { code: judgePaidPayees(known.payees).ok ? null : 'ACCOUNT_CHANGED', parts: judged.map(partOf) };
}

function partOf({ purpose, fund, amountFen }: PayablePart): PayablePart {
  return { purpose, fund, amountFen };
}

/** The words of a list for the refusals of a batch; the others are the same in both. */
const OWN_WORDS = { CLAIM_HELD: 'ON_HOLD', PAYEE_CHANGED: 'ACCOUNT_CHANGED' } as const;

function codeOf(reason: PartRefusal['reason'], { hasOpenObjection }: WhatIsKnown): NotPayableCode {
  if (reason === 'CLAIM_HELD' || reason === 'PAYEE_CHANGED') {
    return OWN_WORDS[reason];
  }
  return reason === 'NOTICE_OPEN' && hasOpenObjection ? 'OBJECTION_OPEN' : reason;
}

/** Amounts in fen of a claim's row and lines. */
interface AmountsOfClaim {
  readonly approvedFen: number;
  readonly floatFen: number;
}

/**
 * The amount in fen that a list shows: what a batch would pay; else what is due in the claim's own words; else, while
 * its notice is open, what the reviews have approved for the purpose under way, with the allowances of its lines.
 */
export function payableAmount(
  { course }: Pick<ClaimToPay<unknown>, 'course'>,
  lines: readonly Pick<LineToPay<unknown>, 'allowanceFen'>[],
  { parts, approvedFen, floatFen }: Pick<PayableGlance, 'parts'> & AmountsOfClaim,
): number {
  if (parts.length > 0) {
    return parts.reduce((total, { amountFen }) => total + amountFen, 0);
  }
  const payments = course === null ? [] : PURPOSES.map((purpose) => paymentOf(course, purpose));
  const dueFen = payments.reduce((total, { state, amountFen }) => total + (state === 'due' ? amountFen : 0), 0);
  if (dueFen > 0 || course === null) {
    return dueFen;
  }
  return course.purpose === 'float'
    ? floatFen
    : approvedFen + lines.reduce((total, { allowanceFen }) => total + allowanceFen, 0);
}

/** The refusal of a batch (`POST /payout-batches`) that each reason stands for. */
export const BATCH_REFUSAL_OF = {
  NOTICE_OPEN: 'NOTICE_OPEN',
  OBJECTION_OPEN: 'NOTICE_OPEN',
  ON_HOLD: 'CLAIM_HELD',
  ACCOUNT_CHANGED: 'PAYEE_CHANGED',
  ALREADY_IN_BATCH: 'ALREADY_IN_BATCH',
  INCOMPLETE: 'INCOMPLETE',
  SAME_PERSON_FORBIDDEN: 'SAME_PERSON_FORBIDDEN',
  SAME_SECTION_FORBIDDEN: 'SAME_SECTION_FORBIDDEN',
  FORBIDDEN: 'FORBIDDEN',
  WRONG_STATE: 'WRONG_STATE',
} as const satisfies Readonly<Record<NotPayableCode, PartRefusal['reason']>>;
