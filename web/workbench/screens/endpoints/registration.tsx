import { useState } from 'react';
import {
  forgetEndpoints,
  registerEndpoint,
  type CreatedEndpoint,
  type TypedEndpoint,
} from '../../api/resources/endpoints.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { ActsBar, type ActOffered } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { say } from '../../parts/status-line.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { EndpointFields } from './endpoint-fields.tsx';

const NOTHING: TypedEndpoint = { url: '', description: '', types: [] };

interface RegistrationProps {
  readonly acts: readonly ActOffered<'registration'>[];
  readonly onRegistered: (created: CreatedEndpoint) => void;
}

/** An address and what it is told are typed; the answer has its secret. */
export function Registration({ acts, onRegistered }: RegistrationProps) {
  const words = useEndpointsWords();
  const [typed, setTyped] = useState(NOTHING);
  const acting = useAct<'registration', CreatedEndpoint>({
    send: (_act, sent) => registerEndpoint(typed, sent),
    onDone: (act, created) => {
      say(words.done[act]);
      setTyped(NOTHING);
      void forgetEndpoints().then(() => onRegistered(created));
    },
    lookAgain: async () => {
      await forgetEndpoints();
      return '';
    },
  });
  return acting.act === null ? (
    <ActsBar acts={acts} names={words.acts} closed={acting.closed} onOpen={(act) => acting.open(act, '')} />
  ) : (
    <ActForm
      name={words.acts.registration}
      confirm={words.confirm.registration}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      closed={closedNow(acting, acts)}
      effect={words.effects.registration}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={acting.close}
    >
      <EndpointFields typed={typed} onType={setTyped} />
    </ActForm>
  );
}
