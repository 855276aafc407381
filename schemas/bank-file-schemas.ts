import { z } from 'zod';
import { BANK_FILE_KINDS, BANK_FILE_STATES, ENTRY_VERDICTS, ENTRY_WORDS } from '../domain/bank-file/bank-entry.ts';
import { FUND_CODES } from '../domain/codes.ts';
import { FILE_FORMATS } from '../domain/bank-file/payment-order.ts';
import { PARK_REASONS } from '../domain/payout/inbox-judgement.ts';
import {
  BankFileActView,
  BankFilesActView,
  Cursor,
  idOf,
  Instant,
  Limit,
  longText,
  pageSchema,
} from './http-schemas.ts';

export const FileQuery = z.strictObject({
  format: z.enum(FILE_FORMATS).default('csv'),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8').meta({ description: 'Of csv and bankList' }),
});

const FILE_OUT_FIELDS = {
  format: z.enum(FILE_FORMATS),
  sha256: z.string(),
  controlSumFen: z.int(),
  lines: z.int(),
  takenBy: z.string().meta({ description: 'Display name' }),
  at: Instant,
};

/** A file of a batch that left. */
export const FileOutView = z.object(FILE_OUT_FIELDS).meta({ id: 'PayoutFile' });

export const FileOfBatchView = z
  .object({ id: z.string(), batchId: z.string(), batchNo: z.string(), ...FILE_OUT_FIELDS })
  .meta({ id: 'PayoutFileOfBatch' });

export const BankFileParams = z.strictObject({ bankFileId: idOf('bkf') });

const BankFileRowView = z
  .object({
    no: z.int(),
    instructionId: z.string().nullable(),
    claimId: z.string().nullable(),
    claimNo: z.string().nullable(),
    amountFen: z.int().nullable(),
    valueDate: z.string().nullable(),
    says: z.enum(ENTRY_WORDS),
    verdict: z.enum(ENTRY_VERDICTS).meta({
      description: 'Before the confirmation: what would become of it; afterwards: what became of it',
    }),
    reason: z.enum(PARK_REASONS).nullable(),
  })
  .meta({ id: 'BankFileRow' });

const FILE_FIELDS = {
  id: z.string(),
  kind: z.enum(BANK_FILE_KINDS),
  sha256: z.string(),
  fileName: z.string(),
  state: z.enum(BANK_FILE_STATES),
  isTaken: z.boolean().meta({ description: 'It is in force, and each of its entries was taken' }),
  untaken: z.object({ since: Instant, note: z.string() }).nullable().meta({
    description: 'Of a file in force whose entries are not all taken: since when it is in force, and what goes on',
  }),
  entries: z.int(),
  matched: z.int(),
  unmatched: z.int(),
  duplicates: z.int(),
  ignored: z.int().meta({ description: 'What the bank announces and has not booked' }),
  matchedFen: z.int().meta({ description: 'What the entries that match name together' }),
  unmatchedFen: z.int(),
  duplicatesFen: z.int(),
  ignoredFen: z.int(),
  enteredBy: z.string().meta({ description: 'Display name' }),
  enteredAt: Instant,
  decidedBy: z.string().nullable().meta({ description: 'Display name' }),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  acts: z.array(BankFileActView),
};

const BankFileItemView = z.object(FILE_FIELDS).meta({ id: 'BankFileGlance' });

/** Files of banks, and whether the reader may bring one. */
export const BankFilesPage = pageSchema(BankFileItemView).extend({ acts: z.array(BankFilesActView) });

const BankStatementView = z
  .object({
    no: z.int().meta({ description: 'From 1, in the order of the file' }),
    account: z.string().nullable().meta({ description: 'Masked' }),
    on: z.string().nullable().meta({ description: 'Its day' }),
    funds: z.array(z.enum(FUND_CODES)),
    note: z.string().nullable().meta({ description: 'Why it counts for no fund' }),
  })
  .meta({ id: 'BankFileStatement' });

export const BankFileView = z
  .object({
    ...FILE_FIELDS,
    duplicate: z.boolean().meta({ description: 'The same bytes came in before: this is the first file' }),
    statements: z
      .array(BankStatementView)
      .meta({ description: 'The statements, or notices of an account, that it has' }),
    rows: z.array(BankFileRowView).meta({ description: 'The first thousand; all of them page by page at /rows' }),
    errors: z.array(z.object({ row: z.int(), column: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'BankFile' });

export const BankFileRowsQuery = z.strictObject({
  verdict: z.enum(ENTRY_VERDICTS).optional(),
  limit: Limit,
  cursor: Cursor,
});
export const BankFileRowPage = pageSchema(BankFileRowView);
export const BankFileReasonBody = z.strictObject({ reason: longText(1_000) });
