import { z } from 'zod';
import { ENTRY_COLUMN_CODES, type EntryColumnCode } from '../domain/policy/route-codes.ts';
import { isFen } from './fen-schema.ts';
import { DocumentKind, idOf, idOfEntity, PackCode } from './http-schemas.ts';
import { PaperView } from './paper-schemas.ts';

/** For more rows the client sends a file. */
export const MOST_ENTRIES = 1_000;

/** The value of a cell; a list is written in one cell. */
const CellValue = z.union([z.string().max(500), z.int().min(0), z.boolean(), z.array(z.string().max(100)).max(100)]);

/** Amounts of money are fen in JSON, or texts in CNY as in a file; a bare number would be ambiguous. */
const AMOUNTS: readonly EntryColumnCode[] = ['fee', 'amount'];

const COLUMNS = Object.fromEntries(
  ENTRY_COLUMN_CODES.map((code) => [code, (AMOUNTS.includes(code) ? z.string().max(20) : CellValue).optional()]),
);

const FenAmount = z.int().min(0).refine(isFen);

/** One row of a route's own file: columns by their codes, or what belongs together as an object. */
export const EntryBody = z.strictObject({
  ...COLUMNS,
  feeFen: FenAmount.optional(),
  amountFen: FenAmount.optional(),
  person: z.strictObject(COLUMNS).optional(),
  certificate: z
    .strictObject({
      kind: CellValue.optional(),
      number: CellValue.optional(),
      date: CellValue.optional(),
      occupation: CellValue.optional(),
      skillLevel: CellValue.optional(),
    })
    .optional(),
  account: z
    .strictObject({ holder: CellValue.optional(), bank: CellValue.optional(), number: CellValue.optional() })
    .optional(),
});

export const EntriesBody = z.strictObject({ entries: z.array(EntryBody).min(1).max(MOST_ENTRIES) });

export const EntryParams = z.strictObject({ claimId: idOfEntity('claim'), entryId: idOf('ent') });

export const ClaimDocumentParams = z.strictObject({
  claimId: idOfEntity('claim'),
  kind: DocumentKind,
});

export const LineDocumentParams = ClaimDocumentParams.extend({ lineId: idOf('lin') });

/** Codes, days, amounts and places; no name, ID number or account. */
export const EntryFactsView = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

export const EntryView = z.object({
  id: z.string(),
  position: z.int(),
  name: z.string(),
  idNumber: z.string(),
  phone: z.string(),
  account: z.object({ holder: z.string(), bank: z.string(), number: z.string() }).nullable(),
  facts: EntryFactsView,
});

export const ClaimDocumentsAnswer = z.object({
  nextCursor: z.string().nullable(),
  items: z.array(PaperView),
  /** The documents that the route still requires with the claim. */
  missing: z.array(PackCode),
});
