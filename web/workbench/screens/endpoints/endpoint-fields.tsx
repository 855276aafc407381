import type { EventType, TypedEndpoint } from '../../api/resources/endpoints.ts';
import { Field } from '../../parts/act-form.tsx';
import { Tick } from '../../parts/labelled.tsx';
import { useEndpointsWords } from '../../words/endpoints.ts';

interface EndpointFieldsProps {
  readonly typed: TypedEndpoint;
  readonly onType: (typed: TypedEndpoint) => void;
}

/** An address, what it is, and what it is told. */
export function EndpointFields({ typed, onType }: EndpointFieldsProps) {
  const words = useEndpointsWords();
  const change = (part: Partial<TypedEndpoint>) => onType({ ...typed, ...part });
  return (
    <>
      <div className="fields-row">
        <Field label={words.url} hint={words.urlHint} value={typed.url} onChange={(url) => change({ url })} />
        <Field
          label={words.description}
          value={typed.description}
          onChange={(description) => change({ description })}
        />
      </div>
      <TypeTicks chosen={typed.types} onChoose={(types) => change({ types })} />
    </>
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
