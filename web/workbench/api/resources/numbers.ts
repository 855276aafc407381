import { queryOptions } from '@tanstack/react-query';
import { api, body, listed } from '../client.ts';

/** What carries a number and has a page of its own. */
export interface Numbered {
  readonly kind: 'todo' | 'claims' | 'filings' | 'notices' | 'payouts';
  readonly no: string;
  /** What is to be done there, where something is. */
  readonly what: string | null;
  /** The address below `/workbench`. */
  readonly to: string;
}

/** Of each kind; more are found with a longer part of the number. */
const MOST = '5';

/** The shortest part of a number that is looked for; a number has no other signs. */
const PART = /^[A-Z0-9-]{3,40}$/;

/** @returns null where this can be no part of a number */
export function partOfNumber(typed: string): string | null {
  const part = typed.trim().toUpperCase();
  return PART.test(part) ? part : null;
}

/** What has this part in its number and is shown to the caller; `screens` says where to look. */
export function numbersQuery(screens: readonly string[], part: string) {
  return queryOptions({
    queryKey: ['numbers', part],
    queryFn: async (): Promise<readonly Numbered[]> => {
      const places = PLACES.filter(({ screen }) => screens.includes(screen));
      const answers = await Promise.allSettled(places.map(({ look }) => look(part)));
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      const failed = answers.find((answer) => answer.status === 'rejected');
      if (found.length === 0 && failed !== undefined) {
        throw failed.reason;
      }
      return found.filter(({ no }) => no.includes(part));
    },
  });
}

interface Place {
  readonly screen: string;
  readonly look: (part: string) => Promise<readonly Numbered[]>;
}

/** What waits for the caller comes first. */
const PLACES: readonly Place[] = [
  {
    screen: 'tasks',
    async look(q) {
      const query = { box: 'team', q, limit: MOST } as const;
      const { items } = await listed(api.GET('/api/v1/tasks', { params: { query } }));
      return items.map(({ id, subjectNo, title }) => {
        const [what = null] = title.split(' · ');
        return { kind: 'todo', no: subjectNo, what, to: `/tasks/${id}` };
      });
    },
  },
  {
    screen: 'claims',
    async look(q) {
      const { items } = await listed(api.GET('/api/v1/claims', { params: { query: { q, limit: MOST } } }));
      return items.map(({ id, claimNo }) => ({ kind: 'claims', no: claimNo, what: null, to: `/claims/${id}` }));
    },
  },
  {
    screen: 'filings',
    async look(q) {
      const { items } = await body(api.GET('/api/v1/class-filings', { params: { query: { q, limit: MOST } } }));
      return items.map(({ id, filingNo }) => ({ kind: 'filings', no: filingNo, what: null, to: `/filings/${id}` }));
    },
  },
  {
    screen: 'notices',
    async look(q) {
      const { items } = await body(api.GET('/api/v1/notices', { params: { query: { q, limit: MOST } } }));
      return items.map(({ id, noticeNo }) => ({ kind: 'notices', no: noticeNo, what: null, to: `/notices/${id}` }));
    },
  },
  {
    screen: 'payouts',
    async look(q) {
      const { items } = await body(api.GET('/api/v1/payout-batches', { params: { query: { q, limit: MOST } } }));
      return items.map(({ id, batchNo }) => ({ kind: 'payouts', no: batchNo, what: null, to: `/payouts/${id}` }));
    },
  },
];
