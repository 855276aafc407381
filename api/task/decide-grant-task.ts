import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { GRANT_STAGES, STAGE_DECISIONS, wrongAnswersOf, type GrantStage } from '../../domain/grant/grant-stage.ts';
import { criteriaOf, totalOf, wrongPoints } from '../../domain/grant/score.ts';
import { snapshotList } from '../../domain/policy/policy-snapshot.ts';
import { judgeReason } from '../../domain/task/decision-rules.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { ActBody, ActRequest } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';
import type { DecisionAsked } from './decision-asked.ts';
import type { GrantCase, Task, TaskStore } from './task-ports.ts';

/** A decision on a task of a grant: of an office, or an expert's score (api §9.4). */
export async function grantDecision(tasks: TaskStore, asked: DecisionAsked, grantId: string): Promise<ActRequest> {
  const { task, body, actor, at } = asked;
  const grant = await tasks.grantCase(grantId);
  const message = grant === null ? null : grantMessage(task, grant, { body, actor, atMs: at.getTime() });
  if (grant === null || message === null) {
    throw new Problem('WRONG_STATE');
  }
  const request: ActRequest = {
    ...asked.frame,
    body: grantBody(body),
    message: (actId) => ({ entity: 'grant', id: grantId, message: { ...message, actId } }),
  };
  if (asked.isRepeat) {
    return request;
  }
  const verdict = judgeGrantAct(grant.course, message, grant.plan);
  if (!verdict.ok) {
    throw new Problem(problemOfCode(verdict.reason));
  }
  asked.requireSeatAndTag();
  requireGrantSense(task, grant, body);
  return request;
}

export function grantStageOf({ stage }: Pick<Task, 'stage'>): GrantStage | null {
  return GRANT_STAGES.find((one) => one === stage) ?? null;
}

/** The message of a decision, without its act; null for a decision that the stage does not have. */
export function grantMessage(
  task: Pick<Task, 'stage' | 'round'>,
  { course }: Pick<GrantCase, 'course'>,
  {
    body,
    actor,
    atMs,
  }: {
    readonly body: Pick<DecisionBody, 'act' | 'points' | 'recoverFen'>;
    readonly actor: Actor;
    readonly atMs: number;
  },
): GrantMessage | null {
  const stage = grantStageOf(task);
  const frame = { actor, actId: '', atMs };
  if (stage === null) {
    return null;
  }
  if (stage === 'expertScore') {
    if (body.act === 'score') {
      return { kind: 'score', total: totalOf(body.points ?? {}), ...frame };
    }
    return body.act === 'recuse' ? { kind: 'recuse', ...frame } : null;
  }
  const decision = STAGE_DECISIONS[stage].find((one) => one === body.act);
  return decision === undefined
    ? null
    : {
        kind: 'decide',
        stage,
        decision,
        year: YEAR_STAGES.includes(stage) ? task.round : null,
        expectedRevision: course.revision,
        ...(decision === 'revoke' && { recoverFen: body.recoverFen ?? 0 }),
        ...frame,
      };
}

/** The decisions that go on answer the stage's questions; those that go back or end give their reason. */
function requireGrantSense(task: Task, grant: GrantCase, body: DecisionBody): void {
  const stage = grantStageOf(task);
  if (body.act === 'score') {
    requirePoints(grant, body);
  }
  const missing = (NEEDED[body.act] ?? []).filter((field) => body[field] === undefined);
  if (missing.length > 0) {
    throw new Problem('INVALID', { errors: missing.map((field) => ({ pointer: `/${field}`, code: 'REQUIRED' })) });
  }
  if (GOING_BACK.includes(body.act) && !judgeReason(body).ok) {
    throw new Problem('REASON_MISSING', { errors: [{ pointer: '/remark', code: 'REQUIRED' }] });
  }
  const wrong = stage !== null && GOING_ON.includes(body.act) ? wrongAnswersOf(stage, body.answers ?? {}) : [];
  if (wrong.length > 0) {
    const isMissing = wrong.some(({ code }) => code !== 'ANSWER_FORBIDS_APPROVAL');
    throw new Problem(isMissing ? 'ANSWERS_MISSING' : 'ANSWER_FORBIDS_APPROVAL', {
      errors: wrong.map(({ key, code }) => ({ pointer: `/answers/${key}`, code })),
    });
  }
}

/** The round of a task about a year is the year. */
const YEAR_STAGES: readonly GrantStage[] = ['assessment', 'recheck'];

/** What a decision must say besides its act. */
const NEEDED: Readonly<Record<string, readonly ('documentNo' | 'agreementNo' | 'recoverFen')[]>> = {
  designate: ['documentNo'],
  sign: ['agreementNo'],
  revoke: ['documentNo', 'recoverFen'],
};

const GOING_ON: readonly string[] = ['recommend', 'accept', 'pass'];
const GOING_BACK: readonly string[] = ['returnForCorrection', 'returnToHr', 'reject', 'refuse', 'recuse', 'excuse'];

function requirePoints({ snapshot }: GrantCase, { declaration, points }: DecisionBody): void {
  if (declaration?.noConflict !== true) {
    throw new Problem('DECLARATION_REQUIRED', { errors: [{ pointer: '/declaration/noConflict', code: 'REQUIRED' }] });
  }
  const wrong = wrongPoints(criteriaOf(snapshotList(snapshot, 'grant.criteria')), points ?? {});
  if (wrong.length > 0) {
    throw new Problem('POINTS_OUT_OF_RANGE', {
      errors: wrong.map((key) => ({ pointer: `/points/${key}`, code: 'POINTS_OUT_OF_RANGE' })),
    });
  }
}

function grantBody({
  answers,
  remark,
  corrections,
  points,
  declaration,
  documentNo,
  agreementNo,
}: DecisionBody): ActBody {
  return {
    ...(answers !== undefined && { answers }),
    ...(remark !== undefined && { remark, reason: remark }),
    ...(corrections !== undefined && { corrections }),
    ...(points !== undefined && { points }),
    ...(declaration !== undefined && { declaration }),
    ...(documentNo !== undefined && { documentNo }),
    ...(agreementNo !== undefined && { agreementNo }),
  };
}
