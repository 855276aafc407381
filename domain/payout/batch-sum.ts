import type { BatchState } from './batch-course.ts';
import { UNSENT_INSTRUCTION_STATES, type InstructionState } from './inbox-judgement.ts';

/**
 * States of payments that are no part of a batch's control sum and count, by the state of the batch. A payment that
 * left the draft, or that its claim refused at the release, is not paid; a sent batch counts what its file carries. A
 * rejected batch keeps the sum of its draft.
 */
export const UNCOUNTED_INSTRUCTION_STATES = {
  draft: ['cancelled'],
  releasing: ['cancelled'],
  sent: UNSENT_INSTRUCTION_STATES,
  done: UNSENT_INSTRUCTION_STATES,
  rejected: [],
} as const satisfies Readonly<Record<BatchState, readonly InstructionState[]>>;
