import type { Actor } from '../../domain/authority/actor.ts';
import { judgeYearPlan, type YearPlanMessage } from '../../domain/plan/plan-course.ts';
import { PLAN_DECISIONS, type PlanDecision } from '../../domain/plan/plan-words.ts';
import { judgeReason } from '../../domain/task/decision-rules.ts';
import type { ActRequest } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { DecisionAsked } from './decision-asked.ts';
import type { PlanCase, Task, TaskStore } from './task-ports.ts';

/** The HR bureau's word on the plan of an organ. What an organ owes is filed at the plan itself. */
export async function planDecision(tasks: TaskStore, asked: DecisionAsked, planId: string): Promise<ActRequest> {
  const { task, body, actor, at } = asked;
  const found = await tasks.planCase(planId);
  const decision = PLAN_DECISIONS.find((one) => one === body.act);
  const message = decision === undefined ? null : messageOn(task, { actor, decision, atMs: at.getTime() });
  if (found === null || message === null) {
    throw new Problem('WRONG_STATE');
  }
  const request: ActRequest = {
    ...asked.frame,
    body: {
      ...(body.remark !== undefined && { remark: body.remark, reason: body.remark }),
      ...(body.corrections !== undefined && { corrections: body.corrections }),
    },
    message: (actId) => ({ entity: 'annualPlan', id: planId, message: { ...message, actId } }),
  };
  if (asked.isRepeat) {
    return request;
  }
  const verdict = judgeYearPlan(found.course, message, found.plan);
  if (!verdict.ok) {
    throw new Problem(problemOfRefusal(verdict.reason));
  }
  asked.requireSeatAndTag();
  if (decision === 'returnForCorrection' && !judgeReason(body).ok) {
    throw new Problem('REASON_MISSING', { errors: [{ pointer: '/remark', code: 'REQUIRED' }] });
  }
  return request;
}

/** The decisions on a task of a plan, with what the table says to each. */
export function planDecisions(task: Task, { course, plan }: PlanCase, actor: Actor) {
  return PLAN_DECISIONS.flatMap((decision) => {
    const message = messageOn(task, { actor, decision, atMs: 0 });
    return message === null ? [] : [[decision, judgeYearPlan(course, message, plan)] as const];
  });
}

/** A review's round is the filing that it looks at. Null for a task that nobody decides. */
function messageOn(
  { kind, planOrgan, round }: Pick<Task, 'kind' | 'planOrgan' | 'round'>,
  { actor, decision, atMs }: { readonly actor: Actor; readonly decision: PlanDecision; readonly atMs: number },
): Extract<YearPlanMessage, { kind: 'decidePlan' }> | null {
  return kind === 'planReview' && planOrgan !== null
    ? { kind: 'decidePlan', actor, organ: planOrgan, decision, filing: round, actId: '', atMs }
    : null;
}
