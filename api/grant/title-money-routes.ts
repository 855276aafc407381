import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { GrantParams } from '../../schemas/grant-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { GrantRepaymentBody, GrantRepaymentParams, GrantRepaymentView } from '../../schemas/title-schemas.ts';
import { EntryReasonBody } from '../../schemas/money-entry-schemas.ts';
import type { EntryDecision } from '../../domain/payout/money-entry.ts';
import { actorOf } from '../kernel/caller.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem } from '../kernel/problem.ts';
import { grantedOf, problemOfCode } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { findGrant, type GrantDependencies } from './find-grants.ts';
import { repaymentView } from './grant-title-view.ts';

/** What comes back of a revoked grant: entered by a maker, in force once a checker confirms it (R-160, S4). */
export function titleMoneyRoutes(deps: GrantDependencies): readonly Route[] {
  return [
    enterRepayment(deps),
    confirmRepayment(deps),
    closeRepayment(deps, {
      operationId: 'rejectGrantRepayment',
      decision: 'rejection',
      summary: 'Refuse an entered repayment of a grant, by another person than who entered it; it never counts (S4)',
    }),
    closeRepayment(deps, {
      operationId: 'withdrawGrantRepayment',
      decision: 'withdrawal',
      summary: 'Take back a repayment of a grant that one has entered; it never counts (S4)',
    }),
  ];
}

function enterRepayment({ grants, repayments }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'enterGrantRepayment',
    method: 'post',
    path: '/api/v1/grants/:grantId/repayments',
    summary: 'Enter what was repaid of a grant; it counts once a checker confirms it (R-160)',
    params: GrantParams,
    headers: IfMatchHeaders,
    body: GrantRepaymentBody,
    answer: GrantRepaymentView,
    status: 201,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'FORBIDDEN',
      'WRONG_STATE',
      'REPAID_TOO_MUCH',
      'BANK_REFERENCE_USED',
      'SAME_PERSON_FORBIDDEN',
      'ROLE_REQUIRED',
      'IF_MATCH_MISSING',
      'STALE',
    ],
    async handle({ caller, params, headers, body, idempotencyKey, at, language }) {
      const grant = await findGrant(grants, params.grantId, caller);
      if (caller.jurisdiction !== grant.jurisdiction) {
        throw new Problem('FORBIDDEN');
      }
      if (!(await grants.isActKept(caller.personId, idempotencyKey))) {
        if (grant.state !== 'recoveryDue') {
          throw new Problem('WRONG_STATE');
        }
        if (parseIfMatch(headers['if-match']) !== grant.revision) {
          throw new Problem('STALE');
        }
      }
      const entered = { ...body, grantId: grant.id, actor: actorOf(caller), at, idempotencyKey };
      return { body: repaymentView(grantedOf(await repayments.enter(entered)), { caller, language }) };
    },
  });
}

function confirmRepayment({ grants, repayments, desk }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'confirmGrantRepayment',
    method: 'post',
    path: '/api/v1/grants/:grantId/repayments/:repaymentId/confirmation',
    summary: 'Confirm a repayment, by another person than entered it; the last one ends the grant (R-160)',
    params: GrantRepaymentParams,
    answer: GrantRepaymentView,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'WRONG_STATE',
      'ACT_IN_PROGRESS',
      'ALREADY_CONFIRMED',
      'REPAID_TOO_MUCH',
      'SAME_PERSON_FORBIDDEN',
      'ROLE_REQUIRED',
      'OTHER_ORGAN',
      'WORKER_UNAVAILABLE',
      'FORGED_ACT',
    ],
    async handle({ caller, params: { grantId, repaymentId }, idempotencyKey, at, language }) {
      const grant = await findGrant(grants, grantId, caller);
      const entry = await repayments.find(grantId, repaymentId);
      if (entry === null) {
        throw new Problem('NOT_FOUND');
      }
      const said = {
        kind: 'repaid',
        actor: actorOf(caller),
        atMs: at.getTime(),
        entryId: entry.id,
        makerId: entry.makerId,
        amountFen: entry.amountFen,
      } as const;
      if (!(await grants.isActKept(caller.personId, idempotencyKey))) {
        if (entry.state !== 'waitsForConfirmation') {
          throw new Problem(entry.state === 'confirmed' ? 'ALREADY_CONFIRMED' : 'WRONG_STATE');
        }
        const verdict = grant.course === null ? null : judgeGrantAct(grant.course, { ...said, actId: '' }, grant.plan);
        if (verdict === null || !verdict.ok) {
          throw new Problem(verdict === null ? 'WRONG_STATE' : problemOfCode(verdict.reason));
        }
      }
      await desk.act({
        personId: caller.personId,
        idempotencyKey,
        taskId: null,
        body: {},
        message: (actId) => ({ entity: 'grant', id: grantId, message: { ...said, actId } }),
      });
      const after = await repayments.find(grantId, repaymentId);
      if (after === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: repaymentView(after, { caller, language }) };
    },
  });
}

function closeRepayment(
  { grants, repayments }: GrantDependencies,
  of: {
    readonly operationId: 'rejectGrantRepayment' | 'withdrawGrantRepayment';
    readonly decision: Exclude<EntryDecision, 'confirmation'>;
    readonly summary: string;
  },
): Route {
  const { operationId, decision, summary } = of;
  return defineRoute({
    operationId,
    method: 'post',
    path: `/api/v1/grants/:grantId/repayments/:repaymentId/${decision}`,
    summary,
    params: GrantRepaymentParams,
    body: EntryReasonBody,
    answer: GrantRepaymentView,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'WRONG_STATE', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN'],
    async handle({ caller, params: { grantId, repaymentId }, body: { reason }, idempotencyKey, at, language }) {
      const grant = await findGrant(grants, grantId, caller);
      if (!(await grants.isActKept(caller.personId, idempotencyKey))) {
        const asked = { grantId: grant.id, repaymentId, decision, reason, actor: actorOf(caller), at, idempotencyKey };
        grantedOf(await repayments.close(asked));
      }
      const after = await repayments.find(grant.id, repaymentId);
      if (after === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: repaymentView(after, { caller, language }) };
    },
  });
}
