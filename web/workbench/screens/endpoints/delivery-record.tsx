import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import {
  deliveryQuery,
  forgetEndpoints,
  replayDelivery,
  type Attempt,
  type Delivery,
  type DeliveryDetail,
} from '../../api/resources/endpoints.ts';
import { useAct } from '../../api/use-act.ts';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { useRecordWords } from '../../words/records.ts';
import { ClaimOf } from './deliveries-part.tsx';
import { DELIVERY_TONES } from './tones.ts';
import '../../parts/records.css';

/** One event on its way to one endpoint: its body as it is sent, and each attempt. */
export function DeliveryRecord({
  endpointId,
  deliveryId,
}: {
  readonly endpointId: string;
  readonly deliveryId: string;
}) {
  const words = useEndpointsWords().delivery;
  const delivery = useQuery(deliveryQuery(deliveryId));
  return (
    <article className="record">
      <p className="buttons">
        <Link href={`/endpoints/${endpointId}`} className="back">
          {words.back}
        </Link>
      </p>
      <AskedOnce
        isPage
        what={words.what}
        data={delivery.data}
        fault={faultOf(delivery.error)}
        onRetry={() => void delivery.refetch()}
      >
        {(found) => (
          <>
            <Head delivery={found} />
            <Attempts of={found.attemptLog} />
            <details>
              <summary>{words.body}</summary>
              <pre className="delivery-body">{found.body}</pre>
            </details>
            <Acts delivery={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function Head({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { deliveries: words, eventTypes } = useEndpointsWords();
  const { none } = useRecordWords();
  const { type, state, attempts, createdAt, deliveredAt, nextAttemptAt } = delivery;
  const ifAny = (at: string | null) => (at === null ? none : when(at));
  return (
    <>
      <header className="record-head">
        <h1>{eventTypes[type]}</h1>
        <Mark tone={DELIVERY_TONES[state]}>{words.states[state]}</Mark>
      </header>
      <dl className="facts">
        <Fact word={words.columns.claim}>
          <ClaimOf delivery={delivery} />
        </Fact>
        <Fact word={words.columns.created}>{when(createdAt)}</Fact>
        <Fact word={words.columns.delivered}>{ifAny(deliveredAt)}</Fact>
        <Fact word={words.columns.next}>{ifAny(nextAttemptAt)}</Fact>
        <Fact word={words.columns.attempts}>
          <a href="#attempts">{attempts}</a>
        </Fact>
      </dl>
    </>
  );
}

function Attempts({ of }: { readonly of: readonly Attempt[] }) {
  const words = useEndpointsWords().delivery;
  const columns = useAttemptColumns();
  return (
    <Section title={words.attempts} id="attempts">
      {of.length === 0 ? (
        <p className="empty">{words.noAttempt}</p>
      ) : (
        <DataTable label={words.attempts} rows={of} keyOf={({ at }) => at} columns={columns} />
      )}
    </Section>
  );
}

function useAttemptColumns(): readonly Column<Attempt>[] {
  const { delivery: words, errors } = useEndpointsWords();
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    at: ({ at }) => when(at),
    answer: ['num', ({ status }) => status ?? none],
    error: ({ error }) => (error === null ? none : errors[error]),
    duration: ['num', ({ durationMs }) => durationMs],
    excerpt: ['quote', ({ excerpt }) => excerpt],
  });
}

function Acts({ delivery }: { readonly delivery: DeliveryDetail }) {
  const words = useEndpointsWords();
  const acting = useAct<'replay', Delivery>({
    send: (_act, sent) => replayDelivery(delivery.id, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${words.eventTypes[delivery.type]}`);
      void forgetEndpoints();
    },
    lookAgain: async () => {
      await forgetEndpoints();
      return '';
    },
  });
  return (
    <ActsFoot<'replay'> acts={delivery.acts} words={words} acting={acting} etag="">
      {() => null}
    </ActsFoot>
  );
}
