import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkbench, type Workbench } from './support/workbench.ts';
import { walkStates, type ListOnScreen } from './support/list-states.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await bench.office.walks.aClaim();
  await bench.office.walks.aClaim();
});
afterAll(() => bench?.close());

const LISTS: readonly ListOnScreen[] = [
  {
    username: 'dept.hr',
    at: '/tasks',
    from: '/api/v1/tasks',
    what: '待办',
    empty: '没有待办。',
    table: '待办列表',
  },
  {
    username: 'bureau.review',
    at: '/claims',
    from: '/api/v1/claims',
    what: '申领列表',
    empty: '没有符合条件的申领。',
    table: '申领列表',
  },
  {
    username: 'ops',
    at: '/stuck?olderThanDays=0',
    from: '/api/v1/stuck',
    what: '卡点列表',
    empty: '没有卡点。',
    table: '卡点列表',
    twin: { cause: 'held', claims: [] },
  },
];

describe(
  'a list that loads, fails, is empty, is full or is stale looks different each time',
  { timeout: 240_000 },
  () => {
    it.each(LISTS)('$what', async (list) => {
      expect(await walkStates(bench, list)).toEqual([]);
    });
  },
);
