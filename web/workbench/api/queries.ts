import { QueryClient, type Query } from '@tanstack/react-query';
import { onLanguage } from '../words/language.ts';

const FRESH_MS = 5_000;

/** Lists and records that are shown are read again after this time, also where no stream says that they changed. */
export const LOOK_AGAIN_MS = 30_000;

/** The only store of what the server says. A failed read is shown, never repeated behind the reader's back. */
export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: FRESH_MS, retry: false, refetchOnWindowFocus: true } },
});

/** What the server says in words: everything but who is signed in. */
export function isWords({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return queryKey[0] !== 'session';
}

/** What may stand differently after a while that nobody heard of: all but what is read once and kept. */
export function mayHaveChanged(query: Query): boolean {
  return isWords(query) && !query.observers.some(({ options }) => options.staleTime === Infinity);
}

/** The first words of the keys under which stands what acts move: no law, no file, no audit, nothing of a person's own. */
const MOVED: readonly unknown[] = [
  'task',
  'tasks',
  'counts',
  'claim',
  'claims',
  'filing',
  'filings',
  'notice',
  'notices',
  'batch',
  'batches',
  'payables',
  'unmatched',
  'recovery',
  'recoveries',
  'grants',
  'plans',
  'case',
  'cases',
  'stuck',
  'sheet',
  'reports',
  'bankFile',
  'bankFiles',
  'filesOut',
  'evening',
  'evenings',
  'ledger',
  'periods',
  'fund-use',
];

const isMoved = (query: Query) => MOVED.includes(query.queryKey[0]) && mayHaveChanged(query);

/**
 * After an act of anybody: what is named is read anew at once if it is shown. All else that acts move is read anew when it
 * is shown next, since an act on one case moves others: a decision the class and the notice, a release claims and debts.
 */
export async function forget(...keys: readonly (readonly [string, ...(readonly unknown[])])[]): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ predicate: isMoved, refetchType: 'none' }),
    ...keys.map((queryKey) => queries.invalidateQueries({ queryKey })),
  ]);
}

/** What is read for the first time is asked again, too: its answer would be in the language before. */
onLanguage(() => {
  const firstRead = queries.cancelQueries({ predicate: (query) => isWords(query) && query.state.data === undefined });
  void firstRead.then(() => queries.invalidateQueries({ predicate: isWords }));
});

/** Asks again for all that is shown and could not be read. */
export async function askFailedAnew(): Promise<void> {
  await queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
}

/** Forgets what was read, and reads what is shown anew: a screen could not show it. */
export function readAnew(): void {
  void queries.resetQueries({ predicate: isWords });
}
