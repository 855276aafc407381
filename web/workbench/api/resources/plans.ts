import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, read, wholeList, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { Unreachable } from '../problem.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';
import type { Sent } from '../use-act.ts';
import type { Session } from './session.ts';

export type AnnualPlan = components['schemas']['AnnualPlan'];
export type PlanOfOrgan = AnnualPlan['organs'][number];
export type Organ = PlanOfOrgan['organ'];
export type PlanVersion = components['schemas']['PlanVersionPage']['items'][number];
export type PlanSplit = components['schemas']['PlanSplit'];
export type PlanProgress = components['schemas']['PlanProgress'];
export type FiledLine = components['schemas']['PlanSubmission']['lines'][number];
export type SplitLine = components['schemas']['PlanSplitEntry']['lines'][number];
type ListQuery = NonNullable<paths['/api/v1/annual-plans']['get']['parameters']['query']>;

const PAGE = '50';
const LONG_PAGE = '200';
/** The plans, the newest year first. */
export function plansQuery(filters: ListQuery) {
  return infiniteQueryOptions({
    queryKey: ['plans', 'list', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/annual-plans', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** The plan of a year with its revision, of the place that is asked for; null where there is none. */
export function planOfYearQuery(year: string, jurisdiction: string) {
  return queryOptions({
    queryKey: ['plans', 'year', year, jurisdiction],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async (): Promise<Read<AnnualPlan> | null> => {
      const query = { year, jurisdiction, limit: LONG_PAGE };
      const { items } = await body(api.GET('/api/v1/annual-plans', { params: { query } }));
      const found = items.find((plan) => plan.jurisdiction === jurisdiction) ?? items[0];
      return found === undefined
        ? null
        : read(api.GET('/api/v1/annual-plans/{planId}', { params: { path: { planId: found.id } } }));
    },
  });
}

export function planQuery(planId: string) {
  return queryOptions({
    queryKey: ['plans', planId, 'row'],
    queryFn: () => body(api.GET('/api/v1/annual-plans/{planId}', { params: { path: { planId } } })),
  });
}

export function planSplitQuery(planId: string) {
  return queryOptions({
    queryKey: ['plans', planId, 'split'],
    queryFn: () => body(api.GET('/api/v1/annual-plans/{planId}/split', { params: { path: { planId } } })),
  });
}

/** All that an organ filed for the year. */
export function planVersionsQuery(planId: string, organ: Organ) {
  return queryOptions({
    queryKey: ['plans', planId, 'versions', organ],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/annual-plans/{planId}/versions', {
            params: { path: { planId }, query: { organ, limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

export function planDiagnosisQuery(planId: string) {
  return queryOptions({
    queryKey: ['plans', planId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/annual-plans/{planId}/diagnosis', { params: { path: { planId } } })),
  });
}

export function planTimelineQuery(planId: string) {
  return queryOptions({
    queryKey: ['plans', planId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/annual-plans/{planId}/timeline', {
            params: { path: { planId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** What was planned, guided, trained and subsidised, line by line. */
export function planProgressQuery({ jurisdiction, year }: Pick<AnnualPlan, 'jurisdiction' | 'year'>) {
  return queryOptions({
    queryKey: ['plans', 'progress', jurisdiction, year],
    queryFn: async () => {
      const params = { query: { jurisdiction, year: String(year) } };
      const answer = await body(api.GET('/api/v1/reports/plan-progress', { params }));
      if (typeof answer === 'string') {
        throw new Unreachable('a file instead of figures');
      }
      return answer;
    },
  });
}

/** What an organ files: its first plan, or a revision of the one in force. */
export interface Filing {
  readonly act: 'submit' | 'revise';
  readonly organ: Organ;
  readonly lines: readonly FiledLine[];
  /** Of a revision. */
  readonly reason: string;
  readonly remark: string;
}

/** @returns the plan after it @throws Refused, Unreachable */
export async function filePlan(planId: string, filing: Filing, sent: Sent): Promise<AnnualPlan> {
  const { act, organ, reason, remark } = filing;
  const params = { path: { planId }, header: headerOf(sent) };
  const filed = { organ, lines: [...filing.lines], ...(remark !== '' && { remark }) };
  return act === 'submit'
    ? body(api.POST('/api/v1/annual-plans/{planId}/submissions', { params, body: filed }))
    : body(api.POST('/api/v1/annual-plans/{planId}/revisions', { params, body: { ...filed, reason } }));
}

/** The bureau's split of the year's tasks over the organs. @returns the plan after it @throws Refused, Unreachable */
export async function splitPlan(
  planId: string,
  { lines, reason }: { readonly lines: readonly SplitLine[]; readonly reason: string },
  sent: Sent,
): Promise<AnnualPlan> {
  const params = { path: { planId }, header: headerOf(sent) };
  return body(api.PUT('/api/v1/annual-plans/{planId}/split', { params, body: { lines: [...lines], reason } }));
}

function headerOf({ etag, key }: Sent) {
  return { 'If-Match': etag, 'Idempotency-Key': key };
}

/** The organ of the signed-in person, as the plans name it. */
export function ownOrgan(session: Session | null | undefined, plan: AnnualPlan): Organ | null {
  return plan.organs.find(({ organ }) => organ === session?.organ)?.organ ?? null;
}

/** After an act of anybody on a plan: it, its tasks and every list are read anew. */
export async function forgetPlans(): Promise<void> {
  await forget(['plans'], ['tasks'], ['task'], ['counts']);
}
