import { UNPAID_CLAIM_STATES, type ClaimRowState } from '../claim/claim-state.ts';
import type { ClaimKind } from '../claim/claim-course.ts';
import type { RefusalCode } from '../codes.ts';
import type { StoredLine } from './counted-line.ts';
import { isByReviewer, isOf, type StoredRefusal } from './line-remarks.ts';
import { LINES_WITHOUT_BASE, type LineState } from './line-state.ts';
import type { LineSubject } from './line-subject.ts';
import { isOneOf } from '../verdict.ts';

/** A person's line in a submitted claim of a class. Lists of them are in the order of submission. */
export interface ClassLine {
  readonly traineeId: string;
  /** The training year that the claim is for (C05); 1 for a class that is claimed as a whole. */
  readonly instalment: number;
  readonly claimState: ClaimRowState;
  readonly state: LineState;
  readonly refusals: readonly StoredRefusal[];
  /** The living allowance. */
  readonly allowanceFen: number;
}

/**
 * Why a claim of a class is counted. `draft`: its people are chosen, up to its submission · `returned`: it is submitted
 * again with corrected data · `kept`: a register has answered or the law was corrected; what was imported since then
 * does not count.
 */
export type CountingBasis = 'draft' | 'returned' | 'kept';

/** The refusal of a base that another claim of the class pays (L12). It says nothing about the person. */
const PAID_IN_CLASS: RefusalCode = 'CLAIMED_IN_CLASS';

/** Refusals that time can mend (L12): the certificate may come, the register may know it, a slot may become free. */
const MENDED_BY_TIME: readonly RefusalCode[] = ['NOT_CERTIFIED', 'CERT_UNVERIFIED', 'YEARLY_LIMIT'];

/**
 * L12: true if this line keeps other claims of the class from paying the person's base: its claim is not `rejected` or
 * `withdrawn`, and the line is neither `refused` nor `allowanceOnly` nor without its base.
 */
function isLiving({ claimState, state, refusals }: ClassLine): boolean {
  const hasBase = !isOneOf(LINES_WITHOUT_BASE, state) && !refusals.some((refusal) => isOf(refusal, 'base'));
  return hasBase && !isOneOf(UNPAID_CLAIM_STATES, claimState);
}

/** L12: the same of its living allowance, which may be paid before the base. */
function hasAllowance({ claimState, state, allowanceFen }: ClassLine): boolean {
  return allowanceFen > 0 && state !== 'refused' && !isOneOf(UNPAID_CLAIM_STATES, claimState);
}

/** What a person can still get from a class by one more claim. Base and allowance are got once each, in any order. */
export type LeftToPerson = 'both' | 'base' | 'allowance' | 'nothing';

/**
 * L12, L14: what the class's claims leave to a person. `ofPerson`: the person's lines in those claims. A claim that pays
 * the base leaves the allowance where no claim pays that, and the other way round; what a claim without money had is
 * left again.
 */
export function leftToPerson(ofPerson: readonly ClassLine[]): LeftToPerson {
  if (ofPerson.some(hasAllowance)) {
    return ofPerson.some(isLiving) ? 'nothing' : 'base';
  }
  return ofPerson.some(isLiving) ? 'allowance' : 'both';
}

/**
 * L12: true if a supplementary claim may take a person for the base: no claim of the class pays it, no reviewer has
 * refused it, and the latest line of theirs that was judged for it was not refused for good. For good are refusals by a
 * reviewer, whichever claim was submitted last, and all that time cannot mend.
 */
export function isLeftToClaim(ofPerson: readonly ClassLine[]): boolean {
  const judged = ofPerson.filter(({ refusals }) => !refusals.some(({ code }) => code === PAID_IN_CLASS));
  const latest = (judged.at(-1)?.refusals ?? []).filter((refusal) => isOf(refusal, 'base'));
  return !ofPerson.some(isLiving) && !ofPerson.some(isRefusedByReviewer) && !latest.some(isForGood);
}

/** L12: true if a reviewer refused the base in a claim that was not withdrawn. */
function isRefusedByReviewer({ claimState, refusals }: ClassLine): boolean {
  return claimState !== 'withdrawn' && refusals.some((refusal) => isOf(refusal, 'base') && isByReviewer(refusal));
}

/** L12, L14: true if a supplementary claim may take a person for the allowance alone, which no reviewer has refused. */
function isAllowanceLeftToClaim(ofPerson: readonly ClassLine[]): boolean {
  const isRefused = ofPerson.some(
    ({ allowanceFen, refusals }) =>
      allowanceFen > 0 && refusals.some((refusal) => isOf(refusal, 'base') && isByReviewer(refusal)),
  );
  return leftToPerson(ofPerson) === 'allowance' && !isRefused;
}

/** The same, where a claim that ended without money had the allowance, so that there is one. */
function isAllowanceLost(ofPerson: readonly ClassLine[]): boolean {
  return isAllowanceLeftToClaim(ofPerson) && ofPerson.some(({ allowanceFen }) => allowanceFen > 0);
}

function isForGood(refusal: StoredRefusal): boolean {
  return isByReviewer(refusal) || !MENDED_BY_TIME.some((code) => code === refusal.code);
}

/** The training years, in order, that have people left to claim (L12). `roster`: the trainees of the class. */
export function instalmentsLeft(roster: readonly string[], lines: readonly ClassLine[]): readonly number[] {
  const claimed = [...new Set(lines.map(({ instalment }) => instalment))].toSorted((one, other) => one - other);
  return claimed.filter((instalment) => {
    const ofPeople = byPerson(lines.filter((line) => line.instalment === instalment));
    return roster.some((traineeId) => {
      const ofPerson = ofPeople.get(traineeId) ?? [];
      return isLeftToClaim(ofPerson) || isAllowanceLost(ofPerson);
    });
  });
}

interface ClaimToChoose {
  readonly kind: ClaimKind;
  readonly basis: CountingBasis;
  /** The claim's lines as stored by the last count. */
  readonly stored: readonly StoredLine[];
  /** Lines of the class's other claims for the same span. */
  readonly others: readonly ClassLine[];
}

/**
 * L12, L14: the people of a class for whom a claim has a line. A claim takes nobody to whom the class's other claims
 * leave nothing; a supplementary claim takes those who are left. Whose base another claim pays has a line for the living
 * allowance alone, and whose allowance another claim pays, one for the base alone. A submitted claim keeps its lines; on
 * the basis `kept` a person who was not certified stays so, because a later result belongs to a supplementary claim, and
 * a base that another claim took stays with the supplementary claims.
 */
export function linesToCount(subjects: readonly LineSubject[], claim: ClaimToChoose): readonly LineSubject[] {
  const { kind, basis, stored } = claim;
  const own = new Map(basis === 'draft' ? [] : stored.map((line) => [line.lineKey, line]));
  const others = byPerson(claim.others);
  return subjects.flatMap((subject) => {
    const before = own.get(subject.lineKey);
    const ofPerson = others.get(subject.traineeId ?? '') ?? [];
    const left = leftToPerson(ofPerson);
    if (before === undefined && !mayJoin(ofPerson, kind, basis)) {
      return [];
    }
    const isBasePaid =
      left === 'allowance' || left === 'nothing' || (basis === 'kept' && wasRefused(before, PAID_IN_CLASS));
    const attendedDays = left === 'base' || left === 'nothing' ? [] : subject.attendedDays;
    const result = basis === 'kept' && wasRefused(before, 'NOT_CERTIFIED') ? null : subject.own.result;
    const counted = { ...subject, attendedDays, own: { ...subject.own, result } };
    return [isBasePaid ? { ...counted, paidInClass: before === undefined ? 'newLine' : 'keptLine' } : counted];
  });
}

/** True if a person who has no line in the claim may get one; a line for the allowance alone stays if there is one. */
function mayJoin(ofPerson: readonly ClassLine[], kind: ClaimKind, basis: CountingBasis): boolean {
  if (kind === 'main') {
    return !ofPerson.some(isLiving) || (basis !== 'kept' && leftToPerson(ofPerson) === 'allowance');
  }
  return basis !== 'kept' && (isLeftToClaim(ofPerson) || isAllowanceLeftToClaim(ofPerson));
}

function wasRefused(before: StoredLine | undefined, byRule: RefusalCode): boolean {
  return before?.refusals.some(({ code, by }) => code === byRule && by !== 'reviewer') ?? false;
}

function byPerson(lines: readonly ClassLine[]): ReadonlyMap<string, readonly ClassLine[]> {
  const found = new Map<string, ClassLine[]>();
  for (const line of lines) {
    found.set(line.traineeId, [...(found.get(line.traineeId) ?? []), line]);
  }
  return found;
}
