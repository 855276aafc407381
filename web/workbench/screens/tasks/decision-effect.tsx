import { skipToken, useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { faultOf } from '../../api/problem.ts';
import { effectOf, type Decision, type Sent, type Task } from '../../api/resources/tasks.ts';
import type { Fault } from '../../parts/fault.ts';
import { useActWords } from '../../words/acts.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { isLost } from './draft-keeper.ts';
import { namedQuestions } from './named-questions.ts';
import { isUntouched } from './untouched.ts';

interface EffectInput {
  readonly task: Pick<Task, 'id' | 'questionLabels'>;
  /** As it now stands; null for an act that is no decision, or is closed. */
  readonly decision: Decision | null;
  readonly sent: Sent;
  /** What the task says of the act, whatever is typed into its panel. */
  readonly before: string | undefined;
}

type EffectNow =
  | { readonly kind: 'said'; readonly sentence: string }
  | { readonly kind: 'asking' }
  /** There was no answer. */
  | { readonly kind: 'unasked'; readonly fault: Fault; readonly askAgain: () => void }
  /** The server would refuse it as it stands. */
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** Nothing is to be said: it has no effect, or lacks only what nobody has filled in yet. */
  | { readonly kind: 'none' };

/**
 * What the decision would do. The sentence of the task stands there at once where it fits; what was said stays while
 * only answers and remarks are typed, which change nothing of it.
 */
function useEffectOf({ task, decision, sent, before }: EffectInput): EffectNow {
  const { remark, ...counted } = decision ?? {};
  const of = pointOf(decision);
  const asked = useQuery({
    queryKey: ['effect', task.id, sent.etag, counted, remark !== undefined],
    queryFn: decision === null ? skipToken : async () => ({ of, sentence: await effectOf(task.id, decision, sent) }),
    placeholderData: (former) => former,
    gcTime: 0,
    // Also without a network, which is said; it is asked again as soon as there is one.
    networkMode: 'always',
    refetchOnReconnect: true,
  });
  const fault = faultOf(asked.error);
  const own = of === WHOLE ? before : undefined;
  const said = asked.data?.of === of ? asked.data.sentence : own;
  if (decision === null) {
    return { kind: 'none' };
  }
  if (fault !== null && !isLost(asked.error) && !isUntouched(fault)) {
    return { kind: 'refused', fault };
  }
  if (said !== undefined) {
    return { kind: 'said', sentence: said };
  }
  if (fault === null) {
    return { kind: 'asking' };
  }
  return isUntouched(fault) ? { kind: 'none' } : { kind: 'unasked', fault, askAgain: () => void asked.refetch() };
}

/** What people and amount of a decision depend on. */
function pointOf(decision: Decision | null): string {
  const { refuseLines = [], organ, amountFen } = decision ?? {};
  return JSON.stringify([refuseLines.map(({ lineId }) => lineId), organ ?? null, amountFen ?? null]);
}

/** Nothing is left out or chosen: what the task says of the act is what it does. */
const WHOLE = pointOf(null);

interface SayingProps
  extends Omit<ComponentProps<typeof DecisionPanel>, 'isHeld'>, Pick<EffectInput, 'decision' | 'before'> {
  /** It was sent and refused: the alert says what is missing. */
  readonly isTried: boolean;
}

/**
 * The panel of an act, which says the effect before it can be sent, with people and amount as the decision now stands.
 * Where the server would refuse it, its words stand there instead, and it can be sent: nothing but a refusal follows.
 */
export function SayingPanel({ decision, before, isTried, children, ...panel }: SayingProps) {
  const effect = useEffectOf({ task: panel.task, decision, sent: panel.panel, before });
  return (
    <DecisionPanel {...panel} isHeld={effect.kind === 'asking' || effect.kind === 'unasked'}>
      {children}
      <EffectSaid task={panel.task} effect={effect} isTried={isTried} />
    </DecisionPanel>
  );
}

interface EffectProps extends Pick<EffectInput, 'task'>, Pick<SayingProps, 'isTried'> {
  readonly effect: EffectNow;
}

function EffectSaid({ task, effect, isTried }: EffectProps) {
  const words = useActWords();
  switch (effect.kind) {
    case 'said':
      return <p className="effect">{effect.sentence}</p>;
    case 'asking':
      return <p className="effect">{words.asking}</p>;
    case 'refused':
      return isTried ? null : <Refusal fault={namedQuestions(effect.fault, task)} />;
    case 'unasked':
      return (
        <div className="refusal">
          {effect.fault.kind === 'refused' && <Refusal fault={effect.fault} />}
          <p>
            {words.notAsked}{' '}
            <button type="button" className="plain" onClick={effect.askAgain}>
              {words.askAgain}
            </button>
          </p>
        </div>
      );
    case 'none':
      return null;
    default:
      return effect satisfies never;
  }
}

function Refusal({ fault }: { readonly fault: Fault }) {
  if (fault.kind !== 'refused') {
    return null;
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
