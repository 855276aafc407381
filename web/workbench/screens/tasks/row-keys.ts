import type { RefObject } from 'react';
import { useKeys } from '../../keys/use-keys.ts';

interface RowKeys {
  readonly table: RefObject<HTMLTableElement | null>;
  /** Of the open case, where the focus stands in it. */
  readonly openId: string | null;
  readonly onPick: (taskId: string) => void;
}

/** J, K and the arrows move the focus from row link to row link; X chooses the row that has it. */
export function useRowKeys({ table, openId, onPick }: RowKeys): void {
  const links = () => [...(table.current?.querySelectorAll<HTMLAnchorElement>('th[scope=row] a') ?? [])];
  /** Of the link that has the focus, else of the open case; -1 before the first. */
  const place = () => {
    const here = rowOf(document.activeElement);
    return links().findIndex((link) => {
      const row = rowOf(link);
      return here === undefined || here === null ? row?.dataset['task'] === openId : row === here;
    });
  };
  const move = (by: number) => {
    const all = links();
    const next = all[Math.max(0, Math.min(all.length - 1, place() + by))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    next: () => move(1),
    previous: () => move(-1),
    select: () => {
      const taskId = rowOf(links()[place()])?.dataset['task'];
      if (taskId !== undefined) {
        onPick(taskId);
      }
    },
  });
}

function rowOf(element: Element | null | undefined): HTMLElement | null | undefined {
  return element?.closest<HTMLElement>('tr[data-task]');
}
