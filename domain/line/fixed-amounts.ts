import { formatFen, type Fen } from '../money.ts';
import type { RefusalCode } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/**
 * R-089 (000§(九), §(十), §(十三), seed; T-20): an entered amount must equal the constant in force, to the fen. A newer
 * amount must first be added to a pack, with its first day.
 */
export function fixedAmountRefusal(enteredFen: Fen, fixedFen: Fen): RuleRemark<RefusalCode> | undefined {
  return enteredFen === fixedFen
    ? undefined
    : refusalRemark('OTHER_THAN_FIXED', { entered: formatFen(enteredFen), fixed: formatFen(fixedFen) });
}
