import { useEffect, useRef, type RefObject } from 'react';
import { useKeys } from '../../keys/use-keys.ts';

interface RowKeys {
  readonly table: RefObject<HTMLTableElement | null>;
  /** Of the open case, where the focus stands in it. */
  readonly openId: string | null;
  readonly onPick: (taskId: string) => void;
}

/** The number of the task whose row has the focus, where another one is open: keys that decide are not for that one. */
export function focusedElsewhere(): string | null {
  const row = rowOf(document.activeElement);
  return row?.matches(':not(.open)') === true ? (row.dataset['no'] ?? '') : null;
}

/**
 * J, K and the arrows move the focus from row link to row link; X chooses the row that has it, or had it last since the
 * open case was opened.
 */
export function useRowKeys({ table, openId, onPick }: RowKeys): void {
  /** With the case that was open then: once another is open, it counts no more. */
  const last = useRef<{ readonly taskId: string; readonly openId: string | null } | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const taskId = target instanceof Element ? rowOf(target)?.dataset['task'] : undefined;
      last.current = taskId === undefined ? last.current : { taskId, openId };
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [openId]);
  const links = () => [...(table.current?.querySelectorAll<HTMLAnchorElement>('th[scope=row] a') ?? [])];
  /** Of the link that has the focus or had it last, else of the open case; -1 before the first. */
  const place = () => {
    const here =
      rowOf(document.activeElement)?.dataset['task'] ??
      (last.current?.openId === openId ? last.current.taskId : openId);
    return links().findIndex((link) => rowOf(link)?.dataset['task'] === here);
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
