import type { Recipe } from './recipes.ts';

/** A dry run, so that nothing is proposed; which preconditions hold is told to everybody who may propose. */
const DRY: Recipe = { query: 'dryRun=true', body: { command: 'retryStep', reason: '核对' } };

/** How the operations of repairs are asked; `RECIPES` holds them. */
export const REPAIR_RECIPES = {
  proposeClaimRepair: DRY,
  proposeNoticeRepair: DRY,
  proposePayoutBatchRepair: DRY,
  proposeClassFilingRepair: DRY,
  proposeRecoveryRepair: DRY,
  proposeGrantRepair: DRY,
  proposeGrantCallRepair: DRY,
  proposeAnnualPlanRepair: DRY,
  proposeDemandCycleRepair: DRY,
  approveRepair: {},
  rejectRepair: { body: { reason: '不办了' } },
} as const satisfies Readonly<Record<string, Recipe>>;
