import type { RecoveryMessage } from './recovery-course.ts';

/** The kinds of messages that a recovery's workflow takes. */
export const RECOVERY_MESSAGE_KINDS = [
  'begin',
  'approve',
  'refuse',
  'sendNotice',
  'timerFired',
  'appeal',
  'ruleAppeal',
  'repaid',
  'debtChanged',
  'proposeInstalments',
  'confirmInstalments',
  'proposeWriteOff',
  'confirmWriteOff',
] as const satisfies readonly RecoveryMessage['kind'][];

/** The acts that a recovery offers. */
export const RECOVERY_OFFERS = [
  'approval',
  'refusal',
  'appeal',
  'uphold',
  'dismiss',
  'repayment',
  'setOff',
  'instalments',
  'confirmInstalments',
  'writeOff',
  'confirmWriteOff',
] as const;
