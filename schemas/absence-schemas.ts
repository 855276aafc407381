import { z } from 'zod';
import { ORGAN_CODES, ROLES } from '../domain/codes.ts';
import { Day, longTextIfAny, pageSchema, QueryFlag } from './http-schemas.ts';

/** Both days are included. The deputy by id or user name; the note is for oneself. */
export const AbsenceBody = z.strictObject({
  from: Day,
  until: Day,
  deputy: z.string().min(1).max(100).nullish(),
  note: longTextIfAny(500),
});

/** With `dryRun` every check and warning, and nothing is written. */
export const AbsenceQuery = z.strictObject({ dryRun: QueryFlag });

const AbsenceWarning = z.object({
  /** Section null: every section of the organ. */
  seat: z.object({ organ: z.enum(ORGAN_CODES), section: z.string().nullable(), role: z.enum(ROLES) }),
  openTasks: z.int(),
  sentence: z.string(),
});

/** Somebody whose deputy one is on one of these days: what one has of theirs goes back to its seat. */
const StandIn = z.object({
  personId: z.string(),
  displayName: z.string(),
  from: Day,
  until: Day,
  sentence: z.string(),
});

export const ABSENCE_STATES = ['none', 'coming', 'running'] as const;

/** One's own absence; without one, or once its days are over, `state` is `none` and every other field is empty. */
export const OwnAbsenceView = z
  .object({
    state: z.enum(ABSENCE_STATES),
    from: Day.nullable(),
    until: Day.nullable(),
    deputy: z.string().nullable(),
    deputyName: z.string().nullable(),
    note: z.string().nullable(),
    /** The seats that it leaves with nobody. */
    warnings: z.array(AbsenceWarning),
    /** For whom one stands in meanwhile, and cannot. */
    standsInFor: z.array(StandIn),
  })
  .meta({ id: 'OwnAbsence' });

const AbsenceView = z
  .object({
    personId: z.string(),
    displayName: z.string(),
    organ: z.enum(ORGAN_CODES).nullable(),
    section: z.string().nullable(),
    state: z.enum(ABSENCE_STATES),
    from: Day,
    until: Day,
    deputy: z.string().nullable(),
    deputyName: z.string().nullable(),
  })
  .meta({ id: 'Absence' });

export const AbsencesPage = pageSchema(AbsenceView);
