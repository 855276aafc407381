import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components } from '../contract.d.ts';

/** One version of a paper; its file is read by its id. */
export type Paper = components['schemas']['Paper'];

/** Whose papers: a claim has those of its class among its own. */
export interface PaperOwner {
  readonly of: 'claim' | 'filing';
  readonly id: string;
}

const PAGE = '200';

export function papersQuery({ of, id }: PaperOwner) {
  return queryOptions({
    queryKey: [of, id, 'papers'],
    queryFn: async (): Promise<readonly Paper[]> => {
      const query = { limit: PAGE };
      const { items } =
        of === 'claim'
          ? await body(api.GET('/api/v1/claims/{claimId}/documents', { params: { path: { claimId: id }, query } }))
          : await body(
              api.GET('/api/v1/class-filings/{filingId}/documents', { params: { path: { filingId: id }, query } }),
            );
      return items;
    },
  });
}

/** All versions of a paper, the newest first. */
export function paperVersionsQuery({ of, id }: PaperOwner, kind: string) {
  return queryOptions({
    queryKey: [of, id, 'papers', kind],
    queryFn: async (): Promise<readonly Paper[]> => {
      const { items } =
        of === 'claim'
          ? await body(
              api.GET('/api/v1/claims/{claimId}/documents/{kind}/versions', {
                params: { path: { claimId: id, kind } },
              }),
            )
          : await body(
              api.GET('/api/v1/class-filings/{filingId}/documents/{kind}/versions', {
                params: { path: { filingId: id, kind } },
              }),
            );
      return items;
    },
  });
}

/** The content of a file; each reading is a row of the audit, so it is read once and kept while the page is open. */
export function fileQuery(fileId: string) {
  return queryOptions({
    queryKey: ['file', fileId],
    staleTime: Infinity,
    queryFn: () => body(api.GET('/api/v1/files/{fileId}', { params: { path: { fileId } }, parseAs: 'blob' })),
  });
}

/** The text of a file: of letters and tables, too. */
export function fileTextQuery(fileId: string) {
  return queryOptions({
    queryKey: ['file', fileId, 'text'],
    staleTime: Infinity,
    queryFn: () => body(api.GET('/api/v1/files/{fileId}/text', { params: { path: { fileId } }, parseAs: 'text' })),
  });
}
