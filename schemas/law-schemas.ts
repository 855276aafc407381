import { PIPELINE_CODES } from '../domain/codes.ts';
import {
  INTAKES,
  PARTY_KINDS,
  PAYEE_KINDS,
  PRICED_RATE_KINDS,
  RATE_KINDS,
  RATE_UNITS,
} from '../domain/policy/route-codes.ts';
import { ALL_AUDIT_ACTS, AUDITED_KINDS } from '../domain/act-words.ts';
import { AUDIT_BREAKS } from '../domain/oversight/audit-breaks.ts';
import type { EntityIdField } from '../domain/entities.ts';
import { DEADLINE_UNITS } from '../domain/task/deadlines.ts';
import { PARAMETER_UNITS, POLICY_LEVELS, POLICY_MARKS, STAGE_KINDS } from '../domain/policy/policy-pack.ts';
import { z } from 'zod';
import { RecoveryId } from './recovery-schemas.ts';
import { AuditRootLine } from './audit-file-schemas.ts';
import { Cursor, Day, idOf, idOfEntity, Instant, Jurisdiction, Limit, ShortListPage } from './http-schemas.ts';

const Label = z.object({ zh: z.string(), en: z.string() });
const Value = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]);

/** Of a value that is a code: the same in words; null for numbers, days, and yes and no. */
export const ValueLabel = Label.nullable();
const RouteCode = z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/);

const DocumentFields = {
  id: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  date: z.string(),
  issuer: z.string(),
  level: z.enum(POLICY_LEVELS),
  jurisdiction: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
};

export const PoliciesAnswer = z.object({
  items: z.array(z.object({ ...DocumentFields, parameters: z.int() })),
  nextCursor: z.string().nullable(),
});

export const PolicyParams = z.strictObject({ document: z.string().min(1).max(100) });
export const PolicyAnswer = z.object({
  ...DocumentFields,
  parameters: z.array(
    z.object({
      key: z.string(),
      value: Value,
      valueLabel: ValueLabel,
      unit: z.enum(PARAMETER_UNITS),
      route: z.string().nullable(),
      clause: z.string(),
      quote: z.string().nullable(),
      mark: z.enum(POLICY_MARKS),
      note: z.string().nullable(),
    }),
  ),
  routes: z.array(z.object({ code: z.string(), name: Label, pipeline: z.enum(PIPELINE_CODES) })),
  rates: z.array(
    z.object({
      kind: z.enum(PRICED_RATE_KINDS),
      unit: z.enum(Object.values(RATE_UNITS)),
      value: z.int(),
      clause: z.string(),
      mark: z.enum(POLICY_MARKS),
    }),
  ),
});

/** `on`: today in business time when it is left out. */
export const RoutesQuery = z.strictObject({ jurisdiction: Jurisdiction, on: Day.optional(), ...ShortListPage });
export const RoutesAnswer = z.object({
  nextCursor: z.string().nullable(),
  items: z.array(
    z.object({
      code: z.string(),
      /** The row of the list of routes, e.g. C06; null for a route that a jurisdiction made up. */
      number: z.string().nullable(),
      open: z.boolean(),
      reason: z.string().nullable(),
      missing: z.array(z.string()),
      why: z.array(Label.extend({ key: z.string() })),
      name: Label.nullable(),
      pipeline: z.enum(PIPELINE_CODES).nullable(),
      document: z.string().nullable(),
      clause: z.string().nullable(),
      quote: z.string().nullable(),
      intake: z.enum(INTAKES).nullable(),
      applicants: z.array(z.enum(PARTY_KINDS)),
      applicantWords: z.array(Label),
      payee: z.enum(PAYEE_KINDS).nullable(),
      /** The payee: the person of each line, otherwise the applicant. */
      payeeWord: Label.nullable(),
      /** The responsible organ if no plan line names one. */
      department: z.string().nullable(),
      departmentWord: Label.nullable(),
      rateKind: z.enum(RATE_KINDS).nullable(),
      documents: z.array(z.object({ code: z.string(), when: z.string(), required: z.boolean(), label: Label })),
      /** `oneOf`: at least one of these columns is filled in; empty if the column is independent of others. */
      columns: z.array(
        z.object({ code: z.string(), required: z.boolean(), header: Label, oneOf: z.array(z.string()) }),
      ),
      /**
       * Columns and documents that are required while the registers answer; the others may be presented while one is
       * down.
       */
      asked: z.array(z.string()),
      steps: z.array(
        z.object({
          stage: z.string(),
          kind: z.enum(STAGE_KINDS),
          labels: Label,
          organ: z.string(),
          organWord: Label,
          days: z.int().nullable(),
          unit: z.string().nullable(),
        }),
      ),
      /** From the submission to the money, in working days; null where no steps are known. */
      expectedDays: z.int().nullable(),
      ridesOn: z.array(z.string()),
      riddenBy: z.array(z.string()),
    }),
  ),
});

export const CalendarParams = z.strictObject({ jurisdiction: Jurisdiction });
export const CalendarQuery = z.strictObject({
  year: z
    .string()
    .regex(/^(?:19|20|21)\d{2}$/)
    .optional(),
});
export const CalendarAnswer = z.object({
  jurisdiction: z.string(),
  version: z.string(),
  publishedThrough: z.string(),
  holidays: z.array(z.string()),
  workedWeekendDays: z.array(z.string()),
});

/** `rule` is the parameter that holds the days, such as `notice.days`; `from` is the day of the causing message. */
export const DeadlineQuery = z.strictObject({
  rule: z.string().regex(/^[a-zA-Z0-9.]{1,60}$/),
  from: Day,
  jurisdiction: Jurisdiction.optional(),
  route: RouteCode.default('INSTITUTION_PROJECT_TRAINING'),
});
export const DeadlineAnswer = z.object({
  rule: z.string(),
  startsOn: z.string(),
  days: z.int(),
  unit: z.enum(DEADLINE_UNITS),
  dueOn: z.string(),
  nearOn: z.string(),
  escalateOn: z.string(),
  provisional: z.boolean(),
  calendarVersion: z.string(),
  document: z.string(),
  clause: z.string(),
});

const OfEntity = {
  claimId: idOfEntity('claim').optional(),
  filingId: idOfEntity('filing').optional(),
  noticeId: idOfEntity('notice').optional(),
  batchId: idOfEntity('batch').optional(),
  callId: idOfEntity('grantCall').optional(),
  grantId: idOfEntity('grant').optional(),
  planId: idOfEntity('annualPlan').optional(),
  cycleId: idOfEntity('demandCycle').optional(),
  recoveryId: RecoveryId.optional(),
} as const satisfies Readonly<Record<EntityIdField, z.ZodType>>;
export const AuditQuery = z.strictObject({
  ...OfEntity,
  caseId: idOf('cas').optional(),
  repairId: idOf('rep').optional(),
  /** What this person saw, tried and declared. */
  personId: idOf('per').optional(),
  entityKind: z.enum(AUDITED_KINDS).optional(),
  limit: Limit,
  cursor: Cursor,
});
export const AuditView = z.object({
  id: z.int(),
  entityKind: z.enum(AUDITED_KINDS),
  entityId: z.string(),
  seq: z.int(),
  revision: z.int().nullable(),
  act: z.enum(ALL_AUDIT_ACTS),
  actId: z.string().nullable(),
  person: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  organ: z.string().nullable(),
  section: z.string().nullable(),
  at: Instant,
  facts: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export const AuditVerificationAnswer = z.object({
  entities: z.int(),
  entries: z.int(),
  /** Of all jurisdictions: entries that have their place in the one sequence, and daily roots. */
  sealed: z.int(),
  roots: z.int(),
  /** The log was also compared with the copies that are kept outside the database; else a cut since the last root is not seen. */
  areCopiesCompared: z.boolean(),
  intact: z.boolean(),
  breaks: z.array(
    z.object({
      what: z.enum(AUDIT_BREAKS),
      entityKind: z.enum(AUDITED_KINDS).nullable(),
      entityId: z.string().nullable(),
      seq: z.int().nullable(),
      sequence: z.int().nullable(),
      day: Day.nullable(),
      sentence: z.string(),
    }),
  ),
});

export const AuditRootsQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  limit: Limit,
  cursor: Cursor,
});
/** Newest first. `publicKeys` check the signatures (Ed25519, SPKI in base64). */
export const AuditRootsAnswer = z.object({
  items: z.array(AuditRootLine),
  nextCursor: z.string().nullable(),
  publicKeys: z.array(z.string()),
});
