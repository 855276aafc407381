import { startOfDayMs, type IsoDate } from '../calendar.ts';
import type { OrganCode, Role } from '../codes.ts';
import { backOn, type AbsentOfficial } from '../oversight/absent-seat.ts';
import type { TaskKind } from '../task/task-words.ts';

/** An open task of a grant, or of its notice. */
export interface GrantTaskFacts {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly organ: OrganCode;
  readonly section: string | null;
  readonly role: Role;
  readonly sinceMs: number;
  readonly dueOn: IsoDate | null;
  /** Those of its seat who could act, if everybody of the seat is away; null for a seat that has somebody. */
  readonly absent: readonly AbsentOfficial[] | null;
}

/** Absence alone, as with claims: everybody of the task's seat is away, and somebody of them could act. */
export function emptySeat({ absent, taskId, sinceMs }: GrantTaskFacts) {
  const back = absent === null ? null : backOn(absent);
  if (absent === null || back === null) {
    return null;
  }
  const lastLeft = absent
    .map(({ from }) => from)
    .toSorted()
    .at(-1);
  return {
    cause: 'nobodyPresent',
    sinceMs: lastLeft === undefined ? sinceMs : Math.max(sinceMs, startOfDayMs(lastLeft)),
    nextEvent: 'absenceEnds',
    nextAtMs: startOfDayMs(back),
    suggested: ['endAbsence', 'extension'],
    sentence: {
      zh: `等待办理，但该岗位人员均已请假，最早 ${back} 恢复。`,
      en: `Waits for a task whose seat has nobody present; somebody is back on ${back} at the earliest.`,
    },
    evidence: [
      { fact: 'task', value: taskId },
      { fact: 'absent', value: String(absent.length) },
      { fact: 'backOn', value: back },
    ],
  } as const;
}
