export { claimWorkflow } from './claim-workflow.ts';
export { classFilingWorkflow } from './class-filing-workflow.ts';
export { payoutBatchWorkflow } from './payout-batch-workflow.ts';
export { publicNoticeWorkflow } from './public-notice-workflow.ts';
