import type { CallMessage } from './call-course.ts';
import type { GrantMessage } from './grant-course.ts';
import { GRANT_SENT_KINDS } from './grant-sent-kinds.ts';

/** The kinds of messages that a call's workflow takes. */
export const CALL_MESSAGE_KINDS = [
  'begin',
  'timerFired',
  'setQuota',
  'setPanel',
  'changePanel',
  'closeScoring',
  'propose',
  'noticeSettled',
  'end',
  'cancel',
] as const satisfies readonly CallMessage['kind'][];

/** The kinds of messages that a grant's workflow takes: those that are sent, and its own turns. */
export const GRANT_MESSAGE_KINDS = [
  'begin',
  'timerFired',
  ...GRANT_SENT_KINDS,
] as const satisfies readonly GrantMessage['kind'][];

/** What stands in the audit chain of a call besides its messages and tasks. */
export const CALL_AUDIT_ACTS = ['opened', 'deadlineRecomputed'] as const;

/** The same of a grant. */
export const GRANT_AUDIT_ACTS = [
  'payeeRefused',
  'enterRepayment',
  'rejectEntry',
  'withdrawEntry',
  'statement',
  'imported',
  'drafted',
  'edit',
  'putDocument',
  'documentReplaced',
  'submitted',
  'deadlineRecomputed',
  'reveal',
] as const;

/** The acts that a call offers to its offices. */
export const CALL_OFFERS = [
  'quota',
  'panel',
  'panelChanges',
  'scoringClose',
  'proposal',
  'end',
  'cancellation',
] as const;

/** The acts that a grant offers beside the decisions on its tasks. */
export const GRANT_OFFERS = [
  'edit',
  'putDocument',
  'submission',
  'resubmission',
  'withdrawal',
  'scoreWithdrawal',
  'agreement',
  'acceptanceRequest',
  'yearReport',
  'rectification',
  'statement',
  'relinquishment',
  'payeeAccount',
  'suspension',
  'suspensionEnd',
  'repayment',
  'payment',
] as const;
