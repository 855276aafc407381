import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components } from '../contract.d.ts';

export type ClassFiling = components['schemas']['ClassFiling'];

/** Everything about one class hangs on `['filing', filingId]`. */
export function filingQuery(filingId: string) {
  return queryOptions({
    queryKey: ['filing', filingId, 'row'],
    queryFn: () => body(api.GET('/api/v1/class-filings/{filingId}', { params: { path: { filingId } } })),
  });
}
