import type pg from 'pg';
import type { PeriodOpening, PeriodStore } from '../../activities/period-ports.ts';
import type { StandingPeriods } from '../../domain/period/missing-periods.ts';
import type { ExpectedPeriod, PeriodOf } from '../../domain/period/period-words.ts';
import { judgeOpening } from '../../domain/period/period-opening.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { RUNNING_JUMP_STATES } from '../../domain/codes.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import type { OpenEntity } from '../kernel/opened-period.ts';
import { PERIOD_ENTITIES } from './period-entities.ts';

interface StoreParts {
  readonly library: PolicyLibrary;
  /** Other entities than the product's, e.g. those of a test. */
  readonly entities?: Readonly<Partial<Record<ExpectedPeriod['kind'], OpenEntity>>>;
}

/** The periods that stand in Postgres, and the transaction that opens one. */
export function createPeriodStore(pool: pg.Pool, { library, entities = PERIOD_ENTITIES }: StoreParts): PeriodStore {
  return {
    hasEntity: ({ kind }) => entities[kind] !== undefined,

    async began() {
      const row = await fetchFirst(pool, query.selectFrom('environment').select('clock_began_at').where('id', '=', 1));
      return row?.clock_began_at.getTime() ?? null;
    },

    async standing() {
      const rows = await fetchAll(pool, query.selectFrom('period').select(['kind', 'jurisdiction', 'scope', 'key']));
      return standingOf(rows);
    },

    open: (period, opening) =>
      inTransaction(pool, (client) => openPeriod(client, { library, entities }, period, opening)),

    async cover(scheduleId, { coveredUntilMs, paused, atMs }) {
      await execute(pool, coverSchedule(scheduleId, new Date(coveredUntilMs), paused, new Date(atMs)));
    },

    noteMissing: (period, atMs) => inTransaction(pool, (client) => noteMissing(client, period, new Date(atMs))),
  };
}

function standingOf(rows: readonly Row<'period', 'kind' | 'jurisdiction' | 'scope' | 'key'>[]): StandingPeriods {
  const keys = new Set(rows.map(({ kind, jurisdiction, scope, key }) => [kind, jurisdiction, scope, key].join('/')));
  return {
    has: ({ kind, jurisdiction, route, key }) => keys.has([kind, jurisdiction, route ?? '', key].join('/')),
  };
}

interface BusinessInstants {
  readonly now_at: Date;
  /** The business instant at which a running jump of the practice clock began; null when none runs. */
  readonly jumped_from: Date | null;
}

const businessInstants = sqlText<BusinessInstants, [systemNow: Date]>(
  'period.businessInstants',
  `SELECT $1::timestamptz + make_interval(secs => e.clock_offset_ms / 1000.0) AS now_at,
     (SELECT j.requested_at + make_interval(secs => j.from_offset_ms / 1000.0) FROM clock_jump j
       WHERE j.state IN (${sqlList(RUNNING_JUMP_STATES)})) AS jumped_from
   FROM environment e WHERE e.id = 1`,
);

const insertPeriod = sqlText<
  Row<'period', 'id'>,
  [
    id: string,
    kind: Row<'period'>['kind'],
    jurisdiction: string,
    scope: string,
    key: string,
    opensAt: Date,
    dueAt: Date | null,
    openedAt: Date,
    late: boolean,
    openedBy: string | null,
    reason: string | null,
  ]
>(
  'period.insert',
  `INSERT INTO period (id, kind, jurisdiction, scope, key, opens_at, due_at, opened_at, late, opened_by, reason)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (kind, jurisdiction, scope, key) DO NOTHING
   RETURNING id`,
);

/** One transaction: the period under its unique key, and its entity. A period that stands is left as it is. */
async function openPeriod(
  client: pg.PoolClient,
  { library, entities }: Required<StoreParts>,
  period: ExpectedPeriod,
  { lateAfterMinutes, by }: PeriodOpening,
): Promise<Awaited<ReturnType<PeriodStore['open']>>> {
  const openEntity = entities[period.kind];
  const instants = await fetchFirst(client, businessInstants(new Date()));
  if (openEntity === undefined || instants === undefined) {
    return { kind: 'notYet' };
  }
  const judged = judgeOpening(period.opensAtMs, {
    nowMs: instants.now_at.getTime(),
    jumpedFromMs: instants.jumped_from?.getTime() ?? null,
    lateAfterMinutes,
  });
  if (judged === null) {
    return { kind: 'notYet' };
  }
  const id = newId('prd');
  const openedAt = new Date(judged.openedAtMs);
  const inserted = await fetchFirst(
    client,
    insertPeriod(
      id,
      period.kind,
      period.jurisdiction,
      period.route ?? '',
      period.key,
      new Date(period.opensAtMs),
      period.dueAtMs === null ? null : new Date(period.dueAtMs),
      openedAt,
      judged.late,
      by?.personId ?? null,
      by?.reason ?? null,
    ),
  );
  if (inserted === undefined) {
    return { kind: 'stood' };
  }
  const entityId = await openEntity(client, { ...period, id, openedAt, late: judged.late }, library);
  await execute(client, query.updateTable('period').set({ entity_id: entityId }).where('id', '=', id));
  return { kind: 'opened', id };
}

/** The end of a period, written with the act that ends its entity. */
export function periodClosedWrite(entityId: string, at: Date): Statement<unknown> {
  return query
    .updateTable('period')
    .set({ closed_at: at })
    .where('entity_id', '=', entityId)
    .where('closed_at', 'is', null);
}

const coverSchedule = sqlText<never, [id: string, coveredUntil: Date, paused: boolean, at: Date]>(
  'period.cover',
  `INSERT INTO period_schedule (id, covered_until, paused, checked_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (id) DO UPDATE SET covered_until = greatest(period_schedule.covered_until, $2), paused = $3, checked_at = $4`,
);

const insertMissed = sqlText<
  Row<'period_missed', 'key'>,
  [kind: Row<'period_missed'>['kind'], jurisdiction: string, scope: string, key: string, at: Date]
>(
  'period.noteMissed',
  `INSERT INTO period_missed (kind, jurisdiction, scope, key, noticed_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT DO NOTHING RETURNING key`,
);

/** Tells of a missing period once. */
async function noteMissing(client: pg.PoolClient, period: ExpectedPeriod, at: Date): Promise<boolean> {
  const { kind, jurisdiction, route, key, opensAtMs } = period;
  const noted = await fetchFirst(client, insertMissed(kind, jurisdiction, route ?? '', key, at));
  if (noted === undefined) {
    return false;
  }
  const payload = {
    kind,
    jurisdiction,
    ...(route !== null && { route }),
    key,
    opensAt: new Date(opensAtMs).toISOString(),
  };
  const about = { entityKind: 'period', entityId: periodName(period, key) } as const;
  await execute(client, outboxWrite({ topic: 'period.missing', ...about, at, payload }));
  return true;
}

function periodName({ kind, jurisdiction, route }: PeriodOf, key: string): string {
  return [kind, jurisdiction, ...(route === null ? [] : [route]), key].join('/');
}
