import { z } from 'zod';
import { MONEY_ENTRY_KINDS, MONEY_ENTRY_STATES } from '../domain/payout/money-entry.ts';
import { Instant, longText, MoneyEntryActView } from './http-schemas.ts';

export const ENTRY_FIELDS = {
  kind: z.enum(MONEY_ENTRY_KINDS),
  state: z.enum(MONEY_ENTRY_STATES).meta({
    description: 'Entered by one person of Finance, it counts once another one confirms it',
  }),
  claimId: z.string().nullable(),
  grantId: z.string().nullable().meta({ description: 'The grant of a matched payment; then there is no claim' }),
  recoveryClaimId: z.string().nullable(),
  eventId: z.string().nullable(),
  instructionId: z.string().nullable(),
  amountFen: z.int(),
  bankReference: z.string().nullable(),
  enteredBy: z.string(),
  enteredAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable().meta({ description: 'Why it was rejected or taken back' }),
  acts: z.array(MoneyEntryActView),
};

/** What one person of Finance entered and another one confirms (S4). */
export const MoneyEntryView = z.object({ id: z.string(), ...ENTRY_FIELDS }).meta({ id: 'MoneyEntry' });

/** Why it never counts. */
export const EntryReasonBody = z.strictObject({ reason: longText(1_000) });
