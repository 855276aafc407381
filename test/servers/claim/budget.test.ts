import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, reviewAndPay } from '../../../scripts/demo/class-play.ts';
import { above, STANDARD, WHOLE_LIFE } from '../../support/claim-budget.ts';
import { contractsOf } from '../../support/made-class.ts';
import { counted, countedAtEnd, keepHistory, type Counted } from '../../support/histories.ts';
import { officeWithClasses, type OfficeOfClasses } from '../../support/office-lives.ts';

let running: OfficeOfClasses;
let paid: Counted;
let closed: Counted;

beforeAll(async () => {
  running = await officeWithClasses([36]);
  const { office } = running;
  const { id, trainees } = await running.claimOf(36);
  await reviewAndPay(office, id, () => undefined);
  paid = await counted(running, `claim/${id}`);
  await office.moveClock({ advanceTo: '2025-12-12T09:00:00+08:00' });
  const school = await office.desk('school');
  await school.upload(`/api/v1/claims/${id}/contract-evidence`, contractsOf(trainees.slice(0, 12)));
  await actOnClaim(school, id, 'contract-check', { complete: true });
  await reviewAndPay(office, id, () => undefined);
  closed = await countedAtEnd(running, `claim/${id}`);
  await keepHistory(running, 'claim-contract-check-plain', `claim/${id}`);
});
afterAll(() => running.stop());

describe('the budget of a claim’s history, counted by the server (design §5)', () => {
  it('is kept by the way to the base payment', () => {
    expect(above(paid, STANDARD)).toEqual([]);
  });

  it('is kept by the whole life with the contract check and the second payment', () => {
    expect(above(closed, WHOLE_LIFE)).toEqual([]);
  });
});
