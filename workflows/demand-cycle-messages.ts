import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { DemandCycleCourse, DemandCycleMessage } from '../domain/demand/demand-cycle-course.ts';
import type { ActAnswer } from './act-answer.ts';

export const DEMAND_CYCLE_UPDATES = ['publish'] as const satisfies readonly DemandCycleMessage['kind'][];

export const demandCycleUpdate = (kind: (typeof DEMAND_CYCLE_UPDATES)[number]) =>
  defineUpdate<ActAnswer, [DemandCycleMessage]>(kind);

export const currentDemandCycleQuery = defineQuery<DemandCycleCourse>('current');
