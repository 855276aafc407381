import { z } from 'zod';
import { SKILL_LEVELS } from '../domain/codes.ts';
import { CYCLE_CAUSES, CYCLE_EVENTS, CYCLE_SUGGESTIONS } from '../domain/demand/cycle-diagnosis.ts';
import { DEMAND_CYCLE_STATES, DEMAND_PUBLISH_MODES } from '../domain/demand/demand-cycle-course.ts';
import { DEMAND_ENTRY_STATES, DEMAND_LISTS, DEMAND_SOURCES, RECIPIENT_KINDS } from '../domain/demand/demand-words.ts';
import { FILING_STATES } from '../domain/filing/filing-course.ts';
import { diagnosisShape, OF_ENGINE } from './diagnosis-schemas.ts';
import {
  Cursor,
  Day,
  DemandCycleActView,
  DemandEntryActView,
  idOf,
  idOfEntity,
  ImportQuery,
  Instant,
  Jurisdiction,
  Limit,
  lineOfText,
  longText,
  longTextIfAny,
} from './http-schemas.ts';

export const CycleParams = z.strictObject({ cycleId: idOfEntity('demandCycle') });
export const EntryParams = z.strictObject({ demandEntryId: idOf('dme') });

export const CycleListQuery = z.strictObject({ jurisdiction: Jurisdiction.optional(), limit: Limit, cursor: Cursor });

export const CyclePublicationBody = z.strictObject({ reason: longText(500).optional() }).prefault({});

const Counts = z.object({ entries: z.int(), openings: z.int() });

export const CycleView = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    no: z.int(),
    startsOn: z.string(),
    endsOn: z.string(),
    state: z.enum(DEMAND_CYCLE_STATES),
    publish: z.enum(DEMAND_PUBLISH_MODES),
    late: z.boolean(),
    revision: z.int(),
    publishedAt: Instant.nullable(),
    carried: z.object({ employer: z.int(), worker: z.int() }),
    counts: z.object({ employer: Counts, worker: z.object({ entries: z.int(), wantsTraining: z.int() }) }),
    deliveries: z.array(
      z.object({ recipientKind: z.enum(RECIPIENT_KINDS), recipients: z.int(), deliveredAt: Instant.nullable() }),
    ),
    acts: z.array(DemandCycleActView),
  })
  .meta({ id: 'DemandCycle' });

/** Why a cycle waits; the shape of a claim's diagnosis. */
export const CycleDiagnosisView = diagnosisShape({
  causes: [...CYCLE_CAUSES, ...OF_ENGINE.causes],
  events: CYCLE_EVENTS,
  acts: [...CYCLE_SUGGESTIONS, ...OF_ENGINE.acts],
}).meta({ id: 'DemandCycleDiagnosis' });

const Occupation = z.strictObject({ code: lineOfText(40), name: lineOfText(60) });
const Pay = z.int().min(1).max(1_000_000_000);

const DATA = {
  employer: lineOfText(120).exactOptional(),
  industry: lineOfText(60).exactOptional(),
  post: lineOfText(60).exactOptional(),
  occupation: Occupation.exactOptional(),
  skillLevel: z.enum(SKILL_LEVELS).exactOptional(),
  openings: z.int().min(1).max(100_000).exactOptional(),
  payFromFen: Pay.exactOptional(),
  payToFen: Pay.exactOptional(),
  hasSkill: z.boolean().exactOptional(),
  wantsTraining: z.boolean().exactOptional(),
  wantedOccupation: Occupation.exactOptional(),
  person: z.strictObject({ name: lineOfText(60), phone: z.string().regex(/^1\d{10}$/) }).exactOptional(),
  validUntil: Day.exactOptional(),
};

const ENTERED_BY = ['QR', 'DOOR', 'WEB', 'APP'] as const;

export const EntryBody = z.strictObject({
  list: z.enum(DEMAND_LISTS),
  jurisdiction: Jurisdiction,
  source: z.enum(ENTERED_BY),
  ...DATA,
});
export const EntryImportQuery = z.strictObject({
  ...ImportQuery.shape,
  /** Without it each row says its own. */
  list: z.enum(DEMAND_LISTS).optional(),
  /** Of rows that say none; without it the caller's own. */
  jurisdiction: Jurisdiction.optional(),
});
export const EntryPatch = z.strictObject(DATA);
export const EntryCheckBody = z.strictObject({ ok: z.boolean(), remark: longTextIfAny(500) });

export const EntryListQuery = z.strictObject({
  jurisdiction: Jurisdiction.optional(),
  list: z.enum(DEMAND_LISTS).optional(),
  state: z.enum(DEMAND_ENTRY_STATES).optional(),
  limit: Limit,
  cursor: Cursor,
});

/** The page of the form: without a list it asks who fills it in. */
export const DemandFormQuery = z.strictObject({
  jurisdiction: Jurisdiction,
  list: z.enum(DEMAND_LISTS).optional(),
  lang: z.enum(['zh', 'en']).optional(),
});

const OccupationView = z.object({ code: z.string(), name: z.string() });

const ENTRY_FIELDS = {
  id: z.string(),
  list: z.enum(DEMAND_LISTS),
  jurisdiction: z.string(),
  source: z.enum(DEMAND_SOURCES),
  state: z.enum(DEMAND_ENTRY_STATES),
  revision: z.int(),
  employer: z.string().nullable(),
  industry: z.string().nullable(),
  post: z.string(),
  occupation: OccupationView.nullable(),
  skillLevel: z.enum(SKILL_LEVELS).nullable(),
  openings: z.int().nullable(),
  payFromFen: z.int(),
  payToFen: z.int(),
  hasSkill: z.boolean().nullable(),
  wantsTraining: z.boolean().nullable(),
  wantedOccupation: OccupationView.nullable(),
  /** Only for who entered it and for the public employment service. */
  person: z.object({ name: z.string(), phone: z.string() }).nullable(),
  validUntil: z.string(),
  enteredAt: Instant,
  checkedAt: Instant.nullable(),
  remark: z.string().nullable(),
  acts: z.array(DemandEntryActView),
};

export const EntryItemView = z.object(ENTRY_FIELDS).meta({ id: 'DemandEntryItem' });
export const EntryView = z
  .object({
    ...ENTRY_FIELDS,
    /** The classes that name it, with the person-times approved for them. */
    classes: z.array(
      z.object({
        filingId: z.string(),
        filingNo: z.string(),
        state: z.enum(FILING_STATES),
        approvedPersonTimes: z.int(),
      }),
    ),
  })
  .meta({ id: 'DemandEntry' });

export const PublicEntryAnswer = z.object({ receiptNo: z.string() }).meta({ id: 'DemandEntryReceipt' });

export const PublicDemandQuery = z.strictObject({
  jurisdiction: Jurisdiction,
  cycle: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional(),
  list: z.enum(DEMAND_LISTS).default('employer'),
  limit: Limit,
  cursor: Cursor,
});

export const PublicDemandView = z
  .object({
    jurisdiction: z.string(),
    cycle: z.object({ no: z.int(), startsOn: z.string(), endsOn: z.string(), publishedAt: Instant }).nullable(),
    list: z.enum(DEMAND_LISTS),
    items: z.array(
      z.object({
        jurisdiction: z.string(),
        occupation: OccupationView.nullable(),
        skillLevel: z.enum(SKILL_LEVELS),
        id: z.string().exactOptional(),
        employer: z.string().exactOptional(),
        post: z.string().exactOptional(),
        openings: z.int().nullable().exactOptional(),
        payFromFen: z.int().exactOptional(),
        payToFen: z.int().exactOptional(),
        entries: z.int().exactOptional(),
        wantsTraining: z.int().exactOptional(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'PublicDemand' });
