import type { Certificate } from '../intake/result-row.ts';
import type { RefusalCode } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';
import type { LineFacts } from './line-facts.ts';
import { heldOf } from './line-check-facts.ts';

/**
 * The key of a certificate: its kind and its number, e.g. `SKILL_LEVEL/1599A1`. Blanks, capital letters and full-width
 * characters do not make another number. A permit that bears the person's ID number is another kind, so it has a key of
 * its own.
 */
export function certificateKey({ kind, certificateNo }: Pick<Certificate, 'kind' | 'certificateNo'>): string {
  return `${kind}/${certificateNo.normalize('NFKC').replaceAll(' ', '').toUpperCase()}`;
}

/** Returns the routes of other claims here that have taken the certificate of this line. */
export function routesOfCertificate(facts: LineFacts): readonly string[] {
  const certificate = facts.result?.hasPassed === true ? facts.result.certificate : null;
  return certificate === null
    ? []
    : heldOf(facts, 'CERTIFICATE')
        .filter((held) => held.key === certificateKey(certificate))
        .map((held) => held.route);
}

/** one certificate earns once, over all routes of the training subsidies. */
export function certificateClaimedRefusal(facts: LineFacts): RuleRemark<RefusalCode> | undefined {
  return routesOfCertificate(facts).length > 0 ? refusalRemark('COURSE_CLAIMED_OTHERWISE') : undefined;
}
