import type { ClaimCourse, Purpose } from '../claim/claim-course.ts';
import type { ClaimMessage } from '../claim/claim-message.ts';
import { moveClaim } from '../claim/claim-moves.ts';
import { ENDED_CLAIM_STATES, NOTICE_STAGE_CLAIM_STATES, UNPAID_CLAIM_STATES } from '../claim/claim-state.ts';
import { indexOfKind, type ClaimPlan } from '../claim/claim-plan.ts';
import type { OrganCode } from '../codes.ts';
import { TOP_UP_LINE_STATES } from '../line/line-state.ts';
import { formatFen, parseFen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { Intake } from '../policy/route-codes.ts';
import { isOneOf, unreachable } from '../verdict.ts';
import { effect, sideWord, type DecisionEffect } from './decision-effect.ts';
import type { DecidedLine, LineWord } from './decision-rules.ts';

/** A line with what it pays, in fen. */
export interface PaidLine extends DecidedLine {
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
}

/** What a decision leaves: lines, their sum for the purpose, and their living allowance, in fen. */
export interface LeftLines {
  readonly count: number;
  readonly amountFen: number;
  readonly allowanceFen: number;
}

/** counts the lines that are paid after the reviewer refused some, as the recording of the act does. */
export function linesLeft(lines: readonly PaidLine[], purpose: Purpose, refused: readonly LineWord[]): LeftLines {
  const gone = new Set(refused.map(({ lineId }) => lineId));
  const isTopUp = purpose === 'float';
  const left = lines.filter(
    ({ lineId, state }) => !gone.has(lineId) && (isTopUp ? isOneOf(TOP_UP_LINE_STATES, state) : state !== 'refused'),
  );
  const sum = (fen: (line: PaidLine) => number) => left.reduce((total, line) => total + fen(line), 0);
  return {
    count: left.length,
    amountFen: sum(({ baseFen, floatFen }) => (isTopUp ? floatFen : baseFen)),
    allowanceFen: isTopUp ? 0 : sum(({ allowanceFen }) => allowanceFen),
  };
}

interface Asked {
  readonly course: ClaimCourse;
  readonly plan: ClaimPlan;
  readonly intake: Intake;
  readonly message: ClaimMessage;
  /** The lines that stay; for a decision that refuses none, all. */
  readonly left: LeftLines;
  /** The account of the claim, masked, where the decision confirms it; null where each person has one. */
  readonly account?: string | null;
}

/** What a decision on a claim does. The claim is moved as its workflow would move it, and nothing is kept. */
export function claimDecisionEffect({ course, plan, intake, message, left, account = null }: Asked): DecisionEffect {
  if (message.kind !== 'decide') {
    return effect('挂起此件，期限停止计算，解除后继续', 'Suspends the claim; its deadlines stop until it is released', {
      notifies: ['applicant'],
      deadlinePaused: true,
    });
  }
  const { count, amountFen, allowanceFen } = left;
  const facts = { linesLeft: count, amountFen, allowanceFen, waitEndsAtMs: null, waitsForRegister: false };
  const next = moveClaim(course, message, facts, plan);
  const approved = sumWords(left, intake);
  switch (message.decision) {
    case 'approve':
      return message.task === 'accountCorrection'
        ? accountEffect(account)
        : approvalEffect(next, plan, { zh: `核准 ${approved.zh}`, en: `approves ${approved.en}` });
    case 'returnForCorrection':
      return isOneOf(ENDED_CLAIM_STATES, next.state)
        ? effect('退回次数已满，申领终结', 'It was returned as often as the law lets; the claim ends', {
            notifies: ['applicant'],
          })
        : effect('退回申请单位补正，本环节期限停止计算', "Goes back to the applicant; this office's days stop", {
            notifies: ['applicant'],
            deadlinePaused: true,
          });
    case 'returnToDepartment':
      return toOrgan(plan.stages[indexOfKind(plan, 'review')]?.organ, ['退回', '重新审核'], 'which reviews it anew');
    case 'returnToBureau':
      return toOrgan('HRSS', ['退回', '处理'], 'which deals with it');
    case 'reject':
      return effect(`不予通过，申领终结；${approved.zh}不再拨付`, `Ends the claim; ${approved.en} are not paid`, {
        notifies: ['applicant'],
      });
    default:
      return unreachable(message.decision);
  }
}

function accountEffect(account: string | null): DecisionEffect {
  const [zh, en] = account === null ? ['', ''] : [`（${account}）`, ` (${account})`];
  return effect(
    `确认更正后的收款账户${zh}，转至财政部门重新拨付`,
    `Confirms the corrected account${en}; Finance pays again`,
    { notifies: ['FINANCE'] },
  );
}

/** `核准 36 人，28,800.00 元`, before it where the claim goes. */
function approvalEffect(next: ClaimCourse, plan: ClaimPlan, approved: Label): DecisionEffect {
  if (isOneOf(UNPAID_CLAIM_STATES, next.state)) {
    return effect('没有可以核准的人员，申领终结', 'Nobody is left to approve; the claim ends', {
      notifies: ['applicant'],
    });
  }
  if (isOneOf(NOTICE_STAGE_CLAIM_STATES, next.state)) {
    return effect(`进入公示；${approved.zh}`, `Goes to the public notice; ${approved.en}`, {
      notifies: noticeSides(plan),
    });
  }
  if (next.state === 'finance') {
    return effect(`转至财政部门核拨；${approved.zh}`, `Goes to Finance; ${approved.en}`, { notifies: ['FINANCE'] });
  }
  const stage = plan.stages[next.stageIndex];
  const organ = stage?.organ ?? 'HRSS';
  if (stage?.kind !== 'review') {
    return effect(`予以通过；${approved.zh}`, `Goes on; ${approved.en}`, { notifies: [organ] });
  }
  const isFirst = stage.stage === plan.stages[indexOfKind(plan, 'review')]?.stage;
  const { zh, en } = sideWord(organ);
  return effect(
    `转至${zh}${isFirst ? '审核' : '复核'}；${approved.zh}`,
    `Goes to ${en} for its review; ${approved.en}`,
    {
      notifies: [organ],
    },
  );
}

function noticeSides(plan: ClaimPlan): readonly OrganCode[] {
  return [...new Set([plan.stages[indexOfKind(plan, 'review')]?.organ ?? 'HRSS', 'HRSS' as const])];
}

function toOrgan(
  organ: OrganCode | undefined,
  [before, after]: readonly [before: string, after: string],
  en: string,
): DecisionEffect {
  const to = organ ?? 'HRSS';
  const word = sideWord(to);
  return effect(`${before}${word.zh}${after}`, `Goes back to ${word.en}, ${en}`, { notifies: [to] });
}

/** Whether lines are people, or a person has several of them. */
function sumWords({ count, amountFen, allowanceFen }: LeftLines, intake: Intake): Label {
  const ofPeople = intake === 'class' || intake === 'persons';
  const yuan = formatFen(parseFen(amountFen));
  const allowance = formatFen(parseFen(allowanceFen));
  const more =
    allowanceFen === 0
      ? { zh: '', en: '' }
      : { zh: `，生活费 ${allowance} 元`, en: ` and CNY ${allowance} of allowance` };
  return {
    zh: `${count} ${ofPeople ? '人' : '项'}，${yuan} 元${more.zh}`,
    en: `${count} ${ofPeople ? 'people' : 'lines'}, CNY ${yuan}${more.en}`,
  };
}
