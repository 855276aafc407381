import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { when } from '../parts/format.ts';
import type { Fault } from '../parts/fault.ts';
import { faultOf } from './problem.ts';
import { practiceClockQuery } from './resources/practice.ts';

/** What a query of pages says, whatever it lists. */
interface Pages<I> {
  readonly data: { readonly pages: readonly { readonly items: readonly I[] }[] } | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isFetching: boolean;
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
}

interface Steady<I> {
  /** Names the list: another one begins anew. */
  readonly name: string;
  readonly idOf: (item: I) => string;
}

/**
 * Rows in the order in which they were first shown: what arrives afterwards waits until it is asked for, what is gone
 * leaves, and nothing jumps below the reader's hand.
 */
export function useListed<I>(asked: Pages<I>, { name, idOf }: Steady<I>): Listed<I> {
  const officeTime = useOfficeTime();
  const [shown, setShown] = useState<{ readonly name: string; readonly ids: readonly string[] } | null>(null);
  const all = asked.data?.pages.flatMap(({ items }) => items);
  const byId = new Map((all ?? []).map((item) => [idOf(item), item]));
  const showAll = () => setShown({ name, ids: [...byId.keys()] });
  const isOther = shown === null || shown.name !== name;
  const ids = isOther ? [...byId.keys()] : shown.ids;
  const steady = ids.flatMap((id) => byId.get(id) ?? []);
  const isGone = steady.length === 0 && byId.size > 0;
  if (all !== undefined && (isOther || isGone)) {
    showAll();
  }
  const rows = isGone ? [...byId.values()] : steady;
  const more = async () => {
    await asked.fetchNextPage();
    setShown(null);
  };
  return {
    rows,
    isLoading: asked.isPending,
    isFetching: asked.isFetching,
    fault: faultOf(asked.error),
    readAt: asked.dataUpdatedAt === 0 ? null : when(officeTime(asked.dataUpdatedAt)),
    waiting: byId.size - rows.length,
    onShowAll: showAll,
    onMore: asked.hasNextPage ? () => void more() : null,
    onRetry: () => void asked.refetch(),
  };
}

/** An instant of this machine on the office's clock, which a practice environment moves. */
function useOfficeTime(): (at: number) => string {
  const { data: clock, dataUpdatedAt } = useQuery(practiceClockQuery);
  const aheadMs = clock === null || clock === undefined ? 0 : Date.parse(clock.now) - dataUpdatedAt;
  return (at) => new Date(at + aheadMs).toISOString();
}
