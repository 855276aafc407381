import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type BankFile = components['schemas']['BankFile'];
export type BankFileGlance = components['schemas']['BankFileGlance'];
export type BankFileRow = components['schemas']['BankFileRow'];
export type FileOfBatch = components['schemas']['PayoutFileOfBatch'];
export type TakenFile = components['schemas']['PayoutFile'];
export type Verdict = BankFileRow['verdict'];
export type BankFileActName = BankFile['acts'][number]['act'];
type RowFilters = Pick<
  NonNullable<paths['/api/v1/bank-files/{bankFileId}/rows']['get']['parameters']['query']>,
  'verdict'
>;

const PAGE = '50';
const LOOK_AGAIN_MS = 30_000;

const pageOf = (cursor: string) => ({ limit: PAGE, ...(cursor !== '' && { cursor }) });

/** Files of banks that came in, the newest first. */
export const bankFilesQuery = infiniteQueryOptions({
  queryKey: ['bankFiles'],
  initialPageParam: '',
  refetchInterval: LOOK_AGAIN_MS,
  queryFn: ({ pageParam }) => body(api.GET('/api/v1/bank-files', { params: { query: pageOf(pageParam) } })),
  getNextPageParam: (last) => last.nextCursor,
});

/** Files that left, of every batch, the newest first. */
export const filesOutQuery = infiniteQueryOptions({
  queryKey: ['filesOut'],
  initialPageParam: '',
  refetchInterval: LOOK_AGAIN_MS,
  queryFn: ({ pageParam }) => body(api.GET('/api/v1/payout-files', { params: { query: pageOf(pageParam) } })),
  getNextPageParam: (last) => last.nextCursor,
});

/** Files of one batch that left, the newest first. */
export function filesOfBatchQuery(batchId: string) {
  return infiniteQueryOptions({
    queryKey: ['batch', batchId, 'files'],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/payout-batches/{batchId}/files', { params: { path: { batchId }, query: pageOf(pageParam) } }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Everything about one file hangs on `['bankFile', bankFileId]`. */
export function bankFileQuery(bankFileId: string) {
  return queryOptions({
    queryKey: ['bankFile', bankFileId, 'row'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => body(api.GET('/api/v1/bank-files/{bankFileId}', { params: { path: { bankFileId } } })),
  });
}

/** The entries of a file, in its order. */
export function bankFileRowsQuery(bankFileId: string, filters: RowFilters) {
  return infiniteQueryOptions({
    queryKey: ['bankFile', bankFileId, 'rows', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/bank-files/{bankFileId}/rows', {
          params: { path: { bankFileId }, query: { ...filters, ...pageOf(pageParam) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Brings a file of a bank; its bytes go as they are. @throws Refused, Unreachable */
export function enterBankFile(file: File, key: string): Promise<BankFile> {
  return body(
    api.POST('/api/v1/bank-files', {
      params: { header: { 'Idempotency-Key': key } },
      body: { file: file.name },
      bodySerializer: () => {
        const form = new FormData();
        form.set('file', file, file.name);
        return form;
      },
    }),
  );
}

interface Decided {
  readonly act: BankFileActName;
  readonly reason: string;
}

/** Puts a file in force, or refuses it. @throws Refused, Unreachable */
export function decideBankFile(bankFileId: string, { act, reason }: Decided, { key }: Sent): Promise<BankFile> {
  const params = { path: { bankFileId }, header: { 'Idempotency-Key': key } };
  switch (act) {
    case 'confirmation':
      return body(api.POST('/api/v1/bank-files/{bankFileId}/confirmation', { params }));
    case 'rejection':
      return body(api.POST('/api/v1/bank-files/{bankFileId}/rejection', { params, body: { reason } }));
    default:
      return act satisfies never;
  }
}

/** After a file came or was decided on: it, its payments and every list are read anew. */
export async function forgetBankFiles(): Promise<void> {
  await forget(
    ['bankFiles'],
    ['bankFile'],
    ['unmatched'],
    ['batch'],
    ['batches'],
    ['payables'],
    ['claim'],
    ['claims'],
    ['recoveries'],
    ['tasks'],
    ['counts'],
  );
}
