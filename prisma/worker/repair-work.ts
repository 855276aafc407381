import type pg from 'pg';
import type { AppliedRepair, RepairUnderWay, RepairWorkStore } from '../../activities/repair-ports.ts';
import { dayAt, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import { announced } from '../../domain/event/announced.ts';
import type { RepairAuditAct } from '../../domain/repair/repair-audit-acts.ts';
import { askedOf, type RepairPlan } from '../../domain/repair/repair-plan.ts';
import type { RepairState } from '../../domain/repair/repair-words.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { inTransaction } from '../kernel/connection.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import {
  fetchAll,
  fetchFirst,
  jsonText,
  sendTogether,
  sqlText,
  type Row,
  type Statement,
} from '../kernel/statements.ts';
import { isApprovedAsSigned } from '../repair/kept-repair.ts';
import { repairAuditWrites } from '../repair/repair-audit.ts';
import { mayHaveTask } from '../repair/task-recipient.ts';
import { rebuildWrites } from './task-rebuilding.ts';
import { reassignWrites } from './task-reassigning.ts';

interface WorkParts {
  /** Whether an API process signed what people said of a repair. */
  readonly verify: ActVerifier;
  /** By which an audit entry shows that it was made with a key. */
  readonly keyed: KeyedHashes;
  readonly calendar: WorkingCalendar;
}

/** What the worker reads and writes of repairs. */
export function createRepairWorkStore(pool: pg.Pool, { verify, keyed, calendar }: WorkParts): RepairWorkStore {
  const failed: RepairWorkStore['failed'] = (repairId, failure, at) =>
    change(pool, repairId, { from: 'applying' }, (row) => ended(row, { state: 'failed', failure, at }));
  return {
    async toApply(at) {
      const rows = await fetchAll(pool, approvedRepairs());
      for (const { id } of rows.filter((row) => !isApprovedAsSigned(verify, row))) {
        await failed(id, 'notSigned', at);
      }
      return rows.filter((row) => isApprovedAsSigned(verify, row)).map(underWayOf);
    },

    applied: (repairId, at) => change(pool, repairId, { from: 'applying' }, (row) => applied(row, at)),

    async rebuildTasks(repairId, of, at) {
      try {
        await change(pool, repairId, { from: 'applying' }, async (row, client) => [
          ...(await rebuildWrites(client, { ...of, calendar, keyed, at })),
          ...applied(row, at),
        ]);
      } catch (error) {
        if (!(error instanceof ForgedAct)) {
          throw error;
        }
        await failed(repairId, 'otherCourse', at);
      }
    },

    reassignTask: (repairId, of, at) =>
      change(pool, repairId, { from: 'applying' }, (row) => [
        ...reassignWrites({ kind: row.entity_kind, id: row.entity_id }, of, at),
        ...applied(row, at),
      ]),

    mayHave: (taskId, personId) => mayHaveTask(pool, taskId, personId),

    failed,

    async toProbe() {
      return (await fetchAll(pool, appliedRepairs())).map(appliedOf);
    },

    probed: (repairId, { seen, end }, at) =>
      change(pool, repairId, { from: 'applying' }, (row) => [
        noteProbe(row.id, jsonText(seen)),
        ...(end === null ? [] : ended(row, { state: end, failure: null, at })),
      ]),

    async lapse(at) {
      const over = await fetchAll(pool, overdueProposals(dayAt(at.getTime())));
      for (const { id } of over) {
        await change(pool, id, { from: 'proposed' }, (row) => [
          endRepair(id, 'lapsed', null, at),
          ...entry(row, 'repairLapsed', at, {}),
        ]);
      }
      return over.length;
    },
  };
}

type ApprovedRepair = Row<
  'repair',
  | ('id' | 'entity_kind' | 'entity_id' | 'command' | 'parameters' | 'digest' | 'act_id' | 'dry_run')
  | ('proposed_by' | 'proposed_at' | 'proposal_signature' | 'approved_by' | 'approved_at' | 'approval_signature')
>;

const APPROVED = `id, entity_kind, entity_id, command, parameters, digest, act_id, dry_run, proposed_by, proposed_at,
  proposal_signature, approved_by, approved_at, approval_signature`;

const approvedRepairs = sqlText<ApprovedRepair, []>(
  'repair.approvedRepairs',
  `SELECT ${APPROVED} FROM repair WHERE state = 'applying' AND applied_at IS NULL ORDER BY approved_at, id LIMIT 100`,
);

type ProbedRepair = ApprovedRepair & Row<'repair', 'seen_before' | 'probes'> & { readonly since_applied_ms: number };

const appliedRepairs = sqlText<ProbedRepair, []>(
  'repair.appliedRepairs',
  `SELECT ${APPROVED}, seen_before, probes, (extract(epoch FROM now() - applied_by_clock_at) * 1000)::float8 AS since_applied_ms
   FROM repair WHERE state = 'applying' AND applied_at IS NOT NULL ORDER BY applied_at, id LIMIT 1000`,
);

const overdueProposals = sqlText<Row<'repair', 'id'>, [today: IsoDate]>(
  'repair.overdueProposals',
  `SELECT id FROM repair WHERE state = 'proposed' AND lapses_on < $1::date LIMIT 100`,
);

function underWayOf(row: ApprovedRepair): RepairUnderWay {
  return {
    repairId: row.id,
    entity: row.entity_kind,
    id: row.entity_id,
    asked: askedOf(row.command, row.parameters),
    actId: row.act_id,
    formerRunId: runBefore(row.dry_run),
  };
}

function appliedOf(row: ProbedRepair): AppliedRepair {
  const { seen_before: before, probes, since_applied_ms: sinceAppliedMs } = row;
  return { ...underWayOf(row), before, probes, sinceAppliedMs };
}

function runBefore({ difference }: RepairPlan): string | null {
  return difference.find(({ what }) => what === 'run')?.before ?? null;
}

type LockedRepair = Row<
  'repair',
  'id' | 'entity_kind' | 'entity_id' | 'jurisdiction' | 'command' | 'state' | 'applied_at'
>;

const lockRepair = sqlText<LockedRepair, [id: string]>(
  'repair.lockRepair',
  'SELECT id, entity_kind, entity_id, jurisdiction, command, state, applied_at FROM repair WHERE id = $1 FOR UPDATE',
);

/** Changes a repair under its lock, once: one that has left the state meanwhile stays as it is. */
async function change(
  pool: pg.Pool,
  repairId: string,
  { from }: { readonly from: RepairState },
  writesOf: (
    row: LockedRepair,
    client: pg.PoolClient,
  ) => readonly Statement<unknown>[] | Promise<readonly Statement<unknown>[]>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const row = await fetchFirst(client, lockRepair(repairId));
    if (row?.state === from) {
      await sendTogether(client, await writesOf(row, client));
    }
  });
}

const applyRepair = sqlText<never, [id: string, at: Date]>(
  'repair.applyRepair',
  `UPDATE repair SET applied_at = $2, applied_by_clock_at = now(), revision = revision + 1
   WHERE id = $1 AND applied_at IS NULL`,
);

const noteProbe = sqlText<never, [id: string, seen: string]>(
  'repair.noteProbe',
  'UPDATE repair SET seen_after = $2::jsonb, probes = probes + 1 WHERE id = $1',
);

const endRepair = sqlText<never, [id: string, state: RepairState, failure: string | null, at: Date]>(
  'repair.endRepair',
  'UPDATE repair SET state = $2, failure = $3, ended_at = $4, revision = revision + 1 WHERE id = $1',
);

function applied(row: LockedRepair, at: Date): readonly Statement<unknown>[] {
  return row.applied_at === null ? [applyRepair(row.id, at), ...entry(row, 'repairApplied', at, {})] : [];
}

function ended(
  row: LockedRepair,
  { state, failure, at }: { readonly state: RepairState; readonly failure: string | null; readonly at: Date },
): readonly Statement<unknown>[] {
  const { id, jurisdiction, command, entity_kind: kind, entity_id: entityId } = row;
  const told = { jurisdiction, repairId: id, command, result: state, claimId: kind === 'claim' ? entityId : null };
  return [
    endRepair(id, state, failure, at),
    ...entry(row, 'repairProbed', at, { result: state, ...(failure === null ? {} : { failure }) }),
    outboxWrite(announced('repair.applied', at, told)),
  ];
}

function entry(
  { id: repairId, entity_kind: kind, entity_id: id, command }: LockedRepair,
  act: RepairAuditAct,
  at: Date,
  facts: Readonly<Record<string, unknown>>,
): readonly Statement<unknown>[] {
  return repairAuditWrites({
    repairId,
    entity: { kind, id },
    act,
    person: null,
    at,
    facts: { command, ...facts },
  });
}
