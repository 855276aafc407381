import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, read, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';

export type TaskItem = components['schemas']['TaskItem'];
export type Task = components['schemas']['Task'];
export type TaskAct = Task['acts'][number];
export type Decision = components['schemas']['TaskDecision'];
export type TaskFilters = NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>;

const PAGE = '50';
/** A box of the inbox, page by page, in the server's order. */
export function tasksQuery(filters: TaskFilters) {
  return infiniteQueryOptions({
    queryKey: ['tasks', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/tasks', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

export type CountFilters = NonNullable<paths['/api/v1/tasks/counts']['get']['parameters']['query']>;

/** How many tasks each box and filter holds; each number is the length of the list that it opens. */
export function countsQuery(filters: CountFilters) {
  return queryOptions({
    queryKey: ['counts', filters],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => body(api.GET('/api/v1/tasks/counts', { params: { query: filters } })),
  });
}

/** One task with what may be done with it, and its revision. */
export function taskQuery(taskId: string) {
  return queryOptions({
    queryKey: ['task', taskId],
    queryFn: (): Promise<Read<Task>> => read(api.GET('/api/v1/tasks/{taskId}', { params: { path: { taskId } } })),
  });
}

/** What an act of a task does, in the server's words; empty where it says nothing. */
export function effectSaid({ acts }: Pick<Task, 'acts'>, asked: TaskAct['act']): string {
  return acts.find(({ act }) => act === asked)?.effect?.sentence ?? '';
}

/** Whom a task can be transferred to by the person who asks. */
export function recipientsQuery(taskId: string) {
  return queryOptions({
    queryKey: ['task', taskId, 'recipients'],
    queryFn: async () =>
      (await body(api.GET('/api/v1/tasks/{taskId}/recipients', { params: { path: { taskId } } }))).items,
  });
}

/** With what an act is sent: the revision that was read, and the key that stays the same until there is an answer. */
export interface Sent {
  readonly etag: string;
  readonly key: string;
}

/** @throws Refused, Unreachable */
export async function decide(taskId: string, decision: Decision, sent: Sent): Promise<void> {
  await body(api.POST('/api/v1/tasks/{taskId}/decision', { params: paramsOf(taskId, sent), body: decision }));
}

/** What the decision would do, in one sentence; every check is made and nothing recorded. @throws Refused, Unreachable */
export async function effectOf(taskId: string, decision: Decision, sent: Sent): Promise<string> {
  const params = { ...paramsOf(taskId, sent), query: { dryRun: 'true' as const } };
  const answer = await body(api.POST('/api/v1/tasks/{taskId}/decision', { params, body: decision }));
  return 'effect' in answer ? answer.effect.sentence : '';
}

/** What is done with a task beside its decision. */
export type Handling =
  | { readonly act: 'claim' | 'release' | 'remind'; readonly reason: string }
  | { readonly act: 'transfer'; readonly to: string; readonly reason: string }
  | { readonly act: 'extension'; readonly dueOn: string; readonly reason: string };

/** @throws Refused, Unreachable */
export async function handleTask(taskId: string, asked: Handling, sent: Sent): Promise<void> {
  const params = paramsOf(taskId, sent);
  const reason = asked.reason === '' ? {} : { reason: asked.reason };
  switch (asked.act) {
    case 'claim':
      await body(api.POST('/api/v1/tasks/{taskId}/claim', { params, body: reason }));
      break;
    case 'release':
      await body(api.POST('/api/v1/tasks/{taskId}/release', { params, body: reason }));
      break;
    case 'transfer':
      await body(api.POST('/api/v1/tasks/{taskId}/transfer', { params, body: { to: asked.to, ...reason } }));
      break;
    case 'extension': {
      const { dueOn, reason: why } = asked;
      await body(api.POST('/api/v1/tasks/{taskId}/extension', { params, body: { dueOn, reason: why } }));
      break;
    }
    case 'remind':
      await body(api.POST('/api/v1/tasks/{taskId}/remind', { params, body: reason }));
      break;
    default:
      asked satisfies never;
  }
}

function paramsOf(taskId: string, { etag, key }: Sent) {
  return { path: { taskId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
}

/** After an act of anybody on a task: it, the case that it belongs to and every list and count are read anew. */
export async function forgetTask({ id, ...of }: Task): Promise<void> {
  const cases = [
    ['claim', of.claimId],
    ['claim', of.objectedTo?.claimId],
    ['filing', of.filingId],
    ['notice', of.noticeId],
    ['batch', of.batchId],
    ['recovery', of.recoveryId],
    ['plans', of.planId],
    ['grants', 'grant', of.grantId],
    ['grants', 'call', of.callId],
  ] as const;
  const own = cases.filter((key) => key.at(-1) !== undefined);
  await forget(['task', id], ['tasks'], ['counts'], ...own);
}
