import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { BatchCourse, BatchMessage } from '../domain/payout/batch-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const BATCH_UPDATES = ['release', 'reject'] as const satisfies readonly BatchMessage['kind'][];

export const batchUpdate = (kind: (typeof BATCH_UPDATES)[number]) => defineUpdate<ActAnswer, [BatchMessage]>(kind);

/** Coalesced: it only says that the inbox has rows for the batch, which then pages its inbox (D3). */
export const inboxChangedSignal = defineSignal('inboxChanged');

export const currentBatchQuery = defineQuery<BatchCourse>('current');
