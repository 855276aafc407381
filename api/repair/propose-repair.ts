import { covers } from '../../domain/authority/jurisdiction.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { planRepair, refusalOfPlan, type AskedRepair } from '../../domain/repair/repair-plan.ts';
import { TASK_COMMANDS } from '../../domain/repair/repair-words.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import type { LookedAt, RepairStore } from './repair-ports.ts';
import { dryRunView, repairView } from './repair-view.ts';

export interface RepairDependencies {
  readonly repairs: RepairStore;
}

export const PROPOSAL_PROBLEMS: readonly ProblemCode[] = [
  'NOT_FOUND',
  'INVALID',
  'WRONG_STATE',
  'RUN_OPEN',
  'RUN_MISSING',
  'CASE_OPEN',
  'NOTHING_TO_REPAIR',
  'WORKER_UNAVAILABLE',
];

interface Asked {
  readonly entity: EntityKind;
  readonly id: string;
  readonly asked: AskedRepair;
  readonly reason: string;
  readonly dryRun: boolean;
}

interface By {
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
  readonly language: Language;
  readonly at: Date;
}

/** Makes the dry run, refuses what it says cannot be done, and stores the proposal unless only the dry run was asked. */
export async function proposeRepair(
  { repairs }: RepairDependencies,
  { entity, id, asked, reason, dryRun }: Asked,
  { caller, idempotencyKey: key, language, at }: By,
) {
  const looked = await repairs.look(entity, id, at);
  if (looked === null || !covers(caller.jurisdiction, looked.jurisdiction)) {
    throw new Problem('NOT_FOUND');
  }
  ofEngine(asked, looked);
  if (asked.command === 'releaseHold' && !looked.facts.holds.some(({ holdId }) => holdId === asked.holdId)) {
    throw new Problem('INVALID', { errors: [{ pointer: '/holdId', code: 'NOT_FOUND' }] });
  }
  if (!(await isRecipient(repairs, asked))) {
    throw new Problem('INVALID', { errors: [{ pointer: '/to', code: 'MAY_NOT_DECIDE' }] });
  }
  const plan = planRepair(entity, asked, looked.facts);
  const refusal = refusalOfPlan(plan);
  if (refusal !== null) {
    throw new Problem(refusal);
  }
  if (dryRun) {
    return { body: dryRunView(plan, repairs.digestOf(plan, looked), language) };
  }
  const repairId = await repairs.propose({ entity, entityId: id, asked, plan, looked, reason }, { caller, at, key });
  const record = await repairs.find(repairId, caller);
  if (record === null) {
    throw new RangeError('A repair that was just proposed is not there');
  }
  const { revision } = record;
  return {
    body: repairView(record, { caller, language }),
    revision,
    isOther: true,
    location: `/api/v1/repairs/${repairId}`,
  };
}

/** Whether the person to whom a repair gives a task may decide it. */
export function isRecipient(repairs: RepairStore, asked: AskedRepair): Promise<boolean> | boolean {
  return asked.command !== 'reassignTask' || asked.to === null || repairs.mayHave(asked.taskId, asked.to);
}

/**
 * A repair of the engine is not planned on what nobody knows.
 * @throws Problem WORKER_UNAVAILABLE where Temporal does not answer
 */
export function ofEngine({ command }: AskedRepair, { facts }: LookedAt): void {
  const isOfTasks = isOneOf(TASK_COMMANDS, command) || command === 'reassignTask';
  if (!isOfTasks && facts.run.kind === 'unreached') {
    throw new Problem('WORKER_UNAVAILABLE', { retryAfterSeconds: 5 });
  }
}
