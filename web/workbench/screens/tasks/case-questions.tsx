import type { Dispatch } from 'react';
import { Answered } from '../../case/answered.tsx';
import type { Task } from '../../api/resources/tasks.ts';
import { Tick } from '../../parts/labelled.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Section } from './case-parts.tsx';
import { ANSWERS, type Typed, type Typing } from './typed.ts';

interface QuestionsProps {
  readonly task: Task;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
  /** What was answered, once the case is decided: then nothing is asked any more. */
  readonly given?: Readonly<Record<string, unknown>> | null;
}

/** The pack's questions, each with its number; the number answers it with yes. */
export function Questions({ task, typed, onType, given = null }: QuestionsProps) {
  const words = useCaseWords();
  if (task.doneAt !== null) {
    return (
      <Section title={words.questions}>
        {task.questionLabels.length === 0 && <p className="quiet">{words.noQuestions}</p>}
        <Answered questions={task.questionLabels} given={given} />
      </Section>
    );
  }
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
              <Tick
                key={answer}
                oneOf={`${task.id}-${key}`}
                label={words.answers[answer]}
                isChecked={typed.answers[key] === answer}
                onChange={() => onType({ kind: 'answer', question: key, answer })}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </Section>
  );
}
