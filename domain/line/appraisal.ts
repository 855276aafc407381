import type { RefusalCode, SkillLevel } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/**
 * R-065 (000§(七), the limit ours): the appraisal subsidy is paid once per occupation and level, for life. The earlier
 * rows must be appraisal subsidies only: a training subsidy of the same level does not exclude it.
 */
export function appraisalRefusal(
  claimed: { readonly occupation: string; readonly level: SkillLevel },
  earlier: readonly { readonly occupation: string; readonly level: string }[],
): RuleRemark<RefusalCode> | undefined {
  const { occupation, level } = claimed;
  return earlier.some((row) => row.occupation === occupation && row.level === level)
    ? refusalRemark('APPRAISAL_REPEATED', { occupation, level })
    : undefined;
}
