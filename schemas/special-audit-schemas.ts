import { z } from 'zod';
import { DOCUMENT_OWNERS } from '../domain/authority/document-owners.ts';
import { FUND_CODES, ORGAN_CODES } from '../domain/codes.ts';
import { AUDITED_CASES, AUDITED_DECISIONS, DECIDED_KINDS } from '../domain/ledger/special-audit.ts';
import { LINE_STATES } from '../domain/line/line-state.ts';
import { FINAL_STATES } from '../domain/payout/inbox-judgement.ts';
import { PAID_PURPOSES } from '../domain/payout/paid-purpose.ts';
import { Instant, Jurisdiction, LinkLanguage, Year } from './http-schemas.ts';
import { UseFigures } from './ledger-schemas.ts';

export const AuditExportQuery = z.strictObject({
  jurisdiction: Jurisdiction.optional(),
  year: Year.optional(),
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
  lang: LinkLanguage,
});

const Decision = z.strictObject({
  of: z.enum(DECIDED_KINDS),
  act: z.enum(AUDITED_DECISIONS),
  decision: z.string().nullable(),
  stage: z.string().nullable(),
  personId: z.string().nullable(),
  organ: z.enum(ORGAN_CODES).nullable(),
  section: z.string().nullable(),
  at: Instant,
});

const Payment = z.strictObject({
  instructionId: z.string(),
  batchNo: z.string(),
  /** Null where it is for the whole claim or grant: then it stands in each row of the claim and counts once. */
  lineId: z.string().nullable(),
  fund: z.enum(FUND_CODES),
  purpose: z.enum(PAID_PURPOSES),
  amountFen: z.int(),
  result: z.enum(FINAL_STATES),
  valueDate: z.string().nullable(),
  bookedOn: z.string(),
  latePeriod: z.string().nullable(),
  bankReference: z.string().nullable(),
});

const Document = z.strictObject({
  of: z.enum(DOCUMENT_OWNERS),
  fileId: z.string(),
  kind: z.string(),
  version: z.int(),
  sha256: z.string(),
});

/** A row of the special audit's export. Strict: neither a name nor a number of a person gets into it. */
export const AuditExportRow = z.strictObject({
  row: z.enum(['line', ...AUDITED_CASES]),
  claimId: z.string().nullable(),
  claimNo: z.string().nullable(),
  grantId: z.string().nullable(),
  grantNo: z.string().nullable(),
  route: z.string(),
  department: z.enum(ORGAN_CODES).nullable(),
  /** What follows is of the line; null in the row of a claim or grant that has none. */
  lineId: z.string().nullable(),
  position: z.int().nullable(),
  state: z.enum(LINE_STATES).nullable(),
  baseFen: z.int().nullable(),
  allowanceFen: z.int().nullable(),
  floatFen: z.int().nullable(),
  decisions: z.array(Decision),
  payments: z.array(Payment),
  documents: z.array(Document),
});

/** The last row. `equalsFundUse`: its funds are those of the four quarters of `GET /reports/fund-use`. */
export const AuditExportTotals = z.strictObject({
  row: z.literal('totals'),
  jurisdiction: z.string(),
  year: z.int(),
  rows: z.int(),
  funds: z.array(z.strictObject({ fund: z.enum(FUND_CODES), ...UseFigures })),
  equalsFundUse: z.boolean(),
});
