import type { IsoDate } from '../calendar.ts';
import type { OrganCode, Role } from '../codes.ts';
import { organWord } from '../texts/organ-words.ts';
import type { Label } from '../policy/policy-pack.ts';
import { overdueOrgans } from './plan-overdue.ts';
import { organState, PLAN_BUREAU, planTimer, planWaitMs, type YearPlan, type YearPlanCourse } from './plan-course.ts';

export const PLAN_CAUSES = ['starting', 'planReviewOpen', 'planOwed', 'planRunning', 'closed'] as const;
export type PlanCause = (typeof PLAN_CAUSES)[number];

export const PLAN_EVENTS = ['planFallsDue', 'planCloses'] as const;

/** An open task of the plan. */
export interface PlanTaskFacts {
  readonly taskId: string;
  readonly kind: string;
  readonly planOrgan: OrganCode;
  readonly sinceMs: number;
  readonly dueOn: IsoDate | null;
}

/** Why a year's plan waits: one cause, since when, whose turn it is, and what comes by itself (design §6). */
export interface PlanDiagnosis {
  readonly waitingFor: 'person' | 'clock' | 'worker' | 'done';
  readonly cause: PlanCause;
  readonly sinceMs: number;
  readonly owner: { readonly organ: OrganCode; readonly role: Role } | null;
  readonly dueOn: IsoDate | null;
  readonly nextAutomaticEvent: (typeof PLAN_EVENTS)[number] | null;
  readonly nextAutomaticAtMs: number | null;
  readonly sentence: Label;
  readonly suggestedActs: readonly ('decide' | 'submit' | 'startWorker')[];
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

/** The bureau's oldest review comes before what organs owe, and both before the clock. */
export function diagnosePlan(facts: {
  readonly course: YearPlanCourse;
  readonly plan: YearPlan;
  readonly tasks: readonly PlanTaskFacts[];
  readonly stateSinceMs: number;
}): PlanDiagnosis {
  const { course, plan, tasks, stateSinceMs } = facts;
  const timer = planTimer(course);
  const next = {
    nextAutomaticEvent: timer === null ? null : ({ due: 'planFallsDue', closing: 'planCloses' } as const)[timer],
    nextAutomaticAtMs: planWaitMs(course, plan),
  };
  if (course.state === 'closed') {
    return { ...NOBODY, ...next, waitingFor: 'done', cause: 'closed', sinceMs: stateSinceMs, sentence: CLOSED };
  }
  if (course.lastActId === '') {
    const begins = { sentence: STARTING, suggestedActs: ['startWorker'] } as const;
    return { ...NOBODY, ...next, ...begins, waitingFor: 'worker', cause: 'starting', sinceMs: stateSinceMs };
  }
  const [oldest] = tasks.filter(({ kind }) => kind === 'planReview').toSorted((a, b) => a.sinceMs - b.sinceMs);
  if (oldest !== undefined) {
    return { ...next, ...ofReview(oldest) };
  }
  const owed = course.organs.filter((one) => one.required && organState(one) !== 'accepted');
  const [first] = owed;
  if (first !== undefined) {
    return { ...next, ...ofOrgan(first.organ, owed.length, facts) };
  }
  return { ...NOBODY, ...next, waitingFor: 'clock', cause: 'planRunning', sinceMs: stateSinceMs, sentence: RUNNING };
}

const NOBODY = { owner: null, dueOn: null, suggestedActs: [], evidence: [] } as const;
const CLOSED = { zh: '年度计划已结案。', en: 'The plan of the year is closed.' };
const STARTING = { zh: '年度计划的流程尚未启动。', en: 'The workflow of the plan has not begun.' };
const RUNNING = {
  zh: '应报部门的计划均已通过，等待到期。',
  en: 'The plans of all organs that owe one are accepted; the plan waits for its days.',
};

function ofReview({ taskId, planOrgan, sinceMs, dueOn }: PlanTaskFacts) {
  const organ = organWord(planOrgan);
  return {
    waitingFor: 'person',
    cause: 'planReviewOpen',
    sinceMs,
    owner: { organ: PLAN_BUREAU, role: 'bureauReviewer' },
    dueOn,
    sentence: {
      zh: `等待人社部门审核${organ.zh}的年度计划。`,
      en: `Waits for the HR bureau to look at the plan of ${organ.en}.`,
    },
    suggestedActs: ['decide'],
    evidence: [{ fact: 'task', value: taskId }],
  } as const;
}

function ofOrgan(organ: OrganCode, owed: number, { course, tasks, stateSinceMs }: Parameters<typeof diagnosePlan>[0]) {
  const task = tasks.find((one) => one.planOrgan === organ);
  const word = organWord(organ);
  return {
    waitingFor: 'person',
    cause: 'planOwed',
    sinceMs: task?.sinceMs ?? stateSinceMs,
    owner: { organ, role: 'planOfficer' },
    dueOn: task?.dueOn ?? null,
    sentence: {
      zh: `等待${word.zh}等 ${owed} 个部门报送年度计划。`,
      en: `Waits for the plan of ${word.en}; organs that owe one: ${owed}.`,
    },
    suggestedActs: ['submit'],
    evidence: [
      { fact: 'owed', value: String(owed) },
      { fact: 'overdue', value: overdueOrgans(course).join(' ') },
    ],
  } as const;
}
