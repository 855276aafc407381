import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { endpointsQuery, type CreatedEndpoint, type Endpoint } from '../../api/resources/endpoints.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { useRecordWords } from '../../words/records.ts';
import { NewSecret } from './new-secret.tsx';
import { Registration } from './registration.tsx';
import { ENDPOINT_TONES } from './tones.ts';
import { useEventSentences } from './use-event-sentences.ts';
import '../../parts/records.css';

const idOf = ({ id }: Endpoint) => id;

/** Each address to which events are pushed, with what waits for it, and the form that registers one. */
export function EndpointList() {
  const words = useEndpointsWords();
  const [created, setCreated] = useState<CreatedEndpoint | null>(null);
  const endpoints = useInfiniteQuery(endpointsQuery);
  // After a registration the list begins anew, with what was registered.
  const list = useListed(endpoints, { name: `endpoints ${created?.id ?? ''}`, idOf });
  const acts = endpoints.data?.pages[0]?.acts;
  return (
    <section className="screen" aria-labelledby="endpoints">
      <div className="bar">
        <h1 id="endpoints">{words.heading}</h1>
      </div>
      {created !== null && (
        <NewSecret secret={created.secret} onClose={() => setCreated(null)}>
          <Link href={`/endpoints/${created.id}`}>{words.secret.open}</Link>
        </NewSecret>
      )}
      {acts !== undefined && created === null && <Registration acts={acts} onRegistered={setCreated} />}
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useEndpointColumns()} />
    </section>
  );
}

function useEndpointColumns(): readonly Column<Endpoint>[] {
  const words = useEndpointsWords();
  const { none } = useRecordWords();
  const { ageOf, errorOf } = useEventSentences();
  return columnsOf(words.columns, {
    url: ['mono', ({ id, url }) => <Link href={`/endpoints/${id}`}>{url}</Link>],
    state: ({ state }) => <Mark tone={ENDPOINT_TONES[state]}>{words.states[state]}</Mark>,
    waiting: ['num', ({ id, backlog: { waiting } }) => toBacklog(id, 'waiting', waiting)],
    held: ['num', ({ id, backlog: { held } }) => toBacklog(id, 'held', held)],
    oldest: ['num', ({ backlog: { oldestSeconds } }) => ageOf(oldestSeconds)],
    error: ({ backlog }) => errorOf(backlog),
    success: ({ lastSuccessAt }) => (lastSuccessAt === null ? none : when(lastSuccessAt)),
  });
}

const toBacklog = (id: string, state: 'waiting' | 'held', count: number) => (
  <Link href={`/endpoints/${id}?state=${state}#deliveries`}>{count}</Link>
);
