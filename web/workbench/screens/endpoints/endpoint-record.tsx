import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { endpointQuery, type Endpoint } from '../../api/resources/endpoints.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact } from '../../parts/section.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { useRecordWords } from '../../words/records.ts';
import { DeliveriesPart } from './deliveries-part.tsx';
import { EndpointActs } from './endpoint-acts.tsx';
import { NewSecret } from './new-secret.tsx';
import { ENDPOINT_TONES } from './tones.ts';
import { useEventSentences } from './use-event-sentences.ts';
import '../../parts/records.css';

/** One address: what waits for it, what went there, and what may be done with it. */
export function EndpointRecord({ endpointId }: { readonly endpointId: string }) {
  const words = useEndpointsWords();
  const { back } = useRecordWords();
  const endpoint = useQuery(endpointQuery(endpointId));
  return (
    <article className="record">
      <p className="buttons">
        <Link href="/endpoints" className="back">
          {back}
        </Link>
      </p>
      <AskedOnce
        isPage
        what={words.record.what}
        data={endpoint.data}
        fault={faultOf(endpoint.error)}
        onRetry={() => void endpoint.refetch()}
      >
        {(found) => <Body endpoint={found} />}
      </AskedOnce>
    </article>
  );
}

function Body({ endpoint }: { readonly endpoint: Endpoint }) {
  const words = useEndpointsWords();
  const [secret, setSecret] = useState<string | null>(null);
  const [acted, setActed] = useState(0);
  const { id, url, state, disabledReason } = endpoint;
  return (
    <>
      <header className="record-head">
        <h1 className="mono">{url}</h1>
        <Mark tone={ENDPOINT_TONES[state]}>{words.states[state]}</Mark>
        {disabledReason !== null && <span className="quiet">{words.reasons[disabledReason]}</span>}
      </header>
      {secret !== null && <NewSecret key={secret} secret={secret} onClose={() => setSecret(null)} />}
      <Facts endpoint={endpoint} />
      <DeliveriesPart endpointId={id} acted={acted} />
      <EndpointActs endpoint={endpoint} onSecret={setSecret} onActed={() => setActed((times) => times + 1)} />
    </>
  );
}

function Facts({ endpoint }: { readonly endpoint: Endpoint }) {
  const { record, eventTypes: names } = useEndpointsWords();
  const { none } = useRecordWords();
  const { ageOf, errorOf } = useEventSentences();
  const { facts: words } = record;
  const { description, eventTypes, backlog, createdAt, lastSuccessAt, failingSince } = endpoint;
  const { secretHint, previousSecretExpiresAt } = endpoint;
  const ifAny = (at: string | null) => (at === null ? none : when(at));
  return (
    <dl className="facts">
      {description !== null && <Fact word={words.description}>{description}</Fact>}
      <Fact word={words.types}>
        {eventTypes.map((type) => (type === '*' ? record.every : names[type])).join(' · ')}
      </Fact>
      <Fact word={words.created}>{when(createdAt)}</Fact>
      <Fact word={words.success}>{ifAny(lastSuccessAt)}</Fact>
      <Fact word={words.failing}>{ifAny(failingSince)}</Fact>
      <Fact word={words.waiting}>
        <Link href="?state=waiting#deliveries">{backlog.waiting}</Link>
      </Fact>
      <Fact word={words.held}>
        <Link href="?state=held#deliveries">{backlog.held}</Link>
      </Fact>
      <Fact word={words.oldest}>{ageOf(backlog.oldestSeconds)}</Fact>
      <Fact word={words.error}>{errorOf(backlog)}</Fact>
      <Fact word={words.hint}>
        <span className="mono">{secretHint}</span>
      </Fact>
      {previousSecretExpiresAt !== null && <Fact word={words.previous}>{when(previousSecretExpiresAt)}</Fact>}
    </dl>
  );
}
