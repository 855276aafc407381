import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { allPages, api, body, listed, read, wholeList, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type Recovery = components['schemas']['Recovery'];
export type MoneyEntry = components['schemas']['MoneyEntry'];
export type RecoveryFilters = NonNullable<paths['/api/v1/recoveries']['get']['parameters']['query']>;
export type EntryActName = MoneyEntry['acts'][number]['act'];

const PAGE = '50';
const LONG_PAGE = '200';

/** What is asked back, with what was repaid and what waits for a second person. */
export function recoveriesQuery(filters: RecoveryFilters) {
  return infiniteQueryOptions({
    queryKey: ['recoveries', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/recoveries', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function recoveryQuery(recoveryId: string) {
  return queryOptions({
    queryKey: ['recovery', recoveryId],
    queryFn: (): Promise<Read<Recovery>> =>
      read(api.GET('/api/v1/recoveries/{recoveryId}', { params: { path: { recoveryId } } })),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function recoveryDiagnosisQuery(recoveryId: string) {
  return queryOptions({
    queryKey: ['recovery', recoveryId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/recoveries/{recoveryId}/diagnosis', { params: { path: { recoveryId } } })),
  });
}

/** All that happened. */
export function recoveryTimelineQuery(recoveryId: string) {
  return queryOptions({
    queryKey: ['recovery', recoveryId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/recoveries/{recoveryId}/timeline', {
            params: { path: { recoveryId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** All claims of a party, from one of which its debt can be taken. */
export function claimsOfPartyQuery(applicant: string) {
  return queryOptions({
    queryKey: ['claims', 'of', applicant],
    queryFn: () =>
      allPages((cursor) =>
        listed(api.GET('/api/v1/claims', { params: { query: { applicant, limit: LONG_PAGE, ...cursor } } })),
      ),
  });
}

interface Decided {
  readonly entry: MoneyEntry;
  readonly act: EntryActName;
  readonly reason: string;
}

/** The second person speaks, or the first one takes it back. @throws Refused, Unreachable */
export async function decideEntry({ entry, ...decided }: Decided, { key }: Sent): Promise<void> {
  const header = { 'Idempotency-Key': key };
  if (entry.claimId === null) {
    await ofGrant({ path: { grantId: entry.grantId ?? '', repaymentId: entry.id }, header }, decided);
  } else if (entry.kind === 'setOff') {
    await ofSetOff({ path: { claimId: entry.claimId, setOffId: entry.id }, header }, decided);
  } else {
    await ofRepayment({ path: { claimId: entry.claimId, repaymentId: entry.id }, header }, decided);
  }
}

type Words = Omit<Decided, 'entry'>;
interface Header {
  readonly header: { readonly 'Idempotency-Key': string };
}

function ofRepayment(
  params: Header & { readonly path: { readonly claimId: string; readonly repaymentId: string } },
  { act, reason }: Words,
): Promise<MoneyEntry> {
  switch (act) {
    case 'confirmation':
      return body(api.POST('/api/v1/claims/{claimId}/repayments/{repaymentId}/confirmation', { params }));
    case 'rejection':
      return body(
        api.POST('/api/v1/claims/{claimId}/repayments/{repaymentId}/rejection', { params, body: { reason } }),
      );
    case 'withdrawal':
      return body(
        api.POST('/api/v1/claims/{claimId}/repayments/{repaymentId}/withdrawal', { params, body: { reason } }),
      );
    default:
      return act satisfies never;
  }
}

function ofSetOff(
  params: Header & { readonly path: { readonly claimId: string; readonly setOffId: string } },
  { act, reason }: Words,
): Promise<MoneyEntry> {
  switch (act) {
    case 'confirmation':
      return body(api.POST('/api/v1/claims/{claimId}/set-offs/{setOffId}/confirmation', { params }));
    case 'rejection':
      return body(api.POST('/api/v1/claims/{claimId}/set-offs/{setOffId}/rejection', { params, body: { reason } }));
    case 'withdrawal':
      return body(api.POST('/api/v1/claims/{claimId}/set-offs/{setOffId}/withdrawal', { params, body: { reason } }));
    default:
      return act satisfies never;
  }
}

function ofGrant(
  params: Header & { readonly path: { readonly grantId: string; readonly repaymentId: string } },
  { act, reason }: Words,
): Promise<unknown> {
  switch (act) {
    case 'confirmation':
      return body(api.POST('/api/v1/grants/{grantId}/repayments/{repaymentId}/confirmation', { params }));
    case 'rejection':
      return body(
        api.POST('/api/v1/grants/{grantId}/repayments/{repaymentId}/rejection', { params, body: { reason } }),
      );
    case 'withdrawal':
      return body(
        api.POST('/api/v1/grants/{grantId}/repayments/{repaymentId}/withdrawal', { params, body: { reason } }),
      );
    default:
      return act satisfies never;
  }
}

/** After an act on what is asked back: it, its claims and every list are read anew. */
export async function forgetRecoveries(): Promise<void> {
  await forget(
    ['recoveries'],
    ['recovery'],
    ['claim'],
    ['claims'],
    ['grants'],
    ['task'],
    ['tasks'],
    ['counts'],
    ['payables'],
    ['stuck'],
  );
}
