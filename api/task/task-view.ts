import { addDays, daysBetween, type IsoDate } from '../../domain/calendar.ts';
import type { ReminderShares } from '../../domain/policy/office-parameters.ts';
import type { ActView } from '../kernel/act-view.ts';
import type { effectView, fundChoicesOf, refusalCodesOf } from './task-effects.ts';
import { taskItem, type ItemWords } from './task-item.ts';
import type { ObjectionCase, Task } from './task-ports.ts';

export function taskView(
  task: Task,
  words: ItemWords,
  shown: {
    readonly acts: readonly (ActView<'task'> & { readonly effect?: ReturnType<typeof effectView> })[];
    readonly correctable: readonly { readonly pointer: string; readonly label: string }[];
    readonly fundChoices: ReturnType<typeof fundChoicesOf>;
    readonly refusalCodes: ReturnType<typeof refusalCodesOf>;
    readonly objection: ObjectionCase | null;
    readonly questions: readonly string[];
    readonly stageLabel: string | null;
    readonly questionLabels: readonly { readonly key: string; readonly label: string }[];
  },
) {
  return {
    ...taskItem(task, words),
    ...(task.objectionId !== null && {
      objectionId: task.objectionId,
      objections: (shown.objection?.together ?? []).map(({ at, ...one }) => ({
        ...one,
        at: new Date(at).toISOString(),
      })),
    }),
    ...(shown.objection !== null && {
      objectedTo: {
        itemNo: shown.objection.itemNo,
        claimId: shown.objection.claimId,
        lineId: shown.objection.lineId,
      },
    }),
    state: task.state,
    role: task.role,
    jurisdiction: task.jurisdiction,
    stageLabel: shown.stageLabel,
    questions: [...shown.questions],
    questionLabels: shown.questionLabels.map((one) => ({ ...one })),
    remindedAt: task.remindedAt?.toISOString() ?? null,
    doneBy: task.doneBy,
    doneByName: task.doneByPartyId === null ? task.doneByName : null,
    onBehalfOf: task.onBehalfOf,
    onBehalfOfName: task.onBehalfOfName,
    correctable: [...shown.correctable],
    fundChoices: [...shown.fundChoices],
    refusalCodes: [...shown.refusalCodes],
    acts: shown.acts.map((act) => ({ ...act })),
  };
}

/** A due day set by an operator: it becomes near and escalates after the same shares as for every task. */
export function extendedDue(today: IsoDate, dueOn: IsoDate, { nearShareBp, escalateShareBp }: ReminderShares) {
  const after = (shareBp: number) =>
    addDays(today, Math.max(1, Math.ceil((daysBetween(today, dueOn) * shareBp) / 10_000)));
  return { dueOn, nearOn: after(nearShareBp), escalateOn: after(escalateShareBp) };
}
