import type { Purpose } from '../claim/claim-course.ts';
import { REFUSAL_CODES, type RefusalCode } from '../codes.ts';
import { LINE_CHECKS } from '../line/line-checks.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { refusalRemark } from '../texts/rule-texts.ts';

/** Reasons that only a count of the whole claim gives, or an earlier law; no person chooses them. */
const COUNTED_ALONE: readonly RefusalCode[] = [
  'CERTIFICATE_USED',
  'INSTALMENT_NOT_DUE',
  'RESULT_USED',
  'CLAIMED_IN_CLASS',
];

/** what an employment top-up is refused for. */
const OF_THE_TOP_UP: readonly RefusalCode[] = [
  'SIGNED_BEFORE_CLASS_END',
  'SIGNED_AFTER_WINDOW',
  'CONTRACT_TOO_SHORT',
  'INSURANCE_INCOMPLETE',
  'NO_EVIDENCE',
];

/**
 * The reasons for which a reviewer may refuse a line of a route, in the order of the catalogue: those of the rules that the
 * route checks, and at the end the reviewer's own.
 */
export function refusalChoices({ checks }: Pick<RouteDefinition, 'checks'>, purpose: Purpose): readonly RefusalCode[] {
  const rules = new Set(checks.flatMap((check) => LINE_CHECKS[check].rules));
  const ofRoute = REFUSAL_CODES.filter((code) => rules.has(refusalRemark(code).rule) && !COUNTED_ALONE.includes(code));
  return [...(purpose === 'float' ? OF_THE_TOP_UP : ofRoute), 'REFUSED_BY_REVIEWER'];
}
