import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { countsQuery, type CountFilters, type TaskItem } from '../../api/resources/tasks.ts';
import { isComposition } from '../../keys/belongs-to-text.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { NotRead } from '../../parts/asked.tsx';
import { Labelled } from '../../parts/labelled.tsx';
import { useTasksWords } from '../../words/tasks.ts';
import { CHIPS, CHOSEN, sortsOf, type Chip, type Shown } from './inbox-address.ts';

const MoreFilters = lazy(() => import('./inbox-more-filters.tsx'));

interface FiltersProps {
  /** With which filters the chips are counted, and the kinds. */
  readonly counted: Readonly<Record<'chips' | 'kinds', CountFilters>>;
  readonly chip: Chip;
  readonly shown: Shown;
  readonly rows: readonly TaskItem[];
  /** The list is not read: one alert says so, and its way to try again is theirs, too. */
  readonly isQuiet: boolean;
  readonly onPress: (chip: Chip) => void;
  readonly onShow: (change: Partial<Shown>) => void;
}

/** Each number is the length of the list that its button opens; the server has counted it. */
export function InboxFilters(props: FiltersProps) {
  const { chip: pressed, shown, rows, onPress, onShow } = props;
  const words = useTasksWords();
  const isNarrowed = CHOSEN.some((name) => name !== 'q' && shown.filters[name] !== undefined);
  const [isOpen, setOpen] = useState(isNarrowed);
  const { numbers, kinds, notRead } = useNumbers(props, isOpen);
  const sorts = sortsOf(shown.box);
  return (
    <>
      <div role="group" aria-label={words.filters} className="chips">
        {CHIPS.map((chip) => (
          <button key={chip} type="button" aria-pressed={chip === pressed} onClick={() => onPress(chip)}>
            {words.chips[chip]} <b>{numbers[chip]}</b>
          </button>
        ))}
        <button type="button" className="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.more}
        </button>
      </div>
      {!props.isQuiet && <NotRead what={words.countsWhat} {...notRead} />}
      <SearchField q={shown.filters.q ?? ''} onSearch={(q) => onShow({ filters: { ...shown.filters, q } })} />
      <Labelled label={words.sort} className="sort">
        {(id) => (
          <select
            id={id}
            value={shown.sort}
            onChange={({ target }) => onShow({ sort: sorts.find((one) => one === target.value) ?? sorts[0] })}
          >
            {sorts.map((sort) => (
              <option key={sort} value={sort}>
                {words.sorts[sort]}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {isOpen && (
        <Suspense>
          <MoreFilters filters={shown.filters} rows={rows} kinds={kinds} onFilter={(filters) => onShow({ filters })} />
        </Suspense>
      )}
    </>
  );
}

/** The kinds are counted only where they can be chosen. */
function useNumbers({ counted, shown: { box } }: FiltersProps, isOpen: boolean) {
  const counts = useQuery(countsQuery(counted.chips));
  const whole = useQuery({ ...countsQuery(counted.kinds), enabled: isOpen });
  const uncounted = [counts, whole].filter(({ error }) => error !== null);
  const { data } = counts;
  const numbers: Readonly<Record<Chip, number | undefined>> = {
    all: data?.boxes[box],
    over: data?.dueStates.over,
    near: data?.dueStates.near,
    returned: data?.corrected,
    undecided: data?.undecided,
  };
  return {
    numbers,
    kinds: whole.data?.kinds ?? {},
    notRead: {
      fault: faultOf(uncounted[0]?.error),
      onRetry: () => uncounted.forEach((count) => void count.refetch()),
    },
  };
}

function SearchField({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const words = useTasksWords();
  const [typed, setTyped] = useState(q);
  const [before, setBefore] = useState(q);
  if (before !== q) {
    setBefore(q);
    setTyped(q);
  }
  const field = useRef<HTMLInputElement>(null);
  useKeys({ search: () => field.current?.focus() });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  /** Takes away what was searched for, and stays in the field; out of an empty one it leads on. */
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && typed !== '' && !isComposition(event.nativeEvent)) {
      event.preventDefault();
      event.stopPropagation();
      setTyped('');
      onSearch('');
    }
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
        onKeyDown={escape}
      />
    </form>
  );
}
