import { useCaseWords } from '../words/case.ts';
import './case.css';

interface AnsweredProps {
  readonly questions: readonly { readonly key: string; readonly label: string }[];
  /** By the key of a question; null where the decision had none. */
  readonly given: Readonly<Record<string, unknown>> | null;
}

/** Read only: each question with the answer that was given. */
export function Answered({ questions, given }: AnsweredProps) {
  const words = useCaseWords();
  const named = new Map<unknown, string>(Object.entries(words.answers));
  return (
    <dl className="answered">
      {questions.map(({ key, label }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{named.get(given?.[key]) ?? words.notAnswered}</dd>
        </div>
      ))}
    </dl>
  );
}
