import { lawDifference } from '../../domain/policy/policy-difference.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { routeLaw } from '../../domain/policy/route-law.ts';
import { ResolveAnswer, ResolveQuery } from '../../schemas/policy-answer-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { differenceView, routeLawView, routeWords } from './law-view.ts';

/** by which paper, clause and parameter; for two days, what is otherwise on the second. */
export function resolvePolicyRoute({ library }: { readonly library: PolicyLibrary }): Route {
  return defineRoute({
    operationId: 'resolvePolicy',
    method: 'get',
    path: '/api/v1/policies/resolve',
    summary:
      'The law of a route on a day: parameters, rates, funds and stages with what won, what lost and why; for two days, what changed',
    query: ResolveQuery,
    answer: ResolveAnswer,
    problems: ['INVALID'],
    async handle({ query: { jurisdiction, route, on, compareOn } }) {
      const routeWord = routeWords(library);
      const law = routeLaw(library, { jurisdiction, route, on });
      if (compareOn === undefined) {
        return { body: { ...routeLawView(law, routeWord), difference: null } };
      }
      const other = routeLaw(library, { jurisdiction, route, on: compareOn });
      const difference = differenceView(lawDifference(law, other), { before: law, after: other, routeWord });
      return { body: { ...routeLawView(law, routeWord), difference } };
    },
  });
}
