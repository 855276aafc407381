import { describe, expect, it } from 'vitest';
import { isCountedAgain } from '../../../domain/claim/law-correction.ts';
import {
  aCourse,
  aPlan,
  played,
  TO_BUREAU,
  TO_CHECK,
  TO_NOTICE,
  TO_REVIEW,
  type Wish,
} from '../../support/claim-courses.ts';

const plan = aPlan();
const MAIN = { kind: 'main', isStarted: true, plan } as const;

describe('a claim whose law is corrected (R-150)', () => {
  it.each<readonly [where: string, wishes: readonly Wish[], isCounted: boolean]>([
    ['in the department’s review', TO_REVIEW, true],
    ['in the bureau’s review', TO_BUREAU, true],
    ['that waits for its notice', TO_NOTICE, false],
    ['in the contract check', TO_CHECK, false],
  ])('R-150: %s is counted again only while its amounts are unpublished', (_where, wishes, isCounted) => {
    expect(isCountedAgain(played(plan, wishes), MAIN)).toBe(isCounted);
  });

  it('R-150: is counted before the first record, and later by the register that it waits for', () => {
    expect(isCountedAgain(aCourse(), { ...MAIN, isStarted: false })).toBe(true);
    expect(isCountedAgain(aCourse(), MAIN)).toBe(false);
  });

  it('R-071: is not counted for an advance, nor for a draft', () => {
    expect(isCountedAgain(played(plan, TO_REVIEW), { ...MAIN, kind: 'advance' })).toBe(false);
    expect(isCountedAgain(null, MAIN)).toBe(false);
  });

  it('is not counted while its return to the bureau resumes later', () => {
    expect(isCountedAgain({ ...played(plan, TO_REVIEW), resumeIndex: 2 }, MAIN)).toBe(false);
  });
});
