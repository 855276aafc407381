import type { Dispatch } from 'react';
import { Answered } from '../../case/answered.tsx';
import { faultOf } from '../../api/problem.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { isForbidden } from '../../parts/fault.ts';
import { Tick } from '../../parts/labelled.tsx';
import type { Happened } from '../../parts/timeline-rows.ts';
import { useCaseWords } from '../../words/case.ts';
import { Asked, Section, type AskedQuery } from './case-parts.tsx';
import { givenAnswers, isOfNow } from './given-answers.ts';
import { ANSWERS, type Typed, type Typing } from './typed.ts';

interface QuestionsProps {
  readonly task: Task;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
  /** What happened to the case: once it is decided, the answers stand there, and nothing is asked any more. */
  readonly past: AskedQuery<{ readonly items: readonly Happened[] }> & { readonly isFetching: boolean };
}

/** The pack's questions: each with its number, which answers it with yes; of a decided case with what was answered. */
export function Questions({ past, ...props }: QuestionsProps) {
  return props.task.doneAt === null ? <Open {...props} /> : <Given task={props.task} past={past} />;
}

/** Left out for who has no right to the history: what was answered is not known then. */
function Given({ task, past }: Pick<QuestionsProps, 'task' | 'past'>) {
  const words = useCaseWords();
  const { questionLabels } = task;
  if (questionLabels.length > 0 && isForbidden(faultOf(past.error))) {
    return null;
  }
  return (
    <Section title={words.questions}>
      {questionLabels.length === 0 ? (
        <p className="quiet">{words.noQuestions}</p>
      ) : (
        <Asked what={words.questions} query={past}>
          {({ items }) =>
            past.isFetching && !isOfNow(task, items) ? (
              <p className="quiet" aria-busy="true">
                {words.loading}
              </p>
            ) : (
              <Answered questions={questionLabels} given={givenAnswers(task, items)} />
            )
          }
        </Asked>
      )}
    </Section>
  );
}

function Open({ task, typed, onType }: Omit<QuestionsProps, 'past'>) {
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
