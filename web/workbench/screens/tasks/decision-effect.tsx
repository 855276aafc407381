import type { ComponentProps } from 'react';
import { useEffectNow, type EffectInput } from '../../api/use-effect-now.ts';
import { EffectSaid, isHeldBy } from '../../parts/effect-said.tsx';
import { DecisionPanel } from './decision-panel.tsx';

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
  const { id, questionLabels } = panel.task;
  const effect = useEffectNow({ taskId: id, decision, sent: panel.panel, before });
  return (
    <DecisionPanel {...panel} isHeld={isHeldBy(effect)}>
      {children}
      <EffectSaid effect={effect} questions={questionLabels} isTried={isTried} />
    </DecisionPanel>
  );
}
