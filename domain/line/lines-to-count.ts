import { UNPAID_CLAIM_STATES, type ClaimRowState } from '../claim/claim-state.ts';
import type { ClaimKind } from '../claim/claim-course.ts';
import type { RefusalCode } from '../codes.ts';
import type { StoredLine } from './counted-line.ts';
import { isByReviewer, isOf, type StoredRefusal } from './line-remarks.ts';
import type { LineState } from './line-state.ts';
import type { LineSubject } from './line-subject.ts';

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

/** Refusals that time can mend (L12): the certificate may come, the register may know it, a slot may become free. */
const MENDED_BY_TIME: readonly RefusalCode[] = ['NOT_CERTIFIED', 'CERT_UNVERIFIED', 'YEARLY_LIMIT'];

/** Lines that are paid no base: refused as a whole, or with a living allowance alone (L14). */
export const LINES_WITHOUT_BASE: readonly string[] = ['refused', 'allowanceOnly'];

/**
 * L12: true if this line keeps other claims of the class from paying the person's base: its claim is not `rejected` or
 * `withdrawn`, and the line is neither `refused` nor `allowanceOnly`.
 */
export function isLiving({ claimState, state }: Pick<ClassLine, 'claimState' | 'state'>): boolean {
  return !LINES_WITHOUT_BASE.includes(state) && !UNPAID_CLAIM_STATES.some((unpaid) => unpaid === claimState);
}

/** L12: the same of its living allowance, which may be paid before the base. */
function hasAllowance({ claimState, state, allowanceFen }: ClassLine): boolean {
  return allowanceFen > 0 && state !== 'refused' && !UNPAID_CLAIM_STATES.some((unpaid) => unpaid === claimState);
}

/**
 * L12: true if a supplementary claim may take a person: no claim of the class pays them, and the latest line of theirs
 * was not refused for good. For good are refusals by a reviewer and all that time cannot mend.
 */
export function isLeftToClaim(ofPerson: readonly ClassLine[]): boolean {
  const refusals = ofPerson.at(-1)?.refusals ?? [];
  return !ofPerson.some(isLiving) && !refusals.some((refusal) => isOf(refusal, 'base') && isForGood(refusal));
}

function isForGood(refusal: StoredRefusal): boolean {
  return isByReviewer(refusal) || !MENDED_BY_TIME.some((code) => code === refusal.code);
}

/** The training years, in order, that have people left to claim (L12). `roster`: the trainees of the class. */
export function instalmentsLeft(roster: readonly string[], lines: readonly ClassLine[]): readonly number[] {
  const claimed = [...new Set(lines.map(({ instalment }) => instalment))].toSorted((one, other) => one - other);
  return claimed.filter((instalment) => {
    const ofPeople = byPerson(lines.filter((line) => line.instalment === instalment));
    return roster.some((traineeId) => isLeftToClaim(ofPeople.get(traineeId) ?? []));
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
 * L12: the people of a class for whom a claim has a line. A claim takes nobody whom another claim of the class pays; a
 * supplementary claim takes those who are left. A submitted claim keeps its lines; on the basis `kept`, a person who was
 * not certified stays so, because a later result belongs to a supplementary claim. Days for which another claim of the
 * class pays the living allowance earn none again.
 */
export function linesToCount(subjects: readonly LineSubject[], claim: ClaimToChoose): readonly LineSubject[] {
  const { kind, basis, stored } = claim;
  const own = new Map(basis === 'draft' ? [] : stored.map((line) => [line.lineKey, line]));
  const others = byPerson(claim.others);
  return subjects.flatMap((subject) => {
    const before = own.get(subject.lineKey);
    const ofPerson = others.get(subject.traineeId ?? '') ?? [];
    const mayJoin = kind === 'main' ? !ofPerson.some(isLiving) : basis !== 'kept' && isLeftToClaim(ofPerson);
    if (before === undefined && !mayJoin) {
      return [];
    }
    const attendedDays = ofPerson.some(hasAllowance) ? [] : subject.attendedDays;
    const result = basis === 'kept' && wasUncertified(before) ? null : subject.own.result;
    return [{ ...subject, attendedDays, own: { ...subject.own, result } }];
  });
}

function wasUncertified(before: StoredLine | undefined): boolean {
  return before?.refusals.some(({ code, by }) => code === 'NOT_CERTIFIED' && by !== 'reviewer') ?? false;
}

function byPerson(lines: readonly ClassLine[]): ReadonlyMap<string, readonly ClassLine[]> {
  const found = new Map<string, ClassLine[]>();
  for (const line of lines) {
    found.set(line.traineeId, [...(found.get(line.traineeId) ?? []), line]);
  }
  return found;
}
