import type { Actor } from '../authority/actor.ts';
import type { Purpose } from '../claim/claim-course.ts';
import type { FundCode } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import { paymentParts, type ClaimToPay, type LineToPay, type PartRefusal, type PaymentPart } from './payment-parts.ts';

/** What a maker asks for: claims, in this order. A null fund means the fund of the first payment. */
export interface WantedBatch {
  readonly claimIds: readonly string[];
  readonly fund: string | null;
  readonly purpose: Purpose | null;
}

export type BatchPartsVerdict<Part> =
  | { readonly ok: true; readonly fund: FundCode; readonly parts: readonly Part[] }
  | {
      readonly ok: false;
      readonly reason: PartRefusal['reason'] | 'CLAIM_UNKNOWN' | 'DIFFERENT_FUNDS';
      /** Indexes of the refused claims in the maker's list. */
      readonly positions: readonly number[];
      /** Rows of people without an account, claim by claim. */
      readonly missing: readonly Label[];
    };

const UNKNOWN: { readonly reason: 'CLAIM_UNKNOWN'; readonly missing?: Label } = { reason: 'CLAIM_UNKNOWN' };

/**
 * Returns the payments of one fund that a batch has; or the refusal of the first claim that is refused, with all claims
 * that have the same refusal. Every claim must have a payment of the fund. `claims`: those that the maker may
 * see, by id.
 */
export function batchParts<Claim extends ClaimToPay<Account>, Account>(
  wanted: WantedBatch,
  claims: ReadonlyMap<string, Claim>,
  lines: ReadonlyMap<string, readonly LineToPay<Account>[]>,
  maker: Actor,
): BatchPartsVerdict<PaymentPart<Claim, Account>> {
  const judged = wanted.claimIds.map((claimId) => {
    const claim = claims.get(claimId);
    return claim === undefined ? UNKNOWN : paymentParts(claim, lines.get(claimId) ?? [], wanted.purpose, maker);
  });
  const refusals = judged.flatMap((one, position) => ('reason' in one ? [{ ...one, position }] : []));
  const [first] = refusals;
  if (first !== undefined) {
    const alike = refusals.filter(({ reason }) => reason === first.reason);
    return {
      ok: false,
      reason: first.reason,
      positions: alike.map(({ position }) => position),
      missing: alike.flatMap(({ missing }) => missing ?? []),
    };
  }
  const due = judged.flatMap((one) => ('reason' in one ? [] : [one]));
  const wantedFund = wanted.fund ?? due[0]?.[0]?.fund;
  const chosen = due.map((parts) => parts.filter((part) => part.fund === wantedFund));
  const without = chosen.findIndex((parts) => parts.length === 0);
  const fund = chosen[0]?.[0]?.fund;
  return fund === undefined || without !== -1
    ? { ok: false, reason: 'DIFFERENT_FUNDS', positions: [Math.max(0, without)], missing: [] }
    : { ok: true, fund, parts: chosen.flat() };
}
