import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { effectOf, type Decision, type Sent } from '../../api/resources/tasks.ts';
import { useActWords } from '../../words/acts.ts';

interface EffectProps {
  readonly taskId: string;
  readonly decision: Decision;
  readonly sent: Sent;
  /** What the task says of the act before anything is typed. */
  readonly before: string | undefined;
}

/** Says the effect before it can be sent, with people and amount as the decision now stands, or what is still missing. */
export function DecisionEffect({ taskId, decision, sent, before }: EffectProps) {
  const words = useActWords();
  const { remark: _, ...counted } = decision;
  const effect = useQuery({
    queryKey: ['effect', taskId, sent.etag, counted, decision.remark !== undefined],
    queryFn: () => effectOf(taskId, decision, sent),
    placeholderData: (former) => former,
    gcTime: 0,
  });
  const fault = faultOf(effect.error);
  const missing =
    fault?.kind === 'refused' ? [...new Set([fault.detail, ...fault.errors.map((one) => one.message)])] : [];
  return (
    <>
      <p className="effect">{effect.data ?? before ?? words.asking}</p>
      {missing.length > 0 && (
        <ul className="missing">
          {missing.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}
