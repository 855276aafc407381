import { ACCOUNT_NUMBER } from '../domain/intake/account-number.ts';
import { CLAIM_KINDS } from '../domain/claim/claim-course.ts';
import { ClaimStateWord } from './claim-state-schema.ts';
import { DEPARTMENT_SOURCES } from '../domain/filing/routing.ts';
import { FILING_STATES } from '../domain/filing/filing-course.ts';
import { z } from 'zod';
import { PaperView } from './paper-schemas.ts';
import { CERTIFICATE_KINDS, DELIVERY_MODES, ORGAN_CODES, SKILL_LEVELS, SUPERVISION_KINDS } from '../domain/codes.ts';
import { PARTY_KINDS } from '../domain/policy/route-codes.ts';
import { CLASS_INDUSTRIES, ENTREPRENEURSHIP_MODULES, type ClassFilingFacts } from '../domain/filing/class-facts.ts';
import { isFen } from './fen-schema.ts';
import {
  Cursor,
  Day,
  DocumentKind,
  FilingActView,
  idOf,
  idOfEntity,
  Instant,
  Jurisdiction,
  Limit,
  lineOfText,
  longText,
  PackCode,
  Remark,
  PartOfNumber,
} from './http-schemas.ts';
import { schemaOf } from './schema-of.ts';

const RouteCode = z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/);
const PlanLineCode = z.string().regex(/^\d{6}\/\d{4}\/[A-Z_]{2,40}\/[A-Z_]{2,40}$/);

export const PayeeAccountBody = z.strictObject({
  holder: lineOfText(100),
  bank: lineOfText(100),
  number: z.string().trim().regex(ACCOUNT_NUMBER),
});

/** An amount of zero or more, in fen. */
const FenAmount = z.int().min(0).refine(isFen);

const BodyName = lineOfText(100);

/** The route's additional fields of the class; a new value replaces the old one as a whole. */
const ClassFactsBody = schemaOf<ClassFilingFacts>()(
  z.strictObject({
    module: z.enum(ENTREPRENEURSHIP_MODULES).exactOptional(),
    courseNo: lineOfText(60).exactOptional(),
    projectBased: z.boolean().exactOptional(),
    industry: z.enum(CLASS_INDUSTRIES).exactOptional(),
    stateOwned: z.boolean().exactOptional(),
    trainer: BodyName.exactOptional(),
    evaluator: BodyName.exactOptional(),
    costSharing: z
      .strictObject({ feeFen: FenAmount, governmentFen: FenAmount, enterpriseFen: FenAmount, personFen: FenAmount })
      .exactOptional(),
    demandEntries: z.array(lineOfText(60)).max(50).exactOptional(),
  }),
);

const FILING_FIELDS = {
  planLine: PlanLineCode.nullable(),
  occupation: z.strictObject({ code: z.string().regex(/^[0-9A-Z-]{3,20}$/), name: lineOfText(50) }),
  skillLevel: z.enum(SKILL_LEVELS),
  certificateKind: z.enum(CERTIFICATE_KINDS),
  /** An apprenticeship of two years has thousands. */
  classHours: z.int().min(1).max(20_000),
  opensOn: Day,
  endsOn: Day,
  deliveryMode: z.enum(DELIVERY_MODES),
  location: lineOfText(200),
  payeeAccount: PayeeAccountBody,
  facts: ClassFactsBody,
};

export const CreateFilingBody = z
  .strictObject({
    ...FILING_FIELDS,
    planLine: PlanLineCode.nullish(),
    facts: ClassFactsBody.optional(),
    route: RouteCode,
    jurisdiction: Jurisdiction,
  })
  .refine((body) => body.opensOn <= body.endsOn, { path: ['endsOn'], params: { code: 'ENDS_BEFORE_IT_OPENS' } });

/** Omitted fields do not change. Route and jurisdiction cannot change: they need another filing. */
export const PatchFilingBody = z.strictObject(FILING_FIELDS).partial();

export const FilingParams = z.strictObject({ filingId: idOfEntity('filing') });
export const RosterPersonParams = z.strictObject({ filingId: idOfEntity('filing'), personId: idOf('per') });
export const FilingDocumentParams = z.strictObject({
  filingId: idOfEntity('filing'),
  kind: DocumentKind,
});

export const FilingListQuery = z.strictObject({
  state: z.enum(FILING_STATES).optional(),
  route: RouteCode.optional(),
  jurisdiction: Jurisdiction.optional(),
  q: PartOfNumber.optional(),
  limit: Limit,
  cursor: Cursor,
});

export const FilingView = z
  .object({
    id: z.string(),
    filingNo: z.string(),
    state: z.enum(FILING_STATES),
    revision: z.int(),
    round: z.int(),
    route: PackCode,
    jurisdiction: z.string(),
    planLine: z.string().nullable(),
    /** The line's year, organ and programme in words. */
    planLineName: z.string().nullable(),
    applicant: z.object({ id: z.string(), name: z.string(), kind: z.enum(PARTY_KINDS) }),
    occupation: z.object({ code: z.string(), name: z.string() }),
    skillLevel: z.enum(SKILL_LEVELS),
    certificateKind: z.enum(CERTIFICATE_KINDS),
    classHours: z.int(),
    opensOn: z.string(),
    endsOn: z.string(),
    deliveryMode: z.enum(DELIVERY_MODES),
    location: z.string(),
    facts: z.object({
      module: z.enum(ENTREPRENEURSHIP_MODULES).optional(),
      courseNo: z.string().optional(),
      projectBased: z.boolean().optional(),
      industry: z.enum(CLASS_INDUSTRIES).optional(),
      stateOwned: z.boolean().optional(),
      trainer: z.string().optional(),
      evaluator: z.string().optional(),
      costSharing: z
        .object({ feeFen: z.int(), governmentFen: z.int(), enterpriseFen: z.int(), personFen: z.int() })
        .optional(),
      demandEntries: z.array(z.string()).optional(),
    }),
    /** Completed training years are claimed one by one (C05); null: the class is claimed once. */
    trainingYears: z.int().nullable(),
    payeeAccount: z.object({ holder: z.string(), bank: z.string(), number: z.string() }),
    responsibleDepartment: z.object({ organ: z.enum(ORGAN_CODES), source: z.enum(DEPARTMENT_SOURCES) }).nullable(),
    warnings: z.array(Remark),
    documents: z.array(PaperView),
    rosterCount: z.int(),
    filedAt: Instant.nullable(),
    acceptedAt: Instant.nullable(),
    assessmentDueOn: z.string().nullable(),
    claimWindowEndsOn: z.string().nullable(),
    claim: z.object({ id: z.string(), state: ClaimStateWord, instalment: z.int() }).nullable(),
    /** In the order of creation. */
    claims: z.array(
      z.object({
        id: z.string(),
        claimNo: z.string(),
        kind: z.enum(CLAIM_KINDS),
        state: ClaimStateWord,
        instalment: z.int(),
      }),
    ),
    stateSince: Instant,
    createdAt: Instant,
    acts: z.array(FilingActView),
  })
  .meta({ id: 'ClassFiling' });

export const SubmissionBody = z.strictObject({ pledge: z.boolean() });
export const WithdrawalBody = z.strictObject({ reason: longText(1_000) });

export const DocumentTextBody = z.strictObject({ text: longText(200_000) });
export const DocumentAnswer = PaperView;
export const DocumentsAnswer = z.object({ items: z.array(PaperView), nextCursor: z.string().nullable() });

export const RosterView = z.object({
  id: z.string(),
  name: z.string(),
  idNumber: z.string(),
  phone: z.string(),
  categories: z.array(z.string()),
  registeredAt: z.string(),
  employer: z.string(),
  feeFen: z.int(),
  /** The columns of the class's route, as it names them. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  account: z.object({ holder: z.string(), bank: z.string(), number: z.string() }).nullable(),
});

export const AttendanceView = z.object({
  personId: z.string(),
  name: z.string(),
  idNumber: z.string(),
  date: z.string(),
  hours: z.number(),
});

export const ResultView = z.object({
  personId: z.string(),
  name: z.string(),
  idNumber: z.string(),
  assessed: z.enum(['合格', '不合格']),
  certificateKind: z.enum(CERTIFICATE_KINDS).nullable(),
  certificateNo: z.string().nullable(),
  certificateDate: z.string().nullable(),
});

export const VisitBody = z.strictObject({ kind: z.enum(SUPERVISION_KINDS), visitedOn: Day, note: longText(2_000) });

export const VisitView = z.object({
  id: z.string(),
  kind: z.enum(SUPERVISION_KINDS),
  visitedOn: z.string(),
  note: z.string(),
  by: z.object({ id: z.string(), displayName: z.string() }),
  at: Instant,
});
export const VisitsAnswer = z.object({
  items: z.array(VisitView),
  nextCursor: z.string().nullable(),
  missing: z.array(z.enum(SUPERVISION_KINDS)),
});
