import { beforeAll, describe, expect, it } from 'vitest';
import { runChaos, type ChaosReport } from '../../../scripts/chaos/chaos-run.ts';

describe('twenty claims while worker, API, Temporal and Postgres are killed in turn', () => {
  let report: ChaosReport;
  beforeAll(async () => {
    report = await runChaos({ claims: 20, kills: 8, seed: 1, log: () => undefined });
  }, 420_000);

  it('each of the four was killed with SIGKILL while claims moved', () => {
    for (const count of Object.values(report.kills)) {
      expect(count).toBeGreaterThanOrEqual(1);
    }
  });

  it('a minute after calm none is lost, paid twice or stuck, and no audit entry is missing (R-146, R-148, R-109)', () => {
    expect(report.faults).toEqual([]);
    expect(report.claims).toBe(20);
  });

  it('a request repeated with its key is never refused for having been done', () => {
    expect(report.wrongAnswers).toEqual([]);
  });
});
