import type { RefusalCode } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/**
 * C07 (silent, ours): refuses a module of entrepreneurship training (idea, start, improve, online) that the person has
 * claimed before, because each is paid once in a life. `earlier` contains the modules of claims in flight or paid, of every year and institution.
 */
export function moduleRefusal(module: string, earlier: readonly string[]): RuleRemark<RefusalCode> | undefined {
  return earlier.includes(module) ? refusalRemark('MODULE_REPEATED', { module }) : undefined;
}
