import { AdvanceBody } from '../../schemas/advance-schemas.ts';
import { ClaimView } from '../../schemas/claim-schemas.ts';
import { FilingParams } from '../../schemas/filing-schemas.ts';
import { unreachable } from '../../domain/verdict.ts';
import { Problem } from '../kernel/problem.ts';
import { routeNotOpen } from '../kernel/route-not-open.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceRefusal } from './advance-ports.ts';
import { showClaim } from '../claim/claim-view.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { recoveryMoneyRoutes } from './recovery-money-routes.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { returnRoutes } from './return-routes.ts';

/** Advances of classes, and their recoveries. */
export function advanceRoutes(deps: AdvanceDependencies): readonly Route[] {
  return [requestRoute(deps), ...recoveryRoutes(deps), ...recoveryMoneyRoutes(deps), ...returnRoutes(deps)];
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
