import type pg from 'pg';
import { isNightlyDue, MINUTE_MS } from '../../domain/check/check-times.ts';
import { CHECK_KINDS, MINUTE_CHECKS, type CheckKind, type CheckResult } from '../../domain/check/check-words.ts';
import { RUNNING_JUMP_STATES } from '../../domain/codes.ts';
import type { AuditDigests } from '../../domain/oversight/audit-log.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchFirst, jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { latePeriods } from '../period/period-reads.ts';
import { auditFindings, storeOutcome } from './finding-writes.ts';
import { runChecks } from './run-checks.ts';
import { storeStuckClaims } from './stuck-counts.ts';

export interface CheckRunParts {
  readonly library: PolicyLibrary;
  readonly digests: AuditDigests;
  /** The real clock. */
  readonly now: () => Date;
  readonly log: { warn(facts: object, sentence: string): void };
}

export interface CheckRuns {
  /**
   * Runs what is due: the run of the night, those that operators asked for, and the checks of every minute. Any number of
   * workers may call it; one at a time runs. While the practice clock jumps nothing runs, because half of the office is
   * elsewhere. @returns how many runs there were
   */
  turn(): Promise<number>;
}

interface Due {
  /** Business time. */
  readonly at: Date;
  readonly is_jumping: boolean;
  /** Since when no nightly run was begun, in business time. */
  readonly nightly_since: Date;
  readonly minute_at: Date | null;
  readonly asked_id: string | null;
  readonly asked_checks: Row<'integrity_run'>['checks'] | null;
  readonly audit_to: number;
}

const dueRuns = sqlText<Due, []>(
  'check.dueRuns',
  `SELECT now() + e.clock_offset_ms * interval '1 millisecond' AS at,
     EXISTS (SELECT FROM clock_jump WHERE state IN (${sqlList(RUNNING_JUMP_STATES)})) AS is_jumping,
     greatest(e.clock_began_at, (SELECT max(started_at) FROM integrity_run WHERE kind = 'nightly' AND state = 'done'))
       AS nightly_since,
     (SELECT minute_at FROM integrity_turn) AS minute_at, asked.id AS asked_id, asked.checks AS asked_checks,
     coalesce((SELECT max(audit_to) FROM integrity_run), 0)::bigint AS audit_to
   FROM environment e LEFT JOIN LATERAL (SELECT id, checks FROM integrity_run WHERE kind = 'asked' AND state = 'running'
     ORDER BY started_at, id LIMIT 1) AS asked ON true`,
);

const tryLock = sqlText<{ readonly taken: boolean }, []>(
  'check.tryLock',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('butie checks', 0)) AS taken`,
);

/** Every check reads the same instant, and can change nothing. */
const ONE_SNAPSHOT: Statement<unknown> = {
  text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  values: [],
};
/** A check that takes longer has failed; ours. */
const CHECK_WITHIN: Statement<unknown> = { text: `SET LOCAL statement_timeout = '120s'`, values: [] };

/** What one turn does. */
interface Work {
  readonly kind: 'nightly' | 'asked' | 'minute';
  /** Of a run that was asked for. */
  readonly runId: string | null;
  readonly checks: readonly CheckKind[];
  /** An operator who asks has the whole audit verified. */
  readonly auditAfter: number;
}

function workOf(due: Due, now: Date): Work | null {
  if (due.is_jumping) {
    return null;
  }
  if (due.asked_id !== null && due.asked_checks !== null) {
    return { kind: 'asked', runId: due.asked_id, checks: due.asked_checks, auditAfter: 0 };
  }
  if (isNightlyDue(due.at.getTime(), due.nightly_since.getTime())) {
    return { kind: 'nightly', runId: null, checks: CHECK_KINDS, auditAfter: due.audit_to };
  }
  const isMinuteOver = due.minute_at === null || now.getTime() - due.minute_at.getTime() >= MINUTE_MS;
  return isMinuteOver ? { kind: 'minute', runId: null, checks: MINUTE_CHECKS, auditAfter: due.audit_to } : null;
}

export function createCheckRuns(pool: pg.Pool, parts: CheckRunParts): CheckRuns {
  return {
    async turn() {
      let runs = 0;
      for (let ran = await runOne(pool, parts); ran !== null; ran = await runOne(pool, parts)) {
        runs += 1;
        if (ran.kind === 'minute') {
          await storeStuckClaims(pool, parts.library, ran.at);
        }
      }
      return runs;
    },
  };
}

/** Null if nothing is due, or another worker runs; with the business time of the run. */
async function runOne(pool: pg.Pool, parts: CheckRunParts): Promise<{ kind: Work['kind']; at: Date } | null> {
  const asked = await fetchFirst(pool, dueRuns());
  if (asked === undefined || workOf(asked, parts.now()) === null) {
    return null;
  }
  return inTransaction(pool, async (client) => {
    await execute(client, ONE_SNAPSHOT);
    await execute(client, CHECK_WITHIN);
    const lock = await fetchFirst(client, tryLock());
    const due = await fetchFirst(client, dueRuns());
    const work = due === undefined ? null : workOf(due, parts.now());
    if (lock?.taken !== true || due === undefined || work === null) {
      return null;
    }
    const { library, digests, now } = parts;
    const also = await auditFindings(client);
    const began = now();
    const outcome = await runChecks(work.checks, {
      connection: client,
      at: due.at,
      now: began,
      library,
      digests,
      latePeriods: (at) => latePeriods(pool, library, at),
      audit: { after: work.auditAfter, also },
    });
    const endedAt = new Date(due.at.getTime() + now().getTime() - began.getTime());
    // In a transaction of its own, which may wait for rows: this one holds the lock meanwhile.
    const opened = await inTransaction(pool, async (writing) => {
      await execute(writing, runWrite(work, { ...outcome, startedAt: due.at, endedAt, doneAt: now() }));
      return storeOutcome(writing, outcome, due.at);
    });
    for (const [check, findings] of opened) {
      parts.log.warn({ check, findings }, 'A check of the office found something');
    }
    return { kind: work.kind, at: due.at };
  });
}

interface Done {
  readonly results: readonly CheckResult[];
  readonly auditTo: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly doneAt: Date;
}

/** A run of a minute leaves the time alone. */
function runWrite(
  { kind, runId, checks }: Work,
  { results, auditTo, startedAt, endedAt, doneAt }: Done,
): Statement<unknown> {
  if (kind === 'minute') {
    return query.updateTable('integrity_turn').set({ minute_at: doneAt }).where('id', '=', 1);
  }
  const done = {
    state: 'done',
    ended_at: endedAt,
    done_at: doneAt,
    results: jsonText(results),
    audit_to: auditTo,
  } as const;
  return runId === null
    ? query
        .insertInto('integrity_run')
        .values({ id: newId('igr'), kind: 'nightly', checks: [...checks], started_at: startedAt, ...done })
    : query.updateTable('integrity_run').set(done).where('id', '=', runId);
}
