import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  actOnEndpoint,
  forgetEndpoints,
  type Endpoint,
  type EndpointAct,
  type TypedAct,
  type TypedEndpoint,
} from '../../api/resources/endpoints.ts';
import { useAct } from '../../api/use-act.ts';
import { Field } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { dayOf } from '../../parts/format.ts';
import { say } from '../../parts/status-line.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { EndpointFields } from './endpoint-fields.tsx';

interface EndpointActsProps {
  readonly endpoint: Endpoint;
  readonly onSecret: (secret: string) => void;
  /** After an act, once everything was read anew. */
  readonly onActed: () => void;
}

/** The lower edge of an endpoint. */
export function EndpointActs({ endpoint, onSecret, onActed }: EndpointActsProps) {
  const words = useEndpointsWords();
  const [, go] = useLocation();
  const [typed, setTyped] = useState<Omit<TypedAct, 'wanted'>>({ since: dayOf(endpoint.createdAt), overlapHours: '' });
  /** Null until something is typed: what stands there now. */
  const [wanted, setWanted] = useState<TypedEndpoint | null>(null);
  const acting = useAct<EndpointAct, { readonly secret?: string; readonly deliveries?: number }>({
    send: (act, sent) => actOnEndpoint({ endpoint, act }, { ...typed, wanted: wanted ?? typedOf(endpoint) }, sent),
    onDone: (act, { secret, deliveries }) => {
      setWanted(null);
      say(deliveries === undefined ? `${words.done[act]} ${endpoint.url}` : words.recovered(deliveries));
      if (secret !== undefined) {
        onSecret(secret);
      }
      if (act === 'deletion') {
        go('/endpoints');
      }
      void forgetEndpoints().then(onActed);
    },
    lookAgain: async () => {
      await forgetEndpoints();
      return '';
    },
  });
  return (
    <ActsFoot<EndpointAct> acts={endpoint.acts} words={words} danger="deletion" acting={acting} etag="">
      {(act) => (
        <>
          {act === 'recovery' && (
            <Field
              label={words.since}
              type="date"
              value={typed.since}
              onChange={(since) => setTyped({ ...typed, since })}
            />
          )}
          {act === 'change' && <EndpointFields typed={wanted ?? typedOf(endpoint)} onType={setWanted} />}
          {act === 'rotation' && (
            <Field
              label={words.overlapHours}
              hint={words.overlapHint}
              value={typed.overlapHours}
              onChange={(overlapHours) => setTyped({ ...typed, overlapHours })}
            />
          )}
        </>
      )}
    </ActsFoot>
  );
}

function typedOf({ url, description, eventTypes }: Endpoint): TypedEndpoint {
  const types = eventTypes.flatMap((type) => (type === '*' ? [] : [type]));
  return { url, description: description ?? '', types };
}
