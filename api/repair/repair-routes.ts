import {
  ProposeClaimRepairBody,
  RejectRepairBody,
  RepairAnswer,
  RepairIdParams,
  RepairListQuery,
  RepairPage,
  RepairQuery,
  RepairView,
} from '../../schemas/repair-schemas.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { askedOf, planRepair } from '../../domain/repair/repair-plan.ts';
import { actorOf, type Caller } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { entityRepairRoutes } from './entity-repair-routes.ts';
import { isRecipient, ofEngine, PROPOSAL_PROBLEMS, proposeRepair, type RepairDependencies } from './propose-repair.ts';
import { repairView } from './repair-view.ts';

/** Repairs: a dry run that changes nothing, a proposal, another person's approval, and what came of it. */
export function repairRoutes(deps: RepairDependencies): readonly Route[] {
  return [
    proposeClaimRepair(deps),
    ...entityRepairRoutes(deps),
    listRepairs(deps),
    readRepair(deps),
    approveRepair(deps),
    rejectRepair(deps),
  ];
}

function proposeClaimRepair(deps: RepairDependencies): Route {
  return defineRoute({
    operationId: 'proposeClaimRepair',
    method: 'post',
    path: '/api/v1/claims/:claimId/repairs',
    summary: 'Propose a repair of a claim; with dryRun=true what it would do, and nothing is done',
    params: ClaimParams,
    query: RepairQuery,
    body: ProposeClaimRepairBody,
    answer: RepairAnswer,
    otherStatus: 201,
    idempotency: 'accepted',
    problems: PROPOSAL_PROBLEMS,
    handle: ({ params: { claimId }, body: { reason, ...asked }, query: { dryRun }, ...by }) =>
      proposeRepair(deps, { entity: 'claim', id: claimId, asked, reason, dryRun }, by),
  });
}

function listRepairs({ repairs }: RepairDependencies): Route {
  return defineRoute({
    operationId: 'listRepairs',
    method: 'get',
    path: '/api/v1/repairs',
    summary: 'Repairs, newest first',
    query: RepairListQuery,
    answer: RepairPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { state, command, claimId, limit, cursor }, language }) {
      const entity = claimId === undefined ? undefined : ({ kind: 'claim', id: claimId } as const);
      const rows = await repairs.list({ state, command, entity, limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.proposedAt.getTime(), row.id],
        (row) => repairView(row, { caller, language }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readRepair(deps: RepairDependencies): Route {
  return defineRoute({
    operationId: 'readRepair',
    method: 'get',
    path: '/api/v1/repairs/:repairId',
    summary: 'One repair: what it does, who said what of it, and what was found before and after it',
    params: RepairIdParams,
    answer: RepairView,
    problems: ['NOT_FOUND'],
    handle: ({ caller, params: { repairId }, language }) => showRepair(deps, repairId, { caller, language }),
  });
}

function approveRepair(deps: RepairDependencies): Route {
  return defineRoute({
    operationId: 'approveRepair',
    method: 'post',
    path: '/api/v1/repairs/:repairId/approval',
    summary: 'Let a repair be applied, as another person than who proposed it. Refused if the dry run no longer fits',
    params: RepairIdParams,
    answer: RepairView,
    status: 202,
    idempotency: 'required',
    ifMatch: true,
    problems: [
      'NOT_FOUND',
      'WRONG_STATE',
      'SAME_PERSON_FORBIDDEN',
      'ROLE_REQUIRED',
      'STALE',
      'REPAIR_OPEN',
      'WORKER_UNAVAILABLE',
    ],
    async handle({ caller, params: { repairId }, ifMatch, at, language }) {
      const digest = await digestNow(deps, repairId, caller, at);
      const said = await deps.repairs.approve(repairId, { digest, ifMatch }, { caller, actor: actorOf(caller), at });
      if (said === 'NO_LONGER_FITS') {
        throw new Problem('STALE', { status: 409 });
      }
      if (said !== 'approved') {
        throw new Problem(said);
      }
      return showRepair(deps, repairId, { caller, language });
    },
  });
}

/** The digest of the same dry run, made again now. */
async function digestNow({ repairs }: RepairDependencies, repairId: string, caller: Caller, at: Date): Promise<string> {
  const record = await repairs.find(repairId, caller);
  const looked = record === null ? null : await repairs.look(record.entity.kind, record.entity.id, at);
  if (record === null || looked === null) {
    throw new Problem('NOT_FOUND');
  }
  const asked = askedOf(record.command, record.parameters);
  if (record.state === 'proposed') {
    ofEngine(asked, looked);
  }
  if (!(await isRecipient(repairs, asked))) {
    return NO_DIGEST;
  }
  return repairs.digestOf(planRepair(record.entity.kind, asked, looked.facts), looked);
}

/** Fits no proposal. */
const NO_DIGEST = '';

function rejectRepair(deps: RepairDependencies): Route {
  return defineRoute({
    operationId: 'rejectRepair',
    method: 'post',
    path: '/api/v1/repairs/:repairId/rejection',
    summary: 'End a proposal, with a reason; the proposer may take it back so',
    params: RepairIdParams,
    body: RejectRepairBody,
    answer: RepairView,
    idempotency: 'required',
    ifMatch: true,
    problems: ['NOT_FOUND', 'WRONG_STATE', 'STALE'],
    async handle({ caller, params: { repairId }, body: { reason }, ifMatch, at, language }) {
      const said = await deps.repairs.reject(repairId, { reason, ifMatch }, { caller, at });
      if (said !== 'rejected') {
        throw new Problem(said);
      }
      return showRepair(deps, repairId, { caller, language });
    },
  });
}

async function showRepair(
  { repairs }: RepairDependencies,
  repairId: string,
  reader: { readonly caller: Caller; readonly language: Language },
) {
  const record = await repairs.find(repairId, reader.caller);
  if (record === null) {
    throw new Problem('NOT_FOUND');
  }
  return { body: repairView(record, reader), revision: record.revision };
}
