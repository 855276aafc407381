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
  it('R-012, R-017, R-021 to R-023, R-112, R-114 to R-117, R-119, R-153 to R-160: gives every figure that was counted by hand', () => {
    expect(played.wrong).toEqual([]);
    expect(played.compared.length).toBeGreaterThan(150);
  });
});
