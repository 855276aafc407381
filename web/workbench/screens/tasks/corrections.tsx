import { useId, type Dispatch } from 'react';
import { Tick } from '../../parts/labelled.tsx';
import { useActWords } from '../../words/acts.ts';
import type { Typed, Typing } from './typed.ts';

/** What an applicant can be asked to correct. */
export interface Correctable {
  readonly pointer: string;
  readonly label: string;
}

interface CorrectionsProps {
  readonly correctable: readonly Correctable[];
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
}

/** What is to be corrected, and of each what is wrong with it. */
export function Corrections({ correctable, typed, onType }: CorrectionsProps) {
  const words = useActWords();
  const note = useId();
  const names = namesOf(correctable);
  return (
    <fieldset className="corrections" aria-describedby={note}>
      <legend>{words.toCorrect}</legend>
      {correctable.map(({ pointer }) => {
        const own = typed.corrections[pointer];
        const name = names.get(pointer) ?? pointer;
        return (
          <div key={pointer} className={own === undefined ? undefined : 'chosen'}>
            <Tick
              label={name}
              isChecked={own !== undefined}
              onChange={(isChosen) => onType({ kind: 'correct', pointer, words: isChosen ? '' : null })}
            />
            {own !== undefined && (
              <span className="quiet-word" aria-hidden="true">
                {words.correction}
              </span>
            )}
            {own !== undefined && (
              <input
                className="field"
                aria-label={words.correctionOf(name)}
                value={own}
                onChange={({ target }) => onType({ kind: 'correct', pointer, words: target.value })}
              />
            )}
          </div>
        );
      })}
      <p id={note} className="quiet">
        {words.toCorrectNote}
      </p>
    </fieldset>
  );
}

/** Two items with one label have their place among them behind it, so that each has a name of its own. */
export function namesOf(items: readonly Correctable[]): ReadonlyMap<string, string> {
  return new Map(
    items.map(({ pointer, label }) => {
      const alike = items.filter((one) => one.label === label);
      const place = alike.findIndex((one) => one.pointer === pointer);
      return [pointer, place === 0 ? label : `${label} (${place + 1})`];
    }),
  );
}
