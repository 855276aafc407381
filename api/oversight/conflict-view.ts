import { nameOfActor } from '../kernel/actor-name.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { TASK_DECISIONS } from '../../domain/task/task-words.ts';
import type { Caller } from '../kernel/caller.ts';
import type { FindConflict, Overtaken } from '../kernel/conflict.ts';
import type { Conflict } from '../kernel/problem.ts';
import type { ConflictEntry, ConflictReads, Target } from './conflict-ports.ts';
import { sentenceOfEntry } from './conflict-words.ts';

/** Finds the fact that overtook a caller, in the audit of what they acted on. */
export function createConflicts(reads: ConflictReads): FindConflict {
  return async (overtaken) => {
    const target = await targetOf(reads, overtaken.params);
    const entry = target === null ? null : await overtakingEntry(reads, target, overtaken);
    if (target === null || entry === null) {
      return null;
    }
    const law = target.kind === 'claim' ? await reads.lawOf(target.id) : null;
    return conflictOf(
      { entry, target, sentence: sentenceOfEntry(target.kind, entry, { law, ...overtaken }) },
      overtaken.caller,
    );
  };
}

async function targetOf(reads: ConflictReads, params: Overtaken['params']): Promise<Target | null> {
  const { taskId } = params;
  if (typeof taskId === 'string') {
    return reads.task(taskId);
  }
  const kind = ENTITY_KINDS.find((one) => typeof params[ENTITIES[one].idField] === 'string');
  return kind === undefined ? null : entityTarget(reads, kind, String(params[ENTITIES[kind].idField]));
}

async function entityTarget(reads: ConflictReads, kind: EntityKind, id: string): Promise<Target | null> {
  const revision = await reads.revisionOf(kind, id);
  return revision === null ? null : { kind, id, revision, taskId: null, isOpen: true, doneAt: null };
}

/**
 * The act of a person that overtook the caller, else what the system did. Null where nothing came between: the caller had
 * seen the last revision, or, of a request without a tag, the caller's own act or its taking up was the last one. Who
 * names a revision that never was has seen nothing, and is told what a person did last.
 */
function overtakingEntry(reads: ConflictReads, target: Target, overtaken: Overtaken): Promise<ConflictEntry | null> {
  return target.taskId === null
    ? entryOfEntity(reads, target, overtaken)
    : entryOfTask(reads, { ...target, taskId: target.taskId }, overtaken);
}

async function entryOfEntity(
  reads: ConflictReads,
  target: Target,
  overtaken: Overtaken,
): Promise<ConflictEntry | null> {
  if (isMadeUp(target, overtaken)) {
    return reads.lastEntry({ ...target, after: null, ofTask: false, at: null });
  }
  const { seen, caller } = overtaken;
  if (seen !== undefined && seen >= target.revision) {
    return null;
  }
  const entry = await reads.lastEntry({ ...target, after: seen ?? 0, ofTask: false, at: null });
  const isOwn = entry?.personId === caller.personId || entry?.act === 'begin';
  return seen === undefined && isOwn ? null : entry;
}

async function entryOfTask(
  reads: ConflictReads,
  target: Target & { readonly taskId: string },
  overtaken: Overtaken,
): Promise<ConflictEntry | null> {
  const { code, seen, seenCase } = overtaken;
  const asked = { ...target, after: null, ofTask: false, at: null };
  if (!target.isOpen) {
    return (await reads.lastEntry({ ...asked, at: target.doneAt })) ?? reads.lastEntry(asked);
  }
  if (isMadeUp(target, overtaken)) {
    return reads.lastEntry(asked);
  }
  if (code !== 'TASK_ASSIGNED' && seen !== undefined && seen >= target.revision) {
    return seenCase == null ? null : reads.lastEntry({ ...asked, after: seenCase });
  }
  const ofTask = await reads.lastEntry({ ...asked, ofTask: true });
  if (code === 'TASK_ASSIGNED' || seen === undefined) {
    return ofTask;
  }
  return ofTask !== null && Number(ofTask.facts['taskRevision']) > seen ? ofTask : reads.lastEntry(asked);
}

/** The tag names a revision that was never reached, or none that we issue. */
function isMadeUp({ revision }: Target, { code, seen }: Overtaken): boolean {
  return code === 'STALE' && (seen === undefined || seen > revision);
}

function conflictOf(
  { entry, target, sentence }: { readonly entry: ConflictEntry; readonly target: Target; readonly sentence: string },
  caller: Caller,
): Conflict {
  const { at, act, organ, section, facts } = entry;
  const displayName = nameOfActor(entry);
  const decision = TASK_DECISIONS.find((one) => one === facts['decision']);
  const isOfficial = caller.partyId === null;
  return {
    at: at.toISOString(),
    act: decision ?? act,
    sentence,
    actor: { organ, section, ...(isOfficial && displayName !== null && { displayName }) },
    revision: target.revision,
  };
}
