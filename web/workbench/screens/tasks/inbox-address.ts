import { useLocation, useParams, useSearchParams } from 'wouter';
import type { TaskFilters } from '../../api/resources/tasks.ts';

export const BOXES = ['todo', 'mine', 'team', 'done'] as const;
export type Box = (typeof BOXES)[number];

/** What the address bar says: the box, what is shown of it, and which case is open. A link to it can be sent. */
export function useInboxAddress() {
  const { place } = useParams<{ place?: string }>();
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const taskId = place !== undefined && place.startsWith('tsk_') ? place : null;
  const named = taskId === null ? place : search.get('box');
  const box = BOXES.find((one) => one === named) ?? 'todo';
  const filters: TaskFilters = { box };
  /** The address of the list, or of one case in it. */
  const hrefOf = (open: string | null): string => {
    if (open === null) {
      return box === 'todo' ? '/tasks' : `/tasks/${box}`;
    }
    return box === 'todo' ? `/tasks/${open}` : `/tasks/${open}?box=${box}`;
  };
  return { taskId, box, filters, hrefOf, open: (next: string | null) => go(hrefOf(next)) };
}
