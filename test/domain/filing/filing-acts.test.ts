import { describe, expect, it } from 'vitest';
import { isAcceptance, judgeClassAct, submissionOf, warningOfAct } from '../../../domain/filing/filing-acts.ts';
import type { FilingMessage } from '../../../domain/filing/filing-course.ts';
import { ACTORS, NOON_MS } from '../../support/claim-courses.ts';
import { day } from '../../support/policy-library.ts';

const decide = (decision: 'accept' | 'returnForCorrection'): FilingMessage => ({
  kind: 'decide',
  actor: ACTORS.deptEmergency,
  expectedRevision: 1,
  decision,
  organ: null,
  actId: 'act_1',
  atMs: NOON_MS,
});

describe('an act of a class', () => {
  it('R-073: a class with an advance is not withdrawn, and every other act is possible', () => {
    expect(judgeClassAct({ kind: 'withdraw' }, { hasAdvance: true })).toEqual({ ok: false, reason: 'ADVANCE_OPEN' });
    expect(judgeClassAct({ kind: 'withdraw' }, { hasAdvance: false }).ok).toBe(true);
    expect(judgeClassAct({ kind: 'decide' }, { hasAdvance: true }).ok).toBe(true);
  });

  it('R-032: an acceptance after the opening day warns, from the next day on', () => {
    expect(warningOfAct(decide('accept'), day('2025-05-11'))).toMatchObject({ code: 'OPENED_BEFORE_FILING' });
    expect(warningOfAct(decide('accept'), day('2025-05-12'))).toBeUndefined();
    expect(warningOfAct(decide('returnForCorrection'), day('2025-05-11'))).toBeUndefined();
  });

  it('is an acceptance only by that decision', () => {
    expect([decide('accept'), decide('returnForCorrection')].map(isAcceptance)).toEqual([true, false]);
  });
});

describe('a submission of a filing', () => {
  it.each([
    ['draft', false, 'first'],
    ['withdrawn', false, 'closed'],
    ['returned', true, 'again'],
    ['filed', true, 'asked'],
    ['accepted', true, 'closed'],
  ] as const)('of one that is %s, requested before: %s, is %s', (state, isStartRequested, kind) => {
    expect(submissionOf({ state, isStartRequested })).toBe(kind);
  });
});
