import { isOneOf, unreachable } from '../verdict.ts';
import { formatFen, parseFen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';
import { proposedRecoveryFen } from '../grant/grant-recovery.ts';
import { GRANT_DECISIONS, type GrantDecision, type GrantStage } from '../grant/grant-stage.ts';
import { paidFenOf, payableInstalment, type TitleCourse, type TitleInstalment } from '../grant/grant-title-course.ts';
import { effect, type DecisionEffect } from './decision-effect.ts';

/** What the effect of a decision on a grant depends on; amounts in fen. */
export interface GrantAsked {
  readonly stage: GrantStage;
  /** What is granted, or would be. */
  readonly amountFen: number;
  readonly title: Pick<TitleCourse, 'instalments' | 'spentFen' | 'recovery'> | null;
  /** The sum of the points that are given; null while none are. */
  readonly points: number | null;
  /** What a revocation asks back; null while that is not said. */
  readonly recoverFen: number | null;
}

const TO_APPLICANT = { notifies: ['applicant'] } as const;
const WITH_MONEY = { notifies: ['applicant', 'FINANCE'] } as const;
const BACK_TO_APPLICANT = { ...TO_APPLICANT, deadlinePaused: true } as const;

/** What a decision on an application or a title does, with its amount; undefined for an act that no stage of a grant has. */
export function grantEffect(act: string, asked: GrantAsked): DecisionEffect | undefined {
  return isOneOf(GRANT_DECISIONS, act) ? effectOf(act, asked) : undefined;
}

function effectOf(decision: GrantDecision, asked: GrantAsked): DecisionEffect {
  const whole = yuanOf(asked.amountFen);
  switch (decision) {
    case 'recommend':
      return effect(
        `推荐进入下一环节；申请补助 ${whole} 元`,
        `Recommends it, and the next office looks at it; CNY ${whole} are applied for`,
        TO_APPLICANT,
      );
    case 'returnForCorrection':
      return asked.stage === 'accountCheck'
        ? effect(
            '退回单位重新更正收款账户',
            'Goes back to the holder, who corrects the account again',
            BACK_TO_APPLICANT,
          )
        : effect('退回申报单位补正', 'Goes back to the applicant', BACK_TO_APPLICANT);
    case 'returnToHr':
      return returnEffect(asked);
    case 'reject':
      return effect(
        `不予通过，申报终结；${whole} 元不予补助`,
        `Ends the application; the CNY ${whole} are not granted`,
        TO_APPLICANT,
      );
    case 'score':
      return scoreEffect(asked.points);
    case 'recuse':
      return effect('回避，不再评审此件', 'Recuses you; you do not score it');
    case 'designate':
      return effect(`予以认定，补助 ${whole} 元`, `Designates it; CNY ${whole} are granted`, TO_APPLICANT);
    case 'refuse':
      return effect(
        `不予认定，申报终结；${whole} 元不予补助`,
        `Refuses the designation; the application ends, and the CNY ${whole} are not granted`,
        TO_APPLICANT,
      );
    case 'sign':
      return dueEffect(asked, 'agreement');
    case 'accept':
      return dueEffect(asked, 'acceptance');
    case 'rectify':
      return effect('要求限期整改', 'Asks for rectification within the days of the law', BACK_TO_APPLICANT);
    case 'fail':
      return failEffect(asked);
    case 'pass':
      return effect('考核合格', 'Passes it', TO_APPLICANT);
    case 'excuse':
      return effect('本年度不作考核', 'Excuses the year', TO_APPLICANT);
    case 'revoke':
      return revokeEffect(asked);
    case 'keep':
      return effect('保留称号', 'Keeps the title', TO_APPLICANT);
    case 'confirm':
      return asked.stage === 'accountCheck' ? accountEffect(asked) : recoveryEffect(asked);
    default:
      return unreachable(decision);
  }
}

function scoreEffect(points: number | null): DecisionEffect {
  const [zh, en] = points === null ? ['', ''] : [`（共 ${points} 分）`, ` (${points} points)`];
  return effect(`提交评分${zh}，提交后不能修改`, `Hands in the score${en}, which cannot be changed`);
}

const DUE_WORDS = {
  agreement: {
    done: { zh: '签订协议', en: 'Signs the agreement' },
    due: { zh: '首笔资金', en: 'the first instalment' },
  },
  acceptance: {
    done: { zh: '验收合格', en: 'Accepts what was built' },
    due: { zh: '余款', en: 'the rest' },
  },
} as const satisfies Readonly<Record<TitleInstalment['dueEvent'], { readonly done: Label; readonly due: Label }>>;

/** what becomes due by the agreement or the acceptance; a grant of one instalment has nothing due at its acceptance. */
function dueEffect({ title }: GrantAsked, event: TitleInstalment['dueEvent']): DecisionEffect {
  const fen = (title?.instalments ?? [])
    .filter(({ dueEvent, state }) => dueEvent === event && state === 'notDue')
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
  const { done, due } = DUE_WORDS[event];
  return fen === 0
    ? effect(done.zh, done.en, TO_APPLICANT)
    : effect(
        `${done.zh}，${due.zh} ${yuanOf(fen)} 元可以拨付`,
        `${done.en}; ${due.en}, CNY ${yuanOf(fen)}, may be paid`,
        WITH_MONEY,
      );
}

/** who fails is proposed for revocation, with what was paid. */
function failEffect({ title }: GrantAsked): DecisionEffect {
  const paid = title === null ? 0 : paidFenOf(title);
  const [zh, en] = paid === 0 ? ['', ''] : [`；已拨付 ${yuanOf(paid)} 元`, `; CNY ${yuanOf(paid)} were paid`];
  return effect(`不合格，提请撤销称号${zh}`, `Fails it; the title is proposed for revocation${en}`, TO_APPLICANT);
}

/** the amount that is asked back; before it is said, what is proposed of what was paid. */
function revokeEffect({ title, recoverFen }: GrantAsked): DecisionEffect {
  if (recoverFen === 0) {
    return effect('撤销称号，不追回资金', 'Withdraws the title; no money is asked back', TO_APPLICANT);
  }
  if (recoverFen !== null) {
    const asked = yuanOf(recoverFen);
    return effect(
      `撤销称号并追回 ${asked} 元，由财政部门确认`,
      `Withdraws the title and asks CNY ${asked} back, which Finance confirms`,
      WITH_MONEY,
    );
  }
  const paidFen = title === null ? 0 : paidFenOf(title);
  const [paid, unspent] = [paidFen, proposedRecoveryFen({ paidFen, spentFen: title?.spentFen ?? 0 })].map(yuanOf);
  return effect(
    `撤销称号并追回资金；已拨付 ${paid} 元，其中未使用 ${unspent} 元`,
    `Withdraws the title and asks money back; CNY ${paid} were paid, of which CNY ${unspent} are unspent`,
    WITH_MONEY,
  );
}

function recoveryEffect({ title }: GrantAsked): DecisionEffect {
  const asked = yuanOf(title?.recovery?.amountFen ?? 0);
  return effect(`确认追回 ${asked} 元`, `Confirms that CNY ${asked} are asked back`, TO_APPLICANT);
}

function returnEffect({ stage, title, amountFen }: GrantAsked): DecisionEffect {
  const toBureau = { notifies: ['HRSS'] } as const;
  if (stage === 'recoveryConfirmation') {
    const asked = yuanOf(title?.recovery?.amountFen ?? 0);
    return effect(
      `退回人社部门重新决定，追回 ${asked} 元未予确认`,
      `Goes back to the HR bureau, which decides anew; the CNY ${asked} are not confirmed`,
      toBureau,
    );
  }
  const asked = yuanOf(amountFen);
  return effect(
    `退回人社部门；申请补助 ${asked} 元`,
    `Goes back to the HR bureau; CNY ${asked} are applied for`,
    toBureau,
  );
}

function accountEffect({ title }: GrantAsked): DecisionEffect {
  const due = title === null ? null : payableInstalment(title);
  const [zh, en] =
    due === null
      ? ['', '']
      : [`，${yuanOf(due.amountFen)} 元重新拨付`, `; Finance pays CNY ${yuanOf(due.amountFen)} again`];
  return effect(`确认更正后的收款账户${zh}`, `Confirms the corrected account${en}`, WITH_MONEY);
}

function yuanOf(fen: number): string {
  return formatFen(parseFen(fen));
}
