import { z } from 'zod';
import { ORGAN_CODES } from '../domain/codes.ts';
import { wholeIdNumber } from '../domain/oversight/person-search.ts';
import { REVEAL_PURPOSES } from '../domain/oversight/reveals.ts';
import { CLAIM_FIGURES } from '../domain/payout/budget.ts';
import { RouteCode } from './claim-schemas.ts';
import { ClaimStateWord } from './claim-state-schema.ts';
import { Cursor, idOf, idOfEntity, Jurisdiction, Limit, ListFile, QueryFlag } from './http-schemas.ts';

export const ClaimListQuery = z.strictObject({
  state: ClaimStateWord.optional(),
  stage: z
    .string()
    .regex(/^[a-zA-Z]{1,40}$/)
    .optional(),
  route: RouteCode.optional(),
  organ: z.enum(ORGAN_CODES).optional(),
  jurisdiction: Jurisdiction.optional(),
  filingId: idOfEntity('filing').optional(),
  applicant: idOf('pty').optional(),
  planLine: z
    .string()
    .regex(/^\d{6}\/\d{4}\/[A-Z_]{2,40}\/[A-Z0-9_]{1,40}$/)
    .optional(),
  /** Only claims that have a part in this figure of their plan line. */
  money: z.enum(CLAIM_FIGURES).optional(),
  q: z.string().trim().min(1).max(100).optional(),
  stuck: QueryFlag,
  limit: Limit,
  cursor: Cursor,
  ...ListFile,
});

export const ClaimSearchQuery = z.strictObject({ limit: Limit, cursor: Cursor });
export const ClaimSearchBody = z.strictObject({
  /** 15 or 18 characters. */
  idNumber: z
    .string()
    .max(40)
    .refine((text) => wholeIdNumber(text) !== null, { params: { code: 'INVALID_FORMAT' } }),
  purpose: z.enum(REVEAL_PURPOSES),
});
