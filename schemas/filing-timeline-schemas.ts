import { z } from 'zod';
import { AUDIT_ACTS } from '../domain/act-words.ts';
import { Instant, pageSchema } from './http-schemas.ts';

/** The history of a class filing, the oldest first. */
export const FilingTimelineAnswer = pageSchema(
  z
    .object({
      seq: z.int(),
      revision: z.int().nullable(),
      act: z.enum(AUDIT_ACTS.filing),
      at: Instant,
      actor: z
        .object({ organ: z.string().nullable(), section: z.string().nullable(), displayName: z.string().nullable() })
        .nullable(),
      /** For whom a deputy acted; for officials alone. The act is the deputy's own. */
      onBehalfOf: z.object({ displayName: z.string() }).exactOptional(),
      sentence: z.string(),
      facts: z.record(z.string(), z.unknown()),
    })
    .meta({ id: 'FilingTimelineEntry' }),
);
