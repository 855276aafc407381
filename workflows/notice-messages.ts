import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { NoticeCourse, NoticeMessage } from '../domain/notice/notice-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const NOTICE_UPDATES = [
  'confirm',
  'reject',
  'withdraw',
  'fileObjection',
  'ruleObjection',
] as const satisfies readonly NoticeMessage['kind'][];

export const noticeUpdate = (kind: (typeof NOTICE_UPDATES)[number]) => defineUpdate<ActAnswer, [NoticeMessage]>(kind);

export const currentNoticeQuery = defineQuery<NoticeCourse>('current');
