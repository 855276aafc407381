import { queryOptions, skipToken } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components } from '../contract.d.ts';
import type { Task } from './tasks.ts';

export type BulkPlan = components['schemas']['BulkDecisionPlan'];
export type BulkRun = components['schemas']['BulkDecision'];

const LOOK_MS = 400;

/** What the server would decide of these tasks in one go: every question of the first one is answered with yes. It waits for that one. */
export function bulkPlanQuery(taskIds: readonly string[], first: Task | null) {
  return queryOptions({
    queryKey: ['bulk-plan', taskIds],
    gcTime: 0,
    staleTime: Infinity,
    queryFn: first === null ? skipToken : () => planBulk(taskIds, first),
  });
}

async function planBulk(taskIds: readonly string[], first: Task): Promise<BulkPlan> {
  const act = first.acts.some((one) => one.act === 'accept') ? ('accept' as const) : ('approve' as const);
  const answers = Object.fromEntries(first.questions.map((key) => [key, 'true' as const]));
  const params = { query: { dryRun: 'true' as const }, header: {} };
  const plan = await body(
    api.POST('/api/v1/bulk-decisions', { params, body: { taskIds: [...taskIds], act, answers } }),
  );
  if (!('planHash' in plan)) {
    throw new TypeError('A dry run answers a plan');
  }
  return plan;
}

/** The pledge for a plan; the server compares the number that was typed. @throws Refused, Unreachable */
export async function pledgeBulk(plan: BulkPlan, confirmedCount: number, key: string): Promise<string> {
  const { planId, planHash } = plan;
  const params = { header: { 'Idempotency-Key': key } };
  const answer = await body(
    api.POST('/api/v1/bulk-decisions', { params, body: { planId, planHash, confirmedCount, pledge: true } }),
  );
  return 'id' in answer ? answer.id : planId;
}

/** How soon a run is looked at again; one that is done changes no more. */
const LOOKS = { running: LOOK_MS, done: false } as const;

/** True when no result is awaited any more. */
export function isOver({ state }: { readonly state: keyof typeof LOOKS }): boolean {
  return LOOKS[state] === false;
}

/** A result per task, read again until the last one is there. */
export function bulkRunQuery(bulkId: string) {
  return queryOptions({
    queryKey: ['bulk', bulkId],
    refetchInterval: ({ state: { data } }) => (data === undefined ? LOOK_MS : LOOKS[data.state]),
    queryFn: () => body(api.GET('/api/v1/bulk-decisions/{bulkId}', { params: { path: { bulkId } } })),
  });
}
