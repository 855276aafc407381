import { describe, expect, it } from 'vitest';
import { LINE_CHECK_CODES } from '../../../domain/policy/route-codes.ts';
import type { EntryFacts } from '../../../domain/intake/entry.ts';
import { parseFen } from '../../../domain/money.ts';
import { PolicyParameterMissing } from '../../../domain/policy/policy-snapshot.ts';
import { LINE_CHECK_NEEDS } from '../../../domain/policy/route-needs.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineFacts } from '../../../domain/line/line-facts.ts';
import { LINE_CHECKS } from '../../../domain/line/line-checks.ts';
import { codes, judge, only } from '../../support/judged-lines.ts';
import { FIRST_CHECKS, firstSnapshot, GOOD_LINE, withLaw, withRoute } from '../../support/line-facts.ts';
import { day, practiceSnapshot, ROUTE } from '../../support/policy-library.ts';

describe('the table of checks', () => {
  it('has every code, and each names its rules', () => {
    expect(Object.keys(LINE_CHECKS).toSorted()).toEqual([...LINE_CHECK_CODES].toSorted());
    for (const code of LINE_CHECK_CODES) {
      expect(LINE_CHECKS[code].rules.every((rule) => /^(R-\d{3}|C\d{2})$/.test(rule))).toBe(true);
    }
  });

  it.each(LINE_CHECK_CODES)(
    '%s reads no parameter but those that its needs name: a route without one is closed',
    (code) => {
      const said = Object.fromEntries(LINE_CHECK_NEEDS[code].map((key) => [key, valueFor(key)]));
      const law = withLaw({ ...only(firstSnapshot(), code), parameters: [] }, said);
      expect(() => judge(law, { entry: FILLED, line: { plausibility: ['OVER_PENSION_AGE'] } })).not.toThrow();
    },
  );

  it('throws where a parameter is missing all the same, and passes nothing', () => {
    expect(() => judge({ ...firstSnapshot(), parameters: [] })).toThrow(PolicyParameterMissing);
  });

  it('throws where a check wants the context of a line that has none', () => {
    expect(() => judgeLine(GOOD_LINE, only(firstSnapshot(), 'CHAIN_MEMBER'))).toThrow(RangeError);
  });

  it('lists every refusal in the order of the route', () => {
    const bad: Partial<LineFacts> = {
      attendedHours: 1,
      result: null,
      categories: ['VETERAN'],
      feeFen: parseFen(100),
      isClaimedByOtherSide: true,
      identityRegister: { isAvailable: true, value: [{ status: 'MONTHLY_PENSION', since: null, until: null }] },
      ownSubsidies: [{ route: ROUTE, occupation: '6-18-02-04', level: 'LEVEL_5', date: day('2019-01-01') }],
    };
    const expected = [
      'ATTENDANCE_TOO_LOW',
      'NOT_CERTIFIED',
      'PENSION_ELIGIBLE',
      'FREE_GROUP_CHARGED',
      'ALREADY_CLAIMED_BY_INSTITUTION',
      'SAME_OCCUPATION_LEVEL',
    ];
    expect(codes(firstSnapshot(), { line: bad })).toEqual(expected);
    expect(codes(practiceSnapshot(), { line: bad })).toEqual(expected);
    expect(codes(withRoute(firstSnapshot(), { checks: FIRST_CHECKS.toReversed() }), { line: bad })).toEqual(
      expected.toReversed(),
    );
  });
});

/** One entry with everything that a check may ask for. */
const FILLED: EntryFacts = {
  registeredAt: '150600',
  employerKind: 'ENTERPRISE',
  employer: 'E',
  module: 'START',
  graduatesOn: day('2025-07-01'),
  insuredMonths: 12,
  months: ['2025-03'],
};

function valueFor(key: string) {
  if (/(groups|Groups|Kinds|kinds|categories|accepted|Certificates|Occupations|Routes|routes|modules)$/.test(key)) {
    return ['X'];
  }
  if (/(yearBasis|countingDate|Scope|scope)$/.test(key)) {
    return (
      {
        'exclusion.trainingVsUpgrade.scope': 'PERSON_EVER',
        'wft.capScope': 'PERSON',
        'limit.countingDate': 'CLASS_END',
      }[key] ?? 'CALENDAR'
    );
  }
  return /(gate|Once|upgrade|training|requiresTraining|renewalAllowed|insuredEmployer)$/.test(key) ? true : 12;
}
