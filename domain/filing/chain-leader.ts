import type { IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { findingRemark, refusalRemark, type Finding, type RuleRemark } from '../texts/rule-texts.ts';

/** An enterprise's days in a chain; both ends count. */
export interface ChainMember {
  readonly uscc: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/**
 * R-043 (002§10, seed; the register of members is ours): a chain leader trains staff of enterprises in its chain. The
 * employer must be a member on the opening day; an unknown employer is none.
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

/** R-043, T-24: one body may train and evaluate in its chain, and is flagged for sampling. */
export function selfEvaluation(trainerUscc: string, evaluatorUscc: string | null): Finding | undefined {
  return trainerUscc === evaluatorUscc ? findingRemark('SELF_EVALUATION', false) : undefined;
}
