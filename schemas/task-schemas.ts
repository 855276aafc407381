import { DONE_ACTS } from '../domain/act-words.ts';
import { ClaimStateWord } from './claim-state-schema.ts';
import { isFen } from './fen-schema.ts';
import { GRANT_STATES } from '../domain/grant/grant-state.ts';
import { FILING_STATES } from '../domain/filing/filing-course.ts';
import { TASK_BOXES, TASK_SORTS } from '../domain/task/task-lists.ts';
import { TASK_DECISIONS, TASK_KINDS, TASK_STATES } from '../domain/task/task-words.ts';
import { LEADING_PURPOSES, PURPOSES } from '../domain/claim/claim-course.ts';
import { z } from 'zod';
import { FUND_CODES, ROLES, ORGAN_CODES, REFUSAL_CODES, SKILL_LEVELS } from '../domain/codes.ts';
import { PARTY_KINDS } from '../domain/policy/route-codes.ts';
import { DUE_STATES } from '../domain/task/deadlines.ts';
import { ANSWERS } from '../domain/task/decision-rules.ts';
import {
  Cursor,
  Day,
  idOf,
  idOfEntity,
  Instant,
  Limit,
  ListFile,
  lineOfText,
  longText,
  longTextIfAny,
  PackCode,
  QueryFlag,
  TaskActView,
} from './http-schemas.ts';
import { BulkWhy } from './bulk-why.ts';

export const TaskParams = z.strictObject({ taskId: idOf('tsk') });

/** The tag is optional where nothing is decided. */
export const IfMatchHeaders = z.object({ 'if-match': z.string().max(200).optional() });

export const FILTERS = {
  stage: z.string().min(1).max(64).optional(),
  claimId: idOfEntity('claim').optional(),
  filingId: idOfEntity('filing').optional(),
  planId: idOfEntity('annualPlan').optional(),
  planOrgan: z.enum(ORGAN_CODES).optional(),
  grantId: idOfEntity('grant').optional(),
  callId: idOfEntity('grantCall').optional(),
  dueBefore: Day.optional(),
  kind: z.enum(TASK_KINDS).optional(),
  route: z.string().min(1).max(64).optional(),
  /** The party of the case, as items name it. */
  applicant: z.string().min(1).max(64).optional(),
  dueState: z.enum(DUE_STATES).optional(),
  /** Tasks whose applicant has answered a return. */
  round: z.literal('returned').optional(),
  /** Tasks with a finding that nobody has decided. */
  findings: z.literal('undecided').optional(),
  assignee: z.string().min(1).max(64).optional().meta({ description: '`me`, `nobody`, or the id of a person' }),
  receivedFrom: Day.optional(),
  receivedTo: Day.optional(),
  q: lineOfText(100).optional().meta({ description: 'A part of class, applicant or number' }),
};

export const BOX = { box: z.enum(TASK_BOXES).default('todo') };

export const TaskListQuery = z.strictObject({
  ...BOX,
  ...FILTERS,
  sort: z.enum(TASK_SORTS).default('due'),
  limit: Limit,
  cursor: Cursor,
  ...ListFile,
});

/** A view takes the place of box and filters. */
export const TaskCountsQuery = z
  .strictObject({ ...BOX, ...FILTERS, view: lineOfText(40).optional() })
  .refine(({ view, box: _box, ...filters }) => view === undefined || Object.values(filters).every(isAbsent), {
    path: ['view'],
    params: { code: 'VIEW_ALONE' },
  });

const isAbsent = (value: unknown): boolean => value === undefined;

export const TaskCounts = z
  .object({
    asOf: Instant,
    boxes: z.object({ todo: z.int(), mine: z.int(), team: z.int(), done: z.int() }),
    dueStates: z.object({ ok: z.int(), near: z.int(), over: z.int(), paused: z.int(), provisional: z.int() }),
    /** Kinds that the box has. */
    kinds: z.partialRecord(z.enum(TASK_KINDS), z.int()),
    corrected: z.int(),
    undecided: z.int(),
  })
  .meta({ id: 'TaskCounts' });

const TASK_FIELDS = {
  id: z.string(),
  claimId: z.string().optional(),
  filingId: z.string().optional(),
  noticeId: z.string().optional(),
  batchId: z.string().optional(),
  planId: z.string().optional(),
  /** Whose plan it is; `organ` is the organ that has the task. */
  planOrgan: z.enum(ORGAN_CODES).optional(),
  grantId: z.string().optional(),
  callId: z.string().optional(),
  recoveryId: z.string().optional(),
  kind: z.enum(TASK_KINDS),
  stage: z.string().meta({
    description:
      'The stage of the route, as its policy pack names it; a word of ours where the task belongs to no stage',
  }),
  purpose: z.enum(PURPOSES).nullable(),
  title: z.string(),
  /** The number of the claim, filing, notice, batch or grant; of a plan its year. */
  subjectNo: z.string(),
  subject: z
    .object({
      what: z.string(),
      occupation: z.string().optional(),
      skillLevel: z.enum(SKILL_LEVELS).optional(),
      /** Null where a task has no one applicant; names of private persons are masked. */
      applicant: z.object({ id: z.string(), name: z.string(), kind: z.enum(PARTY_KINDS) }).nullable(),
      headcount: z.int().optional(),
      amountFen: z.int().optional(),
    })
    .meta({ id: 'TaskSubject' }),
  route: z.string().optional(),
  round: z.int(),
  organ: z.enum(ORGAN_CODES),
  section: z.string().nullable(),
  /** The end of the last day; `dueOn` is that day. */
  dueAt: Instant.nullable(),
  dueOn: Day.nullable(),
  /** Negative after the last day; null without a deadline or while it is paused. */
  workingDaysLeft: z.int().nullable(),
  dueState: z.enum(DUE_STATES),
  assignee: z.string().optional(),
  assigneeName: z.string().optional(),
  /** Lines with a finding that wants a decision. */
  findings: z.object({ undecided: z.int(), total: z.int() }),
  /** The applicant has answered a return. */
  correctedSince: z.boolean(),
  /** Whether it may be one of a decision in bulk by the person who asks, as the plan of a bulk would say. */
  bulk: z.object({
    able: z.boolean(),
    why: BulkWhy.optional(),
  }),
  /** The item of the notice that an objection is about, and how many objections to it the ruling answers. */
  itemNo: z.int().optional(),
  count: z.int().optional(),
  /** The year that the task assesses. */
  year: z.int().optional(),
  /** What is proposed to be asked back of a grant, in fen. */
  proposal: z.object({ recoverFen: z.int() }).optional(),
  createdAt: Instant,
  doneAt: Instant.nullable(),
  doneAct: z.enum(DONE_ACTS).nullable(),
  revision: z.int(),
};

export const TaskItem = z.object(TASK_FIELDS).meta({ id: 'TaskItem' });

export const TaskPage = z.object({
  items: z.array(TaskItem),
  nextCursor: z.string().nullable(),
  asOf: Instant,
});

/** What a decision does, said before it is made. */
const Effect = z
  .object({
    sentence: z.string(),
    /** Organs that get the case, or `applicant`. */
    notifies: z.array(z.enum([...ORGAN_CODES, 'applicant'])),
    deadlinePaused: z.boolean(),
  })
  .meta({ id: 'DecisionEffect' });

export const DecisionQuery = z.strictObject({ dryRun: QueryFlag });

/** With `dryRun=true`: every check was passed, and nothing was recorded. */
const DecisionEffectAnswer = z.object({ effect: Effect });

export const TaskAnswer = z
  .object({
    ...TASK_FIELDS,
    objectionId: z.string().optional(),
    /** The objections that the ruling answers; their text is shown by `POST /reveals` to the person who rules. */
    objections: z.array(z.object({ id: z.string(), receiptNo: z.string(), at: Instant })).optional(),
    /** What is objected to: one item of the notice, or a group without names (`lineId` null). */
    objectedTo: z.object({ itemNo: z.int(), claimId: z.string().nullable(), lineId: z.string().nullable() }).optional(),
    state: z.enum(TASK_STATES),
    role: z.enum(ROLES),
    jurisdiction: z.string(),
    /** The name of the stage in the pinned law; null if the task belongs to no stage of a route. */
    stageLabel: z.string().nullable(),
    questions: z.array(PackCode),
    /** The same questions in the reader's language. */
    questionLabels: z.array(z.object({ key: z.string(), label: z.string() })),
    remindedAt: Instant.nullable(),
    doneBy: z.string().nullable(),
    doneByName: z.string().nullable(),
    /** The absent person for whom the assignee has it as a deputy. */
    onBehalfOf: z.string().nullable(),
    onBehalfOfName: z.string().nullable(),
    /** The places that a return for correction can name. */
    correctable: z.array(z.object({ pointer: z.string(), label: z.string() })),
    /** The codes with which the decision may refuse lines. */
    fundChoices: z.array(z.object({ code: z.enum(FUND_CODES), label: z.string() })),
    refusalCodes: z.array(z.object({ code: z.enum(REFUSAL_CODES), label: z.string(), rule: z.string() })),
    acts: z.array(TaskActView.extend({ effect: Effect.optional() }).meta({ id: 'TaskActWithEffect' })),
    /** The person who asks has kept what they typed into the decision. */
    hasDraft: z.boolean(),
  })
  .meta({ id: 'Task' });

const LineId = idOf('lin');

/** An answer, or the JSON booleans for two of the answers. */
export const AnswerValue = z.union([
  z.enum(ANSWERS),
  z.literal(true).transform(() => 'true' as const),
  z.literal(false).transform(() => 'false' as const),
]);

export const DecisionBody = z
  .strictObject({
    act: z.enum(TASK_DECISIONS),
    answers: z.record(z.string().min(1).max(64), AnswerValue).optional(),
    remark: longTextIfAny(2_000),
    refuseLines: z
      .array(z.strictObject({ lineId: LineId, code: z.enum(REFUSAL_CODES), remark: longTextIfAny(2_000) }))
      .max(200)
      .optional(),
    acceptLines: z
      .array(z.strictObject({ lineId: LineId, remark: longTextIfAny(2_000) }))
      .max(200)
      .optional(),
    corrections: z
      .array(z.strictObject({ pointer: z.string().min(1).max(300), remark: longText(2_000) }))
      .max(100)
      .optional(),
    organ: z.enum(ORGAN_CODES).optional(),
    amountFen: z.int().min(0).max(1_000_000_000_000).optional(),
    /** With the bureau's approval of a route whose fund no paper names. */
    fund: z.enum(FUND_CODES).optional(),
    /** An expert's points by criterion, and that no conflict forbids him to score. */
    points: z.record(z.string().min(1).max(64), z.number()).optional(),
    declaration: z.strictObject({ noConflict: z.boolean() }).optional(),
    /** The number of the paper that designates. */
    documentNo: lineOfText(100).optional(),
    /** The number of the agreement that an office signs. */
    agreementNo: lineOfText(100).optional(),
    /** What a revocation asks back, in fen. */
    recoverFen: z.int().min(0).refine(isFen).optional(),
    category: z
      .string()
      .regex(/^[A-Z][A-Z_]{1,31}$/)
      .optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'TaskDecision' });
export type DecisionBody = z.output<typeof DecisionBody>;

const ClaimGlance = z
  .object({
    id: z.string(),
    claimNo: z.string(),
    state: ClaimStateWord,
    stage: PackCode.nullable(),
    purpose: z.enum(LEADING_PURPOSES),
    round: z.int(),
    revision: z.int(),
    lines: z.object({ total: z.int(), eligible: z.int(), refused: z.int(), approved: z.int() }),
    totals: z.object({
      claimedFen: z.int(),
      approvedFen: z.int(),
      paidFen: z.int(),
      floatFen: z.int(),
      floatPaidFen: z.int(),
      totalPaidFen: z.int(),
    }),
  })
  .meta({ id: 'ClaimGlance' });

const DecisionAnswer = z.object({
  task: TaskAnswer,
  claim: ClaimGlance.nullable(),
  grant: z.object({ id: z.string(), grantNo: z.string(), state: z.enum(GRANT_STATES), revision: z.int() }).nullable(),
  filing: z
    .object({
      id: z.string(),
      filingNo: z.string(),
      state: z.enum(FILING_STATES),
      revision: z.int(),
      responsibleDepartment: z.string().nullable(),
    })
    .nullable(),
});

/** A decision, or what it would do. */
export const DecisionOrEffect = z.union([DecisionAnswer, DecisionEffectAnswer]);
