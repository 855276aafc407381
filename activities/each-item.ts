import { inLanes } from './in-lanes.ts';

const AT_ONCE = 8;

/** Does the work of each item that a sweep found, eight at a time; returns how many were finished. */
export function eachItem(log: { warn(facts: object, sentence: string): void }) {
  return async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number> => {
    let finished = 0;
    await inLanes(AT_ONCE, items, async (item) => {
      try {
        await work(item);
        finished += 1;
      } catch (error) {
        // The item is unchanged in the database, so the next sweep finds it; the other items are not delayed.
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'A sweep could not finish one item');
      }
    });
    return finished;
  };
}
