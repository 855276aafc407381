import { actorOf } from '../kernel/caller.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import {
  ClaimParams,
  ClaimPayeeBody,
  ClaimResubmissionBody,
  ClaimView,
  ClaimWithdrawalBody,
  ContractCheckBody,
  SeenRevisionHeaders,
} from '../../schemas/claim-schemas.ts';
import type { ActBody } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { draftRefusal } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimRecord } from './claim-record.ts';
import { showClaim } from './claim-view.ts';
import { refuseWith, requireAct, requireClaim, requireSeen, type ActAsked } from './require-act.ts';

const PROBLEMS = [
  'NOT_FOUND',
  'INVALID',
  'WRONG_STATE',
  'CLAIM_HELD',
  'ACT_IN_PROGRESS',
  'FORBIDDEN',
  'IF_MATCH_MISSING',
  'STALE',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
] as const;

export function claimActRoutes(deps: ClaimDependencies): readonly Route[] {
  return [resubmitRoute(deps), withdrawRoute(deps), correctAccountRoute(deps), completeCheckRoute(deps)];
}

type Applicant = Extract<ClaimMessage, { kind: 'resubmit' | 'withdraw' | 'correctAccount' | 'contractEvidence' }>;

/** An applicant's message; the same message is checked here and sent. */
function messageOf(asked: ActAsked, kind: Applicant['kind'], actId: string): (claim: ClaimRecord) => Applicant {
  return (claim) => {
    const said = { actor: actorOf(asked.caller), actId, atMs: asked.at.getTime(), expectedRevision: claim.revision };
    return kind === 'resubmit' ? { kind, trainingDataChanged: claim.trainingDataChanged, ...said } : { kind, ...said };
  };
}

/** Sends the checked message; a repeat finds the act stored under its key. */
async function send(
  { desk }: ClaimDependencies,
  asked: ActAsked,
  claim: ClaimRecord,
  { kind, body }: { readonly kind: Applicant['kind']; readonly body: ActBody },
): Promise<void> {
  await desk.act({
    personId: asked.caller.personId,
    idempotencyKey: asked.idempotencyKey ?? null,
    taskId: null,
    body,
    message: (actId) => ({ entity: 'claim', id: claim.id, message: messageOf(asked, kind, actId)(claim) }),
  });
}

function resubmitRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'resubmitClaim',
    method: 'post',
    path: '/api/v1/claims/:claimId/resubmission',
    summary: 'Resubmit a returned claim to the office that returned it (R-103)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: ClaimResubmissionBody,
    answer: ClaimView,
    idempotency: 'required',
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const { claim } = await requireAct(deps.claims, asked, messageOf(asked, 'resubmit', ''));
      const remark = body?.remark;
      if (claim.purpose === 'float') {
        await deps.claims.askRegisters(claimId, at, 'now');
      } else if (claim.trainingDataChanged) {
        await deps.claims.askRegisters(claimId, at, 'any');
      }
      await send(deps, asked, claim, { kind: 'resubmit', body: remark === undefined ? {} : { remark } });
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

function withdrawRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'withdrawClaim',
    method: 'post',
    path: '/api/v1/claims/:claimId/withdrawal',
    summary: 'Withdraw a claim, until its notice opens; its slots are free again (R-104)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: ClaimWithdrawalBody,
    answer: ClaimView,
    idempotency: 'required',
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, headers, body: { reason }, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const found = await requireClaim(deps.claims, asked);
      if (found.state === 'draft') {
        refuseWith(draftRefusal(found, caller));
        requireSeen(found, asked.ifMatch);
        const withdrawn = await deps.claims.withdrawDraft({ claimId, caller, idempotencyKey, at, reason });
        refuseWith(withdrawn.ok ? null : withdrawn.reason);
      } else if (found.course !== null) {
        const { claim } = await requireAct(deps.claims, asked, messageOf(asked, 'withdraw', ''));
        await send(deps, asked, claim, { kind: 'withdraw', body: { reason } });
      } else if (!(await deps.claims.isActKept(caller.personId, idempotencyKey))) {
        throw new Problem('WRONG_STATE');
      }
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

function correctAccountRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'correctPayeeAccount',
    method: 'put',
    path: '/api/v1/claims/:claimId/payee-account',
    summary: 'Correct the account of a returned claim or of a payment that failed (R-101)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: ClaimPayeeBody,
    answer: ClaimView,
    idempotency: 'accepted',
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const { claim } = await requireAct(deps.claims, asked, messageOf(asked, 'correctAccount', ''));
      const { lineId = null, ...account } = body;
      const lines = await deps.claims.payeeLines(claimId, { holder: account.holder, lineId });
      if (lines.kind !== 'lines') {
        throw new Problem('INVALID', { errors: [ACCOUNT_ERRORS[lines.kind]] });
      }
      const payeeSealed = deps.claims.sealPayee(claimId, account);
      const payeeLines = lines.lineIds.length === 0 ? {} : { payeeLines: lines.lineIds };
      await send(deps, asked, claim, { kind: 'correctAccount', body: { payeeSealed, ...payeeLines } });
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}

const ACCOUNT_ERRORS = {
  whose: { pointer: '/lineId', code: 'REQUIRED' },
  unknownLine: { pointer: '/lineId', code: 'NOT_FOUND' },
  ofAnother: { pointer: '/holder', code: 'ACCOUNT_OF_ANOTHER' },
} as const;

function completeCheckRoute(deps: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'completeContractCheck',
    method: 'post',
    path: '/api/v1/claims/:claimId/contract-check',
    summary: 'Say that no more evidence comes: the review of the +50 % starts at once (R-082)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: ContractCheckBody,
    answer: ClaimView,
    idempotency: 'required',
    problems: PROBLEMS,
    async handle({ caller, params: { claimId }, headers, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const { claim } = await requireAct(deps.claims, asked, messageOf(asked, 'contractEvidence', ''));
      await deps.claims.askRegisters(claimId, at, 'now');
      await send(deps, asked, claim, { kind: 'contractEvidence', body: {} });
      return showClaim(deps, claimId, { caller, at, language });
    },
  });
}
