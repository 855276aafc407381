import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import { authorizeRuling } from '../../domain/authority/authorize-ruling.ts';
import type { ClaimMessage, DecidedTask, Decision } from '../../domain/claim/claim-message.ts';
import { judgeClaimAct } from '../../domain/claim/claim-moves.ts';
import { FILING_ANSWERS, judgeFilingAct } from '../../domain/filing/filing-course.ts';
import { judgeGrantAct, type GrantRefusal } from '../../domain/grant/grant-judging.ts';
import { STAGE_DECISIONS, STAGE_ROWS } from '../../domain/grant/grant-stage.ts';
import { GRANT_QUESTION_WORDS } from '../../domain/grant/grant-words-of-stages.ts';
import { RULINGS, judgeNoticeAct, type NoticeMessage } from '../../domain/notice/notice-course.ts';
import { FILING_CHECKLIST } from '../../domain/task/decision-rules.ts';
import { judgeTaskAct, TASK_ACTS, type TaskAct } from '../../domain/task/task-acts.ts';
import { unreachable } from '../../domain/verdict.ts';
import { actViews, type ActView } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import { problemOfCode, type ActRefusal } from '../kernel/refusal-problem.ts';
import { grantMessage, grantStageOf } from './decide-grant-task.ts';
import type { PaidLine } from '../../domain/task/claim-decision-effect.ts';
import type { FiledTotals } from '../../domain/task/decision-effect.ts';
import type {
  ClaimCase,
  FilingCase,
  GrantCase,
  NoticeCase,
  ObjectionCase,
  PlanCase,
  Task,
  TaskStore,
} from './task-ports.ts';
import { missingOnTask } from './closed-task-acts.ts';
import { decidedTaskOf, purposeOf } from './decide-claim-task.ts';
import { planDecisions } from './decide-plan-task.ts';
import { recoveryDecisions } from './decide-recovery-task.ts';
import type { RecoveryCase } from './recovery-case.ts';
import { hasNoInterest } from './require-no-interest.ts';
import type { ClaimPayee } from './sealed-values.ts';

/** The entity of a task, as far as its decisions need it. */
export interface TaskCase {
  readonly claim: ClaimCase | null;
  readonly filing: FilingCase | null;
  readonly grant: GrantCase | null;
  readonly notice: NoticeCase | null;
  readonly plan: PlanCase | null;
  readonly objection: ObjectionCase | null;
  readonly recovery: RecoveryCase | null;
  /** The lines of the claim; empty where no decision asks for them. */
  readonly lines: readonly PaidLine[];
  /** What the organ filed whose plan the task is about; null for every other task. */
  readonly filed: FiledTotals | null;
  /** The account that a task confirms; null for every other task. */
  readonly payee: ClaimPayee | null;
  /** An official related to the task's party can neither take nor decide it. */
  readonly isFree: boolean;
}

export async function readTaskCase(tasks: TaskStore, task: Task, personId: string): Promise<TaskCase> {
  return { ...NO_CASE, ...(await readCase(tasks, task)), isFree: await hasNoInterest(tasks, task.id, personId) };
}

const NO_CASE = {
  claim: null,
  filing: null,
  grant: null,
  notice: null,
  plan: null,
  objection: null,
  recovery: null,
  filed: null,
  payee: null,
  lines: [],
} as const;

async function readCase(tasks: TaskStore, task: Task): Promise<Partial<TaskCase>> {
  const { entityKind, entityId, objectionId } = task;
  switch (entityKind) {
    case 'claim': {
      const lines = decidedTaskOf(task) === null ? [] : tasks.claimLines(entityId);
      const payee = task.kind === 'accountCorrection' ? tasks.claimPayee(entityId) : null;
      const [claim, ofClaim, ofPayee] = await Promise.all([tasks.claimCase(entityId), lines, payee]);
      return { claim, lines: ofClaim, payee: ofPayee };
    }
    case 'filing':
      return { filing: await tasks.filingCase(entityId) };
    case 'notice':
      return {
        notice: await tasks.noticeCase(entityId),
        objection: objectionId === null ? null : await tasks.objection(objectionId),
      };
    case 'annualPlan': {
      const { planOrgan, round } = task;
      const filed = planOrgan === null ? null : tasks.filedTotals(entityId, planOrgan, round);
      const [plan, totals] = await Promise.all([tasks.planCase(entityId), filed]);
      return { plan, filed: totals };
    }
    case 'grant':
      return { grant: await tasks.grantCase(entityId) };
    case 'batch':
    case 'grantCall':
      // Nobody decides a task of a batch.
      return {};
    case 'recovery':
      return { recovery: await tasks.recoveryCase(entityId) };
    case 'demandCycle':
      return {};
    default:
      return unreachable(entityKind);
  }
}

/** All acts on a task for the caller, from the tables that the workflows enforce. */
export function taskActs(task: Task, found: TaskCase, caller: Caller, language: Language): readonly ActView<'task'>[] {
  const view = actViews('task', caller, language);
  const show = (act: OfferedAct<'task'>, refusal: ProblemCode | null) =>
    view(act, refusal, (code) => missingOnTask(task, caller, act, code));
  const own = TASK_ACTS.map((act) => {
    const verdict = judgeTaskAct(task, act, caller);
    return show(act, verdict.ok ? pointless(act, task, found, caller) : verdict.reason);
  });
  return [...own, ...decisionsOf(task, found, caller).map(([act, refusal]) => show(act, refusal))];
}

/** Taking it is no act for who has it already, nor for who may not decide it; the route answers the first of them as before. */
function pointless(act: TaskAct, task: Task, found: TaskCase, caller: Caller): ProblemCode | null {
  if (act !== 'claim') {
    return null;
  }
  const isMine = task.assigneeId === caller.personId;
  if (isMine) {
    return 'WRONG_STATE';
  }
  return found.isFree ? null : 'CONFLICT_OF_INTEREST';
}

/** The questions that an approval of this task must answer; for a filing, those of its acceptance. */
export function questionsOf(task: Task, { claim, grant }: TaskCase): readonly string[] {
  const stage = grant === null ? null : grantStageOf(task);
  if (stage !== null) {
    return STAGE_ROWS[stage].answers;
  }
  if (task.kind === 'filingReview') {
    return FILING_CHECKLIST;
  }
  return claim === null || task.kind !== 'review' ? [] : questionsOfStage(claim, task.stage);
}

/** The pack's names for the stage of a claim's task and its questions; a filing's questions are our own. */
export function wordsOf(task: Task, found: TaskCase, language: Language) {
  const stage = found.claim?.stageWords.find((one) => one.stage === task.stage);
  const labels = new Map([...OWN_QUESTIONS, ...(stage?.questions ?? [])].map(({ key, label }) => [key, label]));
  return {
    stageLabel: stage?.labels[language] ?? null,
    questionLabels: questionsOf(task, found).map((key) => ({ key, label: labels.get(key)?.[language] ?? key })),
  };
}

export function questionsOfStage(claim: ClaimCase, stage: string): readonly string[] {
  return claim.plan.stages.find((one) => one.stage === stage)?.questions ?? [];
}

const FILING_QUESTIONS: readonly { readonly key: string; readonly label: Sentence }[] = [
  {
    key: 'typicalTasks',
    label: { zh: '理论和实训是否围绕典型工作任务？', en: 'Are theory and practice built around typical tasks?' },
  },
  {
    key: 'safety',
    label: { zh: '是否融入安全知识和安全操作技能？', en: 'Are safety knowledge and safe operation part of it?' },
  },
  {
    key: 'textbooks',
    label: {
      zh: '是否遵守国家通用语言文字培训教材的使用规定？',
      en: 'Are the rules on textbooks in the national common language kept?',
    },
  },
];

/** Questions of ours: of filings and of grants. */
const OWN_QUESTIONS = [
  ...FILING_QUESTIONS,
  ...Object.entries(GRANT_QUESTION_WORDS).map(([key, label]) => ({ key, label })),
];

type Judged = readonly [act: OfferedAct<'task'>, refusal: ProblemCode | null];

function decisionsOf(task: Task, found: TaskCase, caller: Caller): readonly Judged[] {
  const { claim, filing, grant, notice, plan, objection, recovery } = found;
  const interested: ProblemCode | null = found.isFree ? null : 'CONFLICT_OF_INTEREST';
  const closed: ProblemCode | null = task.state === 'open' ? interested : 'WRONG_STATE';
  const taken: ProblemCode | null =
    task.assigneeId !== null && task.assigneeId !== caller.personId ? 'TASK_ASSIGNED' : null;
  const after = (verdict: { readonly ok: true } | { readonly ok: false; readonly reason: ActRefusal | GrantRefusal }) =>
    closed ?? (verdict.ok ? taken : problemOfCode(verdict.reason));
  if (claim !== null && decidedTaskOf(task) !== null) {
    return claimDecisions(task, claim, caller).map(([act, message]) => [
      act,
      after(judgeClaimAct(claim.course, message, claim.plan)),
    ]);
  }
  if (filing !== null) {
    const decisions = task.kind === 'routing' ? (['routeTo'] as const) : FILING_ANSWERS;
    return decisions.map((decision) => {
      const organ = decision === 'routeTo' ? 'HRSS' : null;
      const message = {
        kind: 'decide',
        actor: caller,
        decision,
        organ,
        expectedRevision: filing.course.revision,
        ...ASKED,
      } as const;
      return [decision, after(judgeFilingAct(filing.course, message, filing.plan))];
    });
  }
  if (plan !== null) {
    return planDecisions(task, plan, caller).map(([act, verdict]) => [act, after(verdict)]);
  }
  if (recovery !== null) {
    return recoveryDecisions(task, recovery, caller).map(([act, verdict]) => [act, after(verdict)]);
  }
  if (grant !== null) {
    return grantDecisions(task, grant, caller).map(([act, message]) => [
      act,
      after(judgeGrantAct(grant.course, message, grant.plan)),
    ]);
  }
  if (notice !== null && objection !== null) {
    const { objectionId } = objection;
    return RULINGS.map((ruling) => {
      const message = { kind: 'ruleObjection', actor: caller, objectionId, ruling, ...ASKED } as const;
      return [ruling, after(judgeRulingTask(task, { notice, objection }, message))];
    });
  }
  return [];
}

/** The notice's course, then who may rule: the seat of the task, and nobody who decided on the claim (S8). */
export function judgeRulingTask(
  { jurisdiction, organ }: Pick<Task, 'jurisdiction' | 'organ'>,
  { notice, objection }: { readonly notice: NoticeCase; readonly objection: ObjectionCase },
  message: Extract<NoticeMessage, { kind: 'ruleObjection' }>,
) {
  const open = judgeNoticeAct(notice.course, message, notice.plan);
  const { deciders } = objection;
  const mayRule = authorizeRuling(message.actor, { jurisdiction, organ, deciders });
  return open.ok || deciders.includes(message.actor.personId) ? mayRule : open;
}

function grantDecisions(task: Task, grant: GrantCase, actor: Caller) {
  const stage = grantStageOf(task);
  const decisions = stage === null ? [] : STAGE_DECISIONS[stage];
  return decisions.flatMap((act) => {
    const message = grantMessage(task, grant, { body: { act }, actor, atMs: 0 });
    return message === null ? [] : [[act, message] as const];
  });
}

const ASKED = { actId: '', atMs: 0 } as const;

const OFFERED: Readonly<Record<DecidedTask, readonly Decision[]>> = {
  review: ['approve', 'returnForCorrection', 'returnToDepartment', 'reject'],
  bureauCorrection: ['approve', 'returnForCorrection', 'returnToDepartment', 'reject'],
  accountCorrection: ['approve'],
  disbursement: ['returnToBureau'],
};

export function claimDecisions(
  task: Task,
  claim: ClaimCase,
  actor: Caller,
): readonly (readonly [OfferedAct<'task'>, ClaimMessage])[] {
  const decidedTask = decidedTaskOf(task);
  if (decidedTask === null) {
    return [];
  }
  const isFirst = claim.plan.stages.find((stage) => stage.kind === 'review')?.stage === task.stage;
  const offered = OFFERED[decidedTask].filter(
    (decision) => decision !== 'returnToDepartment' || !isFirst || decidedTask !== 'review',
  );
  const asked = { actor, expectedRevision: claim.course.revision, purpose: purposeOf(task), ...ASKED };
  const decisions = offered.map(
    (decision) => [decision, { kind: 'decide', task: decidedTask, decision, refusedLines: 0, ...asked }] as const,
  );
  return [
    ...decisions,
    ...(decidedTask === 'disbursement' ? [['hold', { kind: 'hold', actor, ...ASKED }] as const] : []),
  ];
}
