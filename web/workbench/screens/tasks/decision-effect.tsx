import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { effectOf, type Decision, type Sent, type Task } from '../../api/resources/tasks.ts';
import type { Fault } from '../../parts/fault.ts';
import { useActWords } from '../../words/acts.ts';
import { namedQuestions } from './named-questions.ts';
import { isUntouched } from './untouched.ts';

interface EffectProps {
  readonly task: Pick<Task, 'id' | 'questionLabels'>;
  readonly decision: Decision;
  readonly sent: Sent;
  /** What the task says of the act, whatever is typed into its panel. */
  readonly before: string | undefined;
  /** It was sent and refused: the alert says what is missing. */
  readonly isTried: boolean;
}

/**
 * Says the effect before it can be sent, with people and amount as the decision now stands; where the server would
 * refuse it, its words stand there instead. Fields of the panel that nobody has filled in yet are no fault.
 */
export function DecisionEffect({ task, decision, sent, before, isTried }: EffectProps) {
  const words = useActWords();
  const { remark: _, ...counted } = decision;
  const effect = useQuery({
    queryKey: ['effect', task.id, sent.etag, counted, decision.remark !== undefined],
    queryFn: () => effectOf(task.id, decision, sent),
    placeholderData: (former) => former,
    gcTime: 0,
  });
  const fault = faultOf(effect.error);
  if (fault === null) {
    return <p className="effect">{effect.data ?? words.asking}</p>;
  }
  if (isUntouched(fault)) {
    return before === undefined ? null : <p className="effect">{before}</p>;
  }
  return isTried ? null : <Refusal fault={namedQuestions(fault, task)} />;
}

function Refusal({ fault }: { readonly fault: Fault }) {
  const words = useActWords();
  if (fault.kind !== 'refused') {
    return <p className="effect quiet">{words.notAsked}</p>;
  }
  const said = [...new Set(fault.errors.map(({ message }) => message))].filter((message) => message !== fault.detail);
  return (
    <div className="refusal">
      <p>
        <b>{fault.title}</b> {fault.detail}
      </p>
      {said.length > 0 && (
        <ul className="missing">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
