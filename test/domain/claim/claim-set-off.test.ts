import { describe, expect, it } from 'vitest';
import {
  after,
  aPlanWithoutCheck,
  closesNotice,
  OF_TWO,
  OPENS_NOTICE,
  played,
  refusalOf,
  someFacts,
  TO_NOTICE,
  type Wish,
} from '../../support/claim-courses.ts';

const PLAN = aPlanWithoutCheck();
const setOff = (amountFen: number): Wish => ({ kind: 'setOff', ...OF_TWO, recoveryId: 'rec_1', amountFen });

describe('a set-off', () => {
  it('R-074, R-081: takes the base alone, and leaves a living allowance that is due beside it', () => {
    const open = after(played(PLAN, TO_NOTICE), OPENS_NOTICE, PLAN);
    const due = after(open, closesNotice('clean'), PLAN, someFacts({ amountFen: 640_000, allowanceFen: 120_000 }));
    const without = after(due, setOff(640_000), PLAN);
    expect(without).toMatchObject({
      state: 'finance',
      payments: { base: { state: 'settled', amountFen: 0 }, allowance: { state: 'due', amountFen: 120_000 } },
    });
    expect(refusalOf(without, setOff(1), PLAN)).toBe('WRONG_STATE');
  });
});
