import { useInfiniteQuery } from '@tanstack/react-query';
import { packsQuery } from '../../api/resources/law.ts';

/** Gives the title of a document by its id; the id itself until the documents are read. */
export function usePackTitles(): (id: string | null) => string | null {
  const packs = (useInfiniteQuery(packsQuery).data?.pages ?? []).flatMap(({ items }) => items);
  return (id) => packs.find((pack) => pack.id === id)?.title ?? id;
}
