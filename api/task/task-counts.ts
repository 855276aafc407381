import type { TaskKind } from '../../domain/task/task-words.ts';
import type { TaskFilters, TaskGroup } from './task-ports.ts';
import type { TaskBox } from '../../domain/task/task-lists.ts';

type Facets = Pick<TaskFilters, 'box' | 'kind' | 'dueState' | 'round' | 'findings'>;

/** Each filter that the numbers count by, asked of a group. */
const IS_OF = {
  kind: (group: TaskGroup, { kind }: Facets) => kind === undefined || group.kind === kind,
  dueState: (group: TaskGroup, { dueState }: Facets) => dueState === undefined || group.dueState === dueState,
  round: (group: TaskGroup, { round }: Facets) => round === undefined || group.corrected,
  findings: (group: TaskGroup, { findings }: Facets) => findings === undefined || group.isUndecided,
} as const;

/** How many tasks the list with these filters has. */
function lengthOf(groups: readonly TaskGroup[], asked: Facets): number {
  return groups
    .filter((group) => Object.values(IS_OF).every((isOf) => isOf(group, asked)))
    .reduce((sum, { tasks }) => sum + tasks, 0);
}

/** Every number is the length of the list that the same filters open, with its own filter in the place of theirs. */
export function countsOf(groups: Readonly<Record<TaskBox, readonly TaskGroup[]>>, asked: Facets) {
  const own = groups[asked.box];
  const kinds = [...new Set(own.map(({ kind }) => kind))].toSorted();
  const counted = (changed: Partial<Facets>) => lengthOf(own, { ...asked, ...changed });
  return {
    boxes: {
      todo: lengthOf(groups.todo, asked),
      mine: lengthOf(groups.mine, asked),
      team: lengthOf(groups.team, asked),
      done: lengthOf(groups.done, asked),
    },
    dueStates: {
      ok: counted({ dueState: 'ok' }),
      near: counted({ dueState: 'near' }),
      over: counted({ dueState: 'over' }),
      paused: counted({ dueState: 'paused' }),
      provisional: counted({ dueState: 'provisional' }),
    },
    kinds: Object.fromEntries(
      kinds.map((kind: TaskKind) => [kind, counted({ kind })] as const).filter(([, tasks]) => tasks > 0),
    ),
    corrected: counted({ round: 'returned' }),
    undecided: counted({ findings: 'undecided' }),
  };
}
