import { useInfiniteQuery } from '@tanstack/react-query';
import { routesQuery } from '../../api/resources/law.ts';
import { useLanguage } from '../../words/language.ts';
import { usePlace } from './use-place.ts';

/** Gives the name of a route by its code, as one's own place has it today; the code itself until it is read. */
export function useRouteNames(): (code: string) => string {
  const language = useLanguage();
  const { jurisdiction, today } = usePlace();
  const asked = useInfiniteQuery({ ...routesQuery({ jurisdiction, on: today }), enabled: jurisdiction !== '' });
  const routes = (asked.data?.pages ?? []).flatMap(({ items }) => items);
  return (code) => routes.find((route) => route.code === code)?.name?.[language] ?? code;
}
