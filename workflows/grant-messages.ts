import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CallCourse, CallMessage } from '../domain/grant/call-course.ts';
import type { GrantCourse, GrantMessage } from '../domain/grant/grant-course.ts';
import { GRANT_SENT_KINDS } from '../domain/grant/grant-sent-kinds.ts';
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

export const GRANT_UPDATES = GRANT_SENT_KINDS;

export const grantUpdate = (kind: (typeof GRANT_UPDATES)[number]) => defineUpdate<ActAnswer, [GrantMessage]>(kind);

export const currentGrantQuery = defineQuery<GrantCourse>('current');
