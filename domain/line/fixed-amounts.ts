import { formatFen, type Fen } from '../money.ts';
import type { RefusalCode } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/**
 * R-089 (000§(九), §(十), §(十三), seed; T-20): what somebody enters is the constant in force to the fen; a newer amount is
 * put into a pack first, with its first day.
 */
export function fixedAmountRefusal(enteredFen: Fen, fixedFen: Fen): RuleRemark<RefusalCode> | undefined {
  return enteredFen === fixedFen
    ? undefined
    : refusalRemark('OTHER_THAN_FIXED', { entered: formatFen(enteredFen), fixed: formatFen(fixedFen) });
}
