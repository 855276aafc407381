import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { FilingCourse, FilingMessage } from '../domain/filing/filing-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const FILING_UPDATES = [
  'decide',
  'resubmit',
  'withdraw',
  'recordResults',
  'claimOpened',
] as const satisfies readonly FilingMessage['kind'][];

export const filingUpdate = (kind: (typeof FILING_UPDATES)[number]) => defineUpdate<ActAnswer, [FilingMessage]>(kind);

export const currentFilingQuery = defineQuery<FilingCourse>('current');
