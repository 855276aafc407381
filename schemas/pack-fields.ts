import { z } from 'zod';
import { isIsoDate } from '../domain/calendar.ts';

/** The plain fields of packs and calendars in YAML. */
export const Day = z
  .string({ error: 'is missing or no text: write a day like 2025-05-08' })
  .refine(isIsoDate, 'is not a day like 2025-05-08');
export const Text = z.string().trim().min(1);
export const Bilingual = z.strictObject({ zh: Text, en: Text });
