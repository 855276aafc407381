import { z } from 'zod';
import { Instant, PackCode } from './http-schemas.ts';

/** S5: `name` is null for those who may not read the paper; size and hash are those of the file as it was uploaded. */
export const PaperView = z.object({
  kind: PackCode,
  label: z.string(),
  name: z.string().nullable(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  uploadedAt: Instant,
});

/** What an auditor reads a paper for (S5): no ID number. */
export const PaperQuery = z.object({
  purpose: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^(?!.*\d{15})/)
    .optional(),
});
