import { asyncLocalStorage, heartbeat } from '@temporalio/activity';
import { inLanes } from './in-lanes.ts';

const IN_FLIGHT = 8;

/** The sweep does the same work outside an activity, where there is no heartbeat to send. */
export function beat(): void {
  if (asyncLocalStorage.getStore() !== undefined) {
    heartbeat();
  }
}

/** At most eight questions at a time: more would only wait for the same worker. */
export async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  await inLanes(IN_FLIGHT, items, async (item) => {
    await work(item);
    beat();
  });
}
