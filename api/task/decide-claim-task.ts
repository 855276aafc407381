import { createHash } from 'node:crypto';
import { dayAt } from '../../domain/calendar.ts';
import { PURPOSES, type Purpose } from '../../domain/claim/claim-course.ts';
import {
  DECIDED_TASKS,
  DECISIONS,
  type ClaimMessage,
  type DecidedTask,
  type Decision,
} from '../../domain/claim/claim-message.ts';
import { judgeClaimAct } from '../../domain/claim/claim-moves.ts';
import { indexOfKind } from '../../domain/claim/claim-plan.ts';
import { reviewOfBureau } from '../../domain/claim/claim-table.ts';
import { maskName } from '../../domain/notice/mask.ts';
import { judgeEnteredFund } from '../../domain/payout/entered-fund.ts';
import {
  judgeReason,
  missingSupervision,
  undecidedLines,
  wrongAnswers,
  wrongLines,
  wrongReasons,
} from '../../domain/task/decision-rules.ts';
import type { PaidLine } from '../../domain/task/claim-decision-effect.ts';
import { refusalChoices } from '../../domain/task/refusal-choices.ts';
import { REFUSAL_LABELS } from '../../domain/texts/refusal-labels.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import type { ActBody, ActRequest } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import type { ClaimCase, Task, TaskStore } from './task-ports.ts';
import type { DecisionAsked } from './decision-asked.ts';

/** The claim's decision that a task represents; null for tasks of other entities. */
export function decidedTaskOf(task: Task): DecidedTask | null {
  return DECIDED_TASKS.find((kind) => kind === task.kind) ?? null;
}

export function purposeOf(task: Pick<Task, 'purpose'>): Purpose {
  return PURPOSES.find((purpose) => purpose === task.purpose) ?? 'base';
}

/** Checks a decision on a claim's task in the order of api §1 and returns the message for the desk. */
export async function claimDecision(tasks: TaskStore, asked: DecisionAsked, claimId: string): Promise<ActRequest> {
  const claim = await tasks.claimCase(claimId);
  if (claim === null) {
    throw new Problem('WRONG_STATE');
  }
  const messageOf = claimMessage(asked, claim);
  const request: ActRequest = {
    ...asked.frame,
    body: bodyOf(asked),
    message: (actId) => ({ entity: 'claim', id: claimId, message: messageOf(actId) }),
  };
  if (asked.isRepeat) {
    return request;
  }
  if (!isStillAt(asked.task, claim)) {
    throw new Problem('WRONG_STATE');
  }
  const verdict = judgeClaimAct(claim.course, messageOf(''), claim.plan);
  if (!verdict.ok) {
    throw new Problem(verdict.reason);
  }
  asked.requireSeatAndTag();
  await requireSense(tasks, asked, claim);
  return request;
}

/**
 * The task was read before the claim: after another person's decision in between, the claim may be in a later stage or
 * round, and a decision on this task must never count for the next one.
 */
function isStillAt(task: Task, { course, plan }: ClaimCase): boolean {
  const isSame = plan.stages[course.stageIndex]?.stage === task.stage && course.round === task.round;
  return task.kind !== 'review' || isSame;
}

function claimMessage({ task, body, actor, at }: DecisionAsked, claim: ClaimCase): (actId: string) => ClaimMessage {
  const decided = decidedTaskOf(task);
  const decision = DECISIONS.find((one) => one === body.act);
  const atMs = at.getTime();
  if (body.act === 'hold') {
    return (actId) => ({ kind: 'hold', actor, actId, atMs });
  }
  if (decided === null || decision === undefined) {
    throw new Problem('WRONG_STATE');
  }
  return (actId) => ({
    kind: 'decide',
    task: decided,
    purpose: purposeOf(task),
    decision,
    refusedLines: body.refuseLines?.length ?? 0,
    actor,
    expectedRevision: claim.course.revision,
    actId,
    atMs,
  });
}

/** Checks whether a well-formed decision is permitted (422). */
async function requireSense(tasks: TaskStore, { task, body, at }: DecisionAsked, claim: ClaimCase): Promise<void> {
  requireFund(task, body, claim);
  if (body.act !== 'approve') {
    refuseLinesWithout(body);
    if (!judgeReason(body).ok) {
      throw new Problem('REASON_MISSING', { errors: [{ pointer: '/remark', code: 'REQUIRED' }] });
    }
    requireHoldLater(body, at);
    return;
  }
  const decision: Decision = body.act;
  if (task.kind === 'accountCorrection') {
    refuseLinesWithout(body);
    return;
  }
  if (task.kind === 'review' && decision === 'approve') {
    requireAnswers(claim.plan.stages.find((stage) => stage.stage === task.stage)?.questions ?? [], body);
  }
  await requireLines(tasks, task, body, claim);
  await requireSupervision(tasks, task, claim);
}

/** R-084, L11: the bureau's approval names a fund only where no paper does. */
function requireFund(task: Task, { act, fund }: DecisionBody, claim: ClaimCase): void {
  if (fund === undefined) {
    return;
  }
  const { isFundEntered } = claim;
  const isBureauApproval = act === 'approve' && isOfBureau(task, claim);
  const verdict = judgeEnteredFund(fund, { isFundEntered, isBureauApproval });
  if (!verdict.ok) {
    throw new Problem('INVALID', { errors: [{ pointer: '/fund', code: verdict.reason }] });
  }
}

/** The bureau's own review of a claim. */
export function isOfBureau({ kind, stage }: Task, { plan }: Pick<ClaimCase, 'plan'>): boolean {
  return kind === 'review' && reviewOfBureau(plan)?.stage === stage;
}

function refuseLinesWithout(body: DecisionBody): void {
  const errors = (['refuseLines', 'acceptLines'] as const)
    .filter((list) => (body[list] ?? []).length > 0)
    .map((list) => ({ pointer: `/${list}`, code: 'ONLY_WITH_APPROVAL' }));
  if (errors.length > 0) {
    throw new Problem('INVALID', { errors });
  }
}

function requireHoldLater(body: DecisionBody, at: Date): void {
  if (body.act === 'hold' && body.until !== undefined && Date.parse(body.until) <= at.getTime()) {
    throw new Problem('INVALID', {
      errors: [{ pointer: '/until', code: 'NOT_LATER', facts: { today: dayAt(at.getTime()) } }],
    });
  }
}

/** every question must be answered, and every answer must be true. */
export function requireAnswers(questions: readonly string[], body: DecisionBody): void {
  const wrong = wrongAnswers(questions, body.answers ?? {});
  if (wrong.length > 0) {
    const isMissing = wrong.some(({ code }) => code !== 'ANSWER_FORBIDS_APPROVAL');
    throw new Problem(isMissing ? 'ANSWERS_MISSING' : 'ANSWER_FORBIDS_APPROVAL', {
      errors: wrong.map(({ key, code }) => ({ pointer: `/answers/${key}`, code })),
    });
  }
}

async function requireLines(tasks: TaskStore, task: Task, body: DecisionBody, claim: ClaimCase): Promise<void> {
  const words = { refuseLines: body.refuseLines ?? [], acceptLines: body.acceptLines ?? [] };
  const lines = await tasks.claimLines(claim.claimId);
  const purpose = purposeOf(task);
  const wrong = wrongLines(lines, purpose, words);
  if (wrong.length > 0) {
    throw new Problem('LINE_UNKNOWN', {
      errors: wrong.map(({ list, position, code }) => ({ pointer: `/${list}/${position}/lineId`, code })),
    });
  }
  await requireReasons(tasks, claim, body, { lines, purpose });
  const undecided = task.kind === 'review' ? undecidedLines(lines, purpose, words) : [];
  if (undecided.length > 0) {
    const named = await tasks.lineNames(claim.claimId, undecided.slice(0, 100));
    throw new Problem('FINDINGS_UNDECIDED', {
      errors: named.map(({ lineId, position, name }) => ({
        pointer: '/refuseLines',
        code: 'FINDING_UNDECIDED',
        lineId,
        facts: { position, name: maskName(name) },
      })),
    });
  }
}

/** a line is refused for a reason of its route, and accepted in spite of a finding with a remark. */
async function requireReasons(
  tasks: TaskStore,
  { claimId, snapshot }: ClaimCase,
  body: DecisionBody,
  { lines, purpose }: { readonly lines: readonly PaidLine[]; readonly purpose: Purpose },
): Promise<void> {
  const words = { refuseLines: body.refuseLines ?? [], acceptLines: body.acceptLines ?? [], remark: body.remark };
  const codes = refusalChoices(snapshot.routeDefinition, purpose);
  const wrong = wrongReasons(lines, codes, words);
  if (wrong.length === 0) {
    return;
  }
  const lineIdOf = ({ list, position }: (typeof wrong)[number]) => words[list][position]?.lineId ?? '';
  const named = new Map((await tasks.lineNames(claimId, wrong.map(lineIdOf))).map((line) => [line.lineId, line]));
  const labels = codes.map((code) => REFUSAL_LABELS[code]);
  const reasons = { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') };
  throw new Problem(wrong.every(({ field }) => field === 'remark') ? 'REASON_MISSING' : 'INVALID', {
    errors: wrong.map((one) => {
      const lineId = lineIdOf(one);
      const { position = 0, name = '' } = named.get(lineId) ?? {};
      return {
        pointer: `/${one.list}/${one.position}/${one.field}`,
        code: one.field === 'remark' ? 'LINE_REASON_MISSING' : one.code,
        lineId,
        facts: { position, name: maskName(name), reasons },
      };
    }),
  });
}

/** a department approves only a class visited at all three links; an advance comes before the class. */
async function requireSupervision(tasks: TaskStore, task: Task, claim: ClaimCase): Promise<void> {
  if (claim.filingId === null || claim.course.purpose === 'advance' || !isDepartmentReview(task, claim)) {
    return;
  }
  const missing = missingSupervision(await tasks.supervision(claim.filingId));
  if (missing.length > 0) {
    throw new Problem('SUPERVISION_MISSING', {
      errors: missing.map((kind) => ({ pointer: `/supervision/${kind}`, code: 'MISSING' })),
    });
  }
}

/** The first review of a claim, which is the responsible department's. */
export function isDepartmentReview(task: Pick<Task, 'kind' | 'stage'>, claim: ClaimCase): boolean {
  return task.kind === 'review' && claim.plan.stages[indexOfKind(claim.plan, 'review')]?.stage === task.stage;
}

function bodyOf(asked: DecisionAsked): ActBody {
  const { act, answers, remark, refuseLines, acceptLines, corrections, fund, category, until } = asked.body;
  return {
    ...(answers !== undefined && { answers }),
    ...(remark !== undefined && { remark, reason: remark }),
    ...(refuseLines !== undefined && { refuseLines: refuseLines.map(withoutUndefined) }),
    ...(acceptLines !== undefined && { acceptLines: acceptLines.map(withoutUndefined) }),
    ...(corrections !== undefined && { corrections }),
    ...(fund !== undefined && { fund }),
    ...(act === 'hold' && {
      hold: { holdId: holdIdOf(asked), category: category ?? 'FINANCE', reason: remark ?? '', until: until ?? null },
    }),
  };
}

function withoutUndefined<Word extends { readonly remark?: string | undefined }>({ remark, ...word }: Word) {
  return remark === undefined ? word : { ...word, remark };
}

/** A repeat of the request returns the same hold. */
function holdIdOf({ frame }: DecisionAsked): string {
  const digest = createHash('sha256')
    .update(`${frame.personId}\n${frame.idempotencyKey ?? ''}`)
    .digest('hex');
  return `hld_${digest.slice(0, 24)}`;
}
