import { useLocation, useParams, useSearch } from 'wouter';
import type { TaskFilters } from '../../api/resources/tasks.ts';

export const BOXES = ['todo', 'mine', 'team', 'done'] as const;
export type Box = (typeof BOXES)[number];

/** The filters that one press sets; a task is shown when it fits the pressed one. */
export const CHIPS = ['all', 'over', 'near', 'returned', 'undecided'] as const;
export type Chip = (typeof CHIPS)[number];

const PRESSED = ['dueState', 'round', 'findings'] as const;
const FILTER_OF: Readonly<Record<Chip, Filters>> = {
  all: {},
  over: { dueState: 'over' },
  near: { dueState: 'near' },
  returned: { round: 'returned' },
  undecided: { findings: 'undecided' },
};

/** The filters that are typed or chosen. */
export const CHOSEN = [
  'q',
  'kind',
  'route',
  'applicant',
  'assignee',
  'receivedFrom',
  'receivedTo',
  'dueBefore',
] as const;
export type Chosen = (typeof CHOSEN)[number];

type By = 'due' | 'received' | 'amount' | 'decided';
export type Sort = By | `-${By}`;

/** The orders of a box, the usual one first: what is done stands there with the newest first. */
export function sortsOf(box: Box): readonly [Sort, ...Sort[]] {
  return box === 'done'
    ? ['-decided', 'decided', 'received', '-received', 'amount', '-amount']
    : ['due', '-due', 'received', '-received', 'amount', '-amount'];
}

/** Filters by their names in `GET /tasks`; what the server does not take, it says. */
export type Filters = Readonly<Partial<Record<(typeof PRESSED)[number] | Chosen, string>>>;

/** A query of `GET /tasks`, as the address says it and a saved view keeps it. */
export interface Shown {
  readonly box: Box;
  readonly filters: Filters;
  readonly sort: Sort;
}

/** What the address bar says: the box, what is shown of it, and which case is open. A link to it can be sent. */
export function useInboxAddress() {
  const { place } = useParams<{ place?: string }>();
  const search = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const taskId = place !== undefined && place.startsWith('tsk_') ? place : null;
  const named = taskId === null ? place : search.get('box');
  const box = BOXES.find((one) => one === named) ?? 'todo';
  const sorts = sortsOf(box);
  const sort = sorts.find((one) => one === search.get('sort')) ?? sorts[0];
  const filters: Filters = Object.fromEntries(
    [...PRESSED, ...CHOSEN].flatMap((name) => {
      const value = search.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
  const shown: Shown = { box, filters, sort };
  const chip = CHIPS.find((one) => one !== 'all' && isPressed(filters, one)) ?? 'all';
  return {
    taskId,
    shown,
    chip,
    query: queryOf({ ...filters, box, sort }),
    /** With which filters numbers are counted: pressing a chip lifts the others, choosing a kind leaves all else. */
    counted: { chips: queryOf({ ...only(CHOSEN, filters), box }), kinds: queryOf({ ...filters, box }) },
    hrefOf: (open: string | null, now: Shown = shown): string => addressOf(open, now),
    open: (next: string | null) => go(addressOf(next, shown)),
    show: (change: Partial<Shown>) => go(addressOf(taskId, { ...shown, ...change }), { replace: true }),
    press: (next: Chip) => {
      const pressed = { ...only(CHOSEN, filters), ...FILTER_OF[next] };
      go(addressOf(taskId, { ...shown, filters: pressed }), { replace: true });
    },
  };
}

function isPressed(filters: Filters, chip: Chip): boolean {
  return Object.entries(FILTER_OF[chip]).every(([name, value]) => new Map(Object.entries(filters)).get(name) === value);
}

function only(names: readonly Chosen[], filters: Filters): Filters {
  return Object.fromEntries(names.flatMap((name) => (filters[name] === undefined ? [] : [[name, filters[name]]])));
}

/** The server checks every value; a wrong one is refused in its words. */
function queryOf(query: Readonly<Record<string, string | undefined>>): TaskFilters {
  return query;
}

function addressOf(open: string | null, { box, filters, sort }: Shown): string {
  const given = Object.entries(filters).filter(([, value]) => value !== '');
  const search = new URLSearchParams([
    ...(open !== null && box !== 'todo' ? [['box', box]] : []),
    ...given,
    ...(sort === sortsOf(box)[0] ? [] : [['sort', sort]]),
  ]);
  const path = box === 'todo' ? '/tasks' : `/tasks/${box}`;
  const query = search.size === 0 ? '' : `?${search}`;
  return `${open === null ? path : `/tasks/${open}`}${query}`;
}
