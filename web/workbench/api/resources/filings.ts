import { queryOptions } from '@tanstack/react-query';
import { api, body, wholeList } from '../client.ts';
import type { components } from '../contract.d.ts';

export type ClassFiling = components['schemas']['ClassFiling'];

/** Everything about one class hangs on `['filing', filingId]`. */
export function filingQuery(filingId: string) {
  return queryOptions({
    queryKey: ['filing', filingId, 'row'],
    queryFn: () => body(api.GET('/api/v1/class-filings/{filingId}', { params: { path: { filingId } } })),
  });
}

/** Why a class waits. */
export function filingDiagnosisQuery(filingId: string) {
  return queryOptions({
    queryKey: ['filing', filingId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/class-filings/{filingId}/diagnosis', { params: { path: { filingId } } })),
  });
}

export function filingTimelineQuery(filingId: string) {
  return queryOptions({
    queryKey: ['filing', filingId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/class-filings/{filingId}/timeline', {
            params: { path: { filingId }, query: { limit: '200', ...cursor } },
          }),
        ),
      ),
  });
}
