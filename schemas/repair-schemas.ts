import { z } from 'zod';
import { ENTITY_KINDS } from '../domain/entities.ts';
import {
  CHANGED_THINGS,
  ENGINE_COMMANDS,
  ENGINE_OPERATIONS,
  FAULTS,
  MONEY_EFFECTS,
  PRECONDITIONS,
  REPAIR_COMMANDS,
  REPAIR_FAILURES,
  REPAIR_STATES,
  SIDE_EFFECTS,
  TASK_COMMANDS,
} from '../domain/repair/repair-words.ts';
import {
  Cursor,
  idOf,
  idOfEntity,
  Instant,
  Limit,
  longText,
  pageSchema,
  QueryFlag,
  RepairActView,
} from './http-schemas.ts';

const Reason = longText(2_000);

export const RepairQuery = z.strictObject({ dryRun: QueryFlag });

const EngineRepair = z.strictObject({ command: z.enum(ENGINE_COMMANDS), reason: Reason });

const TaskReassignment = z.strictObject({
  command: z.literal('reassignTask'),
  reason: Reason,
  taskId: idOf('tsk'),
  to: idOf('per').nullable(),
});

/** What may be proposed for an entity that has a workflow. */
export const ProposeRepairBody = z
  .discriminatedUnion('command', [EngineRepair, TaskReassignment])
  .meta({ id: 'RepairProposal' });

/** A claim also has tasks and holds. */
export const ProposeClaimRepairBody = z
  .discriminatedUnion('command', [
    EngineRepair,
    z.strictObject({ command: z.enum(TASK_COMMANDS), reason: Reason }),
    TaskReassignment,
    z.strictObject({ command: z.literal('releaseHold'), reason: Reason, holdId: idOf('hld') }),
  ])
  .meta({ id: 'ClaimRepairProposal' });

export const RepairIdParams = z.strictObject({ repairId: idOf('rep') });
export const RejectRepairBody = z.strictObject({ reason: Reason });

export const RepairListQuery = z.strictObject({
  state: z.enum(REPAIR_STATES).optional(),
  command: z.enum(REPAIR_COMMANDS).optional(),
  claimId: idOfEntity('claim').optional(),
  limit: Limit,
  cursor: Cursor,
});

export const DryRunView = z
  .object({
    command: z.enum(REPAIR_COMMANDS),
    /** `id`: of the act, task or hold that changes; null for the run of the workflow and for a task that is opened. */
    difference: z.array(
      z.object({
        what: z.enum(CHANGED_THINGS),
        id: z.string().nullable(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
    sideEffects: z.array(z.object({ kind: z.enum(SIDE_EFFECTS), detail: z.string() })),
    moneyEffect: z.enum(MONEY_EFFECTS),
    reversible: z.boolean(),
    preconditions: z.array(z.object({ code: z.enum(PRECONDITIONS), holds: z.boolean(), sentence: z.string() })),
    engineOperation: z.enum(ENGINE_OPERATIONS),
    /** Of all this and of what it was computed from: the approval is refused when it has changed. */
    digest: z.string(),
  })
  .meta({ id: 'RepairDryRun' });

const Person = z.object({ id: z.string(), displayName: z.string() });
const Seen = z.object({ cause: z.string().nullable(), at: Instant });

export const RepairView = z
  .object({
    id: z.string(),
    entity: z.object({ kind: z.enum(ENTITY_KINDS), id: z.string() }),
    jurisdiction: z.string(),
    command: z.enum(REPAIR_COMMANDS),
    holdId: z.string().nullable(),
    taskId: z.string().nullable(),
    /** Of `reassignTask`: the person; null: everybody of the seat. */
    to: z.string().nullable(),
    reason: z.string(),
    state: z.enum(REPAIR_STATES),
    revision: z.int(),
    proposedBy: Person,
    proposedAt: Instant,
    /** The last day on which it may be approved. */
    lapsesOn: z.string(),
    approvedBy: Person.nullable(),
    approvedAt: Instant.nullable(),
    rejectedBy: Person.nullable(),
    rejection: z.string().nullable(),
    appliedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    failure: z.enum(REPAIR_FAILURES).nullable(),
    dryRun: DryRunView,
    /** Why it waited when it was proposed, and at the last look; `checks`: what is wrong with it, before and now. */
    probe: z.object({
      before: Seen,
      after: Seen.nullable(),
      checks: z.array(z.object({ check: z.enum(FAULTS), before: z.boolean(), after: z.boolean().nullable() })),
    }),
    acts: z.array(RepairActView),
  })
  .meta({ id: 'Repair' });

export const RepairPage = pageSchema(RepairView);
export const RepairAnswer = z.union([DryRunView, RepairView]);
