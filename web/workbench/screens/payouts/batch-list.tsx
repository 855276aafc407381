import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { batchesQuery, type BatchGlance } from '../../api/resources/payouts.ts';
import { useListed } from '../../api/use-list.ts';
import { when, yuan } from '../../parts/format.ts';
import { Chips, ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { BATCH_TONES } from './tones.ts';

const STATES = ['draft', 'released', 'sent', 'done', 'rejected'] as const;

export function BatchList() {
  const words = usePayoutsWords().batches;
  const records = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state') ?? '';
  const state = STATES.find((one) => one === asked);
  const list = useListed(useInfiniteQuery(batchesQuery(state === undefined ? {} : { state })), {
    name: asked,
    idOf: ({ id }: BatchGlance) => id,
  });
  return (
    <Section title={words.table}>
      <Chips
        label={records.filter}
        options={[['', records.all], ...STATES.map((one) => [one, words.states[one]] as const)]}
        value={state ?? ''}
        onChange={(code) => setSearch(code === '' ? {} : { state: code })}
      />
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <table aria-label={words.table} aria-busy={list.isFetching}>
          <thead>
            <tr>
              <th scope="col">{words.columns.no}</th>
              <th scope="col">{words.columns.state}</th>
              <th scope="col">{words.columns.fund}</th>
              <th scope="col" className="num">
                {words.columns.lines}
              </th>
              <th scope="col" className="num">
                {words.columns.sum}
              </th>
              <th scope="col">{words.columns.maker}</th>
              <th scope="col">{words.columns.created}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((batch) => (
              <tr key={batch.id}>
                <th scope="row">
                  <Link href={`/payouts/${batch.id}`}>{batch.batchNo}</Link>
                </th>
                <td>
                  <Mark tone={BATCH_TONES[batch.state]}>{words.states[batch.state]}</Mark>
                </td>
                <td>{records.funds[batch.fund]}</td>
                <td className="num">
                  <Link href={`/payouts/${batch.id}`}>{batch.lineCount}</Link>
                </td>
                <td className="num">{yuan(batch.controlSumFen)}</td>
                <td>{batch.maker}</td>
                <td>{when(batch.createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ListFrame>
    </Section>
  );
}
