import { useState } from 'react';
import {
  forgetEndpoints,
  registerEndpoint,
  type CreatedEndpoint,
  type EventType,
  type TypedEndpoint,
} from '../../api/resources/endpoints.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Field } from '../../parts/act-form.tsx';
import { ActsBar, type ActOffered } from '../../parts/acts-bar.tsx';
import { Tick } from '../../parts/labelled.tsx';
import { say } from '../../parts/status-line.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';

const NOTHING: TypedEndpoint = { url: '', description: '', types: [] };

interface RegistrationProps {
  readonly acts: readonly ActOffered<'registration'>[];
  readonly onRegistered: (created: CreatedEndpoint) => void;
}

/** An address and what it is told are typed; the answer has its secret. */
export function Registration({ acts, onRegistered }: RegistrationProps) {
  const words = useEndpointsWords();
  const [typed, setTyped] = useState(NOTHING);
  const change = (part: Partial<TypedEndpoint>) => setTyped({ ...typed, ...part });
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
      effect={words.effects.registration}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={acting.close}
    >
      <div className="fields-row">
        <Field label={words.url} hint={words.urlHint} value={typed.url} onChange={(url) => change({ url })} />
        <Field
          label={words.description}
          value={typed.description}
          onChange={(description) => change({ description })}
        />
      </div>
      <TypeTicks chosen={typed.types} onChoose={(types) => change({ types })} />
    </ActForm>
  );
}

interface TypeTicksProps {
  readonly chosen: readonly EventType[];
  readonly onChoose: (types: readonly EventType[]) => void;
}

function TypeTicks({ chosen, onChoose }: TypeTicksProps) {
  const words = useEndpointsWords();
  const isType = (word: string): word is EventType => Object.hasOwn(words.eventTypes, word);
  const types = Object.keys(words.eventTypes).filter(isType);
  return (
    <fieldset className="event-types">
      <legend>{words.types}</legend>
      {types.map((type) => (
        <Tick
          key={type}
          label={words.eventTypes[type]}
          isChecked={chosen.includes(type)}
          onChange={(isChosen) => onChoose(isChosen ? [...chosen, type] : chosen.filter((one) => one !== type))}
        />
      ))}
    </fieldset>
  );
}
