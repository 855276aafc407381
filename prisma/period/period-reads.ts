import type pg from 'pg';
import type { PeriodStore } from '../../activities/period-ports.ts';
import type { PeriodQuery, PeriodReads, PeriodRecord, ScheduleRecord } from '../../api/period/period-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { covers } from '../../domain/authority/jurisdiction.ts';
import { dayAt } from '../../domain/calendar.ts';
import { missingPeriods, runningRows } from '../../domain/period/missing-periods.ts';
import { nextPeriod, periodRowOf, periodWithKey, type PeriodRow } from '../../domain/period/period-rule.ts';
import { periodRowName, type ExpectedPeriod } from '../../domain/period/period-words.ts';
import { lateAfterMinutes } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { createPeriodStore } from './period-store.ts';

/** Periods and Schedules as people read them; what is missing is computed from the rules at each question. */
export function createPeriodReads(pool: pg.Pool, library: PolicyLibrary, isPractice: boolean): PeriodReads {
  const store = createPeriodStore(pool, { library });
  return {
    list: (asked, caller) => listPeriods(pool, asked, caller),

    async schedules(caller, at) {
      const facts = { nowMs: at.getTime(), isPractice, ...(await readMarks(pool)), ...(await standingOf(store, at)) };
      return rowsOf(library, store, caller, at).map((row) => scheduleOf(library, row, facts));
    },

    async missing(caller, at) {
      const facts = await standingOf(store, at);
      return rowsOf(library, store, caller, at)
        .flatMap((row) => missingPeriods(library, row, { nowMs: at.getTime(), ...facts }))
        .map(({ opensAtMs, ...period }) => ({
          ...period,
          name: `${periodRowName(period)}/${period.key}`,
          opensAt: new Date(opensAtMs),
        }));
    },

    async open({ reason, key, ...of }, { caller, at }) {
      const row = periodRowOf(library, of);
      const period = row === null ? null : periodWithKey(library, row, key);
      if (period === null) {
        return { kind: 'notInRule' };
      }
      const minutes = lateAfterMinutes(library, of.jurisdiction, dayAt(period.opensAtMs));
      const by = { personId: caller.personId, reason };
      const opened = await store.open(period, { lateAfterMinutes: minutes, by });
      if (opened.kind !== 'opened') {
        return { kind: opened.kind === 'stood' ? 'exists' : 'notInRule' };
      }
      await noteOpening(pool, opened.id, { caller, at, reason });
      const written = await fetchFirst(pool, query.selectFrom('period').selectAll().where('id', '=', opened.id));
      if (written === undefined) {
        throw new RangeError(`No period ${opened.id}`);
      }
      return { kind: 'opened', period: periodOf(written) };
    },
  };
}

/** The periods of the whole office that are late by the law of their place and do not stand. */
export async function latePeriods(pool: pg.Pool, library: PolicyLibrary, at: Date): Promise<readonly ExpectedPeriod[]> {
  const store = createPeriodStore(pool, { library });
  const facts = { nowMs: at.getTime(), ...(await standingOf(store, at)) };
  return runningRows(library, at.getTime(), (kind) => store.hasEntity({ kind }))
    .flatMap(({ row }) => missingPeriods(library, row, facts))
    .filter(({ jurisdiction, opensAtMs }) => {
      const minutes = lateAfterMinutes(library, jurisdiction, dayAt(opensAtMs));
      return opensAtMs < at.getTime() - minutes * 60_000;
    });
}

/** The rows of the caller's jurisdiction and those below it. */
function rowsOf(library: PolicyLibrary, store: PeriodStore, caller: Caller, at: Date): readonly PeriodRow[] {
  const running = runningRows(library, at.getTime(), (kind) => store.hasEntity({ kind }));
  return running.map(({ row }) => row).filter(({ jurisdiction }) => covers(caller.jurisdiction, jurisdiction));
}

/** What stands, and since when periods are expected. */
async function standingOf(store: PeriodStore, at: Date) {
  const [standing, beganMs] = await Promise.all([store.standing(), store.began()]);
  return { standing, beganMs: beganMs ?? at.getTime() };
}

async function readMarks(pool: pg.Pool) {
  const [marks, last] = await Promise.all([
    fetchAll(pool, query.selectFrom('period_schedule').selectAll()),
    fetchAll(pool, lastKeys()),
  ]);
  return { marks, last };
}

type ScheduleFacts = Awaited<ReturnType<typeof readMarks>> &
  Awaited<ReturnType<typeof standingOf>> & { readonly nowMs: number; readonly isPractice: boolean };

function scheduleOf(
  library: PolicyLibrary,
  row: PeriodRow,
  { marks, last, isPractice, ...facts }: ScheduleFacts,
): ScheduleRecord {
  const { kind, jurisdiction, route } = row;
  const mark = marks.find(({ id }) => id === periodRowName(row));
  const next = nextPeriod(library, row, facts.nowMs);
  const isOfRow = (one: (typeof last)[number]) =>
    one.kind === kind && one.jurisdiction === jurisdiction && one.scope === (route ?? '');
  return {
    scheduleId: `period/${periodRowName(row)}`,
    kind,
    jurisdiction,
    route,
    paused: mark?.paused ?? isPractice,
    nextAt: next === null ? null : new Date(next.opensAtMs),
    lastKey: last.find(isOfRow)?.key ?? null,
    coveredUntil: mark?.covered_until ?? null,
    missing: missingPeriods(library, row, facts).map(({ key }) => key),
  };
}

/** Who opened it and why stands in the period's own row; the audit says it, too. */
async function noteOpening(
  pool: pg.Pool,
  periodId: string,
  { caller, at, reason }: { readonly caller: Caller; readonly at: Date; readonly reason: string },
): Promise<void> {
  const { personId, organ, section } = caller;
  const person = { personId, organ, section };
  const about = { entityKind: 'period', entityId: periodId, revision: 0, act: 'opened', actId: null } as const;
  await inTransaction(pool, (client) => appendAudit(client, { ...about, person, at, facts: { reason } }));
}

type StoredPeriod = Row<'period'>;

const periodPage = sqlText<
  StoredPeriod,
  [
    within: string,
    kind: StoredPeriod['kind'] | null,
    jurisdiction: string | null,
    scope: string | null,
    key: string | null,
    late: boolean | null,
    beforeAt: Date | null,
    beforeId: string | null,
    limit: number,
  ]
>(
  'period.page',
  `SELECT * FROM period WHERE jurisdiction LIKE $1 AND ($2::text IS NULL OR kind = $2)
     AND ($3::text IS NULL OR jurisdiction = $3) AND ($4::text IS NULL OR scope = $4) AND ($5::text IS NULL OR key = $5)
     AND ($6::boolean IS NULL OR late = $6) AND ($7::timestamptz IS NULL OR (opens_at, id) < ($7, $8))
   ORDER BY opens_at DESC, id DESC LIMIT $9`,
);

const lastKeys = sqlText<Row<'period', 'kind' | 'jurisdiction' | 'scope' | 'key'>, []>(
  'period.lastKeys',
  `SELECT DISTINCT ON (kind, jurisdiction, scope) kind, jurisdiction, scope, key FROM period
   ORDER BY kind, jurisdiction, scope, opens_at DESC`,
);

async function listPeriods(pool: pg.Pool, asked: PeriodQuery, caller: Caller): Promise<readonly PeriodRecord[]> {
  const { kind, jurisdiction, route, key, late, limit, after } = asked;
  const page = periodPage(
    withinOf(caller.jurisdiction),
    kind ?? null,
    jurisdiction ?? null,
    route ?? null,
    key ?? null,
    late ?? null,
    after === null ? null : new Date(after[0]),
    after?.[1] ?? null,
    limit + 1,
  );
  return (await fetchAll(pool, page)).map(periodOf);
}

function periodOf(row: StoredPeriod): PeriodRecord {
  const { id: periodId, kind, jurisdiction, scope, key, late } = row;
  return {
    periodId,
    kind,
    jurisdiction,
    route: scope === '' ? null : scope,
    key,
    opensAt: row.opens_at,
    dueAt: row.due_at,
    openedAt: row.opened_at,
    late,
    closedAt: row.closed_at,
    entityId: row.entity_id ?? '',
  };
}
