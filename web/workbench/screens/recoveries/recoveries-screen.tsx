import { useInfiniteQuery } from '@tanstack/react-query';
import { recoveriesQuery, type Recovery } from '../../api/resources/recoveries.ts';
import { useListed } from '../../api/use-list.ts';
import { headsOf, TableFrame } from '../../parts/data-table.tsx';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { RecoveryRows } from './recovery-rows.tsx';
import './recoveries.css';

/** W11: what is due back, and how it comes back: entered by one person of Finance, confirmed by another. */
export default function RecoveriesScreen() {
  const words = useRecoveriesWords();
  const list = useListed(useInfiniteQuery(recoveriesQuery), { name: 'recoveries', idOf: ({ id }: Recovery) => id });
  return (
    <section className="screen" aria-labelledby="recoveries">
      <div className="bar">
        <h1 id="recoveries">{words.heading}</h1>
      </div>
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <TableFrame
          label={words.table}
          isBusy={list.isFetching}
          heads={headsOf(
            words.columns,
            ['no', 'party', 'amount', 'recovered', 'state', 'opened', 'what'],
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
