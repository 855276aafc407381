import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';

/** A paper as it hangs on its claim or class. */
export interface Paper {
  readonly of: 'claim' | 'filing';
  readonly owner: string;
  readonly kind: string;
  readonly label: string;
  readonly name: string | null;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly uploadedAt: string;
}

/** The papers of a claim, and of the class that it claims for. */
export function papersQuery(claimId: string | undefined, filingId: string | undefined) {
  return queryOptions({
    queryKey: ['claim', claimId, 'papers', filingId],
    queryFn: async (): Promise<readonly Paper[]> => {
      const [own, filed] = await Promise.all([papersOfClaim(claimId), papersOfFiling(filingId)]);
      return [...filed, ...own];
    },
  });
}

async function papersOfClaim(claimId: string | undefined): Promise<readonly Paper[]> {
  if (claimId === undefined) {
    return [];
  }
  const { items } = await body(api.GET('/api/v1/claims/{claimId}/documents', { params: { path: { claimId } } }));
  return items.map((item) => ({ ...item, of: 'claim', owner: claimId }));
}

async function papersOfFiling(filingId: string | undefined): Promise<readonly Paper[]> {
  if (filingId === undefined) {
    return [];
  }
  const path = { filingId };
  const { items } = await body(api.GET('/api/v1/class-filings/{filingId}/documents', { params: { path } }));
  return items.map((item) => ({ ...item, of: 'filing', owner: filingId }));
}

/** The content of a paper; each reading is a row of the audit, so it is read once and kept while the page is open. */
export function paperContentQuery({ of, owner, kind, uploadedAt }: Paper) {
  return queryOptions({
    queryKey: ['paper', of, owner, kind, uploadedAt],
    staleTime: Infinity,
    queryFn: () =>
      of === 'claim'
        ? body(
            api.GET('/api/v1/claims/{claimId}/documents/{kind}', {
              params: { path: { claimId: owner, kind } },
              parseAs: 'blob',
            }),
          )
        : body(
            api.GET('/api/v1/class-filings/{filingId}/documents/{kind}', {
              params: { path: { filingId: owner, kind } },
              parseAs: 'blob',
            }),
          ),
  });
}
