import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { deliveriesQuery, type Delivery } from '../../api/resources/endpoints.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Section } from '../../parts/section.tsx';
import { useStateFilter } from '../../parts/state-filter.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { useRecordWords } from '../../words/records.ts';
import { DELIVERY_TONES } from './tones.ts';
import { useEventSentences } from './use-event-sentences.ts';

const STATES = ['waiting', 'delivered', 'exhausted', 'held'] as const;
const idOf = ({ id }: Delivery) => id;

interface DeliveriesPartProps {
  readonly endpointId: string;
  /** How many acts the reader has done: after each the list begins anew, with what came of it. */
  readonly acted: number;
}

/** What goes to an endpoint, newest first; each leads to its attempts. */
export function DeliveriesPart({ endpointId, acted }: DeliveriesPartProps) {
  const words = useEndpointsWords().deliveries;
  const { state, filters, chips } = useStateFilter(STATES, words.states);
  const asked = useInfiniteQuery(deliveriesQuery({ endpointId, ...filters }));
  const list = useListed(asked, { name: `${endpointId} ${state} ${acted}`, idOf });
  return (
    <Section title={words.table} id="deliveries">
      {chips}
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useDeliveryColumns()} />
    </Section>
  );
}

function useDeliveryColumns(): readonly Column<Delivery>[] {
  const { deliveries: words, eventTypes } = useEndpointsWords();
  const { none } = useRecordWords();
  const { errorOf } = useEventSentences();
  const ifAny = (at: string | null) => (at === null ? none : when(at));
  return columnsOf(words.columns, {
    type: ({ id, endpointId, type }) => <Link href={`/endpoints/${endpointId}/${id}`}>{eventTypes[type]}</Link>,
    claim: (delivery) => <ClaimOf delivery={delivery} />,
    state: ({ state }) => <Mark tone={DELIVERY_TONES[state]}>{words.states[state]}</Mark>,
    attempts: ['num', ({ attempts }) => attempts],
    error: (delivery) => errorOf(delivery),
    next: ({ nextAttemptAt }) => ifAny(nextAttemptAt),
    created: ({ createdAt }) => when(createdAt),
    delivered: ({ deliveredAt }) => ifAny(deliveredAt),
  });
}

export function ClaimOf({ delivery: { claimId, claimNo } }: { readonly delivery: Delivery }) {
  const { none } = useRecordWords();
  return claimId === null || claimNo === null ? (
    none
  ) : (
    <ScreenLink href={`/claims/${claimId}`} otherwise={claimNo}>
      {claimNo}
    </ScreenLink>
  );
}
