import { PURPOSES, type Purpose } from '../claim/claim-course.ts';

/** What a payment is for: a purpose of a claim, or an instalment of a grant. */
export const PAID_PURPOSES = [...PURPOSES, 'grant'] as const;
export type PaidPurpose = (typeof PAID_PURPOSES)[number];

export function isOfClaim(purpose: PaidPurpose): purpose is Purpose {
  return purpose !== 'grant';
}
