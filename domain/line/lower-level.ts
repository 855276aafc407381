import { SKILL_LEVELS, type RefusalCode, type SkillLevel } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/** From the lowest to the highest level; `NONE` is not ranked. */
const RANKED: readonly string[] = SKILL_LEVELS.filter((level) => level !== 'NONE');

/**
 * R-051 (ours, after OUT 7 and 16): refuses a lower level after a higher one of the same occupation. `isBarred` is the
 * switch for the kind that is claimed: by default off for training, on for the skill-upgrade subsidy.
 */
export function lowerLevelRefusal(
  claimed: { readonly occupation: string; readonly level: SkillLevel },
  earlier: readonly { readonly occupation: string; readonly level: string }[],
  isBarred: boolean,
): RuleRemark<RefusalCode> | undefined {
  const rank = RANKED.indexOf(claimed.level);
  if (!isBarred || rank === -1) {
    return undefined;
  }
  const higher = earlier.find((row) => row.occupation === claimed.occupation && RANKED.indexOf(row.level) > rank);
  return higher === undefined ? undefined : refusalRemark('LOWER_LEVEL_BARRED', { ...claimed, higher: higher.level });
}
