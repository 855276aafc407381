import type { Dispatch } from 'react';
import type { Task } from '../../api/resources/tasks.ts';
import { useCaseWords } from '../../words/case.ts';
import { Section } from './case-parts.tsx';
import { ANSWERS, type Typed, type Typing } from './typed.ts';

interface QuestionsProps {
  readonly task: Task;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
}

/** The pack's questions, each with its number; the number answers it with yes. */
export function Questions({ task, typed, onType }: QuestionsProps) {
  const words = useCaseWords();
  return (
    <Section title={words.questions}>
      {task.questionLabels.length === 0 && <p className="quiet">{words.noQuestions}</p>}
      {task.questionLabels.map(({ key, label }, position) => (
        <fieldset key={key} className="question">
          <legend>
            <kbd aria-hidden="true">{position + 1}</kbd> {label}
          </legend>
          <div>
            {ANSWERS.map((answer) => (
              <label key={answer}>
                <input
                  type="radio"
                  name={`${task.id}-${key}`}
                  checked={typed.answers[key] === answer}
                  onChange={() => onType({ kind: 'answer', question: key, answer })}
                />
                {words.answers[answer]}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </Section>
  );
}
