import { PARTY_KINDS } from '../../domain/policy/route-codes.ts';
import { isCallOpen, judgeGrantDraft, mayWriteGrant } from '../../domain/grant/grant-draft.ts';
import { endOfDayMs } from '../../domain/calendar.ts';
import { CreateGrantBody, GrantParams, GrantView, PatchGrantBody } from '../../schemas/grant-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { GrantDraft, GrantRecord } from './grant-ports.ts';
import { findGrant, findOwnGrant, type GrantDependencies } from './find-grants.ts';
import { grantView } from './grant-view.ts';

const LAW_PROBLEMS = ['APPLICANT_KIND_NOT_ADMITTED', 'LEADER_REQUIRED', 'AMOUNT_FIXED'] as const;

export function grantDraftRoutes(deps: GrantDependencies): readonly Route[] {
  return [createGrant(deps), patchGrant(deps)];
}

function createGrant({ calls, grants }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'createGrant',
    method: 'post',
    path: '/api/v1/grants',
    summary: 'Draft an application for a grant under an open call (R-153)',
    body: CreateGrantBody,
    answer: GrantView,
    status: 201,
    idempotency: 'accepted',
    problems: ['CALL_NOT_OPEN', 'ROUTE_NOT_OPEN', 'INVALID', ...LAW_PROBLEMS],
    async handle({ caller, body, idempotencyKey: key, at, language }) {
      const call = await calls.find(body.callId, caller);
      if (call === null) {
        throw new Problem('INVALID', { errors: [{ pointer: '/callId', code: 'NOT_FOUND' }] });
      }
      if (!isCallOpen({ state: call.state, closesAtMs: endOfDayMs(call.closesOn) }, at.getTime())) {
        throw new Problem('CALL_NOT_OPEN');
      }
      const applicant = await grants.applicant(caller);
      if (applicant === null) {
        throw new Problem('APPLICANT_KIND_NOT_ADMITTED');
      }
      const facts = {
        applicantKind: PARTY_KINDS.find((kind) => kind === applicant.kind) ?? 'person',
        hasLeader: body.leader !== undefined,
        askedFen: body.budget.grantFen ?? null,
        amountFen: call.amountFen,
      };
      const verdict = judgeGrantDraft(facts, call.snapshot.routeDefinition);
      if (!verdict.ok) {
        throw new Problem(verdict.reason);
      }
      const id = await grants.create({ call, ...draftOf(body) }, { caller, at, key });
      const grant = await findGrant(grants, id, caller);
      return {
        body: grantView(grant, caller, language, at),
        revision: grant.revision,
        location: `/api/v1/grants/${id}`,
      };
    },
  });
}

function draftOf({ designation, plan, budget, leader, payeeAccount }: CreateGrantBody): GrantDraft {
  return {
    name: designation.name,
    address: designation.address ?? null,
    content: {
      plan: {
        goals: plan.goals,
        highSkillCapacityTarget: plan.highSkillCapacityTarget ?? null,
        publicServiceCapacityTarget: plan.publicServiceCapacityTarget ?? null,
        backbonesTarget: plan.backbonesTarget ?? null,
      },
      budget: { ownFundsFen: budget.ownFundsFen, items: budget.items },
      honours: leader?.honours ?? [],
    },
    leader: leader === undefined ? null : { name: leader.name, idNumber: leader.idNumber },
    payee: payeeAccount,
  };
}

function patchGrant({ grants }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'patchGrant',
    method: 'patch',
    path: '/api/v1/grants/:grantId',
    summary: 'Change a draft, or what was returned',
    params: GrantParams,
    headers: IfMatchHeaders,
    body: PatchGrantBody,
    answer: GrantView,
    problems: ['NOT_FOUND', 'WRONG_STATE', 'IF_MATCH_MISSING', 'STALE', ...LAW_PROBLEMS],
    async handle({ caller, params, headers, body, at, language }) {
      const grant = await findOwnGrant(grants, params.grantId, caller);
      if (!mayWriteGrant(grant.state)) {
        throw new Problem('WRONG_STATE');
      }
      if (parseIfMatch(headers['if-match']) !== grant.revision) {
        throw new Problem('STALE');
      }
      const draft = patched(grant, body);
      const facts = {
        applicantKind: grant.applicant.kind,
        hasLeader: draft.leader !== null,
        askedFen: body.budget?.grantFen ?? null,
        amountFen: grant.amountFen,
      };
      const verdict = judgeGrantDraft(facts, grant.snapshot.routeDefinition);
      if (!verdict.ok) {
        throw new Problem(verdict.reason);
      }
      const changed = await grants.change(grant.id, draft, { caller, at, revision: grant.revision });
      if (changed === 'otherHolder') {
        throw new Problem('INVALID', { errors: [{ pointer: '/leader/idNumber', code: 'HOLDER_KEPT' }] });
      }
      if (changed === 'stale') {
        throw new Problem('STALE');
      }
      const after = await findOwnGrant(grants, grant.id, caller);
      return { body: grantView(after, caller, language, at), revision: after.revision };
    },
  });
}

/** Fields that the body leaves out stay as they are. */
function patched(grant: GrantRecord, body: PatchGrantBody): GrantDraft {
  const { leader, payeeAccount, designation } = body;
  return {
    name: designation?.name ?? grant.name,
    address: designation === undefined ? grant.address : (designation.address ?? null),
    content: contentOf(grant, body),
    leader: leader === undefined ? grant.leader : { name: leader.name, idNumber: leader.idNumber },
    payee: payeeAccount ?? grant.payee ?? { holder: '', bank: '', number: '' },
  };
}

function contentOf({ content }: GrantRecord, { plan, budget, leader }: PatchGrantBody): GrantDraft['content'] {
  return {
    plan:
      plan === undefined
        ? content.plan
        : {
            goals: plan.goals,
            highSkillCapacityTarget: plan.highSkillCapacityTarget ?? null,
            publicServiceCapacityTarget: plan.publicServiceCapacityTarget ?? null,
            backbonesTarget: plan.backbonesTarget ?? null,
          },
    budget: budget === undefined ? content.budget : { ownFundsFen: budget.ownFundsFen, items: budget.items },
    honours: leader?.honours ?? content.honours,
  };
}
