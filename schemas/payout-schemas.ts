import { INBOX_STATES, INSTRUCTION_STATES, PARK_REASONS, REPORTED_STATES } from '../domain/payout/inbox-judgement.ts';
import { MATCHED_KINDS } from '../domain/payout/money-entry.ts';
import { PAID_PURPOSES } from '../domain/payout/paid-purpose.ts';
import { SUGGESTION_REASONS } from '../domain/bank-file/suggestions.ts';
import { RESULTS_STATES } from '../domain/payout/result-table.ts';
import { z } from 'zod';
import { isIsoDate } from '../domain/calendar.ts';
import { PURPOSES } from '../domain/claim/claim-course.ts';
import { FILE_FORMATS } from '../domain/bank-file/payment-order.ts';
import { FUND_CODES } from '../domain/codes.ts';
import { hasUnseenCharacters } from '../domain/texts/visible-text.ts';
import {
  BankCode,
  BatchActView,
  Cursor,
  idOf,
  idOfEntity,
  Instant,
  Limit,
  ListFile,
  longText,
  ParkedEventActView,
  ResultsActView,
  ShortListPage,
  PartOfNumber,
} from './http-schemas.ts';
import { ENTRY_FIELDS, MoneyEntryView } from './money-entry-schemas.ts';

export const BatchParams = z.strictObject({ batchId: idOfEntity('batch') });
export const ResultParams = z.strictObject({ batchId: idOfEntity('batch'), resultId: idOf('res') });
export const EventParams = z.strictObject({ eventId: idOf('evt') });

const idsOf = (entity: 'claim' | 'grant') =>
  z
    .array(idOfEntity(entity))
    .min(1)
    .max(500)
    .refine((ids) => new Set(ids).size === ids.length, { params: { code: 'DUPLICATE_IN_FILE' } });

/** Claims, or the due instalments of grants, never both. */
export const CreateBatchBody = z
  .strictObject({
    claimIds: idsOf('claim').optional(),
    grantIds: idsOf('grant').optional(),
    fund: z.enum(FUND_CODES).optional(),
    purpose: z.enum(PURPOSES).optional(),
  })
  .refine(({ claimIds, grantIds }) => (claimIds === undefined) !== (grantIds === undefined), {
    path: ['claimIds'],
    params: { code: 'REQUIRED' },
  });

export const SHOWN_BATCH_STATES = ['draft', 'released', 'sent', 'done', 'rejected'] as const;

export const BatchListQuery = z.strictObject({
  state: z.enum(SHOWN_BATCH_STATES).optional(),
  q: PartOfNumber.optional(),
  limit: Limit,
  cursor: Cursor,
});

const InstructionView = z
  .object({
    id: z.string(),
    claimId: z.string().nullable(),
    grantId: z.string().nullable(),
    instalmentNo: z.int().nullable(),
    claimNo: z.string(),
    lineId: z.string().nullable(),
    purpose: z.enum(PAID_PURPOSES),
    payee: z.string(),
    amountFen: z.int(),
    fund: z.enum(FUND_CODES),
    state: z.enum(INSTRUCTION_STATES),
    reasonCode: BankCode.nullable(),
    /** The code in words; null where the bank has a code of its own. */
    reasonLabel: z.string().nullable(),
    stateSince: Instant,
  })
  .meta({ id: 'PayoutInstruction' });

export const InstructionsQuery = z.strictObject({ ...ShortListPage, ...ListFile });

export const InstructionsAnswer = z.object({ items: z.array(InstructionView), nextCursor: z.string().nullable() });

const BATCH_FIELDS = {
  id: z.string(),
  batchNo: z.string(),
  jurisdiction: z.string(),
  fund: z.enum(FUND_CODES),
  state: z.enum(SHOWN_BATCH_STATES),
  revision: z.int(),
  makerId: z.string(),
  maker: z.string().meta({ description: 'Display name' }),
  checkerId: z.string().nullable(),
  checker: z.string().nullable().meta({ description: 'Display name' }),
  controlSumFen: z.int(),
  lineCount: z.int(),
  flags: z.array(z.object({ code: z.literal('OVER_BUDGET'), amountFen: z.int() })),
  reason: z.string().nullable(),
  createdAt: Instant,
  stateSince: Instant,
};

export const BatchItemView = z.object(BATCH_FIELDS).meta({ id: 'PayoutBatchGlance' });

export const BatchView = z
  .object({
    ...BATCH_FIELDS,
    mayNotRelease: z.array(z.string()).meta({ description: 'Display names: the maker, and who decided on its claims' }),
    budget: z
      .object({ beforeFen: z.int(), afterFen: z.int() })
      .nullable()
      .meta({ description: 'What the plan lines of a draft have left before and after it (R-016)' }),
    instructions: z.array(InstructionView),
    fileFormats: z.array(z.enum(FILE_FORMATS)).meta({
      description: 'What the caller may take for the bank at /file; nothing of a batch that was not released',
    }),
    acts: z.array(BatchActView),
  })
  .meta({ id: 'PayoutBatch' });

/** a batch above the budget is released only with a reason. `overBudgetReason` is its former name. */
export const ReleaseBody = z
  .strictObject({
    controlSumFen: z
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .optional()
      .meta({ description: 'The sum as its person typed it; required of a session by cookie' }),
    overrideReason: longText(1_000).optional().meta({ description: 'Kept only of a batch over its budget' }),
    overBudgetReason: longText(1_000).optional().meta({ deprecated: true }),
  })
  .optional();
export const BatchReasonBody = z.strictObject({ reason: longText(1_000) });

/** Cells are checked row by row, so that an error names its row and column; a cell is a number or a text. */
const ResultCell = z.union([z.string().max(600), z.number(), z.null()]).optional();

export const ResultsBody = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        instructionId: ResultCell,
        state: ResultCell,
        amountFen: ResultCell,
        valueDate: ResultCell,
        reasonCode: ResultCell,
        bankReference: ResultCell,
      }),
    )
    .min(1)
    .max(5_000),
});

export const ResultsReport = z
  .object({
    resultId: z.string().nullable(),
    state: z.enum(RESULTS_STATES),
    rows: z.int(),
    accepted: z.int(),
    errors: z.array(z.object({ row: z.int(), column: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'PayoutResultsReport' });

/** Results that one person of Finance entered, with what becomes of them. */
export const ResultsView = z
  .object({
    resultId: z.string(),
    state: z.enum(RESULTS_STATES),
    enteredBy: z.string().meta({ description: 'Display name' }),
    enteredAt: Instant,
    confirmedBy: z.string().nullable().meta({ description: 'Display name' }),
    confirmedAt: Instant.nullable(),
    rows: z.array(
      z.object({
        instructionId: z.string(),
        state: z.enum(REPORTED_STATES),
        amountFen: z.int(),
        valueDate: z.string().nullable(),
        reasonCode: z.string().nullable(),
        bankReference: z.string().nullable(),
      }),
    ),
    acts: z.array(ResultsActView),
  })
  .meta({ id: 'PayoutResults' });

/** The signature covers the raw body. The form is checked later; a malformed event is parked for a person. */
export const PayoutEventBody = z.unknown().meta({
  description:
    'Standard Webhooks: {type, timestamp, data: {instructionId, amountFen, valueDate, bankReference, reasonCode}}. Any body that is signed is answered 202 and kept byte for byte, whatever it holds. Above 10 MiB (10,485,760 bytes) it is answered 413 before its signature is looked at, and nothing is kept',
});

export const PayoutEventHeaders = z.object({
  'webhook-id': z.string().optional(),
  'webhook-timestamp': z.string().optional(),
  'webhook-signature': z.string().optional(),
});

/** A text with unseen characters, or with the sign for bytes that are no text, is no reference that anybody could look up. */
const seenText = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((text) => !/[\p{Surrogate}\uFFFD]/u.test(text) && !hasUnseenCharacters(text));

const shortText = seenText(200).nullish().catch(null);

/** The parsed fields of an event; a field that does not fit is null, and the judgement handles it. */
export const PayoutEvent = z
  .object({
    type: seenText(100).catch(''),
    data: z
      .object({
        instructionId: seenText(100).nullish().catch(null),
        amountFen: z.int().min(0).nullish().catch(null),
        valueDate: z
          .string()
          .transform((text) => text.slice(0, 10))
          .refine(isIsoDate)
          .nullish()
          .catch(null),
        bankReference: shortText,
        reasonCode: shortText,
      })
      .catch({ instructionId: null, amountFen: null, valueDate: null, bankReference: null, reasonCode: null }),
  })
  .catch({
    type: '',
    data: { instructionId: null, amountFen: null, valueDate: null, bankReference: null, reasonCode: null },
  });

export const PayoutEventAnswer = z.object({ received: z.literal(true) });

const EVENT_FIELDS = {
  id: z.string(),
  source: z.string(),
  type: z.string(),
  instructionId: z.string().nullable(),
  amountFen: z.int().nullable(),
  valueDate: z.string().nullable(),
  bankReference: z.string().nullable(),
  reasonCode: z.string().nullable(),
  isOdd: z.boolean().meta({ description: 'Its body has something that these fields do not: read the body' }),
  receivedAt: Instant,
};

const Suggestion = z
  .object({
    instructionId: z.string(),
    claimNo: z.string(),
    amountFen: z.int(),
    score: z.int(),
    reasons: z.array(z.enum(SUGGESTION_REASONS)),
  })
  .meta({ id: 'MatchSuggestion' });

const WaitingMatch = MoneyEntryView.extend({
  matchedTo: z.object({
    kind: z.enum(MATCHED_KINDS),
    id: z.string().meta({ description: 'Of the payment, the batch or the debt' }),
    no: z.string().meta({ description: 'Of the claim or grant that is paid, of the batch, or of the claim that owes' }),
  }),
}).meta({ id: 'WaitingPayoutEventMatch' });

export const UnmatchedEventView = z
  .object({
    ...EVENT_FIELDS,
    bankFileId: z.string().nullable(),
    sumSoFarFen: z.int().nullable().meta({ description: 'Of a part (PARTIAL): what all parts say together' }),
    suggestions: z.array(Suggestion).meta({ description: 'What it may mean, best first; none matches by itself' }),
    reason: z.enum(PARK_REASONS),
    match: WaitingMatch.nullable().meta({ description: 'The match that waits for its confirmation' }),
    acts: z.array(ParkedEventActView),
  })
  .meta({ id: 'UnmatchedPayoutEvent' });

/** `new`: its batch has not taken it yet · `parked`: it waits for a person · `applied`: taken for good. */
export const PayoutEventView = z
  .object({ ...EVENT_FIELDS, state: z.enum(INBOX_STATES), reason: z.enum(PARK_REASONS).nullable() })
  .meta({ id: 'PayoutEvent' });

/** A report that a person said is none of ours. */
export const DismissedEventView = z
  .object({ id: z.string(), state: z.literal('dismissed'), reason: z.string() })
  .meta({ id: 'DismissedPayoutEvent' });

/** `id` is the event's. */
export const MatchAnswer = z
  .object({
    id: z.string(),
    matchId: z.string(),
    matched: z.boolean(),
    batchId: z.string().nullable().meta({ description: 'Of one sum for a whole batch' }),
    ...ENTRY_FIELDS,
  })
  .meta({ id: 'PayoutEventMatch' });
