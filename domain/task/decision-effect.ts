import type { OrganCode } from '../codes.ts';
import { formatFen, parseFen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';
import { organWord } from '../texts/organ-words.ts';
import { unreachable } from '../verdict.ts';

/** What a decision does, before it is made: one sentence, who hears of it, and whether a deadline stops. */
export interface DecisionEffect {
  readonly sentence: Label;
  readonly notifies: readonly (OrganCode | 'applicant')[];
  readonly deadlinePaused: boolean;
}

export function effect(
  zh: string,
  en: string,
  { notifies = [], deadlinePaused = false }: Partial<Omit<DecisionEffect, 'sentence'>> = {},
): DecisionEffect {
  return { sentence: { zh, en }, notifies, deadlinePaused };
}

const SIDES: Readonly<Partial<Record<OrganCode, Label>>> = {
  HRSS: { zh: '人社部门', en: 'the HR bureau' },
  FINANCE: { zh: '财政部门', en: 'Finance' },
};

/** 人社部门, 财政部门, else the organ's own name. */
export function sideWord(organ: OrganCode): Label {
  return SIDES[organ] ?? organWord(organ);
}

const TO_APPLICANT = { notifies: ['applicant'] } as const;
const BACK_TO_APPLICANT = { ...TO_APPLICANT, deadlinePaused: true } as const;

export function filingEffect(
  decision: 'accept' | 'returnForCorrection' | 'routeTo',
  organ: OrganCode | null,
): DecisionEffect {
  switch (decision) {
    case 'accept':
      return effect('通过备案，可以开班', 'Accepts the filing; the class may begin', TO_APPLICANT);
    case 'returnForCorrection':
      return effect(
        '退回申请单位补正，重新报送后再受理',
        'Goes back to the applicant, and is answered once it is filed again',
        BACK_TO_APPLICANT,
      );
    case 'routeTo': {
      const to = organ === null ? { zh: '所选部门', en: 'the department that you choose' } : sideWord(organ);
      return effect(`转至${to.zh}受理`, `Goes to ${to.en}, which answers it`, {
        notifies: organ === null ? [] : [organ],
      });
    }
    default:
      return unreachable(decision);
  }
}

export function rulingEffect(
  ruling: 'uphold' | 'dismiss',
  about: { readonly objections: number; readonly isGroup: boolean; readonly lines: number; readonly isGrant: boolean },
): DecisionEffect {
  const { objections, isGroup, lines, isGrant } = about;
  if (ruling === 'dismiss') {
    return effect(
      `异议不成立（${objections} 件），公示事项不变`,
      `Dismisses ${objections} ${objections === 1 ? 'objection' : 'objections'}; what was published stays`,
      TO_APPLICANT,
    );
  }
  const [zh, en] = upheldWords({ isGroup, lines, isGrant });
  return effect(
    `异议成立（${objections} 件），${zh}`,
    `Upholds ${objections} ${objections === 1 ? 'objection' : 'objections'}; ${en}`,
    TO_APPLICANT,
  );
}

function upheldWords(about: {
  readonly isGroup: boolean;
  readonly lines: number;
  readonly isGrant: boolean;
}): readonly [zh: string, en: string] {
  if (about.isGrant) {
    return ['该申报不予认定', 'the application is not designated'];
  }
  return about.isGroup
    ? [`所列 ${about.lines} 人不予补贴`, `the ${about.lines} people named get no subsidy`]
    : ['该人员不予补贴', 'the person gets no subsidy'];
}

/** What an organ filed: person-times and budget of all its lines. */
export interface FiledTotals {
  readonly personTimes: number;
  readonly budgetFen: number;
}

/** what the HR bureau's word on a filed plan does, with the totals of what was filed. */
export function planEffect(
  decision: 'accept' | 'returnForCorrection',
  organ: OrganCode,
  { personTimes, budgetFen }: FiledTotals,
): DecisionEffect {
  const { zh, en } = sideWord(organ);
  const yuan = formatFen(parseFen(budgetFen));
  const filed = {
    zh: `${personTimes} 人次，预算 ${yuan} 元`,
    en: `${personTimes} person-times, a budget of CNY ${yuan}`,
  };
  return decision === 'accept'
    ? effect(
        `受理${zh}的计划，其任务生效：${filed.zh}`,
        `Accepts the plan of ${en}; its lines are in force: ${filed.en}`,
        { notifies: [organ] },
      )
    : effect(`退回${zh}修改后重新报送：${filed.zh}`, `Goes back to ${en}, which files it again: ${filed.en}`, {
        notifies: [organ],
        deadlinePaused: true,
      });
}
