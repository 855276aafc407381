import { FILING_DECISIONS, judgeFilingAct, type FilingMessage } from '../../domain/filing/filing-course.ts';
import { RULINGS, type NoticeMessage } from '../../domain/notice/notice-course.ts';
import { FILING_CHECKLIST, judgeReason, wrongAnswers } from '../../domain/task/decision-rules.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import type { ActBody, ActRequest } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { ObjectionCase, TaskStore } from './task-ports.ts';
import type { DecisionAsked } from './decision-asked.ts';
import { judgeRulingTask } from './task-acts-view.ts';

/** The department's answer to a filing, or the routing of one that has no department. */
export async function filingDecision(tasks: TaskStore, asked: DecisionAsked, filingId: string): Promise<ActRequest> {
  const { task, body, actor, at } = asked;
  const filing = await tasks.filingCase(filingId);
  const decision = FILING_DECISIONS.find((one) => one === body.act);
  if (filing === null || decision === undefined || (decision === 'routeTo') !== (task.kind === 'routing')) {
    throw new Problem('WRONG_STATE');
  }
  const organ = decision === 'routeTo' ? (body.organ ?? null) : null;
  const expectedRevision = filing.course.revision;
  const messageOf = (actId: string): FilingMessage => ({
    kind: 'decide',
    actor,
    decision,
    organ,
    expectedRevision,
    actId,
    atMs: at.getTime(),
  });
  const request: ActRequest = {
    ...asked.frame,
    body: filingBody(body),
    message: (actId) => ({ entity: 'filing', id: filingId, message: messageOf(actId) }),
  };
  if (asked.isRepeat) {
    return request;
  }
  const judged = decision === 'routeTo' ? { ...messageOf(''), organ: organ ?? 'HRSS' } : messageOf('');
  const verdict = judgeFilingAct(filing.course, judged, filing.plan);
  if (!verdict.ok) {
    throw new Problem(problemOfRefusal(verdict.reason));
  }
  asked.requireSeatAndTag();
  requireFilingSense(body);
  return request;
}

/** a "no" on the checklist blocks the acceptance; a return gives a reason; routing names the organ. */
function requireFilingSense(body: DecisionBody): void {
  if (body.act === 'accept') {
    const wrong = wrongAnswers(FILING_CHECKLIST, body.answers ?? {});
    const isMissing = wrong.some(({ code }) => code !== 'ANSWER_FORBIDS_APPROVAL');
    if (wrong.length > 0) {
      throw new Problem(isMissing ? 'ANSWERS_MISSING' : 'CHECKLIST_NO', {
        errors: wrong.map(({ key, code }) => ({
          pointer: `/answers/${key}`,
          code: code === 'ANSWER_FORBIDS_APPROVAL' ? 'CHECKLIST_NO' : code,
        })),
      });
    }
  }
  if (body.act === 'routeTo' && body.organ === undefined) {
    throw new Problem('INVALID', { errors: [{ pointer: '/organ', code: 'REQUIRED' }] });
  }
  if (body.act === 'returnForCorrection' && !judgeReason(body).ok) {
    throw new Problem('REASON_MISSING', { errors: [{ pointer: '/remark', code: 'REQUIRED' }] });
  }
}

function filingBody({ act, answers, remark, corrections }: DecisionBody): ActBody {
  return {
    ...(act === 'accept' && answers !== undefined && { answers, checklist: answers }),
    ...(remark !== undefined && { remark, reason: remark }),
    ...(corrections !== undefined && { corrections }),
  };
}

/** A ruling on an objection by the responsible department. */
export async function objectionRuling(
  tasks: TaskStore,
  asked: DecisionAsked,
  objectionId: string,
): Promise<ActRequest> {
  const { task, body, actor, at } = asked;
  const objection = await tasks.objection(objectionId);
  const notice = objection === null ? null : await tasks.noticeCase(objection.noticeId);
  const ruling = RULINGS.find((one) => one === body.act);
  if (objection === null || notice === null || ruling === undefined) {
    throw new Problem('WRONG_STATE');
  }
  const messageOf = (actId: string): Extract<NoticeMessage, { kind: 'ruleObjection' }> => ({
    kind: 'ruleObjection',
    actor,
    objectionId,
    ruling,
    actId,
    atMs: at.getTime(),
  });
  const request: ActRequest = {
    ...asked.frame,
    body: {
      ...(body.remark !== undefined && { remark: body.remark, reason: body.remark }),
      ...(isGroup(objection) && ruling === 'uphold' && { refuseLines: linesToRefuse(body) }),
      // As the task's tag saw them: anybody who objects meanwhile makes the ruling stale.
      ...(task.objections !== null && { objections: task.objections }),
    },
    message: (actId) => ({ entity: 'notice', id: objection.noticeId, message: messageOf(actId) }),
  };
  if (asked.isRepeat) {
    return request;
  }
  const verdict = judgeRulingTask(task, { notice, objection }, messageOf(''));
  if (!verdict.ok) {
    throw new Problem(problemOfRefusal(verdict.reason));
  }
  if (objection.state !== 'open') {
    throw new Problem('WRONG_STATE');
  }
  asked.requireSeatAndTag();
  if (isGroup(objection) && ruling === 'uphold' && linesToRefuse(body).length === 0) {
    throw new Problem('INVALID', { errors: [{ pointer: '/refuseLines', code: 'REQUIRED' }] });
  }
  const wrong = (body.refuseLines ?? []).flatMap(({ lineId }, position) =>
    isGroup(objection) || lineId === objection.lineId
      ? []
      : [{ pointer: `/refuseLines/${position}/lineId`, code: 'LINE_UNKNOWN' }],
  );
  if (wrong.length > 0) {
    throw new Problem('LINE_UNKNOWN', { errors: wrong });
  }
  return request;
}

/** A group that is shown without names; an application for a grant has no lines. */
export function isGroup({ lineId, grantId }: ObjectionCase): boolean {
  return lineId === null && grantId === null;
}

/** An objection to a group without names is upheld for the lines that the ruling names. */
function linesToRefuse({ refuseLines = [] }: DecisionBody): NonNullable<ActBody['refuseLines']> {
  return refuseLines.map(({ lineId, code, remark }) => ({ lineId, code, ...(remark !== undefined && { remark }) }));
}
