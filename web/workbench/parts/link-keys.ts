import type { RefObject } from 'react';
import { useKeys } from '../keys/use-keys.ts';

/** J, K and the arrows move the focus from row link to row link of a table; Enter opens it, as with any link. */
export function useLinkKeys(table: RefObject<HTMLTableElement | null>): void {
  const move = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>('th[scope=row] a') ?? [])];
    const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement) === true);
    const next = links[Math.max(0, Math.min(links.length - 1, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({ next: () => move(1), previous: () => move(-1) });
}
