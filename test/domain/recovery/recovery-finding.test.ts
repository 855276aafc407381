import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { linesAsked } from '../../../domain/recovery/recovery-letter.ts';
import { judgeFinding } from '../../../domain/recovery/recovery-finding.ts';

const person = (personId: string, organ: Actor['organ'], ...roles: Actor['roles']): Actor => ({
  personId,
  organ,
  section: null,
  jurisdiction: '150600',
  roles,
  partyId: null,
});
const BUREAU = person('per_bureau', 'HRSS', 'bureauReviewer', 'noticeOfficer');
const MAKER = person('per_maker', 'FINANCE', 'financeMaker');
const CHECKER = person('per_checker', 'FINANCE', 'financeChecker');
const APPROVER = person('per_ops', null, 'operatorApprover');
const DEBTOR: Actor = { ...person('per_school', null, 'applicant'), partyId: 'pty_1' };

describe('R-126: what a person finds', () => {
  const claim = {
    jurisdiction: '150600',
    responsibleDepartment: 'HRSS',
    isAdvance: false,
    rooms: new Map([
      ['base', 500],
      ['float', 800],
      ['advance', 9_000],
    ] as const),
    hasLines: true,
    hasCase: true,
  } as const;
  const finding = { amountFen: 500, cause: 'WRONG_AMOUNT', lines: [], purpose: null, caseId: null } as const;
  const found = (asked: object, who: Actor = MAKER, of: object = {}) => {
    const verdict = judgeFinding({ ...finding, ...asked }, who, { ...claim, ...of });
    return verdict.ok ? verdict.value : verdict.reason;
  };

  it('is the money of one purpose, never more than was paid of it', () => {
    expect([found({}), found({ amountFen: 800 }), found({ amountFen: 801 })]).toEqual(['base', 'float', 'ABOVE_PAID']);
    expect(found({ amountFen: 501, purpose: 'base' })).toBe('ABOVE_PAID');
    expect(found({ amountFen: 9_000 }, MAKER, { isAdvance: true })).toBe('advance');
  });

  it('names lines that are of the claim and sum, and a case of the debtor where it comes from one', () => {
    expect(found({ lines: [{ lineId: 'lin_1', amountFen: 499 }] })).toBe('AMOUNT_MISMATCH');
    expect(found({ lines: [{ lineId: 'lin_1', amountFen: 500 }] })).toBe('base');
    expect(found({}, MAKER, { hasLines: false })).toBe('LINE_UNKNOWN');
    expect([found({ cause: 'INTEGRITY_CASE' }), found({}, MAKER, { hasCase: false })]).toEqual(['INVALID', 'INVALID']);
  });

  it('is found by the responsible department, the HR bureau or Finance of the place, and by nobody else', () => {
    const department = person('per_d', 'HRSS', 'departmentReviewer');
    expect([department, BUREAU, MAKER, CHECKER].map((who) => found({}, who))).toEqual(['base', 'base', 'base', 'base']);
    const others = [
      DEBTOR,
      APPROVER,
      { ...MAKER, jurisdiction: '150000' },
      person('per_u', 'TRADE_UNION', 'departmentReviewer'),
    ];
    expect(others.map((who) => found({}, who))).toEqual(others.map(() => 'FORBIDDEN'));
  });
});

/** What is asked of lines of which so much was found, in fen. */
const askedOf = (fen: number, ...found: readonly number[]) =>
  linesAsked(
    found.map((amountFen, at) => ({ lineId: `lin_${at}`, amountFen })),
    fen,
  ).map(({ amountFen }) => amountFen);

describe('R-074: the lines of a finding', () => {
  it('sum to what is asked, in proportion where it is less than was found', () => {
    expect(askedOf(300, 100, 200)).toEqual([100, 200]);
    expect(askedOf(100, 100, 100, 100)).toEqual([34, 33, 33]);
    expect(askedOf(1, 100, 200)).toEqual([0, 1]);
    expect(askedOf(1_000_000_000_000, 999_999_999_999, 999_999_999_999)).toEqual([500_000_000_000, 500_000_000_000]);
    expect(askedOf(500)).toEqual([]);
  });
});
