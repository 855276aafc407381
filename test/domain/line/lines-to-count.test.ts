import { describe, expect, it } from 'vitest';
import type { StoredLine } from '../../../domain/line/counted-line.ts';
import type { StoredRefusal } from '../../../domain/line/line-remarks.ts';
import {
  instalmentsLeft,
  isLeftToClaim,
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

describe('L12: the lines of a claim of a class', () => {
  const others = [line({ state: 'approved' }), { ...refused(refusal('NOT_CERTIFIED')), traineeId: 'bao' }];
  const people = [subject('anna'), subject('bao'), subject('chen')];
  const chosen = (kind: 'main' | 'supplementary', basis: CountingBasis, ...own: readonly StoredLine[]) =>
    linesToCount(people, { kind, basis, stored: own, others }).map(({ lineKey }) => lineKey);

  it('L12: a draft takes nobody whom another claim pays, and a supplementary one only who is left', () => {
    expect(chosen('main', 'draft')).toEqual(['bao', 'chen']);
    expect(chosen('main', 'draft', stored('anna'))).toEqual(['bao', 'chen']);
    expect(chosen('supplementary', 'draft')).toEqual(['bao', 'chen']);
    const closed = [...others, { ...refused(refusal('PENSION_ELIGIBLE')), traineeId: 'chen' }];
    const left = linesToCount(people, { kind: 'supplementary', basis: 'draft', stored: [], others: closed });
    expect(left.map(({ lineKey }) => lineKey)).toEqual(['bao']);
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
});
