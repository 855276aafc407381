import { z } from 'zod';
import { PURPOSES } from '../domain/claim/claim-course.ts';
import { MOST_LINE_IDS } from '../domain/line/calculation.ts';

/** Without a purpose: the one under way. */
export const CalculationQuery = z.strictObject({ purpose: z.enum(PURPOSES).optional() });

const Fen = z.int();

/** The sums of the groups add up to `totalFen`: what the lines that are not refused are worth for the purpose. */
export const ClaimCalculationAnswer = z
  .object({
    purpose: z.enum(PURPOSES),
    groups: z.array(
      z.object({
        headcount: z.int(),
        formula: z.string(),
        /** Begins with words, e.g. 核定课时 × 课时标准 = 80 课时 × 10.00 × 1.0 = 800.00 元. */
        equation: z.string(),
        perLineFen: Fen,
        sumFen: Fen,
        rate: z.object({
          /** A kind of rate, or the key of the parameter that gives the amount. */
          kind: z.string(),
          /** In `unit`; null where a person decides the amount, and where there is no money. */
          value: z.int().nullable(),
          unit: z.string().nullable(),
          document: z.string(),
          documentTitle: z.string(),
          clause: z.string(),
          quote: z.string().nullable(),
          mark: z.string(),
        }),
        lineIds: z.array(z.string()).max(MOST_LINE_IDS),
      }),
    ),
    refused: z.array(z.object({ code: z.string(), label: z.string(), rule: z.string(), headcount: z.int() })),
    totalFen: Fen,
  })
  .meta({ id: 'ClaimCalculation' });
