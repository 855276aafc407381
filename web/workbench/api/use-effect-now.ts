import { skipToken, useQuery } from '@tanstack/react-query';
import type { EffectNow } from '../parts/effect-said.tsx';
import { isUntouched } from '../parts/untouched.ts';
import { faultOf, isLost } from './problem.ts';
import { effectOf, type Decision, type Sent } from './resources/tasks.ts';

export interface EffectInput {
  readonly taskId: string;
  /** As it now stands; null for an act that is no decision, or is closed. */
  readonly decision: Decision | null;
  /** Null while no act is chosen. */
  readonly sent: Sent | null;
  /** What the task says of the act before anything is typed into its panel. */
  readonly before: string | undefined;
}

/**
 * What the decision would do. The sentence of the task stands there at once where it fits; what was said stays while
 * only answers and remarks are typed, which change nothing of it.
 */
export function useEffectNow({ taskId, decision, sent, before }: EffectInput): EffectNow {
  const { remark, ...counted } = decision ?? {};
  const of = decision === null ? null : pointOf(decision);
  const asked = useQuery({
    queryKey: ['effect', taskId, sent?.etag, counted, remark !== undefined],
    queryFn:
      decision === null || sent === null
        ? skipToken
        : async () => ({ of, sentence: await effectOf(taskId, decision, sent) }),
    placeholderData: (former) => former,
    gcTime: 0,
    // Also without a network, which is said; it is asked again as soon as there is one.
    networkMode: 'always',
    refetchOnReconnect: true,
  });
  const fault = faultOf(asked.error);
  // Nothing is left out or chosen: what the task says of the act is what it does.
  const isWhole = decision !== null && of === pointOf({ act: decision.act });
  const own = isWhole ? before : undefined;
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

/** What people, amount and points of a decision depend on. */
function pointOf({ act, refuseLines = [], organ, amountFen, recoverFen, points = {} }: Decision): string {
  const lines = refuseLines.map(({ lineId }) => lineId);
  return JSON.stringify([act, lines, organ ?? null, amountFen ?? null, recoverFen ?? null, Object.entries(points)]);
}
