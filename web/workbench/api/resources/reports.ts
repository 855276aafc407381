import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components } from '../contract.d.ts';

export type Budgets = components['schemas']['Budgets'];
export type BudgetLine = Budgets['items'][number];
export type PlanProgress = components['schemas']['PlanProgress'];

const PAGE = '200';

interface Asked {
  readonly jurisdiction: string;
  /** Empty: the running one. */
  readonly year: string;
}

function filtersOf({ jurisdiction, year }: Asked) {
  return { ...(jurisdiction !== '' && { jurisdiction }), ...(year !== '' && { year }) };
}

/** Plan lines of a year with what is reserved, bound, paid and left. */
export function budgetsQuery(asked: Asked) {
  return infiniteQueryOptions({
    queryKey: ['reports', 'budgets', asked],
    initialPageParam: '',
    queryFn: ({ pageParam }): Promise<Budgets> => {
      const query = { ...filtersOf(asked), limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) };
      return body(api.GET('/api/v1/budgets', { params: { query } }));
    },
    getNextPageParam: (last: Budgets) => last.nextCursor,
  });
}

/** Person-times done beside the guidance of the year. */
export function planProgressQuery(asked: Asked) {
  return queryOptions({
    queryKey: ['reports', 'plan-progress', asked],
    queryFn: (): Promise<PlanProgress> =>
      body(api.GET('/api/v1/reports/plan-progress', { params: { query: filtersOf(asked) } })),
  });
}
