import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { claimDecisionEffect, linesLeft } from '../../domain/task/claim-decision-effect.ts';
import {
  CORRECTABLE_OF_PLAN,
  correctableOfClaim,
  correctableOfFiling,
  correctableOfGrant,
  type Correctable,
} from '../../domain/task/correctable.ts';
import { filingEffect, planEffect, rulingEffect, type DecisionEffect } from '../../domain/task/decision-effect.ts';
import { grantEffect } from '../../domain/task/grant-decision-effect.ts';
import { RECOVERY_DECISIONS, recoveryEffect } from '../../domain/task/recovery-decision-effect.ts';
import { totalOf } from '../../domain/grant/score.ts';
import { TASK_DECISIONS } from '../../domain/task/task-words.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { FILING_DECISIONS } from '../../domain/filing/filing-course.ts';
import { RULINGS } from '../../domain/notice/notice-course.ts';
import { PLAN_DECISIONS } from '../../domain/plan/plan-words.ts';
import { maskedPayee } from '../../domain/payout/masked-payee.ts';
import { isPaidByLine } from '../../domain/payout/payable-claim.ts';
import { judgeEnteredFund } from '../../domain/payout/entered-fund.ts';
import { refusalChoices } from '../../domain/task/refusal-choices.ts';
import { REFUSAL_LABELS } from '../../domain/texts/refusal-labels.ts';
import { FUND_WORDS } from '../../domain/texts/state-words.ts';
import { refusalRemark } from '../../domain/texts/rule-texts.ts';
import { FUND_CODES, type RefusalCode } from '../../domain/codes.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { isOfBureau, purposeOf } from './decide-claim-task.ts';
import { isGroup } from './decide-other-task.ts';
import { grantStageOf } from './decide-grant-task.ts';
import type { GrantCase, Task } from './task-ports.ts';
import { claimDecisions, type TaskCase } from './task-acts-view.ts';

/** What of a decision changes what it does. */
type Asked = Pick<DecisionBody, 'act' | 'refuseLines' | 'organ' | 'amountFen' | 'points' | 'recoverFen'>;

/** What a decision would do; undefined for an act that is no decision. */
export function effectOf(task: Task, found: TaskCase, caller: Caller, asked: Asked): DecisionEffect | undefined {
  const { filing, grant, plan, filed, notice, objection, recovery } = found;
  const { act } = asked;
  if (found.claim !== null) {
    return claimEffect(task, found, caller, asked);
  }
  if (filing !== null && isOneOf(FILING_DECISIONS, act)) {
    return filingEffect(act, asked.organ ?? null);
  }
  if (plan !== null && filed !== null && task.planOrgan !== null && isOneOf(PLAN_DECISIONS, act)) {
    return planEffect(act, task.planOrgan, filed);
  }
  if (grant !== null) {
    return effectOnGrant(task, grant, asked);
  }
  if (recovery !== null && isOneOf(RECOVERY_DECISIONS, act)) {
    return recoveryEffect(act, recovery.course, asked.amountFen ?? null);
  }
  if (notice !== null && objection !== null && isOneOf(RULINGS, act)) {
    return rulingEffect(act, {
      objections: task.objections ?? 1,
      isGroup: isGroup(objection),
      lines: asked.refuseLines?.length ?? 0,
      isGrant: objection.grantId !== null,
    });
  }
  return undefined;
}

function effectOnGrant(
  task: Task,
  { course }: GrantCase,
  { act, points, recoverFen }: Asked,
): DecisionEffect | undefined {
  const stage = grantStageOf(task);
  return stage === null
    ? undefined
    : grantEffect(act, {
        stage,
        amountFen: task.amountFen ?? 0,
        title: course.title,
        points: points === undefined ? null : totalOf(points),
        recoverFen: recoverFen ?? null,
      });
}

function claimEffect(task: Task, found: TaskCase, caller: Caller, asked: Asked): DecisionEffect | undefined {
  const { claim, lines } = found;
  const message =
    claim === null ? undefined : claimDecisions(task, claim, caller).find(([act]) => act === asked.act)?.[1];
  if (claim === null || message === undefined) {
    return undefined;
  }
  const refused = asked.refuseLines ?? [];
  const purpose = purposeOf(task);
  const counted = linesLeft(lines, purpose, refused);
  // An advance is a share of what was filed, not of lines.
  const left = purpose === 'advance' ? { ...counted, amountFen: task.amountFen ?? 0 } : counted;
  return claimDecisionEffect({
    course: claim.course,
    plan: claim.plan,
    intake: claim.snapshot.routeDefinition.intake,
    message: message.kind === 'decide' ? { ...message, refusedLines: refused.length } : message,
    left,
    account: accountOf(found, purpose),
  });
}

/** Masked as in a batch; null where the persons are paid, each to their own. */
function accountOf({ claim, payee }: TaskCase, purpose: Purpose): string | null {
  const isByLine = claim !== null && claim.filingId !== null && isPaidByLine(claim.snapshot.routeDefinition, purpose);
  return payee === null || payee.account.number === '' || isByLine ? null : maskedPayee(payee.account, payee.isPerson);
}

export function effectView({ sentence, notifies, deadlinePaused }: DecisionEffect, language: Language) {
  return { sentence: sentence[language], notifies: [...notifies], deadlinePaused };
}

/** The effect of each decision that a task has, if nobody is refused. */
export function withEffects<View extends { readonly act: OfferedAct<'task'> }>(
  views: readonly View[],
  { task, found, caller, language }: { task: Task; found: TaskCase; caller: Caller; language: Language },
) {
  return views.map((view) => {
    const { act } = view;
    const effect = isOneOf(TASK_DECISIONS, act) ? effectOf(task, found, caller, { act }) : undefined;
    return { ...view, ...(effect !== undefined && { effect: effectView(effect, language) }) };
  });
}

/** The places that a return can name; none where the task cannot be returned for correction. */
export function correctableOf(found: TaskCase, acts: readonly { readonly act: string }[], language: Language) {
  const places = acts.some(({ act }) => act === 'returnForCorrection') ? placesOf(found) : [];
  return places.map(({ pointer, label }) => ({ pointer, label: label[language] }));
}

/** What the applicant of a case can correct. */
export function placesOf({ claim, filing, grant, plan }: TaskCase): readonly Correctable[] {
  if (claim !== null) {
    return correctableOfClaim(claim.snapshot, claim.filingId !== null);
  }
  if (filing?.snapshot != null) {
    return correctableOfFiling(filing.snapshot);
  }
  if (grant !== null) {
    return correctableOfGrant(grant.snapshot);
  }
  return plan === null ? [] : CORRECTABLE_OF_PLAN;
}

/** The funds that the bureau's approval may name; none where a paper names the fund (R-084, L11). */
export function fundChoicesOf(task: Task, { claim }: Pick<TaskCase, 'claim'>, language: Language) {
  if (claim === null) {
    return [];
  }
  const isBureauApproval = isOfBureau(task, claim);
  const { isFundEntered } = claim;
  return FUND_CODES.filter((fund) => judgeEnteredFund(fund, { isFundEntered, isBureauApproval }).ok).map((code) => ({
    code,
    label: FUND_WORDS[code][language],
  }));
}

/** The codes for which the decision may refuse lines, with their names and rules. */
export function refusalCodesOf(task: Task, { claim, objection }: TaskCase, language: Language) {
  return codesOf(task, { claim, objection }).map((code) => ({
    code,
    label: REFUSAL_LABELS[code][language],
    rule: refusalRemark(code).rule,
  }));
}

function codesOf(task: Task, { claim, objection }: Pick<TaskCase, 'claim' | 'objection'>): readonly RefusalCode[] {
  if (objection !== null && isGroup(objection)) {
    return ['OBJECTION_UPHELD'];
  }
  const refusesLines = task.kind === 'review' || task.kind === 'bureauCorrection';
  return claim === null || !refusesLines ? [] : refusalChoices(claim.snapshot.routeDefinition, purposeOf(task));
}
