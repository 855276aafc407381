import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { stuckQuery, type StuckGroup } from '../../api/resources/stuck.ts';
import { useListed } from '../../api/use-list.ts';
import { headsOf, TableFrame } from '../../parts/data-table.tsx';
import { Chips, ListFrame } from '../../parts/list-frame.tsx';
import { useStuckWords } from '../../words/stuck.ts';
import { StuckRows } from './stuck-rows.tsx';
import './stuck.css';

const AGES = ['', '0', '7', '30'] as const;

/** W9: what waits too long, by cause, with its claims below. */
export default function StuckScreen() {
  const words = useStuckWords();
  const [search, setSearch] = useSearchParams();
  const age = search.get('olderThanDays') ?? '';
  const cause = search.get('cause') ?? '';
  const asked = useInfiniteQuery(
    stuckQuery({ ...(age !== '' && { olderThanDays: age }), ...(cause !== '' && { cause }) }),
  );
  const list = useListed(asked, { name: `${age} ${cause}`, idOf: (group: StuckGroup) => group.cause });
  return (
    <section className="screen" aria-labelledby="stuck">
      <div className="bar">
        <h1 id="stuck">{words.heading}</h1>
        <Chips
          label={words.age}
          options={AGES.map((code) => [code, words.ages[code]])}
          value={age}
          onChange={(code) => setSearch(code === '' ? {} : { olderThanDays: code })}
        />
        {cause !== '' && (
          <button type="button" className="plain" onClick={() => setSearch(age === '' ? {} : { olderThanDays: age })}>
            {words.allCauses}
          </button>
        )}
      </div>
      <ListFrame what={words.what} empty={words.empty} list={list}>
        <TableFrame
          className="stuck"
          label={words.table}
          isBusy={list.isFetching}
          heads={headsOf(words.columns, ['cause', 'waits', 'count', 'since', 'age', 'signs', 'more'], ['count', 'age'])}
        >
          {list.rows.map((group) => (
            <StuckRows key={group.cause} group={group} age={age} />
          ))}
        </TableFrame>
      </ListFrame>
    </section>
  );
}
