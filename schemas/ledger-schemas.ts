import { z } from 'zod';
import { ACCOUNTING_STATES } from '../domain/accounting-period/accounting-period.ts';
import { FUND_CODES, ORGAN_CODES } from '../domain/codes.ts';
import {
  Cursor,
  Day,
  idOfEntity,
  Instant,
  Jurisdiction,
  Limit,
  ListFile,
  pageSchema,
  ShortListPage,
  Year,
} from './http-schemas.ts';

export const LedgerAccountsQuery = z.strictObject({ on: Day.optional(), ...ShortListPage });

export const LedgerAccountsAnswer = z
  .object({
    /** The last day that counts. */
    on: z.string(),
    items: z.array(
      z.object({
        account: z.string(),
        accountName: z.string(),
        debitFen: z.int(),
        creditFen: z.int(),
        /** Positive is a debit. All accounts sum to zero. */
        balanceFen: z.int(),
      }),
    ),
    sumFen: z.int(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'LedgerAccounts' });

export const LedgerEntriesQuery = z.strictObject({
  account: z
    .string()
    .regex(/^[A-Za-z:_]{1,60}$/)
    .optional(),
  claimId: idOfEntity('claim').optional(),
  from: Day.optional(),
  to: Day.optional(),
  limit: Limit,
  cursor: Cursor,
});

export const LedgerEntriesAnswer = pageSchema(
  z
    .object({
      id: z.string(),
      transactionId: z.string(),
      account: z.string(),
      accountName: z.string(),
      amountFen: z.int(),
      claimId: z.string().nullable(),
      claimNo: z.string().nullable(),
      grantId: z.string().nullable(),
      grantNo: z.string().nullable(),
      instructionId: z.string().nullable(),
      at: Instant,
      /** The bank's day of the result that is booked, and the quarter that it is late for, if that one was closed. */
      valueDate: z.string().nullable(),
      latePeriod: z.string().nullable(),
    })
    .meta({ id: 'LedgerEntry' }),
);

export const FundUseQuery = z.strictObject({
  jurisdiction: Jurisdiction.optional(),
  year: Year.optional(),
  quarter: z
    .string()
    .regex(/^[1-4]$/)
    .transform(Number)
    .optional(),
  ...ListFile,
});

export const UseFigures = { settledFen: z.int(), returnedFen: z.int(), netFen: z.int(), payments: z.int() };

export const FundUseAnswer = z
  .object({
    jurisdiction: z.string(),
    period: z.string(),
    from: z.string(),
    to: z.string(),
    /** When it has to be published, in working days after its end; null where no paper and no office says so. */
    dueOn: z.string().nullable(),
    state: z.enum(ACCOUNTING_STATES),
    total: z.object(UseFigures),
    funds: z.array(z.object({ fund: z.enum(FUND_CODES), ...UseFigures })),
    routes: z.array(z.object({ route: z.string(), routeName: z.string(), ...UseFigures })),
    departments: z.array(
      z.object({ department: z.enum(ORGAN_CODES).nullable(), departmentName: z.string(), ...UseFigures }),
    ),
    /** Persons together are one row, without an id. */
    payees: z.array(z.object({ payeeId: z.string().nullable(), payeeName: z.string(), ...UseFigures })),
    /** Booked here, with a value date in a quarter that was closed before. */
    late: z.array(z.object({ fund: z.enum(FUND_CODES), period: z.string(), ...UseFigures })),
  })
  .meta({ id: 'FundUse' });
