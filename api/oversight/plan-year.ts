import { dayAt } from '../../domain/calendar.ts';
import { covers } from '../../domain/authority/jurisdiction.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';

export interface PlanYear {
  readonly jurisdiction: string;
  readonly year: number;
}

/** The jurisdiction and year of a report: the caller's own and today's unless said; only what the caller's covers. */
export function planYearOf(
  query: { readonly jurisdiction?: string | undefined; readonly year?: number | undefined },
  caller: Caller,
  at: Date,
): PlanYear {
  const jurisdiction = query.jurisdiction ?? caller.jurisdiction;
  if (!covers(caller.jurisdiction, jurisdiction)) {
    throw new Problem('FORBIDDEN');
  }
  return { jurisdiction, year: query.year ?? Number(dayAt(at.getTime()).slice(0, 4)) };
}
