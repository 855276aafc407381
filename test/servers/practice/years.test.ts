import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playYears, type YearsResult } from '../../../scripts/demo/demo-years.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

let running: RunningOffice;
let played: YearsResult;

beforeAll(async () => {
  running = await runOffice();
  played = await playYears(running.office, () => undefined);
}, 1_200_000);
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

describe('practice/years over HTTP alone, on real servers', () => {
  it('R-012 to R-024, R-111 to R-120, R-153 to R-161: gives every figure that was counted by hand', () => {
    expect(played.wrong).toEqual([]);
    expect(played.compared.length).toBeGreaterThan(150);
  });
});
