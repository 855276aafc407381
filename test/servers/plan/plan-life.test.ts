import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { counted, countedAtEnd, failedWorkflowTasks, historyText, keepHistory } from '../../support/histories.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

interface Filed {
  readonly organ: string;
  readonly who: string;
  readonly on: string;
  readonly returned?: boolean;
  readonly lines: readonly object[];
}

const YEAR: { readonly submissions: readonly Filed[]; readonly revision: Filed & { readonly reason: string } } =
  JSON.parse(readFileSync(join(ROOT, 'practice/years/plan.json'), 'utf8'));

type Filing = Pick<Filed, 'who' | 'organ' | 'lines'> & { readonly reason?: string };

/** Design §5b: a plan of eight organs, one returned and one revised, in events of an undisturbed run. */
const MOST_EVENTS = 150;
const EVENTS_PER_JUMP = 3;
const PATIENCE_MS = 900_000;

let running: RunningOffice;

beforeAll(async () => {
  running = await runOffice();
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const at = (day: string) => running.office.moveClock({ advanceTo: `${day}T10:00:00+08:00` });

async function planOf(year: number) {
  return until(`the plan of ${year}`, async () => {
    const auditor = await running.office.desk('auditor');
    const { body } = await auditor.get(`/api/v1/annual-plans?jurisdiction=150600&year=${year}`);
    return body.items[0]?.revision > 0 ? body.items[0] : null;
  });
}

async function file(planId: string, kind: 'submissions' | 'revisions', { who, ...body }: Filing) {
  const officer = await running.office.desk(who);
  const { etag } = await officer.get(`/api/v1/annual-plans/${planId}`);
  await officer.post(`/api/v1/annual-plans/${planId}/${kind}`, body, { ifMatch: etag ?? '' });
}

async function decide(planId: string, organ: string, body: object) {
  const bureau = await running.office.desk('bureau.review');
  const query = `box=todo&planId=${planId}&planOrgan=${organ}&stage=planReview`;
  const { items } = (await bureau.get(`/api/v1/tasks?${query}`)).body;
  const task = `/api/v1/tasks/${items[0].id}`;
  const { etag } = await bureau.get(task);
  await bureau.post(`${task}/decision`, body, { ifMatch: etag ?? '' });
}

describe('the plan of a year on the real server', () => {
  it(
    'R-012: is opened by its Schedule, lives within its events, and closes on the closing day of the next year',
    { timeout: PATIENCE_MS },
    async () => {
      await at('2027-01-02');
      const { id: planId, opensOn } = await planOf(2027);
      expect(opensOn).toBe('2027-01-01');
      for (const { on, returned = false, who, organ, lines } of YEAR.submissions.toSorted((a, b) =>
        a.on < b.on ? -1 : 1,
      )) {
        await at(on);
        await file(planId, 'submissions', { who, organ, lines });
        if (returned) {
          await decide(planId, organ, { act: 'returnForCorrection', remark: '请补充依据' });
          await file(planId, 'submissions', { who, organ, lines });
        }
        await decide(planId, organ, { act: 'accept' });
      }
      const { on, who, organ, lines, reason } = YEAR.revision;
      await at(on);
      await file(planId, 'revisions', { who, organ, lines, reason });
      await decide(planId, organ, { act: 'accept' });
      const whole = await planOf(2027);
      expect(whole.totals.personTimes).toBe(22_870);
      expect(whole.organs.filter((one: { late: boolean }) => one.late)).toMatchObject([{ organ: 'VETERANS' }]);
      const workflowId = `annual-plan/${planId}`;
      const text = await historyText(running, workflowId);
      expect(text).not.toMatch(/新增两家企业|审核员|请补充依据/);
      await at('2028-04-01');
      const life = await countedAtEnd(running, workflowId);
      const undisturbed = life.events.length - EVENTS_PER_JUMP * (life.jumps + life.heartbeats);
      expect({ undisturbed, isWithin: undisturbed <= MOST_EVENTS }).toMatchObject({ isWithin: true });
      expect((await planOf(2027)).state).toBe('closed');
      await keepHistory(running, 'annual-plan-whole-life', workflowId);
      // Nobody files the plan of a year whose lines a pack has.
      const { id: before } = await planOf(2026);
      await keepHistory(running, 'annual-plan-of-a-pack', `annual-plan/${before}`);
      expect((await counted(running, `annual-plan/${before}`)).jumps).toBeGreaterThan(0);
    },
  );
});
