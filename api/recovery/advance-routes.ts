import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { actorOf } from '../kernel/caller.ts';
import { AdvanceBody, RecoveriesAnswer, RepaymentBody, SetOffBody } from '../../schemas/advance-schemas.ts';
import { ClaimParams, ClaimView, SeenRevisionHeaders } from '../../schemas/claim-schemas.ts';
import { FilingParams } from '../../schemas/filing-schemas.ts';
import { unreachable } from '../../domain/verdict.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { Problem } from '../kernel/problem.ts';
import { routeNotOpen } from '../kernel/route-not-open.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceRefusal, AdvanceRepayments, AdvanceStore, RecoveryRecord } from './advance-ports.ts';
import type { ClaimDependencies } from '../claim/claim-dependencies.ts';
import type { ClaimRecord } from '../claim/claim-record.ts';
import { showClaim } from '../claim/claim-view.ts';
import { refuseWith, requireAct, requireClaim, requireSeen, type ActAsked } from '../claim/require-act.ts';

export interface AdvanceDependencies extends ClaimDependencies {
  readonly advances: AdvanceStore;
  readonly repayments: AdvanceRepayments;
}

const ACT_PROBLEMS = [
  'NOT_FOUND',
  'INVALID',
  'WRONG_STATE',
  'CLAIM_HELD',
  'ACT_IN_PROGRESS',
  'FORBIDDEN',
  'SAME_PERSON_FORBIDDEN',
  'IF_MATCH_MISSING',
  'STALE',
  'AMOUNT_MISMATCH',
  'OTHER_PAYEE',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
] as const;

/** Advances of classes, and their recoveries. */
export function advanceRoutes(deps: AdvanceDependencies): readonly Route[] {
  return [requestRoute(deps), setOffRoute(deps), repaymentRoute(deps), recoveriesRoute(deps)];
}

function requestRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'requestAdvance',
    method: 'post',
    path: '/api/v1/class-filings/:filingId/advance',
    summary:
      'Ask for the advance of an accepted class: a claim of its own, settled against the main one (R-071, R-072)',
    params: FilingParams,
    body: AdvanceBody,
    answer: ClaimView,
    status: 201,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'INVALID',
      'WRONG_STATE',
      'PLEDGE_MISSING',
      'ADVANCE_NOT_ALLOWED',
      'ADVANCE_TOO_HIGH',
      'ADVANCE_ALREADY',
      'ALREADY_CLAIMED',
      'ROUTE_NOT_OPEN',
    ],
    async handle({ caller, params: { filingId }, body, idempotencyKey, at, language }) {
      if (body.pledge !== true) {
        throw new Problem('PLEDGE_MISSING', { errors: [{ pointer: '/pledge', code: 'MISSING' }] });
      }
      const asked = { filingId, amountFen: body.amountFen, caller, at, key: idempotencyKey };
      const requested = await deps.advances.request(asked);
      if (!requested.ok) {
        throw problemOf(requested.refusal);
      }
      const { claimId } = requested;
      await deps.desk.start('claim', claimId);
      return {
        ...(await showClaim(deps, claimId, { caller, at, language })),
        location: `/api/v1/claims/${claimId}`,
      };
    },
  });
}

function problemOf(refusal: AdvanceRefusal): Problem {
  switch (refusal.code) {
    case 'ROUTE_NOT_OPEN':
      return routeNotOpen(refusal.key);
    case 'ADVANCE_TOO_HIGH':
      return new Problem('ADVANCE_TOO_HIGH', {
        errors: [{ pointer: '/amountFen', code: 'ABOVE_MAXIMUM', facts: { max: refusal.maxFen } }],
      });
    case 'NOT_FOUND':
    case 'WRONG_STATE':
    case 'ADVANCE_NOT_ALLOWED':
    case 'ADVANCE_ALREADY':
    case 'ALREADY_CLAIMED':
      return new Problem(refusal.code);
    default:
      return unreachable(refusal);
  }
}

function setOffRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'setOffRecovery',
    method: 'post',
    path: '/api/v1/claims/:claimId/set-offs',
    summary: 'Take what the same payee owes of an advance from the base that is due here (R-074)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: SetOffBody,
    answer: ClaimView,
    idempotency: 'required',
    problems: ACT_PROBLEMS,
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      await requireClaim(deps.claims, asked);
      const recoveryId = await deps.advances.recoveryOf(body.recoveryClaimId, caller.jurisdiction);
      if (recoveryId === null) {
        throw new Problem('INVALID', { errors: [{ pointer: '/recoveryClaimId', code: 'UNKNOWN_VALUE' }] });
      }
      await decide(deps, asked, {}, (said) => ({ kind: 'setOff', recoveryId, amountFen: body.amountFen, ...said }));
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

function repaymentRoute(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'enterRepayment',
    method: 'post',
    path: '/api/v1/claims/:claimId/repayments',
    summary: 'Enter what was paid back of an advance, with the reference of the bank (R-074)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: RepaymentBody,
    answer: ClaimView,
    idempotency: 'required',
    problems: ACT_PROBLEMS,
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const { amountFen, bankReference } = body;
      const claim = await requireClaim(deps.claims, asked);
      if (claim.kind === 'advance' && claim.state === 'closed') {
        await repayEnded(deps, { asked, claim, amountFen, bankReference });
        return showClaim(deps, claimId, { caller, at, language });
      }
      await decide(deps, asked, { bankReference }, (said) => ({ kind: 'repaid', amountFen, ...said }));
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

interface EndedRepayment {
  readonly asked: ActAsked & { readonly idempotencyKey: string };
  readonly claim: ClaimRecord;
  readonly amountFen: number;
  readonly bankReference: string;
}

/** R-074 (L1): an advance that is due back has ended, so its repayment is no act of a workflow. */
async function repayEnded(deps: AdvanceDependencies, repayment: EndedRepayment): Promise<void> {
  const { asked, claim, amountFen, bankReference } = repayment;
  const { claimId, caller, idempotencyKey, at } = asked;
  if (await deps.claims.isActKept(caller.personId, idempotencyKey)) {
    return;
  }
  if (caller.jurisdiction !== claim.jurisdiction || caller.organ !== 'FINANCE') {
    throw new Problem('FORBIDDEN');
  }
  requireSeen(claim, asked.ifMatch);
  const repaid = await deps.repayments.repay({ claimId, caller, idempotencyKey, at, amountFen, bankReference });
  refuseWith(repaid.ok ? null : repaid.reason);
}

type Said = Pick<Extract<ClaimMessage, { kind: 'repaid' }>, 'actor' | 'actId' | 'atMs' | 'expectedRevision'>;

/** An act of Finance on a claim, checked with the same table here and in the workflow. */
async function decide(
  deps: AdvanceDependencies,
  asked: ActAsked & { readonly idempotencyKey: string },
  body: { readonly bankReference?: string },
  messageFor: (said: Said) => ClaimMessage,
): Promise<void> {
  const said = (claim: ClaimRecord, actId: string): Said => ({
    actor: actorOf(asked.caller),
    actId,
    atMs: asked.at.getTime(),
    expectedRevision: claim.revision,
  });
  const { claim } = await requireAct(deps.claims, asked, (seen) => messageFor(said(seen, '')));
  await deps.desk.act({
    personId: asked.caller.personId,
    idempotencyKey: asked.idempotencyKey,
    taskId: null,
    body,
    message: (actId) => ({ entity: 'claim', id: claim.id, message: messageFor(said(claim, actId)) }),
  });
}

function recoveriesRoute({ advances }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'listRecoveries',
    method: 'get',
    path: '/api/v1/recoveries',
    summary: 'What is due back of advances, with every repayment and set-off (R-074)',
    query: ShortListQuery,
    answer: RecoveriesAnswer,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor } }) {
      const rows = await advances.recoveries(caller.jurisdiction, { limit, after: instantKeyset(cursor) });
      const page = pageOf(rows, limit, (row) => [row.openedAt.getTime(), row.id], recoveryView);
      return { body: { ...page, items: [...page.items] } };
    },
  });
}

function recoveryView({ openedAt, closedAt, steps, ...row }: RecoveryRecord) {
  return {
    ...row,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    steps: steps.map((step) => ({ ...step })),
  };
}
