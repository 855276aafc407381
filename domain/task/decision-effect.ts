import type { OrganCode } from '../codes.ts';
import type { GrantDecision } from '../grant/grant-stage.ts';
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

export function planEffect(decision: 'accept' | 'returnForCorrection', organ: OrganCode): DecisionEffect {
  const { zh, en } = sideWord(organ);
  return decision === 'accept'
    ? effect(`受理${zh}的计划，其任务生效`, `Accepts the plan of ${en}; its lines are in force`, { notifies: [organ] })
    : effect(`退回${zh}修改后重新报送`, `Goes back to ${en}, which files it again`, {
        notifies: [organ],
        deadlinePaused: true,
      });
}

const GRANT_EFFECTS = {
  recommend: ['推荐进入下一环节', 'Recommends it; the next office looks at it', ['applicant']],
  returnForCorrection: ['退回申报单位补正', 'Goes back to the applicant', ['applicant']],
  returnToHr: ['退回人社部门', 'Goes back to the HR bureau', ['HRSS']],
  reject: ['不予通过，申报终结', 'Ends the application', ['applicant']],
  score: ['提交评分，提交后不能修改', 'Hands in the score, which cannot be changed', []],
  recuse: ['回避，不再评审此件', 'Recuses you; you do not score it', []],
  designate: ['予以认定', 'Designates it', ['applicant']],
  refuse: ['不予认定，申报终结', 'Refuses the designation; the application ends', ['applicant']],
  sign: [
    '签订协议，首笔资金可以拨付',
    'Signs the agreement; the first instalment may be paid',
    ['applicant', 'FINANCE'],
  ],
  accept: ['验收合格，余款可以拨付', 'Accepts what was built; the rest may be paid', ['applicant', 'FINANCE']],
  rectify: ['要求限期整改', 'Asks for rectification within the days of the law', ['applicant']],
  fail: ['不合格', 'Fails it', ['applicant']],
  pass: ['考核合格', 'Passes it', ['applicant']],
  excuse: ['本年度不作考核', 'Excuses the year', ['applicant']],
  revoke: ['撤销称号并追回资金', 'Withdraws the title and asks the money back', ['applicant', 'FINANCE']],
  keep: ['保留称号', 'Keeps the title', ['applicant']],
  confirm: ['确认', 'Confirms it', ['applicant']],
} as const satisfies Readonly<
  Record<GrantDecision, readonly [zh: string, en: string, notifies: readonly (OrganCode | 'applicant')[]]>
>;

/** Undefined for an act that no stage of a grant has. */
export function grantEffect(act: string): DecisionEffect | undefined {
  const found = Object.entries(GRANT_EFFECTS).find(([decision]) => decision === act)?.[1];
  if (found === undefined) {
    return undefined;
  }
  const [zh, en, notifies] = found;
  return effect(zh, en, { notifies, deadlinePaused: act === 'returnForCorrection' || act === 'rectify' });
}
