import { dayAt, endOfDayMs, workingDaysBetween, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { GRANT_TASK_TITLES } from '../../domain/grant/grant-words-of-stages.ts';
import { maskName } from '../../domain/notice/mask.ts';
import { bulkLimits, type BulkLimits } from '../../domain/policy/office-parameters.ts';
import type { Label, PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { bulkAble } from '../../domain/task/bulk-able.ts';
import type { DueState } from '../../domain/task/deadlines.ts';
import type { TaskState } from '../../domain/task/task-words.ts';
import { joinedWords, levelWord, subjectWords } from '../../domain/texts/level-words.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import type { BulkCodes } from './bulk-in-lists.ts';
import { bulkWhy } from './bulk-words.ts';
import type { CaseFigures, Figures } from './case-figures.ts';
import type { TaskListRow } from './task-ports.ts';

/** The words for each kind of task, shown before its subject. */
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
  recoveryApproval: { zh: '核准追回', en: 'Approve a recovery' },
  recoveryAppeal: { zh: '裁决对追回的申诉', en: 'Rule on an appeal against a recovery' },
  recoveryPlan: { zh: '确认分期缴回方案', en: 'Confirm instalments of a recovery' },
  ...GRANT_TASK_TITLES,
};

/** What a kind of task is called where its stage is not known. */
export function kindWord(kind: string): Sentence | undefined {
  return TITLES[kind];
}

/** What the words of an item are made from: the calendar, the packs' names of routes, the limits of bulks. */
export interface ItemWords {
  readonly today: IsoDate;
  readonly language: Language;
  readonly calendar: WorkingCalendar;
  readonly limits: BulkLimits;
  /** What the caller's bulk would say of the tasks that are shown. */
  readonly bulk: BulkCodes;
  /** What the tasks of notices and batches that are shown are about. */
  readonly figures: Figures;
  /** The route with this Chinese name, or with this code. */
  readonly routeWord: (nameOrCode: string) => Label | undefined;
  /** How the packs call a stage of a route. */
  readonly stageWord: (route: string | null, stage: string) => Label | undefined;
}

/** @throws PolicyParameterMissing */
export function itemWords(
  library: PolicyLibrary,
  { caller, at, language }: { readonly caller: Caller; readonly at: Date; readonly language: Language },
): ItemWords {
  const today = dayAt(at.getTime());
  const routes = library.packs.flatMap((pack) => pack.routes);
  return {
    today,
    language,
    calendar: library.calendar,
    limits: bulkLimits(library, caller.jurisdiction, today),
    bulk: new Map(),
    figures: new Map(),
    stageWord: (route, stage) =>
      routes.find(({ code }) => code === route)?.stages.find((one) => one.stage === stage)?.labels,
    routeWord: (text) => routes.find(({ code, name }) => code === text || name.zh === text)?.name,
  };
}

/** A task of a list, with its state. */
type Shown = TaskListRow & { readonly state: TaskState };

export function taskItem(task: Shown, words: ItemWords) {
  const { language, today } = words;
  const parts = subjectWords(task.subject, words.routeWord);
  const title = TITLES[`${task.kind}/${task.stage}`] ?? stageTitle(task, words) ?? TITLES[task.kind];
  const itemNo = words.figures.get(task.id)?.itemNo ?? null;
  return {
    id: task.id,
    [ENTITIES[task.entityKind].idField]: task.entityId,
    kind: task.kind,
    stage: task.stage,
    purpose: task.purpose,
    title: titleOf(title?.[language] ?? '', task, words),
    subjectNo: (parts.at(-1) ?? { zh: task.subject }).zh,
    subject: subjectOf(task, title, words),
    ...(task.route !== null && { route: task.route }),
    round: task.round,
    organ: task.organ,
    section: task.section,
    dueAt: task.dueOn === null ? null : new Date(endOfDayMs(task.dueOn)).toISOString(),
    dueOn: task.dueOn,
    workingDaysLeft: workingDaysLeft(task, today, words.calendar),
    dueState: dueStateOf(task, today),
    ...(task.assigneeId !== null && { assignee: task.assigneeId }),
    ...(task.assigneeName !== null && { assigneeName: task.assigneeName }),
    ...(task.objections !== null && { count: task.objections }),
    ...(itemNo !== null && { itemNo }),
    ...(task.planOrgan !== null && { planOrgan: task.planOrgan }),
    findings: { undecided: task.undecided, total: task.findings },
    correctedSince: task.corrected,
    bulk: bulkOf(task, words),
    createdAt: task.createdAt.toISOString(),
    doneAt: task.doneAt?.toISOString() ?? null,
    doneAct: task.doneAct,
    revision: task.revision,
  };
}

/** A review that is not one of ours is called as its route calls it. */
function stageTitle({ kind, route, stage }: TaskListRow, { stageWord }: ItemWords): Label | undefined {
  return kind === 'review' ? stageWord(route, stage) : undefined;
}

/** The words of the task, then those of its subject, then the item of an objection. */
function titleOf(before: string, task: TaskListRow, { language, routeWord, figures }: ItemWords): string {
  const item = itemWord(figures.get(task.id));
  const words = [...subjectWords(task.subject, routeWord), ...(item === null ? [] : [item])];
  return `${before} · ${joinedWords(words)[language]}`;
}

function itemWord(figures: CaseFigures | undefined): Label | null {
  const itemNo = figures?.itemNo ?? null;
  return itemNo === null ? null : { zh: `第 ${itemNo} 项`, en: `item ${itemNo}` };
}

function subjectOf(task: TaskListRow, title: Sentence | undefined, words: ItemWords) {
  const { occupation, skillLevel, applicantId, applicantName, applicantKind } = task;
  const { headcount, amountFen } = words.figures.get(task.id) ?? task;
  return {
    what: whatOf(task, title, words),
    ...(occupation !== null && { occupation }),
    ...(skillLevel !== null && { skillLevel }),
    applicant:
      applicantId === null || applicantName === null || applicantKind === null
        ? null
        : {
            id: applicantId,
            name: applicantKind === 'person' ? maskName(applicantName) : applicantName,
            kind: applicantKind,
          },
    ...(headcount !== null && { headcount }),
    ...(amountFen !== null && { amountFen }),
  };
}

/** The class with its level, else the route, else what is done. */
function whatOf(
  { id, occupation, skillLevel, route }: TaskListRow,
  title: Sentence | undefined,
  words: ItemWords,
): string {
  const { language } = words;
  if (occupation !== null) {
    const level = skillLevel === null || skillLevel === 'NONE' ? [] : [levelWord(skillLevel)];
    return joinedWords([{ zh: occupation, en: occupation }, ...level])[language];
  }
  const ofRoute = route === null ? undefined : words.routeWord(route);
  const said = ofRoute ?? title ?? { zh: '', en: '' };
  const item = itemWord(words.figures.get(id));
  return joinedWords(item === null ? [said] : [said, item])[language];
}

function isEnded({ state }: Shown): boolean {
  return state !== 'open';
}

/** Working days from today to the last day, negative after it; null without a deadline, while paused, and once done. */
function workingDaysLeft(task: Shown, today: IsoDate, calendar: WorkingCalendar): number | null {
  const { dueOn, paused } = task;
  if (dueOn === null || paused || isEnded(task)) {
    return null;
  }
  return workingDaysBetween(today, dueOn, calendar) - workingDaysBetween(dueOn, today, calendar);
}

/** Without what the caller's bulk would say, what every bulk would say. */
function bulkOf(task: Shown, { limits, bulk, language }: ItemWords) {
  const known = bulk.get(task.id);
  const verdict = bulkAble(task, limits);
  const code = known ?? (verdict.ok ? null : verdict.reason);
  return code === null ? { able: true } : { able: false, why: bulkWhy(code, language) };
}

/** Paused before over before near before provisional; a task without a deadline, or that is done, is in time. */
function dueStateOf(task: Shown, today: IsoDate): DueState {
  if (isEnded(task)) {
    return 'ok';
  }
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
