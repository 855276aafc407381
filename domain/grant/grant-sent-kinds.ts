import type { GrantMessage } from './grant-course.ts';

/** The kinds of messages that somebody sends to a grant's workflow. */
export const GRANT_SENT_KINDS = [
  'decide',
  'resubmit',
  'withdraw',
  'score',
  'recuse',
  'withdrawScore',
  'panelChanged',
  'scoringClosed',
  'proposed',
  'notSelected',
  'noticeOpening',
  'noticeClosed',
  'signAgreement',
  'requestAcceptance',
  'reportYear',
  'rectifyYear',
  'relinquish',
  'correctAccount',
  'suspend',
  'resume',
  'payoutReleasing',
  'payoutReported',
  'repaid',
] as const satisfies readonly GrantMessage['kind'][];
