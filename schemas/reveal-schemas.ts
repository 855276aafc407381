import { z } from 'zod';
import { REVEAL_PURPOSES } from '../domain/oversight/reveals.ts';
import { Instant, lineOfText } from './http-schemas.ts';

export const REVEAL_FIELDS = [
  'name',
  'idNumber',
  'phone',
  'employer',
  'holder',
  'bank',
  'number',
  'statement',
  'contact',
] as const;

export const RevealBody = z.strictObject({
  /** `claims/clm_…/lines/lin_…`, `claims/clm_…/payee`, `class-filings/fil_…/roster/per_…`, `objections/obj_…` */
  resource: z.string().min(1).max(300),
  fields: z.array(z.enum(REVEAL_FIELDS)).min(1).max(REVEAL_FIELDS.length),
  purpose: z.enum(REVEAL_PURPOSES),
  /** Id or number of the claim, objection or case for which the values are needed. */
  reference: lineOfText(100),
});

export const RevealAnswer = z.object({
  resource: z.string(),
  values: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
