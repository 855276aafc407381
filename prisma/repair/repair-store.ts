import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { LookAtEntity } from '../../activities/repair-ports.ts';
import type { LookedAt, RepairBy, RepairStore } from '../../api/repair/repair-ports.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import { judgeApproval, judgeRejection, lastDayToApprove } from '../../domain/repair/repair-course.ts';
import { parametersOf, type RepairPlan } from '../../domain/repair/repair-plan.ts';
import { writeAct } from '../kernel/act-store.ts';
import { inTransaction, violates } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, jsonText, query, sendTogether, type Row } from '../kernel/statements.ts';
import { factOfApproval, factOfProposal, type RepairSigning } from './kept-repair.ts';
import { repairAuditWrites } from './repair-audit.ts';
import { mayHaveTask } from './task-recipient.ts';
import { createRepairReads } from './repair-reads.ts';

interface StoreParts {
  readonly sealer: Sealer;
  readonly calendar: WorkingCalendar;
  /** Signs what people say of repairs; only API processes have it. */
  readonly signing: RepairSigning;
  readonly look: LookAtEntity;
}

/** Proposals of repairs, their approvals and their rejections, as people say them. */
export function createRepairStore(pool: pg.Pool, parts: StoreParts): RepairStore {
  return {
    look: parts.look,
    mayHave: (taskId, personId) => mayHaveTask(pool, taskId, personId),
    digestOf,
    propose: (proposal, by) => inTransaction(pool, (client) => propose(client, parts, proposal, by)),

    async approve(repairId, now, by) {
      try {
        return await inTransaction(pool, (client) => approve(client, parts, { repairId, ...now }, by));
      } catch (error) {
        if (violates(error, 'repair_one_applying')) {
          return 'REPAIR_OPEN';
        }
        throw error;
      }
    },

    reject: (repairId, said, by) =>
      inTransaction(pool, (client) => reject(client, parts.sealer, { repairId, ...said }, by)),
    ...createRepairReads(pool, parts.sealer),
  };
}

/** Covers what the dry run says and the revision and run that it was computed from. */
function digestOf(plan: RepairPlan, { facts }: LookedAt): string {
  const run = 'runId' in facts.run ? facts.run.runId : null;
  return createHash('sha256')
    .update(canonicalJson({ plan, revision: facts.revision, run }))
    .digest('hex');
}

type Proposal = Parameters<RepairStore['propose']>;

async function propose(
  client: pg.PoolClient,
  { sealer, calendar, signing }: StoreParts,
  { entity, entityId, asked, plan, looked, reason }: Proposal[0],
  { caller, at, key }: Proposal[1],
): Promise<string> {
  const id = idOfCreation('rep', caller.personId, key);
  const { command } = asked;
  const parameters = parametersOf(asked);
  const digest = digestOf(plan, looked);
  const said = { entityKind: entity, entityId, command, parameters, digest, by: caller.personId, at: at.getTime() };
  const proposal = query.insertInto('repair').values({
    id,
    entity_kind: entity,
    entity_id: entityId,
    jurisdiction: looked.jurisdiction,
    command,
    parameters: jsonText(parameters),
    reason_sealed: sealer.seal(reason, placeOf('repair.reason_sealed', id)),
    state: 'proposed',
    revision: 1,
    dry_run: jsonText(plan),
    digest,
    seen_before: jsonText(looked.seen),
    proposed_by: caller.personId,
    proposed_at: at,
    proposal_signature: signing.sign(factOfProposal(id, said)),
    lapses_on: lastDayToApprove(dayAt(at.getTime()), calendar),
  });
  const written = await execute(
    client,
    proposal.onConflict((known) => known.column('id').doNothing()),
  );
  if (written > 0) {
    const about = { repairId: id, entity: { kind: entity, id: entityId }, facts: { command } };
    await sendTogether(client, repairAuditWrites({ ...about, act: 'repairProposed', person: personOf(caller), at }));
  }
  return id;
}

function personOf({ personId, organ, section }: RepairBy['caller']) {
  return { personId, organ, section };
}

type LockedRepair = Row<
  'repair',
  'id' | 'entity_kind' | 'entity_id' | 'command' | 'parameters' | 'state' | 'revision' | 'digest' | 'proposed_by'
>;

function lockRepair(
  client: pg.PoolClient,
  repairId: string,
  caller: RepairBy['caller'],
): Promise<LockedRepair | undefined> {
  return fetchFirst(
    client,
    query
      .selectFrom('repair')
      .select(['id', 'entity_kind', 'entity_id', 'command', 'parameters', 'state', 'revision', 'digest', 'proposed_by'])
      .where('id', '=', repairId)
      .where('jurisdiction', 'like', withinOf(caller.jurisdiction))
      .forUpdate(),
  );
}

async function approve(
  client: pg.PoolClient,
  { signing }: StoreParts,
  { repairId, digest, ifMatch }: { readonly repairId: string; readonly digest: string; readonly ifMatch: number },
  by: Parameters<RepairStore['approve']>[2],
): ReturnType<RepairStore['approve']> {
  const { caller, at } = by;
  const row = await lockRepair(client, repairId, caller);
  if (row === undefined) {
    return 'NOT_FOUND';
  }
  const person = { personId: caller.personId, isApprover: caller.roles.includes('operatorApprover') };
  const verdict = judgeApproval({ state: row.state, proposedBy: row.proposed_by }, person);
  if (!verdict.ok) {
    return verdict.reason;
  }
  if (row.revision !== ifMatch) {
    return 'STALE';
  }
  if (row.digest !== digest) {
    return 'NO_LONGER_FITS';
  }
  const actId = await keepAct(client, signing, row, by);
  const said = { digest, by: caller.personId, at: at.getTime(), actId };
  const approval = query.updateTable('repair').set({
    state: 'applying',
    revision: row.revision + 1,
    approved_by: caller.personId,
    approved_at: at,
    approval_signature: signing.sign(factOfApproval(repairId, said)),
    act_id: actId,
  });
  await sendTogether(client, [
    approval.where('id', '=', repairId),
    ...repairAuditWrites({ ...aboutOf(row), act: 'repairApproved', person: personOf(caller), at }),
  ]);
  return 'approved';
}

/** The word of the approver that the command sends to the entity's workflow, signed like every act of a person. */
async function keepAct(
  client: pg.PoolClient,
  { sign }: RepairSigning,
  { command, entity_id: claimId, parameters: { holdId } }: LockedRepair,
  { caller, actor, at }: Parameters<RepairStore['approve']>[2],
): Promise<string | null> {
  if (command !== 'releaseHold' || holdId === undefined) {
    return null;
  }
  const release = {
    personId: caller.personId,
    idempotencyKey: null,
    taskId: null,
    body: { holdId },
    message: (actId: string) =>
      ({ entity: 'claim', id: claimId, message: { kind: 'release', actor, actId, atMs: at.getTime() } }) as const,
  };
  return (await writeAct(client, release, sign)).actId;
}

function aboutOf({ id: repairId, entity_kind: kind, entity_id: id, command }: LockedRepair) {
  return { repairId, entity: { kind, id }, facts: { command } };
}

async function reject(
  client: pg.PoolClient,
  sealer: Sealer,
  { repairId, reason, ifMatch }: { readonly repairId: string; readonly reason: string; readonly ifMatch: number },
  { caller, at }: RepairBy,
): ReturnType<RepairStore['reject']> {
  const row = await lockRepair(client, repairId, caller);
  if (row === undefined) {
    return 'NOT_FOUND';
  }
  const verdict = judgeRejection(row);
  if (!verdict.ok) {
    return verdict.reason;
  }
  if (row.revision !== ifMatch) {
    return 'STALE';
  }
  const rejection = query.updateTable('repair').set({
    state: 'rejected',
    revision: row.revision + 1,
    rejected_by: caller.personId,
    rejected_at: at,
    rejection_sealed: sealer.seal(reason, placeOf('repair.rejection_sealed', repairId)),
    ended_at: at,
  });
  await sendTogether(client, [
    rejection.where('id', '=', repairId),
    ...repairAuditWrites({ ...aboutOf(row), act: 'repairRejected', person: personOf(caller), at }),
  ]);
  return 'rejected';
}
