import type { GrantCall } from '../../api/resources/grants.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { Field } from '../../parts/act-form.tsx';
import { Tick } from '../../parts/labelled.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useGrantsWords } from '../../words/grants.ts';
import { ANSWERS, type GrantTyped } from './grant-decision.ts';

interface TypingProps {
  readonly typed: GrantTyped;
  readonly onType: (change: Partial<GrantTyped>) => void;
}

/** The questions of the task; the number of one answers it with yes. */
export function Questions({ task, typed, onType }: TypingProps & { readonly task: Task }) {
  const words = useCaseWords().answers;
  const answered = typed.answers;
  return (
    <div className="answers">
      {task.questionLabels.map(({ key, label }, place) => (
        <fieldset key={key}>
          <legend>
            <kbd aria-hidden="true">{place + 1}</kbd> {label}
          </legend>
          {ANSWERS.map((answer) => (
            <Tick
              key={answer}
              oneOf={`${task.id}-${key}`}
              label={words[answer]}
              isChecked={answered[key] === answer}
              onChange={() => onType({ answers: { ...answered, [key]: answer } })}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

/** An expert's own sheet: points for each criterion, and the declaration. */
export function Sheet({ criteria, typed, onType }: TypingProps & Pick<GrantCall, 'criteria'>) {
  const words = useGrantsWords();
  return (
    <fieldset className="sheet" aria-label={words.sheet}>
      <div className="fields-row">
        {criteria.map(({ key, label, maxPoints }) => (
          <Field
            key={key}
            label={label}
            hint={words.points(maxPoints)}
            value={typed.points[key] ?? ''}
            onChange={(points) => onType({ points: { ...typed.points, [key]: points } })}
          />
        ))}
      </div>
      <Tick label={words.noConflict} isChecked={typed.noConflict} onChange={(noConflict) => onType({ noConflict })} />
    </fieldset>
  );
}
