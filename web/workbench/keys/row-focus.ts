import { useKeys } from './use-keys.ts';

/** Stands on the box around a list whose rows the keys find; `begin` on the one where they begin, else the first does. */
export const ROWS = 'list-rows';
const BEGIN = 'begin';

export function rowsClass(isBegin: boolean): string {
  return isBegin ? `${ROWS} ${BEGIN}` : ROWS;
}

/** J, K and the arrows move the focus from row to row, from one list of the page into the next. */
export function useRowFocus(): void {
  useKeys({ next: () => move('next'), previous: () => move('previous') });
}

function move(way: 'next' | 'previous'): void {
  const rows = [...document.querySelectorAll<HTMLElement>(`main .${ROWS} tr:has(> th[scope=row])`)];
  const here = document.activeElement;
  const row = here?.closest(`.${ROWS}`) ? nextTo(here, rows, way) : beginOf(rows);
  const place = row === undefined ? null : placeIn(row);
  place?.focus();
  place?.scrollIntoView({ block: 'nearest' });
}

function beginOf(rows: readonly HTMLElement[]): HTMLElement | undefined {
  return rows.find((row) => row.closest(`.${ROWS}`)?.classList.contains(BEGIN)) ?? rows[0];
}

/**
 * The row after the focus, or before the row that holds it; a form that stands open between two rows is on its way. At
 * the end it is the last one: from a button in it the focus goes to its link.
 */
function nextTo(here: Element, rows: readonly HTMLElement[], way: 'next' | 'previous'): HTMLElement | undefined {
  const lies = way === 'next' ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const on = rows.filter((row) => !row.contains(here) && (here.compareDocumentPosition(row) & lies) !== 0);
  return way === 'next' ? (on[0] ?? rows.at(-1)) : (on.at(-1) ?? rows[0]);
}

/** Its own link, else the first one in it; a row that leads nowhere takes the focus itself. */
function placeIn(row: HTMLElement): HTMLElement | null {
  const link = row.querySelector<HTMLElement>('th[scope=row] a') ?? row.querySelector<HTMLElement>('a[href]');
  const head = row.querySelector<HTMLElement>('th[scope=row]');
  if (link === null) {
    head?.setAttribute('tabindex', '-1');
  }
  return link ?? head;
}
