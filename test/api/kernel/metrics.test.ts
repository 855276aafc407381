import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../api/kernel/metrics.ts';
import type { CheckCounts } from '../../../api/kernel/check-metrics.ts';
import type { WebhookCounts } from '../../../api/kernel/webhook-metrics.ts';

const NO_WEBHOOKS: WebhookCounts = { endpoints: [], backlog: [], oldest: [], attempts: [] };
const WEBHOOKS: WebhookCounts = {
  endpoints: [{ state: 'active', count: 1 }],
  backlog: [{ endpoint: 'whe_1', state: 'waiting', count: 7 }],
  oldest: [{ endpoint: 'whe_1', seconds: 42 }],
  attempts: [{ endpoint: 'whe_1', result: 'TIMEOUT', count: 3 }],
};

const NO_FINDINGS: CheckCounts = { findings: [], lastRunSeconds: 0, stuckClaims: null, standingSeconds: null };

describe('S11: the counts of the database behind /metrics', () => {
  it('are taken at most every ten seconds, however often and however parallel somebody asks', async () => {
    let now = 0;
    let counted = 0;
    const metrics = createMetrics(
      {
        async claimsByState() {
          counted += 1;
          return Promise.resolve(new Map([['inReview', counted]]));
        },
        entitiesByState: () => Promise.resolve([{ entity: 'grant', state: 'scoring', count: 2 }]),
        outboxWaiting: () => Promise.resolve(0),
        differencesByKind: () => Promise.resolve([]),
        parkedReports: () => Promise.resolve([]),
        bankFilesUntaken: () => Promise.resolve(0),
        forgedActs: () => Promise.resolve([]),
        webhooks: () => Promise.resolve(NO_WEBHOOKS),
        checks: () => Promise.resolve(NO_FINDINGS),
      },
      () => now,
    );
    const ask = () => Promise.all(Array.from({ length: 20 }, () => metrics.text()));
    await ask();
    now = 9_999;
    expect((await ask()).every((text) => text.includes('butie_claims_open{state="inReview"} 1'))).toBe(true);
    expect(counted).toBe(1);
    now = 10_000;
    expect((await ask()).every((text) => text.includes('butie_claims_open{state="inReview"} 2'))).toBe(true);
    expect(counted).toBe(2);
  });

  it('are taken again at once after they failed', async () => {
    let fails = true;
    const metrics = createMetrics({
      claimsByState: () => (fails ? Promise.reject(new Error('gone')) : Promise.resolve(new Map())),
      entitiesByState: () => Promise.resolve([{ entity: 'grant', state: 'scoring', count: 2 }]),
      outboxWaiting: () => Promise.resolve(3),
      differencesByKind: () => Promise.resolve([{ kind: 'openInstruction', count: 2 }]),
      parkedReports: () => Promise.resolve([{ reason: 'PARTIAL', count: 2 }]),
      bankFilesUntaken: () => Promise.resolve(1),
      forgedActs: () => Promise.resolve([]),
      webhooks: () => Promise.resolve(WEBHOOKS),
      checks: () =>
        Promise.resolve({
          findings: [{ kind: 'ledger', count: 2 }],
          lastRunSeconds: 60,
          stuckClaims: { held: 3 },
          standingSeconds: 7,
        }),
    });
    await expect(metrics.text()).rejects.toThrow('gone');
    fails = false;
    expect(await metrics.text()).toContain('butie_outbox_waiting 3');
    expect(await metrics.text()).toContain('butie_reconciliation_differences{kind="openInstruction"} 2');
    expect(await metrics.text()).toContain('butie_reconciliation_differences{kind="ledgerDiffers"} 0');
    expect(await metrics.text()).toContain('butie_integrity_findings{check="ledger",severity="page"} 2');
    expect(await metrics.text()).toContain('butie_integrity_findings{check="orphanTask",severity="ticket"} 0');
    expect(await metrics.text()).toContain('butie_integrity_last_run_seconds 60');
    expect(await metrics.text()).toContain('butie_standing_age_seconds 7');
    expect(await metrics.text()).toContain('butie_stuck_claims{cause="held"} 3');
    expect(await metrics.text()).toContain('butie_stuck_claims{cause="timerMissed"} 0');
    expect(await metrics.text()).toContain('butie_payout_parked{reason="PARTIAL"} 2');
    expect(await metrics.text()).toContain('butie_bank_files_untaken 1');
    expect(await metrics.text()).toContain('butie_entities_open{entity="grant",state="scoring"} 2');
    const text = await metrics.text();
    expect(text).toContain('butie_webhook_endpoints{state="active"} 1');
    expect(text).toContain('butie_webhook_backlog{endpoint="whe_1",state="waiting"} 7');
    expect(text).toContain('butie_webhook_oldest_seconds{endpoint="whe_1"} 42');
    expect(text).toContain('butie_webhook_attempts_total{endpoint="whe_1",result="TIMEOUT"} 3');
  });
});
