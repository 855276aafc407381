import { z } from 'zod';
import { Instant, PackCode } from './http-schemas.ts';

/** `round:1`: since the end of that round of the purpose under way; `revision:7`: since that revision. */
export const ClaimChangesQuery = z.strictObject({
  since: z
    .string()
    .regex(/^(?:round|revision):\d{1,9}$/)
    .transform((text) => {
      const [of, number] = text.split(':');
      return { of: of === 'round' ? ('round' as const) : ('revision' as const), number: Number(number) };
    })
    .optional(),
});

const Point = z.object({ round: z.int(), revision: z.int(), at: Instant.nullable() });
const Version = z.object({ id: z.string(), version: z.int(), sha256: z.string() });
/** As people read it; null where there is none. */
const Value = z.string().nullable();

export const ClaimChangesAnswer = z
  .object({
    /** Null for a claim that was never returned. */
    since: Point.nullable(),
    until: Point,
    corrections: z.array(
      z.object({ pointer: z.string(), label: z.string(), remark: z.string(), answered: z.boolean() }),
    ),
    documents: z.array(
      z.object({
        kind: PackCode,
        label: z.string(),
        of: z.enum(['claim', 'filing', 'grant']),
        lineId: z.string().nullable(),
        before: Version.nullable(),
        after: Version,
      }),
    ),
    lines: z.array(
      z.object({
        lineId: z.string(),
        position: z.int(),
        name: z.string(),
        fields: z.array(z.object({ field: z.string(), label: z.string(), before: Value, after: Value })),
      }),
    ),
    account: z.object({ changed: z.boolean() }),
    amountFen: z.object({ before: z.int(), after: z.int() }),
  })
  .meta({ id: 'ClaimChanges' });
