import { isRefusalCode } from '../../domain/codes.ts';
import { amountLaw, type AmountLaw } from '../../domain/line/amount-law.ts';
import { calculate } from '../../domain/line/calculation.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { REFUSAL_LABELS } from '../../domain/texts/refusal-labels.ts';
import { CalculationQuery, ClaimCalculationAnswer } from '../../schemas/calculation-schemas.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { routeNotOpen } from '../kernel/route-not-open.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { requireClaim } from './require-act.ts';

/** The sum of a claim in groups of equal lines, each with its law (workbench §2.7). */
export function claimCalculationRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getClaimCalculation',
    method: 'get',
    path: '/api/v1/claims/:claimId/calculation',
    summary:
      'The sum of a claim for a purpose: equal lines together, each group with its formula and the law of its rate',
    params: ClaimParams,
    query: CalculationQuery,
    answer: ClaimCalculationAnswer,
    problems: ['NOT_FOUND', 'ROUTE_NOT_OPEN'],
    async handle({ caller, params: { claimId }, query, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const { snapshot, route } = claim;
      if (snapshot === null) {
        throw routeNotOpen(`route.${route}`);
      }
      const purpose = query.purpose ?? claim.purpose;
      const { groups, refused, totalFen } = calculate(await claims.pricedLines(claimId), purpose, snapshot);
      return {
        body: {
          purpose,
          groups: groups.map((group) => ({
            headcount: group.headcount,
            formula: group.formula[language],
            equation: group.equation[language],
            perLineFen: group.perLineFen,
            sumFen: group.sumFen,
            rate: lawView(amountLaw(group, purpose, snapshot), snapshot),
            lineIds: [...group.lineIds],
          })),
          refused: refused.map(({ code, ...one }) => ({
            code,
            label: isRefusalCode(code) ? REFUSAL_LABELS[code][language] : '',
            ...one,
          })),
          totalFen,
        },
      };
    },
  });
}

function lawView(law: AmountLaw, { documents }: PolicySnapshot) {
  return { ...law, documentTitle: documents.find(({ id }) => id === law.document)?.title ?? law.document };
}
