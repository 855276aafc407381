import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowIdOf } from '../../../domain/entities.ts';
import { ROOT } from '../../../main/config.ts';
import { countedAtEnd, failedWorkflowTasks, historyText, keepHistory } from '../../support/histories.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

interface Entered {
  readonly who: string;
  readonly ok: boolean;
  readonly checkedAtOnce?: boolean;
  readonly entry: Readonly<Record<string, unknown>>;
}

interface Play {
  readonly entriesOn: string;
  readonly publishedOn: string;
  readonly laterOn: string;
  readonly entries: readonly Entered[];
  readonly refused: readonly Omit<Entered, 'ok'>[];
  readonly persons: readonly string[];
}

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, 'practice', 'years', file), 'utf8'));
const PLAY: Play = read('demand.json');
const EXPECTED = read('expected.json').demand;
const at = (day: string, hour = '09') => ({ advanceTo: `${day}T${hour}:00:00+08:00` });

let running: RunningOffice;
beforeAll(async () => {
  running = await runOffice();
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const desk = (who: string) => running.office.desk(who);
const get = async (who: string, path: string) => (await (await desk(who)).get(path)).body;
const cycleOf = async (no: number) => {
  const page = await get('dept.hr', '/api/v1/demand-cycles?jurisdiction=150600');
  return page.items.find((cycle: { readonly no: number }) => cycle.no === no);
};
const shownCycle = ({ no, startsOn, endsOn, state }: Readonly<Record<string, unknown>>) => ({
  no,
  startsOn,
  endsOn,
  state,
});
const post = async (who: string, path: string, body: unknown) =>
  (await desk(who)).ask('POST', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
  });

describe('a demand cycle over HTTP alone (R-021 to R-024)', () => {
  it(
    'opens on its day, counts what was checked, publishes itself, carries over, and shows no person',
    { timeout: 600_000 },
    async () => {
      await running.office.moveClock(at(PLAY.entriesOn));
      const first = await cycleOf(1);
      expect(shownCycle(first)).toEqual(EXPECTED.cycle);

      expect(await get('dept.hr', `/api/v1/demand-cycles/${first.id}/diagnosis`)).toMatchObject({
        waitingFor: 'clock',
        cause: 'surveyRunning',
        nextAutomaticEvent: 'publication',
        nextAutomaticAt: '2025-06-30T16:00:00.000Z',
      });

      const entered: { readonly id: string; readonly ok: boolean; readonly state: string }[] = [];
      for (const { who, ok, entry, checkedAtOnce = false } of PLAY.entries) {
        const answer = await post(who, '/api/v1/demand-entries', entry);
        expect([answer.status, answer.body.state]).toEqual([201, checkedAtOnce ? 'checked' : 'unchecked']);
        entered.push({ id: answer.body.id, ok, state: answer.body.state });
      }
      for (const { who, entry } of PLAY.refused) {
        const answer = await post(who, '/api/v1/demand-entries', entry);
        expect([answer.status, answer.body.code]).toEqual([422, 'FIELD_REQUIRED']);
        expect(answer.body.errors.length).toBeGreaterThan(0);
      }
      const unchecked = await get('dept.hr', '/api/v1/demand-entries?jurisdiction=150600&state=unchecked');
      expect(unchecked.items).toHaveLength(EXPECTED.unchecked);

      for (const { id, ok } of entered.filter(({ state }) => state === 'unchecked')) {
        const { etag } = await (await desk('dept.hr')).get(`/api/v1/demand-entries/${id}`);
        const checked = await (
          await desk('dept.hr')
        ).post(`/api/v1/demand-entries/${id}/check`, { ok, remark: '电话核实' }, { ifMatch: etag ?? '' });
        expect(checked.body.state).toBe(ok ? 'checked' : 'refused');
      }
      expect((await cycleOf(1)).counts).toEqual(EXPECTED.counts);

      await running.office.moveClock(at(PLAY.publishedOn));
      const published = await cycleOf(1);
      expect(published).toMatchObject({
        state: 'pushed',
        publishedAt: '2025-06-30T16:00:00.000Z',
        counts: EXPECTED.counts,
      });
      expect(
        published.deliveries.map(({ recipientKind }: { readonly recipientKind: string }) => recipientKind),
      ).toEqual(EXPECTED.recipients);
      expect(published.deliveries.every(({ recipients }: { readonly recipients: number }) => recipients > 0)).toBe(
        true,
      );
      const second = await cycleOf(2);
      expect(shownCycle(second)).toEqual(EXPECTED.next);
      expect(second.carried).toEqual(EXPECTED.carried);

      const lists = await Promise.all(
        ['employer', 'worker'].map((list) => get('auditor', `/public/demand?jurisdiction=150600&cycle=1&list=${list}`)),
      );
      expect(lists[0].items).toHaveLength(EXPECTED.counts.employer.entries);
      const workers: readonly { readonly entries: number }[] = lists[1].items;
      expect(workers.reduce((sum, { entries }) => sum + entries, 0)).toBe(EXPECTED.counts.worker.entries);
      for (const person of PLAY.persons) {
        expect(JSON.stringify(lists)).not.toContain(person);
      }

      await running.office.moveClock(at(PLAY.laterOn));
      const cycles = await get('dept.hr', '/api/v1/demand-cycles?jurisdiction=150600&limit=200');
      const periods = await get('auditor', '/api/v1/periods?kind=DEMAND_CYCLE&jurisdiction=150600&limit=200');
      expect([cycles.items.length, cycles.items[0].no, periods.items.length]).toEqual(EXPECTED.later);
      expect(periods.items.filter(({ late }: { readonly late: boolean }) => late)).toEqual([]);
    },
  );

  it('costs at most twenty events, and its history names nobody', async () => {
    const cycle = await cycleOf(1);
    const workflowId = workflowIdOf('demandCycle', cycle.id);
    const life = await countedAtEnd(running, workflowId);
    // Three events for each jump of the practice clock, and one for a timer that a jump passes.
    expect(life.events.length - 4 * life.jumps).toBeLessThanOrEqual(20);
    const history = await historyText(running, workflowId);
    for (const person of PLAY.persons) {
      expect(history).not.toContain(person);
    }
    await keepHistory(running, 'demand-cycle-whole-life', workflowId);
  });
});
