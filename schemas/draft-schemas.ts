import { z } from 'zod';
import { ANSWERS } from '../domain/task/decision-rules.ts';
import { Instant } from './http-schemas.ts';

/** The bytes of a draft as JSON, at most. */
export const DRAFT_BYTES = 65_536;

/** As it was typed: also half an entry, so nothing is trimmed and little is wanted. */
const Typed = z.string().max(20_000);
const LineTyped = z.strictObject({
  lineId: z.string().max(100),
  code: z.string().max(64).optional(),
  remark: Typed.optional(),
});

/** What a person has typed into a decision so far. */
const DRAFT_FIELDS = {
  answers: z.record(z.string().min(1).max(64), z.enum(ANSWERS)).optional(),
  refuseLines: z.array(LineTyped).max(1_000).optional(),
  acceptLines: z.array(LineTyped).max(1_000).optional(),
  /** Lines with words, of which it is not said yet whether they are refused. */
  openLines: z.array(LineTyped).max(1_000).optional(),
  corrections: z
    .array(z.strictObject({ pointer: z.string().max(300), remark: Typed.optional() }))
    .max(1_000)
    .optional(),
  /** The remark that was typed last. */
  remark: Typed.optional(),
  /** By the act that each was typed for; a draft without them is older, and its remark is of no act. */
  remarks: z.record(z.string().min(1).max(64), Typed).optional(),
};

export const DraftContent = z.strictObject(DRAFT_FIELDS).meta({ id: 'TaskDraftContent' });
export type DraftContent = z.output<typeof DraftContent>;

export const DraftAnswer = z.object({ ...DRAFT_FIELDS, savedAt: Instant }).meta({ id: 'TaskDraft' });
