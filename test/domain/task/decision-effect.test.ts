import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '../../../domain/codes.ts';
import { GRANT_DECISIONS, type GrantDecision, type GrantStage } from '../../../domain/grant/grant-stage.ts';
import { claimDecisionEffect, linesLeft } from '../../../domain/task/claim-decision-effect.ts';
import { planEffect } from '../../../domain/task/decision-effect.ts';
import { grantEffect } from '../../../domain/task/grant-decision-effect.ts';
import { RECOVERY_DECISIONS, recoveryEffect } from '../../../domain/task/recovery-decision-effect.ts';
import { firstRecoveryCourse } from '../../../domain/recovery/recovery-course.ts';
import { refusalChoices } from '../../../domain/task/refusal-choices.ts';
import { REFUSAL_LABELS } from '../../../domain/texts/refusal-labels.ts';
import { day } from '../../support/policy-library.ts';
import { ACTORS, aCourse, aPlan, decides, messageOf } from '../../support/claim-courses.ts';

const LINE = {
  wantsDecision: false,
  isAccepted: false,
  baseFen: 80_000,
  allowanceFen: 1_000,
  floatFen: 40_000,
} as const;
const LINES = [
  { ...LINE, lineId: 'lin_1', state: 'eligible' },
  { ...LINE, lineId: 'lin_2', state: 'eligible' },
  { ...LINE, lineId: 'lin_3', state: 'refused' },
] as const;

describe('the effect of a decision', () => {
  it('R-067: counts the lines that are still paid, without those that the reviewer refuses', () => {
    expect(linesLeft(LINES, 'base', [])).toEqual({ count: 2, amountFen: 160_000, allowanceFen: 2_000 });
    expect(linesLeft(LINES, 'base', [{ lineId: 'lin_2' }])).toEqual({
      count: 1,
      amountFen: 80_000,
      allowanceFen: 1_000,
    });
    expect(linesLeft([{ ...LINES[0], state: 'floatClaimed' }, LINES[1]], 'float', [])).toEqual({
      count: 1,
      amountFen: 40_000,
      allowanceFen: 0,
    });
  });

  it('R-103: a return after the last one that the law lets ends the claim, and says so', () => {
    const plan = aPlan();
    const ended = effectOf({ returns: plan.maxReturns });
    expect(ended.sentence.zh).toBe('退回次数已满，申领终结');
    expect(ended.deadlinePaused).toBe(false);
    expect(effectOf({ returns: 0 }).deadlinePaused).toBe(true);
  });

  it('has a sentence for each decision on a grant, with its amount where there is one', () => {
    const instalments = [
      { no: 1, amountFen: 60_000_000, dueEvent: 'agreement', state: 'notDue' },
      { no: 2, amountFen: 40_000_000, dueEvent: 'acceptance', state: 'notDue' },
    ] as const;
    const title = { instalments, spentFen: 0, recovery: null };
    const asked = { stage: 'designation', amountFen: 100_000_000, title, points: null, recoverFen: null } as const;
    expect(GRANT_DECISIONS.filter((decision) => grantEffect(decision, asked) === undefined)).toEqual([]);
    expect(grantEffect('approve', asked)).toBeUndefined();
    expect(grantEffect('recommend', asked)?.sentence.zh).toBe('推荐进入下一环节；申请补助 1,000,000.00 元');
    expect(grantEffect('designate', asked)?.sentence).toEqual({
      zh: '予以认定，补助 1,000,000.00 元',
      en: 'Designates it; CNY 1,000,000.00 are granted',
    });
    expect(grantEffect('sign', asked)?.sentence.zh).toBe('签订协议，首笔资金 600,000.00 元可以拨付');
    expect(grantEffect('accept', asked)?.sentence.zh).toBe('验收合格，余款 400,000.00 元可以拨付');
    expect(grantEffect('score', { ...asked, points: 83 })?.sentence.zh).toBe('提交评分（共 83 分），提交后不能修改');
    // A title from before has nothing due any more.
    expect(grantEffect('accept', { ...asked, title: null })).toMatchObject({
      sentence: { zh: '验收合格' },
      notifies: ['applicant'],
    });
  });

  it('R-160: a revocation says what it asks back, and before that what was paid and is unspent', () => {
    const instalments = [
      { no: 1, amountFen: 60_000_000, dueEvent: 'agreement', state: 'settled' },
      { no: 2, amountFen: 40_000_000, dueEvent: 'acceptance', state: 'failed' },
    ] as const;
    const title = { instalments, spentFen: 20_000_000, recovery: { amountFen: 30_000_000, recoveredFen: 0 } };
    const of = (stage: GrantStage, decision: GrantDecision, recoverFen: number | null = null) =>
      grantEffect(decision, { stage, amountFen: 100_000_000, title, points: null, recoverFen })?.sentence.zh;
    expect(of('withdrawalDecision', 'revoke')).toBe(
      '撤销称号并追回资金；已拨付 600,000.00 元，其中未使用 400,000.00 元',
    );
    expect(of('withdrawalDecision', 'revoke', 30_000_000)).toBe('撤销称号并追回 300,000.00 元，由财政部门确认');
    expect(of('withdrawalDecision', 'revoke', 0)).toBe('撤销称号，不追回资金');
    expect(of('acceptance', 'fail')).toBe('不合格，提请撤销称号；已拨付 600,000.00 元');
    expect(of('recoveryConfirmation', 'confirm')).toBe('确认追回 300,000.00 元');
    expect(of('recoveryConfirmation', 'returnToHr')).toBe('退回人社部门重新决定，追回 300,000.00 元未予确认');
    expect(of('accountCheck', 'confirm')).toBe('确认更正后的收款账户，400,000.00 元重新拨付');
  });

  it('R-012: the word on a plan names its person-times and its budget', () => {
    const filed = { personTimes: 3200, budgetFen: 250_000_000 };
    expect(planEffect('accept', 'HRSS', filed).sentence.zh).toBe(
      '受理人社部门的计划，其任务生效：3200 人次，预算 2,500,000.00 元',
    );
    expect(planEffect('returnForCorrection', 'HRSS', filed).sentence.en).toContain('CNY 2,500,000.00');
  });

  it('R-074: names what each decision on a recovery asks back, drops or lets be paid in parts', () => {
    const course = { ...firstRecoveryCourse('found'), amountFen: 80_000, recoveredFen: 5_000 };
    const plan = [{ dueOn: day('2025-08-01'), amountFen: 75_000 }];
    const proposed = { ...course, proposal: { kind: 'instalments', makerId: 'per_maker', plan } } as const;
    const said = RECOVERY_DECISIONS.map((act) => recoveryEffect(act, proposed, null).sentence);
    expect(said.map(({ zh }) => zh)).toEqual([
      '核准追回 800.00 元，发出追回通知书',
      '不予追回，所认定的 750.00 元不再追回',
      '申诉成立，尚欠的 750.00 元不再追回',
      '申诉不成立，仍应缴回 750.00 元',
      '分 1 期缴回，共 750.00 元',
    ]);
    expect(said.every(({ en }) => /CNY [78]\d0\.00/.test(en))).toBe(true);
    expect(recoveryEffect('approve', course, 60_000).sentence.zh).toContain('600.00 元');
    expect(recoveryEffect('uphold', course, 50_000).sentence.zh).toBe('申诉成立，应追回 800.00 元改为 500.00 元');
  });
});

it('the confirmation of a corrected account names the account, masked', () => {
  const course = aCourse({ state: 'paymentFailed' });
  const approve = decides(ACTORS.bureauReview, 'approve', { task: 'accountCorrection', purpose: 'base' });
  const left = { count: 1, amountFen: 1, allowanceFen: 0 };
  const asked = { course, plan: aPlan(), intake: 'class' as const, message: messageOf(course, approve), left };
  expect(claimDecisionEffect({ ...asked, account: '示范学校 · 新银行 · ****0026' }).sentence).toEqual({
    zh: '确认更正后的收款账户（示范学校 · 新银行 · ****0026），转至财政部门重新拨付',
    en: 'Confirms the corrected account (示范学校 · 新银行 · ****0026); Finance pays again',
  });
  expect(claimDecisionEffect(asked).sentence.zh).toBe('确认更正后的收款账户，转至财政部门重新拨付');
});

function effectOf({ returns }: { readonly returns: number }) {
  const course = aCourse({ state: 'inReview', stageIndex: 0, returns });
  const message = messageOf(course, decides(ACTORS.deptEmergency, 'returnForCorrection'));
  return claimDecisionEffect({
    course,
    plan: aPlan(),
    intake: 'class',
    message,
    left: { count: 1, amountFen: 1, allowanceFen: 0 },
  });
}

describe('the reasons to refuse a line', () => {
  it('are those of what the route checks, and the reviewer’s own', () => {
    expect(refusalChoices({ checks: ['ATTENDANCE'] }, 'base')).toEqual(['ATTENDANCE_TOO_LOW', 'REFUSED_BY_REVIEWER']);
    expect(refusalChoices({ checks: ['ATTENDANCE'] }, 'float')).toContain('CONTRACT_TOO_SHORT');
  });

  it('have a short name in both languages without a place for facts', () => {
    for (const code of REFUSAL_CODES) {
      const { zh, en } = REFUSAL_LABELS[code];
      expect(zh).toMatch(/^\p{Script=Han}[^{}A-Z]*$/u);
      expect(en).toMatch(/^[A-Z][^{}]*$/);
    }
  });
});
