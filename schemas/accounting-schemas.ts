import { z } from 'zod';
import { ACCOUNTING_STATES, PERIOD_FORM } from '../domain/accounting-period/accounting-period.ts';
import { AccountingPeriodActView, Instant, longText, pageSchema, ShortListPage, Year } from './http-schemas.ts';

export const AccountingListQuery = z.strictObject({
  year: Year.optional(),
  ...ShortListPage,
});

export const AccountingParams = z.strictObject({ period: z.string().regex(PERIOD_FORM) });
export const ReopeningBody = z.strictObject({ reason: longText(2_000) });

export const AccountingPeriodView = z
  .object({
    /** As 2025-Q3. */
    period: z.string(),
    jurisdiction: z.string(),
    from: z.string(),
    to: z.string(),
    state: z.enum(ACCOUNTING_STATES),
    /** Of the fund use that the proposal or the closure is about; null while it is open. */
    reportSha256: z.string().nullable(),
    proposedBy: z.string().nullable(),
    proposedByName: z.string().nullable(),
    proposedAt: Instant.nullable(),
    closedBy: z.string().nullable(),
    closedByName: z.string().nullable(),
    closedAt: Instant.nullable(),
    acts: z.array(AccountingPeriodActView),
  })
  .meta({ id: 'AccountingPeriod' });

export const AccountingList = pageSchema(AccountingPeriodView);
