import { useSearchParams } from 'wouter';
import type { DemandList, EntryFilters } from '../../api/resources/demand.ts';

export const ENTRY_STATES = ['unchecked', 'checked', 'refused', 'ended'] as const;
export const ENTRY_LISTS = ['employer', 'worker'] as const satisfies readonly DemandList[];

/** What the address asks for; without a word those to check. */
export function useEntryFilters() {
  const [search, setSearch] = useSearchParams();
  const list = ENTRY_LISTS.find((one) => one === search.get('list'));
  const asked = search.get('state') ?? ENTRY_STATES[0];
  const state = ENTRY_STATES.find((one) => one === asked);
  const filters: EntryFilters = { ...(list !== undefined && { list }), ...(state !== undefined && { state }) };
  return {
    list: list ?? '',
    state: state ?? 'all',
    filters,
    choose: (chosen: Readonly<Record<string, string>>) =>
      setSearch({ list: list ?? '', state: state ?? 'all', ...chosen }),
  };
}

/** The same list with an entry open beside it; without an id with none. */
export function entryHref(search: URLSearchParams, entryId: string | null): string {
  const next = new URLSearchParams(search);
  next.delete('entry');
  if (entryId !== null) {
    next.set('entry', entryId);
  }
  return next.size === 0 ? '/demand' : `/demand?${next.toString()}`;
}
