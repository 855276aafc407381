import type { Fault } from './fault.ts';

/** Fields of the panel itself, as a refusal names them. */
const OF_THE_PANEL = [
  '/remark',
  '/organ',
  '/documentNo',
  '/agreementNo',
  '/recoverFen',
  '/corrections',
  '/declaration',
  '/points',
] as const;

/** Nothing is wrong but fields of the panel that are still empty. */
export function isUntouched(fault: Fault): boolean {
  return (
    fault.kind === 'refused' &&
    fault.errors.length > 0 &&
    fault.errors.every(({ pointer }) =>
      OF_THE_PANEL.some((field) => pointer === field || pointer.startsWith(`${field}/`)),
    )
  );
}
