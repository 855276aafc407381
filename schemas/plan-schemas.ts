import { z } from 'zod';
import { ORGAN_CODES } from '../domain/codes.ts';
import { GUIDANCE_SOURCES, repeatedRows } from '../domain/plan/plan-content.ts';
import {
  FILED_VERSION_STATES,
  PLAN_ORGAN_STATES,
  PLAN_STATES,
  PLAN_VERSION_STATES,
} from '../domain/plan/plan-words.ts';
import { PLAN_CAUSES, PLAN_EVENTS } from '../domain/plan/diagnose-plan.ts';
import { areParts } from '../domain/plan/structure-indicators.ts';
import { DiagnosisView, OF_ENGINE } from './diagnosis-schemas.ts';
import {
  AnnualPlanActView,
  Cursor,
  idOfEntity,
  Instant,
  Jurisdiction,
  Limit,
  longText,
  longTextIfAny,
  pageSchema,
  ShortListPage,
  Year,
} from './http-schemas.ts';

const Organ = z.enum(ORGAN_CODES);
/** As in a plan line: jurisdiction/year/organ/program. */
const Program = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/);
const PersonTimes = z.int().min(1).max(10_000_000);
const Fen = z.int().min(0).max(1_000_000_000_000_000);

export const AnnualPlanParams = z.strictObject({ planId: idOfEntity('annualPlan') });
export const SectorPlanParams = z.strictObject({ planId: idOfEntity('annualPlan'), organ: Organ });

export const AnnualPlanListQuery = z.strictObject({
  jurisdiction: Jurisdiction.optional(),
  year: Year.optional(),
  limit: Limit,
  cursor: Cursor,
});
export const PlanVersionsQuery = z.strictObject({ organ: Organ.optional(), ...ShortListPage });

/** Each row names another line than the rows before it. */
function withoutRepeats<Row extends z.ZodType>(row: Row, keyOf: (one: z.output<Row>) => string) {
  return z
    .array(row)
    .min(1)
    .max(500)
    .superRefine((rows, context) => {
      for (const place of repeatedRows(rows, keyOf)) {
        context.addIssue({ code: 'custom', path: [place], params: { code: 'DUPLICATE_IN_FILE' }, message: 'repeated' });
      }
    });
}

const FiledLines = withoutRepeats(
  z.strictObject({ program: Program, personTimes: PersonTimes, budgetFen: Fen }),
  ({ program }) => program,
);

export const PlanSubmissionBody = z
  .strictObject({
    organ: Organ,
    lines: FiledLines,
    /** in the plan of 2019. */
    trainingDoneSoFar: z.union([z.int().min(0).max(10_000_000), longText(4_000)]).optional(),
    remark: longTextIfAny(2_000),
  })
  .meta({ id: 'PlanSubmission' });

export const PlanRevisionBody = z
  .strictObject({ organ: Organ, lines: FiledLines, reason: longText(2_000), remark: longTextIfAny(2_000) })
  .meta({ id: 'PlanRevision' });

export const PlanSplitBody = z
  .strictObject({
    lines: withoutRepeats(
      z.strictObject({ organ: Organ, program: Program, personTimes: PersonTimes }),
      ({ organ, program }) => `${organ}/${program}`,
    ),
    reason: longText(2_000),
  })
  .meta({ id: 'PlanSplitEntry' });

const People = z.int().min(0).max(2_000_000_000);
export const StructureIndicatorsBody = z
  .strictObject({ employed: People, skilled: People, highSkilled: People, source: longText(2_000) })
  .refine(areParts, { params: { code: 'NOT_A_PART' }, path: ['skilled'] })
  .meta({ id: 'StructureIndicatorsEntry' });

export const SectorPlanBody = z
  .strictObject({ forecast: longText(10_000), plan: longText(10_000) })
  .meta({ id: 'SectorPlanEntry' });

const PlanLineView = z.object({ program: z.string(), personTimes: z.int(), budgetFen: z.int() });

const OrganView = z.object({
  organ: Organ,
  organName: z.string(),
  /** The organ is in the annex; others may file. */
  required: z.boolean(),
  state: z.enum(PLAN_ORGAN_STATES),
  /** The version in force, else the one that was filed; 0 while nothing was filed. */
  version: z.int(),
  late: z.boolean(),
  overdue: z.boolean(),
  submittedAt: Instant.nullable(),
  /** In force if the plan is accepted, else as filed. */
  lines: z.array(PlanLineView),
  /** A revision that waits for the HR bureau, or that it returned; not in force. */
  revision: z
    .object({
      version: z.int(),
      state: z.enum(FILED_VERSION_STATES),
      submittedAt: Instant,
      reason: z.string().nullable(),
      lines: z.array(PlanLineView),
    })
    .nullable(),
  /** What the bureau said when it returned the plan or the revision that waits for the organ. */
  returnedWith: z.string().nullable(),
  sectorPlan: z.object({ version: z.int(), forecast: z.string(), plan: z.string(), enteredAt: Instant }).nullable(),
});

export const AnnualPlanView = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    year: z.int(),
    state: z.enum(PLAN_STATES),
    revision: z.int(),
    opensOn: z.string(),
    dueOn: z.string(),
    closesOn: z.string(),
    organs: z.array(OrganView),
    /** The programmes that a line can name, with the organ that has the task. */
    programs: z.array(z.object({ program: z.string(), organ: Organ, name: z.string() })),
    /** Of accepted lines; after the years of the annex its total is the last known one and not in force. */
    totals: z.object({
      personTimes: z.int(),
      budgetFen: z.int(),
      annexTotal: z.int().nullable(),
      phaseTarget: z.int().nullable(),
      notSplit: z.int().nullable(),
    }),
    splitVersion: z.int(),
    /** Entered yearly by the HR bureau and compared with every share that a document asks for; null before. */
    structure: z
      .object({
        version: z.int(),
        employed: z.int(),
        skilled: z.int(),
        highSkilled: z.int(),
        source: z.string(),
        enteredAt: Instant,
        skilledShareBp: z.int().nullable(),
        highSkillShareBp: z.int().nullable(),
        targets: z.array(
          z.object({
            measure: z.enum(['skilledShare', 'highSkillShare']),
            targetBp: z.int(),
            byYear: z.int(),
            document: z.string(),
            clause: z.string(),
            meets: z.boolean().nullable(),
          }),
        ),
      })
      .nullable(),
    acts: z.array(AnnualPlanActView),
  })
  .meta({ id: 'AnnualPlan' });

export const AnnualPlanPage = pageSchema(AnnualPlanView).meta({ id: 'AnnualPlanPage' });

export const PlanVersionPage = pageSchema(
  z.object({
    organ: Organ,
    version: z.int(),
    /** Counts what the organ filed, a returned version again. */
    filing: z.int(),
    state: z.enum(PLAN_VERSION_STATES),
    late: z.boolean(),
    reason: z.string().nullable(),
    remark: z.string().nullable(),
    trainingDoneSoFar: z.union([z.int(), z.string()]).nullable(),
    submittedAt: Instant.nullable(),
    decidedAt: Instant.nullable(),
    decisionRemark: z.string().nullable(),
    lines: z.array(PlanLineView),
  }),
).meta({ id: 'PlanVersionPage' });

export const PlanSplitView = z
  .object({
    planId: z.string(),
    /** Null without a split: then the annex is shown, in force or as last known. */
    version: z.int().nullable(),
    from: z.enum(GUIDANCE_SOURCES).nullable(),
    reason: z.string().nullable(),
    enteredAt: Instant.nullable(),
    lines: z.array(z.object({ organ: z.string(), program: z.string(), personTimes: z.int() })),
    versions: z.array(z.object({ version: z.int(), reason: z.string(), enteredAt: Instant })),
  })
  .meta({ id: 'PlanSplit' });

/** In the shape of a claim's diagnosis (api §10), with the causes of a plan. */
export const PlanDiagnosisView = DiagnosisView.extend({
  cause: z.enum([...PLAN_CAUSES, ...OF_ENGINE.causes]),
  nextAutomaticEvent: z.enum([...PLAN_EVENTS, 'retry']).nullable(),
  also: z.array(z.object({ cause: z.enum(PLAN_CAUSES), sentence: z.string() })),
}).meta({ id: 'AnnualPlanDiagnosis' });
