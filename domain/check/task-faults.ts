import type { EntityKind } from '../entities.ts';
import { changeTasks, type OpenTask, type TaskToOpen } from '../task/task-changes.ts';
import type { Found } from './finding-changes.ts';

export interface TaskOwner {
  readonly kind: EntityKind;
  readonly id: string;
  readonly jurisdiction: string;
}

/** T1, T2: the tasks that an entity's course wants and nobody has, and the open tasks that it does not want. */
export function taskFaults(
  owner: TaskOwner,
  open: readonly OpenTask[],
  wanted: readonly TaskToOpen[],
): readonly Found[] {
  const { ended, opened } = changeTasks(open, wanted);
  const about = {
    entityKind: owner.kind,
    entityId: owner.id,
    claimId: owner.kind === 'claim' ? owner.id : null,
    jurisdiction: owner.jurisdiction,
    since: null,
  };
  const missing = opened.map(({ kind, stage, purpose, round, planOrgan, objectionId, personId }): Found => {
    const facts = { kind, stage, purpose, round, planOrgan, objectionId, personId };
    const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null);
    const key = known.map(([, value]) => String(value)).join('/');
    return {
      kind: 'stateWithoutTask',
      subject: `${owner.kind}/${owner.id}/${key}`,
      ...about,
      evidence: known.map(([fact, value]) => ({ fact, value: String(value) })),
    };
  });
  const unwanted = open
    .filter(({ id }) => ended.includes(id))
    .map(({ id, kind, stage }): Found => ({
      kind: 'orphanTask',
      subject: id,
      ...about,
      evidence: [
        { fact: 'taskId', value: id },
        { fact: 'kind', value: kind },
        { fact: 'stage', value: stage },
      ],
    }));
  return [...missing, ...unwanted];
}
