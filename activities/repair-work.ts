import type { EntityKind } from '../domain/entities.ts';
import { isProbeDue, judgeProbe } from '../domain/repair/repair-course.ts';
import type { RepairFacts } from '../domain/repair/repair-facts.ts';
import { ENGINE_COMMANDS } from '../domain/repair/repair-words.ts';
import { isOneOf, unreachable } from '../domain/verdict.ts';
import { eachItem } from './each-item.ts';
import type {
  AppliedRepair,
  LookAtEntity,
  RepairCalls,
  RepairUnderWay,
  RepairWorkStore,
  SeenEntity,
} from './repair-ports.ts';

export interface RepairWorkParts {
  readonly store: RepairWorkStore;
  readonly look: LookAtEntity;
  readonly calls: RepairCalls;
  readonly log: { warn(facts: object, sentence: string): void };
}

export interface RepairWork {
  /** Applies what is approved and looks at what is applied. Returns how many repairs it brought further. */
  sweep(atMs: number): Promise<number>;
}

/**
 * Applies approved repairs and looks whether they healed. Each step finds what a crash left: a run that is open already, an
 * act that is recorded and a task that stands are not made again.
 */
export function createRepairWork(parts: RepairWorkParts): RepairWork {
  const { store, log } = parts;
  const each = eachItem(log);
  return {
    async sweep(atMs) {
      const at = new Date(atMs);
      const lapsed = await store.lapse(at);
      const applied = await each(await store.toApply(at), (repair) => apply(parts, repair, at));
      const due = (await store.toProbe()).filter(({ probes, sinceAppliedMs }) => isProbeDue(probes, sinceAppliedMs));
      return lapsed + applied + (await each(due, (repair) => probe(parts, repair, at)));
    },
  };
}

async function apply({ store, look, calls }: RepairWorkParts, repair: RepairUnderWay, at: Date): Promise<void> {
  const { repairId, entity, id, asked } = repair;
  const seen = there(await look(entity, id, at), entity, id);
  if (seen.facts.isEnded && isOneOf(ENGINE_COMMANDS, asked.command)) {
    await store.failed(repairId, 'noLongerFits', at);
    return;
  }
  switch (asked.command) {
    case 'restartMissingWorkflow':
      if (seen.facts.run.kind !== 'open') {
        await calls.restart(entity, id);
      }
      break;
    case 'terminateAndReplace':
      if (isSameRun(seen.facts, repair)) {
        await calls.replace(entity, id);
      }
      break;
    case 'retryStep':
      for (const { actId } of seen.facts.waitingActs) {
        await calls.deliver(actId);
      }
      break;
    case 'rebuildProjection':
    case 'closeOrphanTasks':
      await store.rebuildTasks(repairId, { claimId: id, endsOnly: asked.command === 'closeOrphanTasks' }, at);
      return;
    case 'reassignTask':
      await reassign(store, { repairId, ...asked }, seen, at);
      return;
    case 'releaseHold':
      if ((await released(calls, repair, seen)) === 'refused') {
        await store.failed(repairId, 'actRefused', at);
        return;
      }
      break;
    default:
      unreachable(asked);
  }
  await store.applied(repairId, at);
}

/** Of a person who may not have it any more, and of a task that is not taken by the same person, nothing is changed. */
async function reassign(
  store: RepairWorkStore,
  { repairId, taskId, to }: { readonly repairId: string; readonly taskId: string; readonly to: string | null },
  { facts }: SeenEntity,
  at: Date,
): Promise<void> {
  const taken = facts.taken.find((one) => one.taskId === taskId);
  const mayHave = to === null || (await store.mayHave(taskId, to));
  await (taken?.isAssigneeGone === true && mayHave
    ? store.reassignTask(repairId, { taskId, former: taken.assigneeId, to }, at)
    : store.failed(repairId, 'noLongerFits', at));
}

/** The run that was to be replaced still stands; another one is the work of a former attempt. */
function isSameRun({ run }: RepairFacts, { formerRunId }: RepairUnderWay): boolean {
  return run.kind !== 'open' || run.runId === formerRunId;
}

function released(calls: RepairCalls, { actId, asked }: RepairUnderWay, { facts }: SeenEntity) {
  const stands = asked.command === 'releaseHold' && facts.holds.some(({ holdId }) => holdId === asked.holdId);
  return stands && actId !== null ? calls.deliver(actId) : 'done';
}

async function probe({ store, look }: RepairWorkParts, repair: AppliedRepair, at: Date): Promise<void> {
  const { repairId, entity, id, asked, before, probes } = repair;
  const { seen, facts } = there(await look(entity, id, at), entity, id);
  const isSeen = facts.run.kind !== 'unreached';
  const end = judgeProbe({ command: asked.command, before: before.faults, after: seen.faults, isSeen, probes });
  await store.probed(repairId, { seen, end }, at);
}

/** @throws RangeError for an entity that a repair names and that is not there: rows of entities are never removed */
function there(seen: SeenEntity | null, entity: EntityKind, id: string): SeenEntity {
  if (seen === null) {
    throw new RangeError(`A repair of ${entity} ${id}, which is not there`);
  }
  return seen;
}
