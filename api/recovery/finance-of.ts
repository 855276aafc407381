import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';

/** Finance of the debt's own jurisdiction enters what came back. @throws Problem FORBIDDEN */
export function requireFinanceOf({ jurisdiction }: { readonly jurisdiction: string }, caller: Caller): void {
  if (caller.jurisdiction !== jurisdiction || caller.organ !== 'FINANCE') {
    throw new Problem('FORBIDDEN');
  }
}
