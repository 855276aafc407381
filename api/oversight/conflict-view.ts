import { nameOfActor } from '../kernel/actor-name.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
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

/** Null where the caller had seen the last revision: nothing came between, the act was never open. */
async function overtakingEntry(
  reads: ConflictReads,
  target: Target,
  { code, seen }: Overtaken,
): Promise<ConflictEntry | null> {
  const { taskId, revision } = target;
  const asked = { ...target, after: null, ofTask: false, at: null };
  if (taskId !== null && code === 'TASK_ASSIGNED') {
    return reads.lastEntry({ ...asked, ofTask: true });
  }
  if (!target.isOpen) {
    return (await reads.lastEntry({ ...asked, at: target.doneAt })) ?? reads.lastEntry(asked);
  }
  if (seen !== undefined && seen >= revision) {
    return null;
  }
  if (taskId === null) {
    return reads.lastEntry({ ...asked, after: seen ?? 0 });
  }
  const ofTask = await reads.lastEntry({ ...asked, ofTask: true });
  return ofTask !== null && Number(ofTask.facts['taskRevision']) > (seen ?? 0) ? ofTask : reads.lastEntry(asked);
}

function conflictOf(
  { entry, target, sentence }: { readonly entry: ConflictEntry; readonly target: Target; readonly sentence: string },
  caller: Caller,
): Conflict {
  const { at, act, organ, section, facts } = entry;
  const displayName = nameOfActor(entry);
  const decision = facts['decision'];
  const isOfficial = caller.partyId === null;
  return {
    at: at.toISOString(),
    act: typeof decision === 'string' ? decision : act,
    sentence,
    actor: { organ, section, ...(isOfficial && displayName !== null && { displayName }) },
    revision: target.revision,
  };
}
