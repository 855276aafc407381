import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ClaimCourse } from '../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';
import type { ActAnswer } from './act-answer.ts';

export const CLAIM_TASK_QUEUE = 'butie';
/**
 * Every message is an Update: the sender needs the answer, and a fact from outside was in the inbox before (D2, D3).
 */
export const CLAIM_UPDATES = [
  'decide',
  'resubmit',
  'withdraw',
  'hold',
  'release',
  'correctAccount',
  'contractEvidence',
  'registerAnswered',
  'noticeOpening',
  'noticeClosed',
  'payoutReleasing',
  'payoutReported',
  'setOff',
  'repaid',
  'recovered',
  'rearm',
] as const satisfies readonly ClaimMessage['kind'][];

export const claimUpdate = (kind: (typeof CLAIM_UPDATES)[number]) => defineUpdate<ActAnswer, [ClaimMessage]>(kind);

export const currentClaimQuery = defineQuery<ClaimCourse>('current');
