import type { IsoDate } from '../calendar.ts';
import { findingRemark, type Finding } from '../texts/rule-texts.ts';

export interface PostFacts {
  readonly isHighRiskClass: boolean;
  readonly categories: readonly string[];
  /** First day in the post; null if not given. */
  readonly postStartedOn: IsoDate | null;
  readonly opensOn: IsoDate;
}

/**
 * R-041 (003§三(一)2, seed): in high-risk fields and special operations people train before they start in the post. A
 * post that began before the opening day is a warning to the department, not a refusal. `groups` are the categories
 * that the sentence covers, regardless of how the class is filed.
 */
export function postBeforeTraining(facts: PostFacts, groups: readonly string[]): Finding | undefined {
  const isCovered = facts.isHighRiskClass || facts.categories.some((category) => groups.includes(category));
  return isCovered && facts.postStartedOn !== null && facts.postStartedOn < facts.opensOn
    ? findingRemark('POST_BEFORE_TRAINING', false, { post: facts.postStartedOn, opens: facts.opensOn })
    : undefined;
}
