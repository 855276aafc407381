import { useLocation, useParams, useSearch } from 'wouter';
import type { TaskFilters } from '../../api/resources/tasks.ts';

export const BOXES = ['todo', 'mine', 'team', 'done'] as const;
export type Box = (typeof BOXES)[number];

/** The filters that one press sets; a task is shown when it fits the pressed one. */
export const CHIPS = ['all', 'over', 'near', 'returned', 'undecided'] as const;
export type Chip = (typeof CHIPS)[number];

const FILTER_OF: Readonly<Record<Chip, TaskFilters>> = {
  all: {},
  over: { dueState: 'over' },
  near: { dueState: 'near' },
  returned: { round: 'returned' },
  undecided: { findings: 'undecided' },
};

export const SORTS = ['due', '-received', '-amount'] as const;
export type Sort = (typeof SORTS)[number];

interface Shown {
  readonly chip: Chip;
  readonly sort: Sort;
  readonly q: string;
}

/** What the address bar says: the box, what is shown of it, and which case is open. A link to it can be sent. */
export function useInboxAddress() {
  const { place } = useParams<{ place?: string }>();
  const search = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const taskId = place !== undefined && place.startsWith('tsk_') ? place : null;
  const named = taskId === null ? place : search.get('box');
  const box = BOXES.find((one) => one === named) ?? 'todo';
  const shown: Shown = {
    chip: CHIPS.find((one) => one === search.get('show')) ?? 'all',
    sort: SORTS.find((one) => one === search.get('sort')) ?? 'due',
    q: search.get('q') ?? '',
  };
  const searched = shown.q === '' ? {} : { q: shown.q };
  const filters: TaskFilters = { box, ...searched, ...FILTER_OF[shown.chip], sort: shown.sort };
  const hrefOf = (open: string | null, now: Shown = shown): string => addressOf(box, open, now);
  return {
    taskId,
    box,
    shown,
    filters,
    counted: { box, ...searched },
    hrefOf,
    open: (next: string | null) => go(hrefOf(next)),
    show: (change: Partial<Shown>) => go(hrefOf(taskId, { ...shown, ...change }), { replace: true }),
  };
}

function addressOf(box: Box, open: string | null, { chip, sort, q }: Shown): string {
  const search = new URLSearchParams({
    ...(open !== null && box !== 'todo' && { box }),
    ...(chip !== 'all' && { show: chip }),
    ...(sort !== 'due' && { sort }),
    ...(q !== '' && { q }),
  });
  const path = box === 'todo' ? '/tasks' : `/tasks/${box}`;
  const query = search.size === 0 ? '' : `?${search}`;
  return `${open === null ? path : `/tasks/${open}`}${query}`;
}
