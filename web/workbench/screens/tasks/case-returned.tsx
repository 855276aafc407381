import { faultOf } from '../../api/problem.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { isForbidden } from '../../parts/fault.ts';
import { Timeline } from '../../parts/timeline.tsx';
import { rowsOf, type Happened } from '../../parts/timeline-rows.ts';
import { useCaseWords } from '../../words/case.ts';
import { Asked, Section, type AskedQuery } from './case-parts.tsx';

interface SinceReturnProps {
  readonly task: Task;
  readonly past: AskedQuery<{ readonly items: readonly Happened[] }>;
}

/** In a later round: the last return with what it asked for, then what was done since, in this order. */
export function SinceReturn({ task, past }: SinceReturnProps) {
  const words = useCaseWords();
  const since = past.data === undefined ? null : sinceReturn(task, past.data.items);
  if (task.round === 1 || since?.length === 0 || isForbidden(faultOf(past.error))) {
    return null;
  }
  return (
    <Section title={words.changes}>
      <Asked what={words.changes} query={past}>
        {() => <Timeline rows={rowsOf(since ?? []).toReversed()} />}
      </Asked>
    </Section>
  );
}

/** From the last return on, unless another decision came after it; of a plan only what concerns the organ of the task. */
function sinceReturn({ doneAt, planOrgan }: Task, items: readonly Happened[]): readonly Happened[] {
  const before = items.filter(({ at, facts }) => {
    const organ = facts?.['organ'];
    return (doneAt === null || at < doneAt) && (planOrgan === undefined || organ === planOrgan);
  });
  const last = before.findLastIndex(({ facts }) => typeof facts?.['decision'] === 'string');
  return before[last]?.facts?.['decision'] === 'returnForCorrection' ? before.slice(last) : [];
}
