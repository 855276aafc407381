import { z } from 'zod';
import { RECIPIENT_KINDS } from '../domain/demand/demand-words.ts';
import { PERIOD_KINDS } from '../domain/period/period-words.ts';
import { Day, Text } from './pack-fields.ts';
import { hasQuote, Jurisdiction, ParameterKey, provenance, SEED_QUOTE } from './pack-parts.ts';

/** Rows of a pack about the clocks of the year. */

export const Period = z
  .strictObject({
    ...provenance,
    kind: z.enum(PERIOD_KINDS),
    jurisdiction: Jurisdiction.exactOptional(),
    route: Text.exactOptional(),
    opens: z.union([
      z.strictObject({ yearlyOn: ParameterKey }),
      z.strictObject({ everyDays: ParameterKey, from: ParameterKey, mode: ParameterKey.exactOptional() }),
    ]),
    due: z.union([z.literal('planDue'), z.strictObject({ yearlyOn: ParameterKey })]).exactOptional(),
  })
  .refine(hasQuote, SEED_QUOTE);

export const Recipient = z.strictObject({
  kind: z.enum(RECIPIENT_KINDS),
  name: Text,
  jurisdiction: Jurisdiction.exactOptional(),
  validFrom: Day.exactOptional(),
  validTo: Day.exactOptional(),
});
