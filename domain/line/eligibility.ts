import type { RefusalCode } from '../codes.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';
import { unreachable } from '../verdict.ts';
import { LINE_CHECKS } from './line-checks.ts';
import type { LineFacts, LineJudgement } from './line-facts.ts';
import type { RegisterName } from './register-answers.ts';

/**
 * Judges one line by the checks of its route, in their order (§2.0.2). All refusals are listed, not only the first. A
 * person's category never changes the rate. A line that waits for a register stays proposed, unless it is
 * refused anyway.
 *
 * @throws PolicyParameterMissing when the snapshot is not one of an open route
 * @throws RangeError when a check wants the line's context and the caller gave none
 */
export function judgeLine(facts: LineFacts, snapshot: PolicySnapshot): LineJudgement {
  const refusals: RuleRemark<RefusalCode>[] = [];
  const findings: Finding[] = [];
  const { checks } = snapshot.routeDefinition;
  for (const code of checks) {
    const outcome = LINE_CHECKS[code].judge({ ...facts, isRefusedSoFar: refusals.length > 0 }, snapshot);
    refusals.push(...(outcome.refusals ?? []));
    findings.push(...(outcome.findings ?? []));
  }
  if (refusals.length > 0) {
    return { state: 'refused', refusals, findings };
  }
  return { state: unansweredRegister(facts, snapshot) === undefined ? 'eligible' : 'proposed', refusals, findings };
}

/** Returns the first register that a check of the route needs and that has not answered for this line. */
export function unansweredRegister(facts: LineFacts, { routeDefinition }: PolicySnapshot): RegisterName | undefined {
  return routeDefinition.checks
    .flatMap((code) => LINE_CHECKS[code].waitsFor(facts))
    .find((name) => !isAnswered(facts, name));
}

function isAnswered(facts: LineFacts, register: RegisterName): boolean {
  switch (register) {
    case 'certificates':
      return facts.certificateRegister === null || facts.certificateRegister.isAvailable;
    case 'identity':
      return facts.identityRegister.isAvailable;
    case 'subsidies':
      return facts.subsidyRegister.isAvailable;
    case 'insurance':
      return facts.context?.insuranceRegister.isAvailable === true;
    default:
      return unreachable(register);
  }
}
