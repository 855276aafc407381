import { createHash } from 'node:crypto';
import type pg from 'pg';
import type {
  AccountingStore,
  PeriodActing,
  PeriodRecord,
  PeriodWritten,
} from '../../api/accounting-period/accounting-ports.ts';
import {
  judgeCloser,
  judgeClosing,
  judgeProposal,
  judgeReopening,
  quarterOf,
  type Quarter,
} from '../../domain/accounting-period/accounting-period.ts';
import type { AuditAct } from '../../domain/act-words.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { dayAt } from '../../domain/calendar.ts';
import { announced } from '../../domain/event/announced.ts';
import { fundUse } from '../../domain/ledger/fund-use.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { reconcile, type Difference } from '../../domain/reconciliation/reconcile.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import {
  anyOf,
  execute,
  fetchAll,
  fetchFirst,
  query,
  sendTogether,
  sqlText,
  type Connection,
  type Row,
} from '../kernel/statements.ts';
import { readBooked } from '../ledger/booked-payments.ts';
import { readEvenings } from '../reconciliation/evening-facts.ts';

export function createAccountingStore(pool: pg.Pool, sealer: Sealer, library: PolicyLibrary): AccountingStore {
  return {
    async list(year, { jurisdiction }) {
      const rows = query.selectFrom('accounting_period').selectAll().where('jurisdiction', '=', jurisdiction);
      return named(pool, await fetchAll(pool, rows.where('period', 'like', `${year}-%`).orderBy('period')));
    },
    propose: (period, by) => inTransaction(pool, (client) => propose(client, library, quarterOf(period), by)),
    confirm: (period, by) => inTransaction(pool, (client) => confirm(client, library, quarterOf(period), by)),
    reopen: (period, reason, by) => inTransaction(pool, (client) => reopen(client, sealer, { period, reason }, by)),
  };
}

type PeriodRow = Row<'accounting_period'>;

/** Quarters with the names of who proposed and closed them. */
async function named(
  connection: Connection,
  rows: readonly Omit<PeriodRow, 'id' | 'jurisdiction'>[],
): Promise<readonly PeriodRecord[]> {
  const ids = rows.flatMap((row) => [row.proposed_by, row.closed_by]).filter((id) => id !== null);
  const people = query.selectFrom('person').select(['id', 'display_name']);
  const found = await fetchAll(connection, people.where('id', '=', anyOf(ids)));
  const nameOf = (id: string | null) => found.find((one) => one.id === id)?.display_name ?? null;
  return rows.map((row) => ({
    period: row.period,
    state: row.state,
    reportSha256: row.report_sha256,
    proposedBy: row.proposed_by,
    proposedByName: nameOf(row.proposed_by),
    proposedAt: row.proposed_at,
    closedBy: row.closed_by,
    closedByName: nameOf(row.closed_by),
    closedAt: row.closed_at,
  }));
}

async function writtenOf(
  client: pg.PoolClient,
  row: Omit<PeriodRow, 'id' | 'jurisdiction'>,
): Promise<{ readonly ok: true; readonly value: PeriodRecord }> {
  const [value] = await named(client, [row]);
  if (value === undefined) {
    throw new RangeError('A quarter that was just stored');
  }
  return { ok: true, value };
}

const lockBooks = sqlText<never, [jurisdiction: string]>(
  'accounting.lockBooks',
  'SELECT pg_advisory_xact_lock(accounting_lock($1))',
);

function lockPeriod(client: pg.PoolClient, jurisdiction: string, period: string): Promise<PeriodRow | undefined> {
  const row = query.selectFrom('accounting_period').selectAll().where('jurisdiction', '=', jurisdiction);
  return fetchFirst(client, row.where('period', '=', period).forUpdate());
}

/** What the quarter says now: the digest of its fund use, and the differences that nobody has explained. */
async function lookAt(
  client: pg.PoolClient,
  library: PolicyLibrary,
  { period, from, to }: Quarter,
  { caller: { jurisdiction }, at }: PeriodActing,
): Promise<{ readonly reportSha256: string; readonly unexplained: readonly Difference[] }> {
  // The payees came later than the digests of closed quarters, and sum to the same total.
  const { payees: _, ...report } = fundUse(await readBooked(client, jurisdiction, { from, to }));
  const text = canonicalJson({ jurisdiction, period, from, to, ...report });
  const evenings = await readEvenings(client, library, { jurisdiction, from, to, asOf: at });
  const differences = evenings.flatMap((facts) => reconcile(facts).differences);
  const said = query
    .selectFrom('difference_explanation')
    .select('difference_id')
    .where('jurisdiction', '=', jurisdiction);
  const ids = differences.map(({ id }) => id);
  const explained = await fetchAll(client, said.where('difference_id', '=', anyOf(ids)));
  const isExplained = new Set(explained.map((row) => row.difference_id));
  return {
    reportSha256: createHash('sha256').update(text).digest('hex'),
    unexplained: differences.filter(({ id }) => !isExplained.has(id)),
  };
}

async function propose(
  client: pg.PoolClient,
  library: PolicyLibrary,
  quarter: Quarter,
  by: PeriodActing,
): ReturnType<AccountingStore['propose']> {
  const { caller, at } = by;
  const { jurisdiction, personId } = caller;
  await execute(client, lockBooks(jurisdiction));
  const row = await lockPeriod(client, jurisdiction, quarter.period);
  const state = row?.state ?? 'open';
  const { reportSha256, unexplained } = await lookAt(client, library, quarter, by);
  const today = dayAt(at.getTime());
  const verdict = judgeProposal({ state }, { quarter, today, unexplained: unexplained.length });
  if (!verdict.ok) {
    return refusedFor(verdict.reason, unexplained);
  }
  const proposal = { state: 'proposed', report_sha256: reportSha256, proposed_by: personId, proposed_at: at } as const;
  const id = row?.id ?? newId('acp');
  const after = { period: quarter.period, ...proposal, closed_by: null, closed_at: null };
  await sendTogether(client, [
    row === undefined
      ? query.insertInto('accounting_period').values({ id, jurisdiction, ...after })
      : query.updateTable('accounting_period').set(proposal).where('id', '=', id),
    ...audit(id, 'closureProposed', by, { period: quarter.period, reportSha256 }),
  ]);
  return writtenOf(client, after);
}

/** Locks the books first, so that every fact is either in the report that is compared or booked in another quarter. */
async function confirm(
  client: pg.PoolClient,
  library: PolicyLibrary,
  quarter: Quarter,
  by: PeriodActing,
): ReturnType<AccountingStore['confirm']> {
  const { caller, at } = by;
  const { jurisdiction, personId } = caller;
  await execute(client, lockBooks(jurisdiction));
  const row = await lockPeriod(client, jurisdiction, quarter.period);
  if (row === undefined) {
    return refusedFor('WRONG_STATE', []);
  }
  const person = { personId, isChecker: caller.roles.includes('financeChecker') };
  const period = { state: row.state, proposedBy: row.proposed_by, reportSha256: row.report_sha256 };
  const asked = judgeCloser(period, person);
  if (!asked.ok) {
    return refusedFor(asked.reason, []);
  }
  const { reportSha256, unexplained } = await lookAt(client, library, quarter, by);
  const verdict = judgeClosing(period, person, { reportSha256, unexplained: unexplained.length });
  if (!verdict.ok) {
    return refusedFor(verdict.reason, unexplained);
  }
  const closure = { state: 'closed', closed_by: personId, closed_at: at } as const;
  const facts = { period: quarter.period, reportSha256 };
  await sendTogether(client, [
    query.updateTable('accounting_period').set(closure).where('id', '=', row.id),
    ...audit(row.id, 'closed', by, facts),
    outboxWrite(announced('accounting_period.closed', at, { jurisdiction, ...facts })),
  ]);
  return writtenOf(client, { ...row, ...closure });
}

async function reopen(
  client: pg.PoolClient,
  sealer: Sealer,
  { period, reason }: { readonly period: string; readonly reason: string },
  by: PeriodActing,
): ReturnType<AccountingStore['reopen']> {
  const { jurisdiction, personId } = by.caller;
  const row = await lockPeriod(client, jurisdiction, period);
  if (row === undefined || !judgeReopening(row).ok) {
    return refusedFor('WRONG_STATE', []);
  }
  const open = {
    state: 'open',
    report_sha256: null,
    proposed_by: null,
    proposed_at: null,
    closed_by: null,
    closed_at: null,
  } as const;
  const id = newId('apo');
  const reasonSealed = sealer.seal(reason, placeOf('accounting_reopening.reason_sealed', id));
  await sendTogether(client, [
    query.updateTable('accounting_period').set(open).where('id', '=', row.id),
    query
      .insertInto('accounting_reopening')
      .values({ id, period_id: row.id, person_id: personId, reason_sealed: reasonSealed, at: by.at }),
    ...audit(row.id, 'reopened', by, { period, formerReportSha256: row.report_sha256 }),
  ]);
  return writtenOf(client, { ...row, ...open });
}

function refusedFor<Code extends string>(code: Code, differences: readonly Difference[]): PeriodWritten<Code> {
  return { ok: false, reason: { code, differences } };
}

function audit(
  entityId: string,
  act: Extract<AuditAct, 'closureProposed' | 'closed' | 'reopened'>,
  { caller: { personId, organ, section }, at }: PeriodActing,
  facts: Readonly<Record<string, unknown>>,
) {
  const person = { personId, organ, section };
  const about = { entityKind: 'accountingPeriod', entityId, revision: null, actId: null } as const;
  return auditWrites({ ...about, act, person, at, facts });
}
