import { isRefusalCode } from '../../domain/codes.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { calculate, type AmountGroup } from '../../domain/line/calculation.ts';
import { advanceShareKey } from '../../domain/recovery/advance.ts';
import { rateFor, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
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
            rate: rateView(group, purpose, snapshot),
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

interface Said {
  readonly document: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: string;
}

/** The standard, share or fixed amount that gives a group its amount; where a person decides the amount, the route's own clause. */
function rateView({ occupation, level }: AmountGroup, purpose: Purpose, snapshot: PolicySnapshot) {
  const { routeDefinition, definedBy, allowance } = snapshot;
  const said = ({ document, clause, quote, mark }: Said) => ({
    document,
    documentTitle: snapshot.documents.find(({ id }) => id === document)?.title ?? document,
    clause,
    quote,
    mark,
  });
  const parameter = (key: string | undefined) => {
    const found = snapshot.parameters.find((one) => one.key === key);
    return found === undefined || typeof found.value !== 'number'
      ? null
      : { kind: found.key, value: found.value, unit: found.unit, ...said(found) };
  };
  const rated = purpose === 'base' ? rateFor(snapshot, { occupation, level }) : undefined;
  const tabled = purpose === 'allowance' ? allowance : (rated ?? null);
  if (tabled !== null) {
    return { kind: tabled.kind, value: Number(tabled.value), unit: tabled.unit, ...said(tabled) };
  }
  const keyed = parameter(keyOf(purpose, snapshot));
  const { rateKind, clause, quote = null, mark } = routeDefinition;
  return (
    keyed ?? { kind: rateKind, value: null, unit: null, ...said({ document: definedBy ?? '', clause, quote, mark }) }
  );
}

function keyOf(purpose: Purpose, snapshot: PolicySnapshot): string | undefined {
  if (purpose === 'float') {
    return 'float.rate';
  }
  return purpose === 'advance' ? advanceShareKey(snapshot) : snapshot.routeDefinition.amountKey;
}
