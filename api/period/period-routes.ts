import {
  PeriodListQuery,
  PeriodOpeningBody,
  PeriodView,
  ScheduleListQuery,
  ScheduleView,
} from '../../schemas/period-schemas.ts';
import { unreachable } from '../../domain/verdict.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf, pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { PeriodReads, PeriodRecord, ScheduleRecord } from './period-ports.ts';

export interface PeriodDependencies {
  readonly periods: PeriodReads;
}

/** What the clocks of the year opened, and what they are about to open. */
export function periodRoutes({ periods }: PeriodDependencies): readonly Route[] {
  return [listPeriods(periods), listSchedules(periods), openPeriod(periods)];
}

function listPeriods(periods: PeriodReads): Route {
  return defineRoute({
    operationId: 'listPeriods',
    method: 'get',
    path: '/api/v1/periods',
    summary: 'Periods that were opened, newest first; one that opened late says so for good',
    query: PeriodListQuery,
    answer: pageSchema(PeriodView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { cursor, late, kind, jurisdiction, route, key, limit } }) {
      const asked = { kind, jurisdiction, route, key, limit, late: late === undefined ? undefined : late === 'true' };
      const rows = await periods.list({ ...asked, after: instantKeyset(cursor) }, caller);
      const page = pageOf(rows, limit, (row) => [row.opensAt.getTime(), row.periodId], periodView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function listSchedules(periods: PeriodReads): Route {
  return defineRoute({
    operationId: 'listSchedules',
    method: 'get',
    path: '/api/v1/schedules',
    summary: 'The clocks of the packs: what opens next, and what should have opened and did not',
    query: ScheduleListQuery,
    answer: pageSchema(ScheduleView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor }, at }) {
      return { body: pageOfAll((await periods.schedules(caller, at)).map(scheduleView), limit, cursor) };
    },
  });
}

function openPeriod(periods: PeriodReads): Route {
  return defineRoute({
    operationId: 'openPeriod',
    method: 'post',
    path: '/api/v1/periods/openings',
    summary: 'Open a period of the rules from before the birth of this environment, with a reason',
    body: PeriodOpeningBody,
    answer: PeriodView,
    status: 201,
    idempotency: 'accepted',
    problems: ['OTHER_JURISDICTION', 'PERIOD_EXISTS', 'PERIOD_NOT_IN_RULE'],
    async handle({ caller, body: { route = null, ...asked }, at }) {
      if (caller.jurisdiction !== asked.jurisdiction) {
        throw new Problem('OTHER_JURISDICTION');
      }
      const opened = await periods.open({ ...asked, route }, { caller, at });
      switch (opened.kind) {
        case 'opened':
          return { body: periodView(opened.period) };
        case 'exists':
          throw new Problem('PERIOD_EXISTS');
        case 'notInRule':
          throw new Problem('PERIOD_NOT_IN_RULE');
        default:
          return unreachable(opened);
      }
    },
  });
}

function periodView(period: PeriodRecord) {
  const { periodId: id, kind, jurisdiction, route, key, late, closedAt, entityId } = period;
  return {
    id,
    kind,
    jurisdiction,
    ...(route !== null && { route }),
    key,
    opensAt: period.opensAt.toISOString(),
    dueAt: period.dueAt?.toISOString() ?? null,
    openedAt: period.openedAt.toISOString(),
    late,
    closedAt: closedAt?.toISOString() ?? null,
    state: closedAt === null ? ('open' as const) : ('closed' as const),
    entityId,
  };
}

function scheduleView({ scheduleId: id, route, nextAt, coveredUntil, missing, ...row }: ScheduleRecord) {
  return {
    id,
    ...row,
    ...(route !== null && { route }),
    nextAt: nextAt?.toISOString() ?? null,
    coveredUntil: coveredUntil?.toISOString() ?? null,
    missing: [...missing],
  };
}
