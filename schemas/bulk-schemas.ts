import { z } from 'zod';
import { BULK_DECISIONS, BULK_MOST, BULK_RESULTS, BULK_STATES } from '../domain/task/bulk-words.ts';
import { ConflictAnswer, idOf, Instant, longTextIfAny, QueryFlag } from './http-schemas.ts';
import { BulkWhy } from './bulk-why.ts';
import { AnswerValue } from './task-schemas.ts';

export const BulkParams = z.strictObject({ bulkId: idOf('blk') });
export const BulkQuery = z.strictObject({ dryRun: QueryFlag });

const Act = z.enum(BULK_DECISIONS);
const Answers = z.record(z.string().min(1).max(64), AnswerValue);
const Remark = longTextIfAny(2_000);

/** What a bulk decides on each of its tasks. */
export const BulkContent = z.object({ act: Act, answers: Answers, remark: Remark });
export type BulkContent = z.output<typeof BulkContent>;

/** With `dryRun=true` `taskIds`, `act`, `answers` and `remark`, without it the other four. */
export const BulkBody = z
  .strictObject({
    taskIds: z
      .array(idOf('tsk'))
      .min(1)
      .max(BULK_MOST)
      .refine((ids) => new Set(ids).size === ids.length, { params: { code: 'TASK_TWICE' } })
      .optional(),
    act: Act.optional(),
    answers: Answers.optional(),
    remark: Remark,
    planId: idOf('blk').optional(),
    planHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    confirmedCount: z.int().min(0).optional(),
    pledge: z.boolean().optional(),
  })
  .meta({ id: 'BulkDecisionRequest' });
export type BulkBody = z.output<typeof BulkBody>;

export const BulkPlanAnswer = z
  .object({
    planId: z.string(),
    planHash: z.string(),
    expiresAt: Instant,
    /** How many of the tasks the pledge decides, and their sum in fen. */
    able: z.int(),
    amountFen: z.int(),
    items: z.array(
      z.object({
        taskId: z.string(),
        revision: z.int(),
        able: z.boolean(),
        amountFen: z.int(),
        why: BulkWhy.optional(),
      }),
    ),
  })
  .meta({ id: 'BulkDecisionPlan' });

export const BulkAnswer = z
  .object({
    id: z.string(),
    state: z.enum(BULK_STATES),
    act: Act,
    pledgedAt: Instant,
    /** Of the plan: how many of the tasks were pledged, and their sum in fen. */
    able: z.int(),
    amountFen: z.int(),
    items: z.array(
      z.object({
        taskId: z.string(),
        /** Null while the decision is under way. */
        result: z.enum(BULK_RESULTS).nullable(),
        amountFen: z.int(),
        /** Of a task that changed: with what overtook the bulk, if it is known. */
        problem: BulkWhy.extend({ conflict: ConflictAnswer.optional() }).optional(),
      }),
    ),
  })
  .meta({ id: 'BulkDecision' });

/** Of both requests: the plan, or the id of what was pledged. */
export const BulkRequestAnswer = z.union([BulkPlanAnswer, z.object({ id: z.string() })]);
