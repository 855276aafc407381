import type pg from 'pg';
import type { RepairRecord, RepairStore } from '../../api/repair/repair-ports.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { RepairCommand, RepairState } from '../../domain/repair/repair-words.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

/** Repairs as people read them. */
export function createRepairReads(pool: pg.Pool, sealer: Sealer): Pick<RepairStore, 'find' | 'list'> {
  return {
    async find(repairId, caller) {
      const row = await fetchFirst(pool, oneRepair(withinOf(caller.jurisdiction), repairId));
      return row === undefined ? null : recordOf(row, sealer);
    },

    async list({ state, command, entity, limit, after }, caller) {
      const [beforeMs, beforeId] = after ?? [null, null];
      const rows = await fetchAll(
        pool,
        repairPage(
          withinOf(caller.jurisdiction),
          state ?? null,
          command ?? null,
          entity?.kind ?? null,
          entity?.id ?? null,
          beforeMs === null ? null : new Date(beforeMs),
          beforeId,
          limit + 1,
        ),
      );
      return rows.map((row) => recordOf(row, sealer));
    },
  };
}

type RepairRow = Omit<
  Row<'repair'>,
  'proposal_signature' | 'approval_signature' | 'act_id' | 'rejected_at' | 'applied_by_clock_at' | 'probes'
> & {
  readonly proposer_name: Row<'person'>['display_name'];
  readonly approver_name: Row<'person'>['display_name'] | null;
  readonly rejecter_name: Row<'person'>['display_name'] | null;
};

const COLUMNS = `r.id, r.entity_kind, r.entity_id, r.jurisdiction, r.command, r.parameters, r.reason_sealed, r.state, r.revision,
  r.dry_run, r.digest, r.seen_before, r.seen_after, r.proposed_by, r.proposed_at, r.lapses_on, r.approved_by, r.approved_at,
  r.rejected_by, r.rejection_sealed, r.applied_at, r.ended_at, r.failure,
  p.display_name AS proposer_name, a.display_name AS approver_name, j.display_name AS rejecter_name`;
const TABLES = `repair r JOIN person p ON p.id = r.proposed_by LEFT JOIN person a ON a.id = r.approved_by
  LEFT JOIN person j ON j.id = r.rejected_by`;

const oneRepair = sqlText<RepairRow, [jurisdictions: string, repairId: string]>(
  'repair.oneRepair',
  `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.jurisdiction LIKE $1 AND r.id = $2`,
);

const repairPage = sqlText<
  RepairRow,
  [
    jurisdictions: string,
    state: RepairState | null,
    command: RepairCommand | null,
    kind: EntityKind | null,
    id: string | null,
    before: Date | null,
    beforeId: string | null,
    limit: number,
  ]
>(
  'repair.repairPage',
  `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.jurisdiction LIKE $1
     AND ($2::text IS NULL OR r.state = $2) AND ($3::text IS NULL OR r.command = $3)
     AND ($4::text IS NULL OR (r.entity_kind = $4 AND r.entity_id = $5))
     AND ($6::timestamptz IS NULL OR (r.proposed_at, r.id) < ($6, $7))
   ORDER BY r.proposed_at DESC, r.id DESC LIMIT $8`,
);

function recordOf(row: RepairRow, sealer: Sealer): RepairRecord {
  const { id, rejection_sealed: rejection } = row;
  return {
    id,
    entity: { kind: row.entity_kind, id: row.entity_id },
    jurisdiction: row.jurisdiction,
    command: row.command,
    parameters: row.parameters,
    reason: sealer.open(row.reason_sealed, placeOf('repair.reason_sealed', id)),
    state: row.state,
    revision: row.revision,
    dryRun: row.dry_run,
    digest: row.digest,
    before: row.seen_before,
    after: row.seen_after,
    proposedBy: { id: row.proposed_by, displayName: row.proposer_name },
    proposedAt: row.proposed_at,
    lapsesOn: row.lapses_on,
    approvedBy: personOf(row.approved_by, row.approver_name),
    approvedAt: row.approved_at,
    rejectedBy: personOf(row.rejected_by, row.rejecter_name),
    rejection: rejection === null ? null : sealer.open(rejection, placeOf('repair.rejection_sealed', id)),
    appliedAt: row.applied_at,
    endedAt: row.ended_at,
    failure: row.failure,
  };
}

function personOf(id: string | null, displayName: string | null): RepairRecord['approvedBy'] {
  return id === null ? null : { id, displayName: displayName ?? '' };
}
