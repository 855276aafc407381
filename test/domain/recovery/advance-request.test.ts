import { describe, expect, it } from 'vitest';
import { judgeAdvanceRequest, type ClassToAdvance } from '../../../domain/recovery/advance-request.ts';
import { withLaw } from '../../support/line-facts.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const PRACTICE = practiceSnapshot();
const LAW = {
  ...withLaw(PRACTICE, {
    'advance.rate': 6000,
    [`advance.rate.${PRACTICE.route}`]: undefined,
    'advance.routes': [PRACTICE.route],
    'advance.projectRoutes': [],
    'advance.enterpriseRoutes': [],
    'advance.needsNotice': true,
    'recovery.reminderDays': 10,
  }),
};
const CLASS: ClassToAdvance = {
  state: 'open',
  isRouted: true,
  route: PRACTICE.route,
  opensOn: day('2025-05-26'),
  endsOn: day('2025-06-10'),
  occupation: PRACTICE.rates[0]?.occupation ?? '',
  level: PRACTICE.rates[0]?.level ?? '',
  heads: 10,
  classHours: 40,
  applicant: 'enterprise',
  isProjectBased: false,
  shares: null,
};

const judge = (
  change: Partial<ClassToAdvance> = {},
  { amountFen = 1, others = [], law = LAW }: { amountFen?: number; others?: readonly string[]; law?: typeof LAW } = {},
) => judgeAdvanceRequest({ ...CLASS, ...change }, { ok: true, value: law }, { amountFen, others });

const codeOf = (judged: ReturnType<typeof judge>) => (judged.ok ? 'granted' : judged.refusal.code);

describe('the request for an advance', () => {
  it('R-071: is granted up to the share of what the class expects', () => {
    const judged = judge();
    const maxFen = judged.ok ? Math.floor((judged.expected * 6000) / 10_000) : 0;
    expect(maxFen).toBeGreaterThan(0);
    expect(codeOf(judge({}, { amountFen: maxFen }))).toBe('granted');
    expect(judge({}, { amountFen: maxFen + 1 })).toEqual({
      ok: false,
      refusal: { code: 'ADVANCE_TOO_HIGH', maxFen },
    });
  });

  it('R-071: is for a class that is still expected and has a department', () => {
    for (const state of ['filed', 'assessed', 'claimed', 'expired', 'withdrawn'] as const) {
      expect(codeOf(judge({ state }))).toBe('WRONG_STATE');
    }
    expect(codeOf(judge({ isRouted: false }))).toBe('WRONG_STATE');
  });

  it('R-072: is for an enterprise, or for an institution’s project class', () => {
    expect(codeOf(judge({ applicant: 'institution' }))).toBe('ADVANCE_NOT_ALLOWED');
    expect(codeOf(judge({ applicant: 'institution', isProjectBased: true }))).toBe('granted');
    expect(codeOf(judge({ applicant: 'person', isProjectBased: true }))).toBe('ADVANCE_NOT_ALLOWED');
  });

  it('is refused with the keys that the law does not say', () => {
    const law = withLaw(LAW, { 'advance.rate': undefined, 'recovery.reminderDays': undefined });
    expect(judge({}, { law })).toEqual({
      ok: false,
      refusal: { code: 'ROUTE_NOT_OPEN', key: 'advance.rate, recovery.reminderDays' },
    });
    const asked = { amountFen: 1, others: [] };
    expect(
      judgeAdvanceRequest(CLASS, { ok: false, reason: 'ROUTE_NOT_OPEN', missing: ['rate.classHour'] }, asked),
    ).toEqual({
      ok: false,
      refusal: { code: 'ROUTE_NOT_OPEN', key: 'rate.classHour' },
    });
    expect(codeOf(judge({}, { law: { ...LAW, rates: [] } }))).toBe('ROUTE_NOT_OPEN');
  });

  it('R-071: comes once for a class, and before its claim', () => {
    expect(codeOf(judge({}, { others: ['advance'] }))).toBe('ADVANCE_ALREADY');
    expect(codeOf(judge({}, { others: ['main'] }))).toBe('ALREADY_CLAIMED');
  });
});
