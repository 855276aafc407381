import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { recoveriesQuery, type Recovery } from '../../api/resources/recoveries.ts';
import { useListed } from '../../api/use-list.ts';
import { useRowFocus } from '../../keys/row-focus.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { RecoveryRows } from './recovery-rows.tsx';
import './recoveries.css';

/** W11: what is due back, and how it comes back: entered by one person of Finance, confirmed by another. */
export default function RecoveriesScreen() {
  const words = useRecoveriesWords();
  const table = useRef<HTMLTableElement>(null);
  useRowFocus(table);
  const list = useListed(useInfiniteQuery(recoveriesQuery), { name: 'recoveries', idOf: ({ id }: Recovery) => id });
  const { columns } = words;
  return (
    <section className="screen" aria-labelledby="recoveries">
      <div className="bar">
        <h1 id="recoveries">{words.heading}</h1>
      </div>
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <table ref={table} aria-label={words.table} aria-busy={list.isFetching}>
          <thead>
            <tr>
              <th scope="col">{columns.no}</th>
              <th scope="col">{columns.party}</th>
              <th scope="col" className="num">
                {columns.amount}
              </th>
              <th scope="col" className="num">
                {columns.recovered}
              </th>
              <th scope="col">{columns.state}</th>
              <th scope="col">{columns.opened}</th>
              <th scope="col">{columns.what}</th>
            </tr>
          </thead>
          {list.rows.map((recovery) => (
            <RecoveryRows key={recovery.id} recovery={recovery} />
          ))}
        </table>
      </ListFrame>
    </section>
  );
}
