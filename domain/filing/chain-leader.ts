import type { IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { findingRemark, refusalRemark, type Finding, type RuleRemark } from '../texts/rule-texts.ts';

/** The span of an enterprise's membership in a chain; both ends are included. */
export interface ChainMember {
  readonly uscc: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/**
 * R-043 (002§10, seed; the register of members is ours): a chain leader trains staff of enterprises in its chain. The
 * employer must be a member on the opening day; an unknown employer is not a member.
 */
export function chainRefusal(
  employerUscc: string | null,
  members: readonly ChainMember[],
  on: IsoDate,
): RuleRemark<RefusalCode> | undefined {
  const isMember = members.some(
    (member) => member.uscc === employerUscc && member.from <= on && (member.to === null || on <= member.to),
  );
  return isMember ? undefined : refusalRemark('EMPLOYER_OUTSIDE_CHAIN', { on });
}

/** R-043, T-24: one organisation may both train and evaluate in its chain; the class is then flagged for sampling. */
export function selfEvaluation(trainerUscc: string, evaluatorUscc: string | null): Finding | undefined {
  return trainerUscc === evaluatorUscc ? findingRemark('SELF_EVALUATION', false) : undefined;
}
