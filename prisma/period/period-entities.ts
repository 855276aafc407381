import type { PeriodKind } from '../../domain/period/period-words.ts';
import { openDemandCycle } from '../demand/cycle-opening.ts';
import { openCall } from '../grant/call-opening.ts';
import type { OpenEntity } from '../kernel/opened-period.ts';
import { openPlanOfPeriod } from '../plan/open-plan.ts';

/** What each kind of period opens. Periods of a kind without a row here are not expected yet. */
export const PERIOD_ENTITIES: Readonly<Partial<Record<PeriodKind, OpenEntity>>> = {
  GRANT_CALL: (client, { jurisdiction, route, key, openedAt, late }, library) =>
    openCall(client, library, { jurisdiction, route: route ?? '', year: Number(key), openedAt, late }),
  ANNUAL_PLAN: openPlanOfPeriod,
  DEMAND_CYCLE: openDemandCycle,
};
