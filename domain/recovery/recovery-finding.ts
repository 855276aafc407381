import type { Actor } from '../authority/actor.ts';
import { PURPOSES, type Purpose } from '../claim/claim-course.ts';
import type { OrganCode } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { RecoveryLine } from './recovery-course.ts';
import type { RecoveryCause } from './recovery-words.ts';

export type FindingRefusal = 'NOT_FOUND' | 'FORBIDDEN' | 'ABOVE_PAID' | 'AMOUNT_MISMATCH' | 'LINE_UNKNOWN' | 'INVALID';

/** The claim that a finding is about. */
export interface ClaimAskedBack {
  readonly jurisdiction: string;
  readonly responsibleDepartment: OrganCode | null;
  readonly isAdvance: boolean;
  /** Per purpose what was paid and is not asked back yet, in fen. */
  readonly rooms: ReadonlyMap<Purpose, number>;
  /** The lines that it names are lines of the claim. */
  readonly hasLines: boolean;
  /** The case that it names is one of the debtor. */
  readonly hasCase: boolean;
}

/**
 * the responsible department, the HR bureau or Finance of the claim's own jurisdiction may find that money
 * is to come back: never more than was paid and is not asked back yet. Grants the purpose whose money it is.
 */
export function judgeFinding(
  finding: {
    readonly amountFen: number;
    readonly cause: RecoveryCause;
    readonly lines: readonly RecoveryLine[];
    readonly purpose: Purpose | null;
    readonly caseId: string | null;
  },
  person: Pick<Actor, 'jurisdiction' | 'organ' | 'roles'>,
  claim: ClaimAskedBack,
): Verdict<Purpose, FindingRefusal> {
  if (!mayFind(person, claim)) {
    return refused('FORBIDDEN');
  }
  if (!claim.hasLines) {
    return refused('LINE_UNKNOWN');
  }
  if (!claim.hasCase || (finding.cause === 'INTEGRITY_CASE' && finding.caseId === null)) {
    return refused('INVALID');
  }
  const sumFen = finding.lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (finding.lines.length > 0 && sumFen !== finding.amountFen) {
    return refused('AMOUNT_MISMATCH');
  }
  const asked = finding.purpose === null ? purposesOf(claim) : [finding.purpose];
  const found = asked.find((purpose) => (claim.rooms.get(purpose) ?? 0) >= finding.amountFen);
  return found === undefined ? refused('ABOVE_PAID') : granted(found);
}

/** A claim's own payments; the advance of its class is asked back by the advance's claim. */
function purposesOf({ isAdvance }: ClaimAskedBack): readonly Purpose[] {
  return isAdvance ? ['advance'] : PURPOSES.filter((purpose) => purpose !== 'advance');
}

/** The responsible department, the HR bureau and Finance of the claim's own jurisdiction. */
export function mayFind(
  { jurisdiction, organ, roles }: Pick<Actor, 'jurisdiction' | 'organ' | 'roles'>,
  claim: Pick<ClaimAskedBack, 'jurisdiction' | 'responsibleDepartment'>,
): boolean {
  if (jurisdiction !== claim.jurisdiction) {
    return false;
  }
  const isFinance = organ === 'FINANCE' && (roles.includes('financeMaker') || roles.includes('financeChecker'));
  const isBureau = organ === 'HRSS' && roles.includes('bureauReviewer');
  const isDepartment = organ === claim.responsibleDepartment && roles.includes('departmentReviewer');
  return isFinance || isBureau || isDepartment;
}
