import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { allPages, api, body, listed, read } from '../client.ts';
import type { components } from '../contract.d.ts';
import { queries } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type Recovery = components['schemas']['Recovery'];
export type MoneyEntry = components['schemas']['MoneyEntry'];
export type EntryActName = MoneyEntry['acts'][number]['act'];

const PAGE = '50';
const LONG_PAGE = '200';

/** What is due back, with what was repaid and what waits for a second person. */
export const recoveriesQuery = infiniteQueryOptions({
  queryKey: ['recoveries'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/recoveries', {
        params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
      }),
    ),
  getNextPageParam: (last) => last.nextCursor,
});

/** All claims of a party, from one of which its debt can be taken. */
export function claimsOfPartyQuery(party: { readonly id: string; readonly name: string }) {
  return queryOptions({
    queryKey: ['claims', 'of', party.id],
    queryFn: async () => {
      const items = await allPages((cursor) =>
        listed(api.GET('/api/v1/claims', { params: { query: { q: party.name, limit: LONG_PAGE, ...cursor } } })),
      );
      return items.filter(({ applicant }) => applicant.id === party.id);
    },
  });
}

/** The revision of a claim as it is now. @throws Refused, Unreachable */
export async function revisionOfClaim(claimId: string): Promise<string> {
  return (await read(api.GET('/api/v1/claims/{claimId}', { params: { path: { claimId } } }))).etag;
}

export interface Repayment {
  readonly amountFen: number;
  readonly bankReference: string;
}

/** @throws Refused, Unreachable */
export function enterRepayment(claimId: string, repayment: Repayment, { etag, key }: Sent): Promise<MoneyEntry> {
  const params = { path: { claimId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
  return body(api.POST('/api/v1/claims/{claimId}/repayments', { params, body: repayment }));
}

export interface SetOff {
  readonly recoveryClaimId: string;
  readonly amountFen: number;
}

/** Takes what is owed from the base that is due at `claimId`. @throws Refused, Unreachable */
export function enterSetOff(claimId: string, setOff: SetOff, { etag, key }: Sent): Promise<MoneyEntry> {
  const params = { path: { claimId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
  return body(api.POST('/api/v1/claims/{claimId}/set-offs', { params, body: setOff }));
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

/** After an act on what is due back: it, its claims and every list are read anew. */
export async function forgetRecoveries(): Promise<void> {
  const keys = [['recoveries'], ['claim'], ['claims'], ['grant'], ['tasks'], ['counts'], ['payables'], ['stuck']];
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
}
