import { queryOptions } from '@tanstack/react-query';
import { allPages, api, body } from '../client.ts';
import type { components } from '../contract.d.ts';

/** One version of a paper; its file is read by its id. */
export type Paper = components['schemas']['Paper'];

/** Whose papers: a claim has those of its class among its own. */
export interface PaperOwner {
  readonly of: 'claim' | 'filing' | 'grant';
  readonly id: string;
}

interface PageAsked {
  readonly limit: string;
  readonly cursor?: string;
}

type PapersPage = Promise<{ readonly items: readonly Paper[]; readonly nextCursor: string | null }>;

const LISTS: Readonly<Record<PaperOwner['of'], (id: string, query: PageAsked) => PapersPage>> = {
  claim: (claimId, query) =>
    body(api.GET('/api/v1/claims/{claimId}/documents', { params: { path: { claimId }, query } })),
  filing: (filingId, query) =>
    body(api.GET('/api/v1/class-filings/{filingId}/documents', { params: { path: { filingId }, query } })),
  grant: (grantId, query) =>
    body(api.GET('/api/v1/grants/{grantId}/documents', { params: { path: { grantId }, query } })),
};

export function papersQuery({ of, id }: PaperOwner) {
  return queryOptions({
    queryKey: [of, id, 'papers'],
    queryFn: () => allPages((cursor) => LISTS[of](id, { limit: '200', ...cursor })),
  });
}

type Versions = (id: string, kind: string) => Promise<{ readonly items: readonly Paper[] }>;

const VERSIONS: Readonly<Record<PaperOwner['of'], Versions>> = {
  claim: (claimId, kind) =>
    body(api.GET('/api/v1/claims/{claimId}/documents/{kind}/versions', { params: { path: { claimId, kind } } })),
  filing: (filingId, kind) =>
    body(
      api.GET('/api/v1/class-filings/{filingId}/documents/{kind}/versions', { params: { path: { filingId, kind } } }),
    ),
  grant: (grantId, kind) =>
    body(api.GET('/api/v1/grants/{grantId}/documents/{kind}/versions', { params: { path: { grantId, kind } } })),
};

/** All versions of a paper, the newest first. */
export function paperVersionsQuery({ of, id }: PaperOwner, kind: string) {
  return queryOptions({
    queryKey: [of, id, 'papers', kind],
    queryFn: async () => (await VERSIONS[of](id, kind)).items,
  });
}

/** Each time with a purpose, which such a reader has one of. */
const purposeOf = ({ reading }: Paper) => (reading === 'withPurpose' ? ({ purpose: 'audit' } as const) : {});

/** Where a file is saved from. */
export function fileAddress(paper: Paper): string {
  const query = new URLSearchParams(purposeOf(paper)).toString();
  return `/api/v1/files/${paper.id}${query === '' ? '' : `?${query}`}`;
}

const asked = (paper: Paper) => ({ path: { fileId: paper.id }, query: purposeOf(paper) });

/** The content of a file; each reading is a row of the audit, so it is read once and kept while the page is open. */
export function fileQuery(paper: Paper) {
  return queryOptions({
    queryKey: ['file', paper.id],
    staleTime: Infinity,
    queryFn: () => body(api.GET('/api/v1/files/{fileId}', { params: asked(paper), parseAs: 'blob' })),
  });
}

/** The text of a file: of letters and tables, too. */
export function fileTextQuery(paper: Paper) {
  return queryOptions({
    queryKey: ['file', paper.id, 'text'],
    staleTime: Infinity,
    queryFn: () => body(api.GET('/api/v1/files/{fileId}/text', { params: asked(paper), parseAs: 'text' })),
  });
}
