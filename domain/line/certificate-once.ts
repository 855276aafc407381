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

/** The key of the certificate that a line claims with; undefined without a passed result. */
export function claimedCertificate(result: LineFacts['result']): string | undefined {
  const certificate = result?.hasPassed === true ? result.certificate : null;
  return certificate === null ? undefined : certificateKey(certificate);
}

/**
 * Returns the routes of other lines that have taken the certificate of this line. Lines of other people count,
 * because a certificate number under another person's name is a mistake or a fraud.
 */
export function routesOfCertificate(facts: LineFacts): readonly string[] {
  const own = claimedCertificate(facts.result);
  return [...heldOf(facts, 'CERTIFICATE'), ...(facts.context?.certificateOfOthers ?? [])]
    .filter((held) => held.key === own)
    .map((held) => held.route);
}

/** True if another person's line has taken the certificate of this line. */
export function isCertificateOfAnother({ result, context }: LineFacts): boolean {
  const own = claimedCertificate(result);
  return (context?.certificateOfOthers ?? []).some(({ key }) => key === own);
}

/** one certificate earns once, over all routes of the training subsidies and all people. */
export function certificateClaimedRefusal(facts: LineFacts): RuleRemark<RefusalCode> | undefined {
  return routesOfCertificate(facts).length > 0 ? refusalRemark('COURSE_CLAIMED_OTHERWISE') : undefined;
}
