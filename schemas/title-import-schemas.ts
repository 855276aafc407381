import { z } from 'zod';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS } from '../domain/grant/designation.ts';
import { MONEY_ENTRY_STATES } from '../domain/payout/money-entry.ts';
import { Day, idOf, ImportReport, Instant, pageSchema, QueryFlag } from './http-schemas.ts';

export const TITLE_IMPORT_PREFIX = 'gim';

export const TitleImportParams = z.strictObject({ importId: idOf(TITLE_IMPORT_PREFIX) });
export const TitleImportQuery = z.strictObject({ dryRun: QueryFlag });

/** The report of a file; `id` and `state` of what waits for its confirmation, null where nothing was stored. */
export const TitleImportReport = ImportReport.extend({
  id: z.string().nullable(),
  state: z.enum(MONEY_ENTRY_STATES).nullable(),
}).meta({ id: 'DesignationImportReport' });

export const TitleImportView = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    state: z.enum(MONEY_ENTRY_STATES),
    enteredBy: z.string(),
    enteredAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    titles: z.array(
      z.object({
        kind: z.enum(DESIGNATION_KINDS),
        level: z.enum(DESIGNATION_LEVELS),
        name: z.string(),
        holder: z.string(),
        city: z.string(),
        designatedOn: Day,
        amountFen: z.int(),
        paidFen: z.int(),
        grantId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DesignationImport' });

export const TitleImportPage = pageSchema(TitleImportView);
