import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent } from 'react';
import { countsQuery, type CountFilters } from '../../api/resources/tasks.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useTasksWords } from '../../words/tasks.ts';
import { CHIPS, SORTS, type Chip, type Sort } from './inbox-address.ts';

interface FiltersProps {
  readonly counted: CountFilters;
  readonly shown: { readonly chip: Chip; readonly sort: Sort; readonly q: string };
  readonly onShow: (change: { readonly chip?: Chip; readonly sort?: Sort; readonly q?: string }) => void;
}

/** Each number is the length of the list that its button opens; the server has counted it. */
export function InboxFilters({ counted, shown, onShow }: FiltersProps) {
  const words = useTasksWords();
  const { data } = useQuery(countsQuery(counted));
  const numbers: Readonly<Record<Chip, number | undefined>> = {
    all: data?.boxes[counted.box ?? 'todo'],
    over: data?.dueStates.over,
    near: data?.dueStates.near,
    returned: data?.corrected,
    undecided: data?.undecided,
  };
  return (
    <>
      <div role="group" aria-label={words.filters} className="chips">
        {CHIPS.map((chip) => (
          <button key={chip} type="button" aria-pressed={shown.chip === chip} onClick={() => onShow({ chip })}>
            {words.chips[chip]} <b>{numbers[chip]}</b>
          </button>
        ))}
      </div>
      <SearchField key={shown.q} q={shown.q} onSearch={(q) => onShow({ q })} />
      <label className="sort">
        {words.sort}
        <select
          value={shown.sort}
          onChange={({ target }) => onShow({ sort: SORTS.find((one) => one === target.value) ?? 'due' })}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {words.sorts[sort]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function SearchField({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const words = useTasksWords();
  const [typed, setTyped] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ search: () => field.current?.focus() });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form role="search" aria-label={words.search} onSubmit={submit} className="search">
      <input
        ref={field}
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </form>
  );
}
