import type { Actor } from '../../domain/authority/actor.ts';
import type { RecoveryMessage } from '../../domain/recovery/recovery-course.ts';
import { judgeOnClaim } from '../../domain/recovery/recovery-judging.ts';
import { APPEAL_RULINGS } from '../../domain/recovery/recovery-words.ts';
import { judgeReason } from '../../domain/task/decision-rules.ts';
import { RECOVERY_DECISIONS } from '../../domain/task/recovery-decision-effect.ts';
import type { ActRequest } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { DecisionAsked } from './decision-asked.ts';
import type { RecoveryCase } from './recovery-case.ts';
import type { Task, TaskStore } from './task-ports.ts';

/** A decision on a task of a recovery: its approval, the ruling on an appeal, a plan of instalments. */
export async function recoveryDecision(
  tasks: TaskStore,
  asked: DecisionAsked,
  recoveryId: string,
): Promise<ActRequest> {
  const { task, body, actor, at } = asked;
  const found = await tasks.recoveryCase(recoveryId);
  const said = { actor, atMs: at.getTime(), amountFen: body.amountFen ?? null };
  const message = found === null ? null : messageOn(task, body.act, said);
  if (found === null || message === null) {
    throw new Problem('WRONG_STATE');
  }
  const request: ActRequest = {
    ...asked.frame,
    body: body.remark === undefined ? {} : { remark: body.remark, reason: body.remark },
    message: (actId) => ({ entity: 'recovery', id: recoveryId, message: { ...message, actId } }),
  };
  if (asked.isRepeat) {
    return request;
  }
  const verdict = judgeOnClaim(found, message);
  if (!verdict.ok) {
    throw new Problem(problemOfRefusal(verdict.reason));
  }
  asked.requireSeatAndTag();
  if (body.act === 'refuse' && !judgeReason(body).ok) {
    throw new Problem('REASON_MISSING', { errors: [{ pointer: '/remark', code: 'REQUIRED' }] });
  }
  return request;
}

const APPROVALS = ['approve', 'refuse'] as const;

/** The decisions on a task of a recovery, with what the table says to each; an upheld appeal as one that annuls all. */
export function recoveryDecisions(task: Task, found: RecoveryCase, actor: Actor) {
  return RECOVERY_DECISIONS.flatMap((act) => {
    const keptFen = act === 'uphold' ? found.course.recoveredFen : null;
    const message = messageOn(task, act, { actor, atMs: 0, amountFen: keptFen });
    return message === null ? [] : [[act, judgeOnClaim(found, message)] as const];
  });
}

/** Null for an act that the task does not have. */
function messageOn(
  { kind, createdAt }: Pick<Task, 'kind' | 'createdAt'>,
  act: string,
  { amountFen, ...said }: { readonly actor: Actor; readonly atMs: number; readonly amountFen: number | null },
): RecoveryMessage | null {
  const frame = { ...said, actId: '' };
  if (kind === 'recoveryApproval') {
    const approval = APPROVALS.find((one) => one === act);
    return approval === 'approve' ? { kind: 'approve', amountFen, ...frame } : refusalOf(approval, frame);
  }
  if (kind === 'recoveryAppeal') {
    const ruling = APPEAL_RULINGS.find((one) => one === act);
    return ruling === undefined ? null : { kind: 'ruleAppeal', ruling, amountFen, ...frame };
  }
  // The task was opened with its proposal.
  return kind === 'recoveryPlan' && act === 'confirm'
    ? { kind: 'confirmInstalments', proposedAtMs: createdAt.getTime(), ...frame }
    : null;
}

function refusalOf(
  act: 'refuse' | undefined,
  frame: { readonly actor: Actor; readonly atMs: number; readonly actId: string },
): RecoveryMessage | null {
  return act === undefined ? null : { kind: 'refuse', ...frame };
}
