import { useInfiniteQuery } from '@tanstack/react-query';
import { recoveriesQuery, type Recovery } from '../../api/resources/recoveries.ts';
import { useListed } from '../../api/use-list.ts';
import { headsOf, TableFrame } from '../../parts/data-table.tsx';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useStateFilter } from '../../parts/state-filter.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { RecoveryRows } from './recovery-rows.tsx';
import './recoveries.css';

const CHIPS = [
  'found',
  'approved',
  'noticed',
  'due',
  'instalments',
  'appealed',
  'recovered',
  'annulled',
  'writtenOff',
] as const satisfies readonly Recovery['state'][];
/** Does not compile while a state has no chip. */
const STATES: readonly (Recovery['state'] extends (typeof CHIPS)[number] ? Recovery['state'] : never)[] = CHIPS;

/** What is asked back, what comes next for each, and how it comes back: entered by one person, confirmed by another. */
export function RecoveryList() {
  const words = useRecoveriesWords();
  const { state, filters, chips } = useStateFilter(STATES, words.states);
  const list = useListed(useInfiniteQuery(recoveriesQuery(filters)), { name: state, idOf: ({ id }: Recovery) => id });
  return (
    <section className="screen" aria-labelledby="recoveries">
      <div className="bar">
        <h1 id="recoveries">{words.heading}</h1>
        {chips}
      </div>
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <TableFrame
          label={words.table}
          isBusy={list.isFetching}
          heads={headsOf(
            words.columns,
            ['no', 'party', 'amount', 'recovered', 'state', 'opened', 'next', 'what'],
            ['amount', 'recovered'],
          )}
        >
          {list.rows.map((recovery) => (
            <RecoveryRows key={recovery.id} recovery={recovery} />
          ))}
        </TableFrame>
      </ListFrame>
    </section>
  );
}
