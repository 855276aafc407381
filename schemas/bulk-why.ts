import { z } from 'zod';
import { BULK_REFUSALS } from '../domain/task/bulk-able.ts';
import { PROBLEM_CODES } from './problem-codes.ts';

/** Why a task is not decided in bulk, or what kept it back. */
const WHY_CODES = [...BULK_REFUSALS, ...PROBLEM_CODES.filter((code) => code !== 'BULK_CLOSED')] as const;
export const BulkWhy = z.object({ code: z.enum(WHY_CODES), sentence: z.string() });
