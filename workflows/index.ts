import type { WorkflowType } from '../domain/entities.ts';
import { baseGrantWorkflow } from './base-grant-workflow.ts';
import { annualPlanWorkflow } from './annual-plan-workflow.ts';
import { claimWorkflow } from './claim-workflow.ts';
import { classFilingWorkflow } from './class-filing-workflow.ts';
import { grantCallWorkflow } from './grant-call-workflow.ts';
import { demandCycleWorkflow } from './demand-cycle-workflow.ts';
import { openPeriodWorkflow } from './open-period-workflow.ts';
import { payoutBatchWorkflow } from './payout-batch-workflow.ts';
import { publicNoticeWorkflow } from './public-notice-workflow.ts';
import { recoveryWorkflow } from './recovery-workflow.ts';

export {
  annualPlanWorkflow,
  baseGrantWorkflow,
  claimWorkflow,
  classFilingWorkflow,
  grantCallWorkflow,
  demandCycleWorkflow,
  openPeriodWorkflow,
  payoutBatchWorkflow,
  publicNoticeWorkflow,
  recoveryWorkflow,
};

/** The entities' own by name: does not compile if an entity has no workflow here. */
export const EVERY_WORKFLOW = {
  baseGrantWorkflow,
  annualPlanWorkflow,
  claimWorkflow,
  classFilingWorkflow,
  grantCallWorkflow,
  demandCycleWorkflow,
  payoutBatchWorkflow,
  publicNoticeWorkflow,
  recoveryWorkflow,
} as const satisfies Readonly<Record<WorkflowType, (input: never) => Promise<string>>>;
