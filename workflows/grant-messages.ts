import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CallCourse, CallMessage } from '../domain/grant/call-course.ts';
import type { GrantCourse, GrantMessage } from '../domain/grant/grant-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const CALL_UPDATES = [
  'setQuota',
  'setPanel',
  'changePanel',
  'closeScoring',
  'propose',
  'noticeSettled',
  'end',
  'cancel',
] as const satisfies readonly CallMessage['kind'][];

export const callUpdate = (kind: (typeof CALL_UPDATES)[number]) => defineUpdate<ActAnswer, [CallMessage]>(kind);

export const currentCallQuery = defineQuery<CallCourse>('current');

export const GRANT_UPDATES = [
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
  'suspend',
  'resume',
  'payoutReleasing',
  'payoutReported',
  'repaid',
] as const satisfies readonly GrantMessage['kind'][];

export const grantUpdate = (kind: (typeof GRANT_UPDATES)[number]) => defineUpdate<ActAnswer, [GrantMessage]>(kind);

export const currentGrantQuery = defineQuery<GrantCourse>('current');
