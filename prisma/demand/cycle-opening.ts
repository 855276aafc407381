import { addDays, dayAt } from '../../domain/calendar.ts';
import { demandRules } from '../../domain/demand/demand-rules.ts';
import { newId } from '../kernel/id-maker.ts';
import type { OpenEntity } from '../kernel/opened-period.ts';
import { execute, query } from '../kernel/statements.ts';

/** inserts the cycle that a period opens, and asks for its workflow. */
export const openDemandCycle: OpenEntity = async (client, period, library) => {
  const { jurisdiction, key, opensAtMs, dueAtMs, openedAt, late } = period;
  if (dueAtMs === null) {
    throw new RangeError(`The cycle ${key} of ${jurisdiction} has no end`);
  }
  const startsOn = dayAt(opensAtMs);
  const rules = demandRules(library, jurisdiction, startsOn);
  const id = newId('dmc');
  await execute(
    client,
    query.insertInto('demand_cycle').values({
      id,
      jurisdiction,
      no: Number(key),
      starts_on: startsOn,
      ends_on: addDays(dayAt(dueAtMs), -1),
      opens_at: new Date(opensAtMs),
      ends_at: new Date(dueAtMs),
      publish: rules.publish,
      push_to: [...rules.pushTo],
      late,
      state: 'survey',
      state_since: openedAt,
      start_requested_at: openedAt,
    }),
  );
  return id;
};
