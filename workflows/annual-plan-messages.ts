import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { YearPlanCourse, YearPlanMessage } from '../domain/plan/plan-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const ANNUAL_PLAN_UPDATES = [
  'submitPlan',
  'revisePlan',
  'decidePlan',
  'splitPlan',
] as const satisfies readonly YearPlanMessage['kind'][];

export const annualPlanUpdate = (kind: (typeof ANNUAL_PLAN_UPDATES)[number]) =>
  defineUpdate<ActAnswer, [YearPlanMessage]>(kind);

export const currentAnnualPlanQuery = defineQuery<YearPlanCourse>('current');
