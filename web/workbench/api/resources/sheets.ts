import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';

export const SHEETS = ['claim', 'notice', 'batch', 'recovery'] as const;
export type SheetOf = (typeof SHEETS)[number];

/** An A4 sheet as HTML; each reading is a row of the audit, so it is read once while the page is open. */
export function sheetQuery(of: SheetOf, id: string) {
  return queryOptions({
    queryKey: ['sheet', of, id],
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: () => readSheet(of, id),
  });
}

function readSheet(of: SheetOf, id: string): Promise<string> {
  const parseAs = 'text';
  switch (of) {
    case 'claim':
      return body(api.GET('/api/v1/claims/{claimId}/sheet', { params: { path: { claimId: id } }, parseAs }));
    case 'notice':
      return body(api.GET('/api/v1/notices/{noticeId}/sheet', { params: { path: { noticeId: id } }, parseAs }));
    case 'batch':
      return body(api.GET('/api/v1/payout-batches/{batchId}/sheet', { params: { path: { batchId: id } }, parseAs }));
    case 'recovery': {
      // The letter itself, which is JSON for who does not ask for a sheet.
      const headers = { Accept: 'text/html' };
      const params = { path: { recoveryId: id } };
      return body(api.GET('/api/v1/recoveries/{recoveryId}/notice', { params, headers, parseAs }));
    }
    default:
      return of satisfies never;
  }
}
