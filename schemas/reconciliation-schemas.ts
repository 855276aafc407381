import { z } from 'zod';
import { FUND_CODES } from '../domain/codes.ts';
import { DIFFERENCE_KINDS } from '../domain/reconciliation/reconcile.ts';
import {
  Cursor,
  Day,
  DifferenceActView,
  Instant,
  Limit,
  ListFile,
  longText,
  pageSchema,
  ReconciliationActView,
} from './http-schemas.ts';

export const ReconciliationBody = z.strictObject({ day: Day });
export const ReconciliationParams = z.strictObject({ day: Day });
export const DifferenceParams = z.strictObject({
  day: Day,
  differenceId: z.string().regex(/^dif_[A-Za-z0-9]{1,160}$/),
});
export const ExplanationBody = z.strictObject({ text: longText(2_000) });

/** An instant as a person or program writes it, with a zone. */
const AsOf = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const ReconciliationQuery = z.strictObject({ asOf: AsOf.optional(), ...ListFile });
export const ReconciliationListQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  balanced: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'Days whose newest run is balanced, or has differences' }),
  limit: Limit,
  cursor: Cursor,
});

const FundFiguresView = z.object({
  fund: z.enum(FUND_CODES),
  approvedFen: z.int(),
  instructedFen: z.int(),
  settledFen: z.int(),
  failedFen: z.int(),
  returnedFen: z.int(),
  reversedFen: z.int(),
  openFen: z.int(),
  statementFen: z.int().nullable(),
  ledgerDifferenceFen: z.int(),
});

export const DifferenceView = z
  .object({
    id: z.string(),
    kind: z.enum(DIFFERENCE_KINDS),
    day: z.string(),
    fund: z.enum(FUND_CODES).nullable(),
    amountFen: z.int(),
    claimId: z.string().exactOptional(),
    claimNo: z.string().exactOptional(),
    grantId: z.string().exactOptional(),
    grantNo: z.string().exactOptional(),
    instructionId: z.string().exactOptional(),
    eventId: z.string().exactOptional(),
    since: Instant,
    sentence: z.string(),
    explanation: z
      .object({ text: z.string(), explainedBy: z.string(), explainedByName: z.string(), explainedAt: Instant })
      .exactOptional(),
    acts: z.array(DifferenceActView),
  })
  .meta({ id: 'ReconciliationDifference' });

const RUN_FIELDS = {
  id: z.string(),
  day: z.string(),
  jurisdiction: z.string(),
  /** What was known at this instant. */
  asOf: Instant,
  /** Without any difference, also without an explained one. */
  balanced: z.boolean(),
};

export const ReconciliationView = z
  .object({
    ...RUN_FIELDS,
    funds: z.array(FundFiguresView),
    differences: z.array(DifferenceView),
    acts: z.array(ReconciliationActView),
  })
  .meta({ id: 'Reconciliation' });

export const ReconciliationList = pageSchema(
  z.object({ ...RUN_FIELDS, differences: z.int() }).meta({ id: 'ReconciliationRun' }),
).extend({
  /** What may be done with any day. */
  acts: z.array(ReconciliationActView),
});
