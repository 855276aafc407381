import { useSearchParams } from 'wouter';
import { useRecordWords } from '../words/records.ts';
import { Chips } from './list-frame.tsx';

/** The state by which a list is narrowed, as the address says it, and the chips that change it. */
export function useStateFilter<S extends string>(states: readonly S[], words: Readonly<Record<S, string>>) {
  const records = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const state = states.find((one) => one === search.get('state'));
  const chips = (
    <Chips
      label={records.filter}
      options={[['', records.all], ...states.map((one) => [one, words[one]] as const)]}
      value={state ?? ''}
      onChange={(code) => setSearch(code === '' ? {} : { state: code })}
    />
  );
  return { state: state ?? '', filters: state === undefined ? {} : { state }, chips };
}
