import { describe, expect, it } from 'vitest';
import {
  isEveryClaimReturned,
  isResultWindowOver,
  mainClaimOf,
  mayBeSupplemented,
  type ClassClaim,
} from '../../../domain/filing/class-claims.ts';
import { day } from '../../support/policy-library.ts';

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
