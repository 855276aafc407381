import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { RecoveryCourse, RecoveryMessage } from '../domain/recovery/recovery-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const RECOVERY_UPDATES = [
  'approve',
  'refuse',
  'appeal',
  'ruleAppeal',
  'repaid',
  'debtChanged',
  'proposeInstalments',
  'confirmInstalments',
  'proposeWriteOff',
  'confirmWriteOff',
] as const satisfies readonly RecoveryMessage['kind'][];

export const recoveryUpdate = (kind: (typeof RECOVERY_UPDATES)[number]) =>
  defineUpdate<ActAnswer, [RecoveryMessage]>(kind);

export const currentRecoveryQuery = defineQuery<RecoveryCourse>('current');
