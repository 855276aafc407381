import { describe, expect, it } from 'vitest';
import type { StoredLine } from '../../../domain/line/counted-line.ts';
import type { StoredRefusal } from '../../../domain/line/line-remarks.ts';
import {
  instalmentsLeft,
  isLeftToClaim,
  leftToPerson,
  linesToCount,
  type ClassLine,
  type CountingBasis,
} from '../../../domain/line/lines-to-count.ts';
import type { LineSubject } from '../../../domain/line/line-subject.ts';
import { GOOD_LINE } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const refusal = (code: string, by: 'rule' | 'reviewer' = 'rule'): StoredRefusal => ({
  code,
  rule: 'R',
  detail: '',
  by,
  purpose: 'base',
});

const line = (change: Partial<ClassLine> = {}): ClassLine => ({
  traineeId: 'anna',
  instalment: 1,
  claimState: 'closed',
  state: 'paid',
  refusals: [],
  allowanceFen: 0,
  ...change,
});

const refused = (...refusals: readonly StoredRefusal[]): ClassLine => line({ state: 'refused', refusals });

describe('L12: who is left to a supplementary claim', () => {
  it.each(['NOT_CERTIFIED', 'CERT_UNVERIFIED', 'YEARLY_LIMIT'])(
    'L12: is whom a rule refused by %s, which time can mend',
    (code) => {
      expect(isLeftToClaim([refused(refusal(code))])).toBe(true);
      expect(isLeftToClaim([refused(refusal(code, 'reviewer'))])).toBe(false);
    },
  );

  it.each([
    'SAME_OCCUPATION_LEVEL',
    'PENSION_ELIGIBLE',
    'FREE_GROUP_CHARGED',
    'ATTENDANCE_TOO_LOW',
    'COURSE_CLAIMED_OTHERWISE',
  ])('L12: is nobody whom %s refused for good, with or without another refusal', (code) => {
    expect(isLeftToClaim([refused(refusal(code))])).toBe(false);
    expect(isLeftToClaim([refused(refusal('NOT_CERTIFIED'), refusal(code))])).toBe(false);
  });

  it('L12: is nobody whom a living claim pays, and is free again after a claim without money', () => {
    expect(isLeftToClaim([line({ claimState: 'inReview', state: 'eligible' })])).toBe(false);
    expect(isLeftToClaim([line({ state: 'floatNotEarned' })])).toBe(false);
    expect(isLeftToClaim([line({ claimState: 'withdrawn', state: 'eligible' })])).toBe(true);
    expect(isLeftToClaim([])).toBe(true);
  });

  it('L12: is judged by the latest line: a refusal that was corrected since then does not count', () => {
    const corrected = { ...refused(refusal('ATTENDANCE_TOO_LOW')), claimState: 'withdrawn' } as const;
    expect(isLeftToClaim([corrected, refused(refusal('NOT_CERTIFIED'))])).toBe(true);
    expect(isLeftToClaim([refused(refusal('NOT_CERTIFIED')), refused(refusal('PENSION_ELIGIBLE'))])).toBe(false);
  });

  it('L12: is nobody whom a reviewer refused in any claim of the class, whichever was submitted last', () => {
    const byReviewer = { ...refused(refusal('REFUSED_BY_REVIEWER', 'reviewer')), claimState: 'inReview' } as const;
    const full = { ...refused(refusal('YEARLY_LIMIT')), claimState: 'rejected' } as const;
    expect(isLeftToClaim([byReviewer, full])).toBe(false);
    expect(isLeftToClaim([{ ...byReviewer, claimState: 'rejected' }, full])).toBe(false);
    expect(isLeftToClaim([{ ...byReviewer, claimState: 'withdrawn' }, full])).toBe(true);
  });

  it('L12: a contract that earned no +50 % refuses nothing of the base', () => {
    const noEvidence = { ...refusal('NO_EVIDENCE'), purpose: 'float' } as const;
    expect(isLeftToClaim([{ ...refused(refusal('NOT_CERTIFIED'), noEvidence) }])).toBe(true);
  });

  it('L12: is counted in each training year by itself (C05)', () => {
    const late = refused(refusal('NOT_CERTIFIED'));
    const lines = [
      line(),
      { ...late, instalment: 2 },
      line({ traineeId: 'bao' }),
      line({ traineeId: 'bao', instalment: 2 }),
    ];
    expect(instalmentsLeft(['anna', 'bao'], lines)).toEqual([2]);
    expect(instalmentsLeft(['bao'], lines)).toEqual([]);
    expect(instalmentsLeft(['bao', 'chen'], lines)).toEqual([1, 2]);
  });
});

const ALLOWANCE = 25_000;
const CLAIMED = refusal('CLAIMED_IN_CLASS');
/** A line that waits for its certificate and pays the living allowance. */
const waiting = line({
  claimState: 'inReview',
  state: 'allowanceOnly',
  refusals: [refusal('NOT_CERTIFIED')],
  allowanceFen: ALLOWANCE,
});
const ofBase = line({ claimState: 'inReview', state: 'eligible' });
const ofBoth = { ...ofBase, allowanceFen: ALLOWANCE };
/** The same line after another claim took its base. */
const besides = { ...waiting, refusals: [CLAIMED] };
const withdrawn = (one: ClassLine): ClassLine => ({ ...one, claimState: 'withdrawn' });
const refusedByHand = (one: ClassLine): ClassLine => ({
  ...one,
  state: 'refused',
  refusals: [...one.refusals, refusal('REFUSED_BY_REVIEWER', 'reviewer')],
});

describe('L12, L14: base and living allowance are got once each from a class', () => {
  it.each([
    ['no claim', [], 'both'],
    ['one that pays both', [ofBoth], 'nothing'],
    ['one that pays the allowance, before the certificate', [waiting], 'base'],
    ['a main claim with the allowance, a supplementary one with the base', [waiting, ofBase], 'nothing'],
    ['the same, the main claim recounted', [besides, ofBase], 'nothing'],
    ['the same, the main claim withdrawn', [withdrawn(waiting), ofBase], 'allowance'],
    ['the same, a new main claim with the allowance alone', [withdrawn(waiting), ofBase, besides], 'nothing'],
    ['the same, the supplementary claim withdrawn', [besides, withdrawn(ofBase)], 'base'],
    ['the same, both withdrawn', [withdrawn(waiting), withdrawn(ofBase)], 'both'],
    ['a main claim whose line a reviewer refused', [refusedByHand(waiting)], 'both'],
    ['the same, and a base besides', [refusedByHand(waiting), ofBase], 'allowance'],
    ['three: the second withdrawn, the third with the base', [waiting, withdrawn(ofBase), ofBase], 'nothing'],
    ['three: the first and the third withdrawn', [withdrawn(waiting), ofBase, withdrawn(besides)], 'allowance'],
    ['closed and paid ones', [line(), { ...besides, claimState: 'closed' as const }], 'nothing'],
  ] as const)('L12, L14: %s', (_case, lines, left) => {
    expect(leftToPerson(lines)).toBe(left);
  });

  it('L12: a base that was claimed elsewhere refuses nobody for good, and covers no refusal that does', () => {
    expect(isLeftToClaim([withdrawn(ofBase), besides])).toBe(true);
    expect(isLeftToClaim([refusedByHand(ofBase), besides])).toBe(false);
  });

  it('L12, L14: an allowance that a withdrawn claim had makes a supplementary claim possible; a reviewer ends it', () => {
    expect(instalmentsLeft(['anna'], [withdrawn(waiting), ofBase])).toEqual([1]);
    expect(instalmentsLeft(['anna'], [withdrawn(waiting), ofBase, besides])).toEqual([]);
    expect(instalmentsLeft(['anna'], [refusedByHand(waiting), ofBase])).toEqual([]);
    expect(instalmentsLeft(['anna'], [ofBase])).toEqual([]);
  });
});

const RESULT = { idNumber: 'x', hasPassed: true, certificate: null };
const subject = (traineeId: string): LineSubject => ({
  lineKey: traineeId,
  traineeId,
  entryId: null,
  idNumber: null,
  personIndex: null,
  phoneIndex: null,
  accountIndex: null,
  hasAccount: false,
  isOwnAccount: null,
  own: { ...GOOD_LINE, result: RESULT },
  attendedDays: [],
  plausibility: [],
  month: null,
  trainingId: 'fil_1',
  listedOccupations: null,
});

const stored = (lineKey: string, ...refusals: readonly StoredRefusal[]): StoredLine => ({
  id: `lin_${lineKey}`,
  lineKey,
  position: 1,
  refusals,
  acceptedRemark: null,
  certificateKind: null,
  certificateNo: null,
  certificateDate: null,
  findings: [],
});

/** Whether Anna has a line beside these lines of other claims, and what it is for. */
const paidIn = (kind: 'main' | 'supplementary', basis: CountingBasis, lines: readonly ClassLine[], own?: StoredLine) =>
  linesToCount([subject('anna')], { kind, basis, stored: own === undefined ? [] : [own], others: lines }).map(
    ({ paidInClass }) => paidInClass,
  );

describe('L12: the lines of a claim of a class', () => {
  const others = [line({ state: 'approved' }), { ...refused(refusal('NOT_CERTIFIED')), traineeId: 'bao' }];
  const people = [subject('anna'), subject('bao'), subject('chen')];
  const chosen = (kind: 'main' | 'supplementary', basis: CountingBasis, ...own: readonly StoredLine[]) =>
    linesToCount(people, { kind, basis, stored: own, others })
      .filter(({ paidInClass }) => paidInClass !== 'newLine')
      .map(({ lineKey }) => lineKey);

  it('L12: a draft takes nobody whom another claim pays, and a supplementary one only who is left', () => {
    // Anna's base is paid: she stays only if there is an allowance that no claim pays (L14).
    expect(chosen('main', 'draft')).toEqual(['bao', 'chen']);
    expect(chosen('main', 'draft', stored('anna'))).toEqual(['bao', 'chen']);
    expect(chosen('supplementary', 'draft')).toEqual(['bao', 'chen']);
    const closed = [...others, { ...refused(refusal('PENSION_ELIGIBLE')), traineeId: 'chen' }];
    const left = linesToCount(people, { kind: 'supplementary', basis: 'draft', stored: [], others: closed });
    expect(left.map(({ lineKey, paidInClass }) => [lineKey, paidInClass])).toEqual([
      ['anna', 'newLine'],
      ['bao', undefined],
    ]);
  });

  it('L12: a submitted claim keeps its lines, and takes no new ones when only a register has answered', () => {
    expect(chosen('supplementary', 'returned', stored('anna'))).toEqual(['anna', 'bao', 'chen']);
    expect(chosen('supplementary', 'kept', stored('bao'))).toEqual(['bao']);
  });

  it('L12: a result that came after the submission counts for a resubmission, not for an answer of a register', () => {
    const late = stored('bao', refusal('NOT_CERTIFIED'));
    const resultOf = (basis: CountingBasis) =>
      linesToCount(people, { kind: 'main', basis, stored: [late], others }).find(({ lineKey }) => lineKey === 'bao')
        ?.own.result;
    expect(resultOf('kept')).toBeNull();
    expect(resultOf('returned')).toEqual(RESULT);
  });

  it('L12: days for which another claim pays the living allowance earn none again', () => {
    const attendedDays = [{ day: day('2025-05-26'), hours: 8, isOnline: false }];
    const daysBeside = (change: Partial<ClassLine>) =>
      linesToCount([{ ...subject('anna'), attendedDays }], {
        kind: 'main',
        basis: 'returned',
        stored: [stored('anna')],
        others: [line({ allowanceFen: 5_000, ...change })],
      })[0]?.attendedDays;
    expect(daysBeside({})).toEqual([]);
    expect(daysBeside({ claimState: 'withdrawn' })).toEqual(attendedDays);
    expect(daysBeside({ state: 'refused' })).toEqual(attendedDays);
    expect(daysBeside({ allowanceFen: 0 })).toEqual(attendedDays);
  });

  it('L12, L14: whose base another claim pays has a line for the allowance alone, a new or a kept one', () => {
    const lost = [withdrawn(waiting), ofBase];
    expect(paidIn('main', 'draft', lost)).toEqual(['newLine']);
    expect(paidIn('supplementary', 'draft', lost)).toEqual(['newLine']);
    expect(paidIn('main', 'draft', [ofBoth])).toEqual([]);
    expect(paidIn('main', 'returned', [ofBase], stored('anna'))).toEqual(['keptLine']);
    expect(paidIn('main', 'kept', [withdrawn(ofBase)], stored('anna', CLAIMED))).toEqual(['keptLine']);
    expect(paidIn('main', 'returned', [withdrawn(ofBase)], stored('anna', CLAIMED))).toEqual([undefined]);
    expect(paidIn('main', 'kept', lost)).toEqual([]);
  });
});
