import { z } from 'zod';
import { CALL_STATES } from '../domain/grant/call-course.ts';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS } from '../domain/grant/designation.ts';
import { SCORE_STATES } from '../domain/grant/grant-content.ts';
import { GRANT_WARNINGS } from '../domain/grant/grant-draft.ts';
import { DUE_EVENTS, INSTALMENT_STATES } from '../domain/grant/grant-instalments.ts';
import { GRANT_STATES, TITLE_STATES } from '../domain/grant/grant-state.ts';
import { isFen } from './fen-schema.ts';
import { TITLE_FIELDS } from './title-schemas.ts';
import { PayeeAccountBody } from './filing-schemas.ts';
import {
  Cursor,
  Day,
  DocumentKind,
  GrantActView,
  idOfEntity,
  Instant,
  Jurisdiction,
  Limit,
  lineOfText,
  longText,
  PackCode,
  pageSchema,
  Year,
} from './http-schemas.ts';

export const GrantParams = z.strictObject({ grantId: idOfEntity('grant') });
export const GrantDocumentParams = z.strictObject({ grantId: idOfEntity('grant'), kind: DocumentKind });

const FenAmount = z.int().min(0).refine(isFen);
const Capacity = z.int().min(0).max(1_000_000);

const GRANT_FIELDS = {
  designation: z.strictObject({ name: lineOfText(100), address: lineOfText(200).optional() }),
  plan: z.strictObject({
    goals: longText(20_000),
    highSkillCapacityTarget: Capacity.optional(),
    publicServiceCapacityTarget: Capacity.optional(),
    backbonesTarget: Capacity.optional(),
  }),
  budget: z.strictObject({
    grantFen: FenAmount.optional(),
    ownFundsFen: FenAmount,
    items: z.array(z.strictObject({ purpose: lineOfText(100), fen: FenAmount })).max(100),
  }),
  leader: z.strictObject({
    name: lineOfText(50),
    idNumber: z
      .string()
      .trim()
      .regex(/^\d{17}[\dXx]$/),
    honours: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/)).max(20),
  }),
  payeeAccount: PayeeAccountBody,
};

export const CreateGrantBody = z
  .strictObject({ callId: idOfEntity('grantCall'), ...GRANT_FIELDS, leader: GRANT_FIELDS.leader.optional() })
  .meta({ id: 'GrantDraft' });
export type CreateGrantBody = z.output<typeof CreateGrantBody>;

export const PatchGrantBody = z.strictObject(GRANT_FIELDS).partial();
export type PatchGrantBody = z.output<typeof PatchGrantBody>;

/** A missing pledge is an answer of its own, so it passes the shape. */
export const GrantPledgeBody = z.strictObject({ pledge: z.boolean() });
export const GrantReasonBody = z.strictObject({ reason: longText(2_000) });

export const GrantListQuery = z.strictObject({
  callId: idOfEntity('grantCall').optional(),
  state: z.enum(GRANT_STATES).optional(),
  kind: z.enum(DESIGNATION_KINDS).optional(),
  level: z.enum(DESIGNATION_LEVELS).optional(),
  city: Jurisdiction.optional(),
  year: Year.optional(),
  q: lineOfText(100).optional(),
  limit: Limit,
  cursor: Cursor,
});

const GRANT_ITEM = {
  id: z.string(),
  grantNo: z.string(),
  callId: z.string().nullable(),
  route: PackCode,
  jurisdiction: z.string(),
  applicantJurisdiction: z.string(),
  year: z.int(),
  designation: z.object({
    kind: z.enum(DESIGNATION_KINDS),
    level: z.enum(DESIGNATION_LEVELS),
    name: z.string(),
    city: z.string(),
    number: z.string().nullable(),
    state: z.enum(TITLE_STATES),
    from: Day.nullable(),
    to: Day.nullable(),
  }),
  applicant: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(GRANT_STATES),
  suspended: z.boolean(),
  revision: z.int(),
  amountFen: z.int(),
  paidFen: z.int(),
  recoveredFen: z.int(),
};

export const GrantItem = z.object(GRANT_ITEM).meta({ id: 'GrantItem' });
export const GrantPage = pageSchema(GrantItem);

export const GrantView = z
  .object({
    ...GRANT_ITEM,
    callState: z.enum(CALL_STATES).nullable(),
    address: z.string().nullable(),
    plan: z.object({
      goals: z.string(),
      highSkillCapacityTarget: z.int().nullable(),
      publicServiceCapacityTarget: z.int().nullable(),
      backbonesTarget: z.int().nullable(),
    }),
    budget: z.object({
      grantFen: z.int(),
      ownFundsFen: z.int(),
      items: z.array(z.object({ purpose: z.string(), fen: z.int() })),
    }),
    /** The leader's name and number are masked for everybody but the holder. */
    leader: z.object({ name: z.string(), idNumber: z.string(), honours: z.array(z.string()) }).nullable(),
    payeeAccount: z.object({ holder: z.string(), bank: z.string(), number: z.string() }).nullable(),
    instalments: z.array(
      z.object({
        no: z.int(),
        shareBp: z.int(),
        amountFen: z.int(),
        dueEvent: z.enum(DUE_EVENTS),
        state: z.enum(INSTALMENT_STATES),
        instructionId: z.string().nullable(),
        settledOn: Day.nullable(),
      }),
    ),
    ...TITLE_FIELDS,
    review: z.object({
      score: z
        .object({ scoreCenti: z.int().nullable(), validScores: z.int(), quorum: z.int(), rank: z.int().nullable() })
        .nullable(),
    }),
    returned: z
      .object({
        corrections: z.array(z.object({ pointer: z.string(), remark: z.string() })),
        remark: z.string().nullable(),
        /** The year whose report was returned; null where the application was. */
        year: z.int().nullable(),
        dueAt: Instant.nullable(),
      })
      .nullable(),
    noticeId: z.string().nullable(),
    reason: z.string().nullable(),
    stateSince: Instant,
    submittedAt: Instant.nullable(),
    createdAt: Instant,
    warnings: z.array(z.object({ code: z.enum(GRANT_WARNINGS), rule: z.string(), detail: z.string() })),
    acts: z.array(GrantActView),
  })
  .meta({ id: 'Grant' });

export const GrantScoresAnswer = pageSchema(
  z.object({
    personId: z.string(),
    displayName: z.string(),
    state: z.enum(SCORE_STATES),
    points: z.record(z.string(), z.int()).nullable(),
    total: z.int().nullable(),
    reason: z.string().nullable(),
    at: Instant,
  }),
);
