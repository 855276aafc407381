import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/resources/session.ts';
import { practiceClockQuery } from '../../api/resources/practice.ts';
import { dayOf } from '../../parts/format.ts';

/**
 * Where and when the law is read, unless something else is asked for: one's own jurisdiction, and in practice the day of
 * the practice clock; elsewhere empty, which the server reads as its own day.
 */
export function usePlace(): { readonly jurisdiction: string; readonly today: string } {
  const session = useQuery(sessionQuery).data;
  const clock = useQuery(practiceClockQuery).data;
  return {
    jurisdiction: session?.jurisdiction ?? '',
    today: clock ? dayOf(clock.now) : '',
  };
}
