import { CLAIM_AUDIT_ACTS } from '../domain/act-words.ts';
import { OUTCOME_CODES } from '../domain/claim/claim-state.ts';
import { ClaimStateWord } from './claim-state-schema.ts';
import { PARTY_KINDS } from '../domain/policy/route-codes.ts';
import { INSTRUCTION_STATES } from '../domain/payout/inbox-judgement.ts';
import { CLAIM_KINDS, LEADING_PURPOSES, PURPOSES } from '../domain/claim/claim-course.ts';
import { z } from 'zod';
import {
  CERTIFICATE_KINDS,
  FUND_CODES,
  INSURANCE_KINDS,
  ORGAN_CODES,
  PIPELINE_CODES,
  SKILL_LEVELS,
} from '../domain/codes.ts';
import { DEPARTMENT_SOURCES } from '../domain/filing/routing.ts';
import { REGISTER_NAMES } from '../domain/line/register-answers.ts';
import { DOUBTS } from '../domain/task/decision-rules.ts';
import { LINE_STATES } from '../domain/line/line-state.ts';
import { DiagnosisView } from './diagnosis-schemas.ts';
import { EntryBody, EntryFactsView, MOST_ENTRIES } from './entry-schemas.ts';
import { PayeeAccountBody } from './filing-schemas.ts';
import { MoneyEntryView } from './money-entry-schemas.ts';
import {
  BankCode,
  ClaimActView,
  Day,
  idOf,
  idOfEntity,
  Instant,
  Jurisdiction,
  lineOfText,
  longText,
  longTextIfAny,
  PackCode,
  pageSchema,
} from './http-schemas.ts';

export const ClaimParams = z.strictObject({ claimId: idOfEntity('claim') });
export const HoldParams = z.strictObject({ claimId: idOfEntity('claim'), holdId: idOf('hld') });

/** The tag is checked after state and permission, so the handler reads it; an act without a tag is refused (428). */
export const SeenRevisionHeaders = z.looseObject({ 'if-match': z.string().max(200).optional() });

export const RouteCode = z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/);
const PlanLineCode = z.string().regex(/^\d{6}\/\d{4}\/[A-Z_]{2,40}\/[A-Z_]{2,40}$/);

/** The class of the claim, or a route without a class with its rows; see `entry-schemas.ts`. */
export const CreateClaimBody = z
  .strictObject({
    filingId: idOfEntity('filing').optional(),
    route: RouteCode.optional(),
    jurisdiction: Jurisdiction.optional(),
    planLine: PlanLineCode.nullish(),
    payeeAccount: PayeeAccountBody.optional(),
    ...EntryBody.shape,
    entries: z.array(EntryBody).max(MOST_ENTRIES).optional(),
  })
  .refine((body) => (body.filingId === undefined) !== (body.route === undefined), {
    path: ['filingId'],
    params: { code: 'EXACTLY_ONE' },
  })
  .refine((body) => body.route === undefined || body.jurisdiction !== undefined, {
    path: ['jurisdiction'],
    params: { code: 'REQUIRED' },
  });

export const ClaimSubmissionBody = z.strictObject({ pledge: z.boolean().optional() });
export const ClaimResubmissionBody = z.strictObject({ remark: longTextIfAny(2_000) }).optional();
export const ClaimWithdrawalBody = z.strictObject({ reason: longText(1_000) });
/** With `lineId` the account of that line's person, if each line is paid separately. */
export const ClaimPayeeBody = PayeeAccountBody.extend({ lineId: idOf('lin').optional() });
export const ContractCheckBody = z.strictObject({ complete: z.literal(true) });

export const HoldBody = z.strictObject({
  category: z
    .string()
    .trim()
    .regex(/^[A-Za-z][\w-]{0,49}$/),
  reason: longText(2_000),
  /** An instant, or a day that counts to its end. */
  until: z.union([z.iso.datetime({ offset: true }), Day]).nullish(),
});

/** One line's contract and insurance. */
export const EvidenceBody = z
  .strictObject({
    lineId: idOf('lin'),
    contractSignedOn: Day,
    contractStartsOn: Day.optional(),
    contractEndsOn: Day.nullish(),
    openEnded: z.boolean().optional(),
    employer: lineOfText(200),
    insuredMonths: z.int().min(0).max(999),
    insuranceKinds: z.array(z.enum(INSURANCE_KINDS)).max(INSURANCE_KINDS.length),
  })
  .refine((body) => (body.openEnded === true) === (typeof body.contractEndsOn !== 'string'), {
    path: ['contractEndsOn'],
    params: { code: 'EXACTLY_ONE' },
  });

const Fen = z.int();
const Party = z.object({ id: z.string(), name: z.string() });
const LineRemark = z.object({ code: z.string(), rule: z.string(), detail: z.string() });

export const ClaimLineView = z
  .object({
    id: z.string(),
    position: z.int(),
    entryId: z.string().nullable(),
    name: z.string(),
    idNumber: z.string(),
    occupation: z.string(),
    skillLevel: z.enum(SKILL_LEVELS),
    month: z.string().nullable(),
    facts: EntryFactsView.nullable(),
    state: z.enum(LINE_STATES),
    attendedHours: z.number(),
    certificate: z.object({ kind: z.enum(CERTIFICATE_KINDS), number: z.string(), date: z.string() }).nullable(),
    baseFen: Fen,
    allowanceFen: Fen,
    floatFen: Fen,
    formula: z.string(),
    /** Null if the route has no living allowance. */
    allowanceFormula: z.string().nullable(),
    refusals: z.array(LineRemark.extend({ purpose: z.enum(PURPOSES) })),
    findings: z.array(LineRemark.extend({ wantsDecision: z.boolean() })),
    acceptedRemark: z.string().nullable(),
    /** Of its findings that want a decision, as an approval asks now; null: nothing is to be decided. */
    doubt: z.enum(DOUBTS).nullable(),
    contract: z
      .object({
        contractSignedOn: z.string(),
        contractStartsOn: z.string(),
        contractEndsOn: z.string().nullable(),
        openEnded: z.boolean(),
        employer: z.string(),
        insuredMonths: z.int(),
        insuranceKinds: z.array(z.enum(INSURANCE_KINDS)),
      })
      .nullable(),
  })
  .meta({ id: 'ClaimLine' });

const HoldView = z.object({
  id: z.string(),
  category: z.string(),
  reason: z.string(),
  until: Instant.nullable(),
  createdAt: Instant,
});

const CLAIM_FIELDS = {
  id: z.string(),
  claimNo: z.string(),
  kind: z.enum(CLAIM_KINDS),
  filingId: z.string().nullable(),
  route: PackCode,
  jurisdiction: z.string(),
  state: ClaimStateWord,
  stage: PackCode.nullable(),
  purpose: z.enum(LEADING_PURPOSES),
  round: z.int(),
  revision: z.int(),
  applicant: Party.extend({ kind: z.enum(PARTY_KINDS) }),
  stateSince: Instant,
  submittedAt: Instant.nullable(),
  createdAt: Instant,
};

export const ClaimView = z
  .object({
    ...CLAIM_FIELDS,
    pipeline: z.enum(PIPELINE_CODES),
    /** Null if each line is paid to its own person, or if there is no money. */
    payee: z.object({ holder: z.string(), bank: z.string(), number: z.string() }).nullable(),
    responsibleDepartment: z.object({ organ: z.enum(ORGAN_CODES), source: z.enum(DEPARTMENT_SOURCES) }),
    planLine: z.string().nullable(),
    /** The line's year, organ and programme in words. */
    planLineName: z.string().nullable(),
    instalment: z.int(),
    /** The reference date of its law. */
    referenceOn: z.string().nullable(),
    /** Empty for a route without money. */
    fund: z.enum(['', ...FUND_CODES]),
    totals: z.object({
      claimedFen: Fen,
      approvedFen: Fen,
      paidFen: Fen,
      floatFen: Fen,
      floatPaidFen: Fen,
      allowanceFen: Fen,
      allowancePaidFen: Fen,
      advanceFen: Fen,
      totalPaidFen: Fen,
    }),
    lines: z.object({ total: z.int(), eligible: z.int(), refused: z.int(), approved: z.int() }),
    contractCheck: z.object({ windowEndsOn: z.string(), evidenceDueOn: z.string() }).nullable(),
    policy: z.object({
      snapshotId: z.string().nullable(),
      documents: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
    waitingRegister: z.enum(REGISTER_NAMES).nullable(),
    outcomeCode: z.enum(OUTCOME_CODES).nullable(),
    holds: z.array(HoldView),
    moneyEntries: z.array(MoneyEntryView),
    closedAt: Instant.nullable(),
    diagnosis: DiagnosisView,
    acts: z.array(ClaimActView),
  })
  .meta({ id: 'Claim' });

/** A new draft shows its lines at once, counted and priced; the first two hundred of them. */
export const DraftedClaimView = z.object({
  ...ClaimView.shape,
  lines: z.array(ClaimLineView),
  lineCounts: ClaimView.shape.lines,
});

export const HoldAnswer = z.object({ ...HoldView.shape, claim: ClaimView });

export const ClaimListItemView = z.object({
  ...CLAIM_FIELDS,
  occupation: z.object({ code: z.string(), name: z.string() }).nullable(),
  responsibleDepartment: z.enum(ORGAN_CODES),
  claimedFen: Fen,
  approvedFen: Fen,
  totalPaidFen: Fen,
  linesTotal: z.int(),
  linesEligible: z.int(),
});

export const TimelineEntryView = z.object({
  seq: z.int(),
  revision: z.int().nullable(),
  act: z.enum(CLAIM_AUDIT_ACTS),
  at: Instant,
  actor: z
    .object({ organ: z.string().nullable(), section: z.string().nullable(), displayName: z.string().nullable() })
    .nullable(),
  /** For whom a deputy acted; for officials alone. The act is the deputy's own. */
  onBehalfOf: z.object({ displayName: z.string() }).exactOptional(),
  sentence: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

export const ClaimPayoutView = z.object({
  id: z.string(),
  claimId: z.string(),
  batchId: z.string(),
  purpose: z.enum(PURPOSES),
  payee: z.string(),
  amountFen: Fen,
  fund: z.enum(FUND_CODES),
  state: z.enum(INSTRUCTION_STATES),
  reasonCode: BankCode.nullable(),
  stateSince: Instant,
  createdAt: Instant,
});

export const ClaimListAnswer = pageSchema(ClaimListItemView);
export const ClaimLinesAnswer = pageSchema(ClaimLineView);
export const ClaimTimelineAnswer = pageSchema(TimelineEntryView);
export const ClaimPayoutsAnswer = pageSchema(ClaimPayoutView);
