import { DONE_ACTS } from '../domain/act-words.ts';
import { ClaimStateWord } from './claim-state-schema.ts';
import { isFen } from './fen-schema.ts';
import { GRANT_STATES } from '../domain/grant/grant-state.ts';
import { FILING_STATES } from '../domain/filing/filing-course.ts';
import { TASK_DECISIONS, TASK_KINDS, TASK_STATES } from '../domain/task/task-words.ts';
import { LEADING_PURPOSES, PURPOSES } from '../domain/claim/claim-course.ts';
import { z } from 'zod';
import { FUND_CODES, ROLES, ORGAN_CODES, REFUSAL_CODES } from '../domain/codes.ts';
import { DUE_STATES } from '../domain/task/deadlines.ts';
import { ANSWERS } from '../domain/task/decision-rules.ts';
import {
  Cursor,
  Day,
  idOf,
  idOfEntity,
  Instant,
  Limit,
  lineOfText,
  longText,
  longTextIfAny,
  PackCode,
  TaskActView,
} from './http-schemas.ts';

export const TaskParams = z.strictObject({ taskId: idOf('tsk') });

/** The tag is optional where nothing is decided. */
export const IfMatchHeaders = z.object({ 'if-match': z.string().max(200).optional() });

export const TaskListQuery = z.strictObject({
  box: z.enum(['todo', 'done', 'mine', 'team']).default('todo'),
  stage: z.string().min(1).max(64).optional(),
  claimId: idOfEntity('claim').optional(),
  filingId: idOfEntity('filing').optional(),
  planId: idOfEntity('annualPlan').optional(),
  planOrgan: z.enum(ORGAN_CODES).optional(),
  grantId: idOfEntity('grant').optional(),
  callId: idOfEntity('grantCall').optional(),
  dueBefore: Day.optional(),
  limit: Limit,
  cursor: Cursor,
});

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
  kind: z.enum(TASK_KINDS),
  stage: z.string().meta({
    description:
      'The stage of the route, as its policy pack names it; a word of ours where the task belongs to no stage',
  }),
  purpose: z.enum(PURPOSES).nullable(),
  title: z.string(),
  organ: z.enum(ORGAN_CODES),
  section: z.string().nullable(),
  dueAt: Instant.nullable(),
  dueState: z.enum(DUE_STATES),
  assignee: z.string().optional(),
  /** How many objections to one item the ruling answers. */
  count: z.int().optional(),
  /** The year that the task assesses. */
  year: z.int().optional(),
  /** What is proposed to be asked back of a grant, in fen. */
  proposal: z.object({ recoverFen: z.int() }).optional(),
  createdAt: Instant,
  revision: z.int(),
};

export const TaskItem = z.object(TASK_FIELDS).meta({ id: 'TaskItem' });

export const TaskPage = z.object({
  items: z.array(TaskItem),
  nextCursor: z.string().nullable(),
  asOf: Instant,
});

export const TaskAnswer = z
  .object({
    ...TASK_FIELDS,
    objectionId: z.string().optional(),
    /** The objections that the ruling answers; their text is shown by `POST /reveals` to the person who rules. */
    objections: z.array(z.object({ id: z.string(), receiptNo: z.string(), at: Instant })).optional(),
    state: z.enum(TASK_STATES),
    round: z.int(),
    role: z.enum(ROLES),
    jurisdiction: z.string(),
    /** The name of the stage in the pinned law; null if the task belongs to no stage of a route. */
    stageLabel: z.string().nullable(),
    questions: z.array(PackCode),
    /** The same questions in the reader's language. */
    questionLabels: z.array(z.object({ key: z.string(), label: z.string() })),
    remindedAt: Instant.nullable(),
    doneAt: Instant.nullable(),
    doneBy: z.string().nullable(),
    doneAct: z.enum(DONE_ACTS).nullable(),
    acts: z.array(TaskActView),
    /** The person who asks has kept what they typed into the decision. */
    hasDraft: z.boolean(),
  })
  .meta({ id: 'Task' });

/** `to`: a person's id or user name. */
export const TransferBody = z.strictObject({ to: z.string().min(1).max(100), reason: longText(2_000).optional() });
export const ExtensionBody = z.strictObject({ dueOn: Day, reason: longText(2_000) });
export const RemindBody = z.strictObject({ reason: longText(2_000).optional() }).optional();

const LineId = idOf('lin');

/** An answer, or the JSON booleans for two of the answers. */
const AnswerValue = z.union([
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

export const DecisionAnswer = z.object({
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
