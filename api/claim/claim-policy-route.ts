import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { ClaimPolicyQuery, ClaimPolicyView } from '../../schemas/policy-answer-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { routeNotOpen } from '../kernel/route-not-open.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { claimPolicyView, pricedLineView } from './claim-policy-view.ts';
import { requireClaim } from './require-act.ts';

export function claimPolicyRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getClaimPolicy',
    method: 'get',
    path: '/api/v1/claims/:claimId/policy',
    summary:
      'The law that a claim is judged by, with document, clause, quote and mark; of one line also its formulas (R-150)',
    params: ClaimParams,
    query: ClaimPolicyQuery,
    answer: ClaimPolicyView,
    problems: ['NOT_FOUND', 'INVALID', 'ROUTE_NOT_OPEN'],
    async handle({ caller, params: { claimId }, query: { lineId }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const { snapshot, route } = claim;
      if (snapshot === null) {
        throw routeNotOpen(`route.${route}`);
      }
      const line = lineId === undefined ? null : await claims.pricedLine(claimId, lineId);
      if (lineId !== undefined && line === null) {
        throw new Problem('NOT_FOUND');
      }
      return {
        body: {
          ...claimPolicyView(snapshot, claim),
          line: line === null ? null : pricedLineView(line, snapshot, language),
        },
      };
    },
  });
}
