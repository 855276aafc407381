import { z } from 'zod';
import { PERIOD_KINDS, PERIOD_STATES } from '../domain/period/period-words.ts';
import { Cursor, Instant, Jurisdiction, Limit, longText, PackCode, ShortListPage } from './http-schemas.ts';

const Key = z.string().regex(/^\d{1,4}$/);

export const PeriodListQuery = z.strictObject({
  kind: z.enum(PERIOD_KINDS).optional(),
  jurisdiction: Jurisdiction.optional(),
  route: z.string().max(64).optional(),
  key: Key.optional(),
  late: z.enum(['true', 'false']).optional(),
  limit: Limit,
  cursor: Cursor,
});

export const PeriodView = z
  .object({
    id: z.string(),
    kind: z.enum(PERIOD_KINDS),
    jurisdiction: z.string(),
    route: PackCode.exactOptional(),
    key: z.string(),
    opensAt: Instant,
    dueAt: Instant.nullable(),
    openedAt: Instant,
    late: z.boolean(),
    closedAt: Instant.nullable(),
    state: z.enum(PERIOD_STATES),
    entityId: z.string(),
  })
  .meta({ id: 'Period' });

export const ScheduleListQuery = z.strictObject(ShortListPage);

export const ScheduleView = z
  .object({
    id: z.string(),
    kind: z.enum(PERIOD_KINDS),
    jurisdiction: z.string(),
    route: PackCode.exactOptional(),
    paused: z.boolean(),
    nextAt: Instant.nullable(),
    lastKey: z.string().nullable(),
    coveredUntil: Instant.nullable(),
    missing: z.array(z.string()),
  })
  .meta({ id: 'Schedule' });

export const PeriodOpeningBody = z.strictObject({
  kind: z.enum(PERIOD_KINDS),
  jurisdiction: Jurisdiction,
  route: z.string().max(64).optional(),
  key: Key,
  reason: longText(500),
});
