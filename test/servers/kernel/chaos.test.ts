import { beforeAll, describe, expect, it } from 'vitest';
import { runChaos, type ChaosReport } from '../../../scripts/chaos/chaos-run.ts';

/** Ten times what a quiet machine needs. The run reports what is not done by then; the hook only outlasts it. */
const WITHIN_MS = 30 * 60_000;
const HOOK_MS = WITHIN_MS + 15 * 60_000;

describe('twenty claims while worker, API, Temporal and Postgres are killed in turn', () => {
  let report: ChaosReport;
  beforeAll(async () => {
    report = await runChaos({ claims: 20, kills: 8, seed: 1, withinMs: WITHIN_MS, log: () => undefined });
  }, HOOK_MS);

  it('each of the four was killed with SIGKILL while claims moved', () => {
    for (const count of Object.values(report.kills)) {
      expect(count).toBeGreaterThanOrEqual(1);
    }
  });

  it('a minute after calm none is lost, paid twice or stuck, and no audit entry is missing (R-146, R-148, R-109)', () => {
    expect(report.faults).toEqual([]);
    expect(report.claims).toBe(20);
  });

  it('a receiver that is away for a third of the time gets every event, in the order of its subject', () => {
    expect(report.events.taken).toBeGreaterThan(report.claims);
    expect(report.events.turnedAway).toBeGreaterThan(0);
    expect(report.faults.filter((fault) => /event|endpoint/.test(fault))).toEqual([]);
  });

  it('a request repeated with its key is never refused for having been done', () => {
    expect(report.wrongAnswers).toEqual([]);
  });
});
