import type { z } from 'zod';
import type { OperationId } from '../../domain/authority/permissions.ts';
import { ENTITIES, type EntityKind } from '../../domain/entities.ts';
import { CycleParams } from '../../schemas/demand-schemas.ts';
import { FilingParams } from '../../schemas/filing-schemas.ts';
import { CallParams } from '../../schemas/grant-call-schemas.ts';
import { GrantParams } from '../../schemas/grant-schemas.ts';
import { NoticeParams } from '../../schemas/notice-schemas.ts';
import { BatchParams } from '../../schemas/payout-schemas.ts';
import { AnnualPlanParams } from '../../schemas/plan-schemas.ts';
import { RecoveryParams } from '../../schemas/recovery-schemas.ts';
import { ProposeRepairBody, RepairAnswer, RepairQuery } from '../../schemas/repair-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { PROPOSAL_PROBLEMS, proposeRepair, type RepairDependencies } from './propose-repair.ts';

interface Door {
  readonly operationId: Extract<OperationId, `propose${string}Repair`>;
  readonly path: `/api/v1/${string}/repairs`;
  readonly params: z.ZodType<Readonly<Record<string, string>>>;
}

/** Where a repair of each entity besides claims is proposed. */
const DOORS: Readonly<Record<Exclude<EntityKind, 'claim'>, Door>> = {
  filing: {
    operationId: 'proposeClassFilingRepair',
    path: '/api/v1/class-filings/:filingId/repairs',
    params: FilingParams,
  },
  notice: { operationId: 'proposeNoticeRepair', path: '/api/v1/notices/:noticeId/repairs', params: NoticeParams },
  batch: {
    operationId: 'proposePayoutBatchRepair',
    path: '/api/v1/payout-batches/:batchId/repairs',
    params: BatchParams,
  },
  recovery: {
    operationId: 'proposeRecoveryRepair',
    path: '/api/v1/recoveries/:recoveryId/repairs',
    params: RecoveryParams,
  },
  grant: { operationId: 'proposeGrantRepair', path: '/api/v1/grants/:grantId/repairs', params: GrantParams },
  grantCall: {
    operationId: 'proposeGrantCallRepair',
    path: '/api/v1/grant-calls/:callId/repairs',
    params: CallParams,
  },
  annualPlan: {
    operationId: 'proposeAnnualPlanRepair',
    path: '/api/v1/annual-plans/:planId/repairs',
    params: AnnualPlanParams,
  },
  demandCycle: {
    operationId: 'proposeDemandCycleRepair',
    path: '/api/v1/demand-cycles/:cycleId/repairs',
    params: CycleParams,
  },
};

/** The same proposal for every entity that has a workflow: what heals its engine. */
export function entityRepairRoutes(deps: RepairDependencies): readonly Route[] {
  return [
    proposal(deps, 'filing'),
    proposal(deps, 'notice'),
    proposal(deps, 'batch'),
    proposal(deps, 'recovery'),
    proposal(deps, 'grant'),
    proposal(deps, 'grantCall'),
    proposal(deps, 'annualPlan'),
    proposal(deps, 'demandCycle'),
  ];
}

function proposal(deps: RepairDependencies, entity: keyof typeof DOORS): Route {
  const { operationId, path, params: shape } = DOORS[entity];
  return defineRoute({
    operationId,
    method: 'post',
    path,
    summary: 'Propose a repair of its workflow; with dryRun=true what it would do, and nothing is done',
    params: shape,
    query: RepairQuery,
    body: ProposeRepairBody,
    answer: RepairAnswer,
    otherStatus: 201,
    idempotency: 'accepted',
    problems: PROPOSAL_PROBLEMS,
    handle: ({ params, body: { reason, ...asked }, query: { dryRun }, ...by }) =>
      proposeRepair(deps, { entity, id: params[ENTITIES[entity].idField] ?? '', asked, reason, dryRun }, by),
  });
}
