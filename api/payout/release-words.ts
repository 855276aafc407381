import type { Sentence } from '../kernel/language.ts';
import type { ProblemCode } from '../kernel/problem.ts';

const MAKER: Sentence = {
  zh: '制单人不能放行，须由另一名财政复核人放行',
  en: 'Its maker may not release it; another checker of Finance has to',
};
const DECIDER: Sentence = {
  zh: '您办理过其中的申领，不能放行，须由另一名财政复核人放行',
  en: 'You decided on one of its claims; another checker of Finance has to release it',
};

/** R-009, D12: what a person did that keeps them from the release, whether or not they have the role for it. */
export function whyNotRelease(code: ProblemCode, isMaker: boolean): Sentence | undefined {
  if (isMaker && (code === 'SAME_PERSON_FORBIDDEN' || code === 'FORBIDDEN')) {
    return MAKER;
  }
  return code === 'SAME_PERSON_FORBIDDEN' ? DECIDER : undefined;
}
