import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, reviewAndPay } from '../../scripts/class-play.ts';
import { contractsOf } from '../support/made-class.ts';
import { counted, type Counted } from '../support/histories.ts';
import { officeWithClasses, type OfficeOfClasses } from '../support/office-lives.ts';

/** Design §5. A jump of the practice clock adds its own events, which no live claim has. */
const STANDARD = { events: 42, workflowTasks: 7, transitions: 11, bytes: 9 * 1024 };
const WHOLE_LIFE = { events: 94, workflowTasks: 15, transitions: 20, bytes: 19 * 1024 };
const EVENTS_PER_JUMP = 3;

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
  closed = await counted(running, `claim/${id}`);
});
afterAll(() => running.stop());

describe('the budget of a claim’s history, counted by the server (design §5)', () => {
  it('is kept by the way to the base payment', () => {
    expect(above(paid, STANDARD)).toEqual([]);
  });

  it('is kept by the whole life with the contract check and the second payment', () => {
    expect(closed.events.at(-1)).toBe('WORKFLOW_EXECUTION_COMPLETED');
    expect(above(closed, WHOLE_LIFE)).toEqual([]);
  });
});

/** What is above its limit, with every event of the life beneath it. */
function above(life: Counted, limit: typeof STANDARD): readonly string[] {
  const { jumps, workflowTasks, transitions, bytes } = life;
  const counts = { events: life.events.length - EVENTS_PER_JUMP * jumps, workflowTasks, transitions, bytes };
  const exceeded = (['events', 'workflowTasks', 'transitions', 'bytes'] as const)
    .filter((what) => counts[what] > limit[what])
    .map((what) => `${counts[what]} ${what}, at most ${limit[what]}`);
  return exceeded.length === 0 ? [] : [...exceeded, ...life.events];
}
