import { formatFen, parseFen } from '../money.ts';
import { openFenOf, type RecoveryCourse } from '../recovery/recovery-course.ts';
import { APPEAL_RULINGS } from '../recovery/recovery-words.ts';
import { unreachable } from '../verdict.ts';
import { effect, type DecisionEffect } from './decision-effect.ts';

/** The decisions on what is asked back: its approval, the ruling on an appeal, the confirmation of instalments. */
export const RECOVERY_DECISIONS = ['approve', 'refuse', ...APPEAL_RULINGS, 'confirm'] as const;

const TO_DEBTOR = { notifies: ['applicant'] } as const;

/**
 * What a decision on a recovery does. `amountFen`: what is asked back by an approval, or stays after an upheld appeal; null
 * where the decision names none: all that was found, or nothing but what came back already.
 */
export function recoveryEffect(
  act: (typeof RECOVERY_DECISIONS)[number],
  course: RecoveryCourse,
  amountFen: number | null,
): DecisionEffect {
  const open = yuanOf(openFenOf(course));
  switch (act) {
    case 'approve': {
      const asked = yuanOf(amountFen ?? course.amountFen);
      return effect(
        `核准追回 ${asked} 元，发出追回通知书`,
        `Approves that CNY ${asked} are asked back; the letter goes out`,
        TO_DEBTOR,
      );
    }
    case 'refuse':
      return effect(`不予追回，所认定的 ${open} 元不再追回`, `Ends it; the CNY ${open} are not asked back`, TO_DEBTOR);
    case 'uphold':
      return upheldEffect(course, amountFen ?? course.recoveredFen);
    case 'dismiss':
      return effect(
        `申诉不成立，仍应缴回 ${open} 元`,
        `Dismisses the appeal; CNY ${open} are still to be paid back`,
        TO_DEBTOR,
      );
    case 'confirm':
      return confirmedEffect(course);
    default:
      return unreachable(act);
  }
}

function upheldEffect({ amountFen, recoveredFen }: RecoveryCourse, keptFen: number): DecisionEffect {
  if (keptFen <= recoveredFen) {
    const dropped = yuanOf(amountFen - recoveredFen);
    return effect(
      `申诉成立，尚欠的 ${dropped} 元不再追回`,
      `Upholds the appeal; the open CNY ${dropped} are not asked back`,
      TO_DEBTOR,
    );
  }
  const [before, kept] = [yuanOf(amountFen), yuanOf(keptFen)];
  return effect(
    `申诉成立，应追回 ${before} 元改为 ${kept} 元`,
    `Upholds the appeal; CNY ${kept} are asked back instead of CNY ${before}`,
    TO_DEBTOR,
  );
}

function confirmedEffect({ proposal }: RecoveryCourse): DecisionEffect {
  const plan = proposal?.kind === 'instalments' ? proposal.plan : [];
  const sum = yuanOf(plan.reduce((fen, { amountFen }) => fen + amountFen, 0));
  return effect(
    `分 ${plan.length} 期缴回，共 ${sum} 元`,
    `Lets CNY ${sum} be paid back in ${plan.length} ${plan.length === 1 ? 'instalment' : 'instalments'}`,
    TO_DEBTOR,
  );
}

function yuanOf(fen: number): string {
  return formatFen(parseFen(fen));
}
