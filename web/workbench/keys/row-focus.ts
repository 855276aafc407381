import type { RefObject } from 'react';
import { useKeys } from './use-keys.ts';

/** J, K and the arrows move the focus from row link to row link of a table. */
export function useRowFocus(table: RefObject<HTMLTableElement | null>): void {
  const move = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>('th[scope=row] a') ?? [])];
    const here = document.activeElement?.closest('tr') ?? null;
    const place = links.findIndex((link) => link.closest('tr') === here);
    const next = links[Math.max(0, Math.min(links.length - 1, place + by))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({ next: () => move(1), previous: () => move(-1) });
}
