import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, read, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type Notice = components['schemas']['Notice'];
export type NoticeGlance = components['schemas']['NoticeGlance'];
export type NoticeActName = Notice['acts'][number]['act'];
export type NoticeFilters = NonNullable<paths['/api/v1/notices']['get']['parameters']['query']>;

const PAGE = '50';
export function noticesQuery(filters: NoticeFilters) {
  return infiniteQueryOptions({
    queryKey: ['notices', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/notices', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Everything about one notice hangs on `['notice', noticeId]`. */
export function noticeQuery(noticeId: string) {
  return queryOptions({
    queryKey: ['notice', noticeId, 'row'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: (): Promise<Read<Notice>> =>
      read(api.GET('/api/v1/notices/{noticeId}', { params: { path: { noticeId } } })),
  });
}

/** Why a notice waits. */
export function noticeDiagnosisQuery(noticeId: string) {
  return queryOptions({
    queryKey: ['notice', noticeId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/notices/{noticeId}/diagnosis', { params: { path: { noticeId } } })),
  });
}

/** The page as the public will read it, and what the gate finds in it that must not leave. */
export function noticePreviewQuery(noticeId: string) {
  return queryOptions({
    queryKey: ['notice', noticeId, 'preview'],
    queryFn: () => body(api.GET('/api/v1/notices/{noticeId}/preview', { params: { path: { noticeId } } })),
  });
}

/** Confirms, rejects or withdraws a notice. @returns the notice after it @throws Refused, Unreachable */
export async function actOnNotice(
  noticeId: string,
  { act, reason }: { readonly act: NoticeActName; readonly reason: string },
  { etag, key }: Sent,
): Promise<Notice> {
  const params = { path: { noticeId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
  switch (act) {
    case 'confirmation':
      return body(api.POST('/api/v1/notices/{noticeId}/confirmation', { params }));
    case 'rejection':
      return body(api.POST('/api/v1/notices/{noticeId}/rejection', { params, body: { reason } }));
    case 'withdrawal':
      return body(api.POST('/api/v1/notices/{noticeId}/withdrawal', { params, body: { reason } }));
    default:
      return act satisfies never;
  }
}

/** After an act of anybody on a notice: it, its claims and every list are read anew. */
export async function forgetNotice(noticeId: string): Promise<void> {
  await forget(['notice', noticeId], ['notices'], ['tasks'], ['counts'], ['claims'], ['claim'], ['payables']);
}
