import { useQuery } from '@tanstack/react-query';
import { when } from '../parts/format.ts';
import type { Fault } from '../parts/fault.ts';
import { useSteadyRows } from '../parts/steady-rows.ts';
import { faultOf } from './problem.ts';
import { practiceClockQuery } from './resources/practice.ts';

/** What a query of pages says, whatever it lists. */
interface Pages<I> {
  readonly data: { readonly pages: readonly { readonly items: readonly I[] }[] } | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly isFetchedAfterMount: boolean;
  readonly dataUpdatedAt: number;
  readonly hasNextPage: boolean;
  refetch(): Promise<unknown>;
  fetchNextPage(): Promise<unknown>;
}

/** A list as a screen shows it. */
export interface Listed<I> {
  readonly rows: readonly I[];
  readonly isLoading: boolean;
  readonly isFetching: boolean;
  readonly fault: Fault | null;
  /** When it was read; null before the first answer. */
  readonly readAt: string | null;
  /** How many rows came since and wait to be shown. */
  readonly waiting: number;
  readonly onShowAll: () => void;
  readonly onMore: (() => void) | null;
  readonly onRetry: () => void;
  /** After an act of the reader's own: reads anew, and shows everything that was read. */
  readonly onOwn: () => Promise<void>;
}

/** A list in the order in which it was first shown, with what waits to be shown. */
export function useListed<I>(
  asked: Pages<I>,
  steady: { readonly name: string; readonly idOf: (item: I) => string },
): Listed<I> {
  const officeTime = useOfficeTime();
  const { rows, waiting, showAll } = useSteadyRows(
    { ...steady, isOld: isOld(asked) },
    asked.data?.pages.flatMap(({ items }) => items),
  );
  const own = async () => {
    await asked.refetch();
    showAll();
  };
  const more = async () => {
    await asked.fetchNextPage();
    showAll();
  };
  return {
    rows,
    isLoading: asked.isPending,
    isFetching: asked.isFetching,
    fault: faultOf(asked.error),
    readAt: asked.dataUpdatedAt === 0 ? null : when(officeTime(asked.dataUpdatedAt)),
    waiting,
    onShowAll: showAll,
    onMore: asked.hasNextPage ? () => void more() : null,
    onRetry: () => void asked.refetch(),
    onOwn: own,
  };
}

/** What stands there was read before the list was opened, and is being read now. */
export function isOld({ isFetching, isFetchedAfterMount }: Pick<Pages<never>, 'isFetching' | 'isFetchedAfterMount'>) {
  return isFetching && !isFetchedAfterMount;
}

/** An instant of this machine on the office's clock, which a practice environment moves. */
function useOfficeTime(): (at: number) => string {
  const { data: clock, dataUpdatedAt } = useQuery(practiceClockQuery);
  const aheadMs = clock === null || clock === undefined ? 0 : Date.parse(clock.now) - dataUpdatedAt;
  return (at) => new Date(at + aheadMs).toISOString();
}
