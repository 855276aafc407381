import { z } from 'zod';
import { Instant, longText } from './http-schemas.ts';

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
  purpose: longText(500).refine((text) => text.length >= 5, { params: { code: 'PURPOSE_TOO_SHORT' } }),
});

export const RevealAnswer = z.object({
  resource: z.string(),
  values: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
