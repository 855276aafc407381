import { z } from 'zod';
import { CALL_STATES } from '../domain/grant/call-course.ts';
import { EXPERT_STATES, PANEL_MEMBER_STATES, RANK_STATES } from '../domain/grant/call-rules.ts';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS } from '../domain/grant/designation.ts';
import { DUE_EVENTS } from '../domain/grant/grant-instalments.ts';
import {
  Cursor,
  Day,
  GrantCallActView,
  idOf,
  idOfEntity,
  Instant,
  Jurisdiction,
  Limit,
  longText,
  PackCode,
  pageSchema,
  Year,
} from './http-schemas.ts';

export const CallParams = z.strictObject({ callId: idOfEntity('grantCall') });

export const CallListQuery = z.strictObject({
  route: PackCode.optional(),
  year: Year.optional(),
  state: z.enum(CALL_STATES).optional(),
  jurisdiction: Jurisdiction.optional(),
  limit: Limit,
  cursor: Cursor,
});

const PersonId = idOf('per');
const GrantId = idOfEntity('grant');
const Reason = longText(2_000);

export const QuotaBody = z.strictObject({
  places: z.int().min(0).max(1_000),
  reason: Reason,
  overTarget: z.boolean().default(false),
});
export const PanelBody = z.strictObject({ experts: z.array(PersonId).min(1).max(50) });
export const PanelChangeBody = z.strictObject({
  add: z
    .array(z.strictObject({ personId: PersonId, grantIds: z.array(GrantId).min(1).max(200) }))
    .max(50)
    .default([]),
  remove: z
    .array(z.strictObject({ personId: PersonId, grantIds: z.array(GrantId).min(1).max(200).optional() }))
    .max(50)
    .default([]),
  reason: Reason,
});
export const ScoringCloseBody = z.strictObject({ leaveOut: z.array(GrantId).max(200).default([]) }).prefault({});
export const ProposalBody = z.strictObject({
  grantIds: z.array(GrantId).min(1).max(200),
  reason: Reason.optional(),
});
export const CallReasonBody = z.strictObject({ reason: Reason });

const Criterion = z.object({ key: z.string(), label: z.string(), maxPoints: z.int() });

const CALL_FIELDS = {
  id: z.string(),
  route: PackCode,
  name: z.string(),
  designation: z.object({ kind: z.enum(DESIGNATION_KINDS), level: z.enum(DESIGNATION_LEVELS) }),
  jurisdiction: z.string(),
  year: z.int(),
  state: z.enum(CALL_STATES),
  late: z.boolean(),
  openedAt: Instant,
  applicationsCloseAt: Instant,
  cityDueOn: Day,
  reviewDueOn: Day,
  grantFen: z.int(),
  instalments: z.array(z.object({ no: z.int(), shareBp: z.int(), dueEvent: z.enum(DUE_EVENTS) })),
  applicants: z.array(z.string()),
  documents: z.array(z.object({ kind: z.string(), required: z.boolean(), label: z.string() })),
  criteria: z.array(Criterion),
  passMarkCenti: z.int(),
};

export const PublicCallView = z.object(CALL_FIELDS).meta({ id: 'PublicGrantCall' });
export const PublicCallPage = pageSchema(PublicCallView);

export const CallView = z
  .object({
    ...CALL_FIELDS,
    revision: z.int(),
    stateSince: Instant,
    quota: z.object({ places: z.int(), taken: z.int(), reason: z.string().nullable() }).nullable(),
    target: z.object({ number: z.int(), byYear: z.int(), active: z.int(), remaining: z.int() }).nullable(),
    /** Offices of the call and of its applicants' cities alone see who scores. */
    panel: z
      .object({
        experts: z.array(
          z.object({ personId: z.string(), displayName: z.string(), state: z.enum(PANEL_MEMBER_STATES) }),
        ),
        quorum: z.int(),
        closedAt: Instant.nullable(),
      })
      .nullable(),
    counts: z.object({
      submitted: z.int(),
      recommended: z.int(),
      scoring: z.int(),
      ranked: z.int(),
      proposed: z.int(),
    }),
    proposalNoticeId: z.string().nullable(),
    reason: z.string().nullable(),
    acts: z.array(GrantCallActView),
  })
  .meta({ id: 'GrantCall' });
export const CallPage = pageSchema(CallView);

export const RankingAnswer = pageSchema(
  z.object({
    grantId: z.string(),
    name: z.string(),
    scoreCenti: z.int(),
    validScores: z.int(),
    rank: z.int(),
    state: z.enum(RANK_STATES),
  }),
);

export const ExpertQuery = z.strictObject({ jurisdiction: Jurisdiction.optional(), limit: Limit, cursor: Cursor });
export const ExpertPage = pageSchema(
  z.object({
    personId: z.string(),
    displayName: z.string(),
    fields: z.array(z.string()),
    state: z.enum(EXPERT_STATES),
  }),
);
