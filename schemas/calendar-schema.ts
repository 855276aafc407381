import { z } from 'zod';
import type { CalendarYear } from '../domain/policy/calendar-year.ts';
import { Bilingual, Day, Text } from './pack-fields.ts';
import { schemaOf } from './schema-of.ts';

const Calendar = schemaOf<CalendarYear>()(
  z.strictObject({
    version: Text,
    year: z.int().min(2000).max(2100),
    source: Text,
    publishedOn: Day,
    holidays: z.array(z.strictObject({ name: Bilingual, from: Day, to: Day })),
    workedWeekendDays: z.array(Day),
  }),
);

/** One year of published holidays. */
export const CalendarFile = z.strictObject({ calendar: Calendar });
