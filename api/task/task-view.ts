import { addDays, dayAt, daysBetween, endOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import { GRANT_TASK_TITLES } from '../../domain/grant/grant-words-of-stages.ts';
import { ENTITIES } from '../../domain/entities.ts';
import type { ReminderShares } from '../../domain/policy/office-parameters.ts';
import type { DueState } from '../../domain/task/deadlines.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import type { ObjectionCase, Task, TaskListRow } from './task-ports.ts';
import type { ActView } from '../kernel/act-view.ts';

/** The words for each kind of task, shown before its subject; a kind without words is shown unchanged. */
const TITLES: Readonly<Record<string, Sentence>> = {
  'review/departmentReview': { zh: '真实性审核', en: 'Authenticity review' },
  'review/bureauReview': { zh: '完整性和程序性复核', en: 'Completeness and procedure review' },
  'review/counterReview': { zh: '受理审核', en: 'Counter review' },
  'review/insuranceDecision': { zh: '失业保险比对审核', en: 'Decision after comparison' },
  'review/resultReview': { zh: '成果核实', en: 'Review of the result' },
  'review/milestoneAcceptance': { zh: '节点验收', en: 'Acceptance of the milestone' },
  review: { zh: '审核', en: 'Review' },
  bureauCorrection: { zh: '处理退回', en: 'Deal with the return' },
  accountCorrection: { zh: '确认更正后的收款账户', en: 'Confirm the corrected account' },
  disbursement: { zh: '核拨资金', en: 'Disburse' },
  recovery: { zh: '追回多拨资金', en: 'Recover what was advanced too much' },
  batchRelease: { zh: '复核支付批次', en: 'Release the payout batch' },
  filingReview: { zh: '受理开班备案', en: 'Answer the class filing' },
  routing: { zh: '确定责任部门', en: 'Name the responsible department' },
  noticeConfirmationDepartment: { zh: '确认公示（责任部门）', en: 'Confirm the notice (department)' },
  noticeConfirmationBureau: { zh: '确认公示（人社部门）', en: 'Confirm the notice (HR bureau)' },
  objection: { zh: '核查公示异议', en: 'Rule on the objection' },
  planSubmission: { zh: '报送年度培训计划和补贴资金预算', en: 'File the annual plan and budget' },
  planReview: { zh: '审核年度培训计划和补贴资金预算', en: 'Review an annual plan and budget' },
  ...GRANT_TASK_TITLES,
};

export function taskItem(task: TaskListRow, at: Date, language: Language) {
  const title = TITLES[`${task.kind}/${task.stage}`] ?? TITLES[task.kind];
  return {
    id: task.id,
    [ENTITIES[task.entityKind].idField]: task.entityId,
    kind: task.kind,
    stage: task.stage,
    purpose: task.purpose,
    title: `${title?.[language] ?? task.kind} · ${task.subject}`,
    organ: task.organ,
    section: task.section,
    dueAt: task.dueOn === null ? null : new Date(endOfDayMs(task.dueOn)).toISOString(),
    dueState: dueStateOf(task, dayAt(at.getTime())),
    ...(task.assigneeId !== null && { assignee: task.assigneeId }),
    ...(task.objections !== null && { count: task.objections }),
    ...(task.planOrgan !== null && { planOrgan: task.planOrgan }),
    createdAt: task.createdAt.toISOString(),
    revision: task.revision,
  };
}

export function taskView(
  task: Task,
  shown: {
    readonly at: Date;
    readonly language: Language;
    readonly acts: readonly ActView<'task'>[];
    readonly objections: ObjectionCase['together'];
    readonly questions: readonly string[];
    readonly stageLabel: string | null;
    readonly questionLabels: readonly { readonly key: string; readonly label: string }[];
  },
) {
  const item = taskItem(task, shown.at, shown.language);
  const isStage = task.kind === 'review' && shown.stageLabel !== null;
  return {
    ...item,
    ...(isStage && { title: `${shown.stageLabel} · ${task.subject}` }),
    ...(task.objectionId !== null && {
      objectionId: task.objectionId,
      objections: shown.objections.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })),
    }),
    state: task.state,
    round: task.round,
    role: task.role,
    jurisdiction: task.jurisdiction,
    stageLabel: shown.stageLabel,
    questions: [...shown.questions],
    questionLabels: shown.questionLabels.map((one) => ({ ...one })),
    remindedAt: task.remindedAt?.toISOString() ?? null,
    doneAt: task.doneAt?.toISOString() ?? null,
    doneBy: task.doneBy,
    doneAct: task.doneAct,
    acts: shown.acts.map((act) => ({ ...act })),
  };
}

/** Paused before over before near before provisional; a task without a deadline is in time. */
function dueStateOf(task: TaskListRow, today: IsoDate): DueState {
  if (task.paused) {
    return 'paused';
  }
  if (task.dueOn !== null && today > task.dueOn) {
    return 'over';
  }
  if (task.nearOn !== null && today >= task.nearOn) {
    return 'near';
  }
  return task.provisional ? 'provisional' : 'ok';
}

/** A due day set by an operator: it becomes near and escalates after the same shares as for every task. */
export function extendedDue(today: IsoDate, dueOn: IsoDate, { nearShareBp, escalateShareBp }: ReminderShares) {
  const after = (shareBp: number) =>
    addDays(today, Math.max(1, Math.ceil((daysBetween(today, dueOn) * shareBp) / 10_000)));
  return { dueOn, nearOn: after(nearShareBp), escalateOn: after(escalateShareBp) };
}
