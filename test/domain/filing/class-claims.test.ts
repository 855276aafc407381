import { describe, expect, it } from 'vitest';
import {
  isClaimWindowOver,
  isEveryClaimReturned,
  isResultWindowOver,
  mainClaimToDraft,
  mainClaimOf,
  mayBeSupplemented,
  supplementaryToDraft,
  type ClassClaim,
} from '../../../domain/filing/class-claims.ts';
import { withLaw } from '../../support/line-facts.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const claim = (change: Partial<ClassClaim> = {}): ClassClaim => ({
  id: 'clm_1',
  claimNo: 'BT-1',
  kind: 'main',
  state: 'closed',
  stage: null,
  instalment: 1,
  linesRefused: 1,
  ...change,
});

const CLASS = { state: 'claimed', claimWindowEndsOn: day('2025-09-10'), claims: [claim()] } as const;
const LAST_DAY = day('2025-09-10');
const NEXT_DAY = day('2025-09-11');

describe('the claims of a class', () => {
  it('L12: results are taken to the last day of the claim window, and of a returned claim after it', () => {
    expect(isResultWindowOver(CLASS, LAST_DAY)).toBe(false);
    expect(isResultWindowOver(CLASS, NEXT_DAY)).toBe(true);
    expect(isResultWindowOver({ ...CLASS, state: 'expired' }, NEXT_DAY)).toBe(true);
    expect(isResultWindowOver({ ...CLASS, claims: [claim({ state: 'returnedToApplicant' })] }, NEXT_DAY)).toBe(false);
    expect(isResultWindowOver({ ...CLASS, claimWindowEndsOn: null }, NEXT_DAY)).toBe(false);
    expect(isResultWindowOver({ ...CLASS, state: 'open' }, NEXT_DAY)).toBe(false);
  });

  it('L12: documents are free only while every submitted claim that has not ended is with its applicant', () => {
    const returned = claim({ state: 'returnedToApplicant' });
    const others = [
      ['inReview', false],
      ['postCheck', false],
      ['closed', true],
      ['withdrawn', true],
      ['draft', true],
    ] as const;
    for (const [state, isFree] of others) {
      const other = claim({ kind: 'supplementary', state });
      expect([state, isEveryClaimReturned([returned, other])]).toEqual([state, isFree]);
      expect([state, isEveryClaimReturned([other])]).toEqual([state, false]);
    }
    expect(isEveryClaimReturned([returned, claim({ kind: 'supplementary', state: 'returnedToApplicant' })])).toBe(true);
    expect(isEveryClaimReturned([returned, claim({ kind: 'advance', state: 'inReview' })])).toBe(true);
    expect(isEveryClaimReturned([])).toBe(false);
  });

  it('L12: a supplementary claim is offered inside the window, while rules have refused lines and no draft waits', () => {
    expect(mayBeSupplemented(CLASS, LAST_DAY)).toBe(true);
    expect(mayBeSupplemented(CLASS, NEXT_DAY)).toBe(false);
    expect(mayBeSupplemented({ ...CLASS, claims: [claim({ linesRefused: 0 })] }, LAST_DAY)).toBe(false);
    const draft = claim({ kind: 'supplementary', state: 'draft' });
    expect(mayBeSupplemented({ ...CLASS, claims: [claim(), draft] }, LAST_DAY)).toBe(false);
    expect(mayBeSupplemented({ ...CLASS, claims: [claim({ state: 'rejected' })] }, LAST_DAY)).toBe(false);
  });

  it('L12: the main claim stays the one that is shown as `claim`, of an apprenticeship the latest year (C05)', () => {
    const [first, second] = [claim({ id: 'clm_year1' }), claim({ id: 'clm_year2', instalment: 2 })];
    const others = [claim({ kind: 'supplementary', instalment: 3 }), claim({ kind: 'advance', instalment: 4 })];
    expect(mainClaimOf([first, second, ...others])?.id).toBe('clm_year2');
    expect(mainClaimOf([claim({ state: 'withdrawn' }), ...others])).toBeNull();
  });
});

const living = (kind: 'main' | 'supplementary', state: ClassClaim['state']) => ({ kind, state, instalment: 1 });
const draft = (filing: Parameters<typeof mainClaimToDraft>[0], claims: Parameters<typeof mainClaimToDraft>[1] = []) =>
  mainClaimToDraft(filing, claims, day('2025-07-01'));

describe('a new claim of a class', () => {
  const days = { opensOn: day('2025-01-01'), endsOn: day('2025-06-30'), trainingYears: null };
  const assessed = { ...days, state: 'assessed', isRouted: true } as const;

  it('is its main claim, once the class is assessed and routed', () => {
    expect(draft(assessed)).toEqual({ ok: true, value: { kind: 'main', instalment: 1 } });
    expect(draft({ ...assessed, state: 'open' })).toEqual({ ok: false, reason: 'WRONG_STATE' });
    expect(draft({ ...assessed, isRouted: false })).toEqual({ ok: false, reason: 'WRONG_STATE' });
    expect(draft({ ...assessed, state: 'expired' })).toEqual({ ok: false, reason: 'CLAIM_WINDOW_CLOSED' });
  });

  it('C05: is that of the next completed training year of an apprenticeship', () => {
    const years = { ...assessed, endsOn: day('2026-12-31'), trainingYears: 2, state: 'open' } as const;
    expect(mainClaimToDraft(years, [], day('2026-01-01'))).toEqual({
      ok: true,
      value: { kind: 'main', instalment: 1 },
    });
    expect(mainClaimToDraft(years, [], day('2025-12-30'))).toEqual({ ok: false, reason: 'WRONG_STATE' });
  });

  it('L12: is a supplementary one for those who are left, while no draft waits', () => {
    expect(draft(assessed, [living('main', 'closed')])).toEqual({ ok: true, value: null });
    expect(draft(assessed, [living('main', 'draft')])).toEqual({ ok: false, reason: 'ALREADY_CLAIMED' });
    expect(supplementaryToDraft(assessed, 1)).toEqual({ ok: true, value: { kind: 'supplementary', instalment: 1 } });
    expect(supplementaryToDraft(assessed, null)).toEqual({ ok: false, reason: 'NOTHING_LEFT_TO_CLAIM' });
  });

  it('R-070: comes within the claim window, the pinned one before that of the law', () => {
    const law = withLaw(practiceSnapshot(), { 'claimWindow.institutionMonths': 3 });
    const endsOn = day('2025-06-10');
    const isOver = (windowEndsOn: string | null, today: string) =>
      isClaimWindowOver({ endsOn, windowEndsOn: windowEndsOn === null ? null : day(windowEndsOn) }, law, day(today));
    expect([isOver(null, '2025-09-10'), isOver(null, '2025-09-11')]).toEqual([false, true]);
    expect([isOver('2025-09-15', '2025-09-15'), isOver('2025-09-15', '2025-09-16')]).toEqual([false, true]);
  });
});
