import { z } from 'zod';
import { LEADING_PURPOSES, PURPOSES } from '../domain/claim/claim-course.ts';
import { FUND_CODES } from '../domain/codes.ts';
import { NOT_PAYABLE_CODES, PAYABLE_ROW_STATES } from '../domain/payout/payable-glance.ts';
import { PARTY_KINDS } from '../domain/policy/route-codes.ts';
import { Cursor, Instant, Limit, PackCode } from './http-schemas.ts';

export const PayablesQuery = z.strictObject({ fund: z.enum(FUND_CODES).optional(), limit: Limit, cursor: Cursor });

/** Amounts in fen. `amountFen`: what a batch would pay now, of the asked fund alone; before it is due, what was approved. */
export const PayableView = z
  .object({
    claimId: z.string(),
    claimNo: z.string(),
    route: PackCode,
    state: z.enum(PAYABLE_ROW_STATES),
    purpose: z.enum(LEADING_PURPOSES),
    applicant: z.object({ id: z.string(), name: z.string(), kind: z.enum(PARTY_KINDS) }),
    fund: z.enum(FUND_CODES).nullable(),
    amountFen: z.int(),
    parts: z.array(z.object({ purpose: z.enum(PURPOSES), fund: z.enum(FUND_CODES), amountFen: z.int() })),
    noticeEndsOn: z.string().nullable(),
    stateSince: Instant,
    able: z.boolean(),
    why: z.object({ code: z.enum(NOT_PAYABLE_CODES), sentence: z.string() }).optional(),
  })
  .meta({ id: 'Payable' });
