import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../../api/kernel/metrics.ts';
import {
  CHECK_KINDS,
  severityOf,
  ZERO_CHECKS,
  type CheckKind,
  type FindingKind,
} from '../../../domain/check/check-words.ts';
import { ROOT } from '../../../main/config.ts';
import { createCheckRuns, type CheckRuns } from '../../../prisma/check/check-runs.ts';
import { createAuditDigests } from '../../../prisma/kernel/audit-digests.ts';
import { createMetricsSource } from '../../../prisma/kernel/health-store.ts';
import { AUDIT_KEYS } from '../../support/act-keys.ts';
import { DAMAGES } from '../../support/check-damages.ts';
import { httpClient } from '../../support/http-client.ts';
import { bankSays, payOne } from '../../support/money-days.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { objectTo } from '../../support/told-notices.ts';

let database: TestDatabase;
let office: Office;
let runs: CheckRuns;
/** Somebody who may do everything: no trigger and no foreign key stops the damage. */
let somebody: pg.Client;
const logged: object[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  somebody = new pg.Client(database.adminUrl);
  await somebody.connect();
  await somebody.query('SET session_replication_role = replica');
  // Periods are expected from now on: no worker opens any here.
  await somebody.query(`UPDATE environment SET clock_began_at = '2025-06-23T09:00:00+08:00'`);
  runs = createCheckRuns(office.application, {
    library: PRACTICE_LIBRARY,
    digests: createAuditDigests(AUDIT_KEYS),
    now: () => new Date(),
    log: { warn: (facts) => logged.push(facts) },
  });
  const { claimId: noticed, noticeId } = await office.walks.published();
  const payment = await payOne(office);
  await bankSays(office, payment, 'settled', '2025-06-23');
  const reviewed = await office.walks.aClaim();
  await objectTo(office, noticeId);
  names = { reviewed, noticed, notice: noticeId, paid: payment.claimId, payment: payment.id };
});

afterAll(async () => {
  await somebody.end();
  await office.close();
  await database.drop();
});

/** Ids by the words of the damages: a claim in review, one in a notice with an objection, and one that is paid. */
let names: Readonly<Record<string, string>>;
const damage = async (texts: readonly string[]): Promise<void> => {
  for (const text of texts) {
    await somebody.query(text.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? ''));
  }
};

interface Finding {
  readonly id: string;
  readonly check: string;
  readonly severity: string;
  readonly state: string;
  readonly claimId?: string;
  readonly sentence: string;
  readonly runbook: string;
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

/** An operator asks for a run, and a worker carries it out. */
async function run(...checks: readonly CheckKind[]) {
  const ops = office.as('ops');
  const asked = await ops.send('POST', '/api/v1/integrity-runs', checks.length === 0 ? {} : { checks });
  expect([asked.status, asked.body.id]).toEqual([202, expect.stringMatching(/^igr_/)]);
  await runs.turn();
  return (await ops.send('GET', `/api/v1/integrity-runs/${asked.body.id}`)).body;
}

async function findings(check: FindingKind, state = 'open'): Promise<readonly Finding[]> {
  const path = `/api/v1/integrity-findings?check=${check}&state=${state}`;
  return (await office.as('ops').send('GET', path)).body.items;
}

let asked = 0;
let metrics: ReturnType<typeof createMetrics> | null = null;
/** Counted anew at each question. */
async function metricsText(): Promise<string> {
  metrics ??= createMetrics(createMetricsSource(office.application), () => (asked += 60_000));
  return metrics.text();
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly runbook: string };
}
const RULES: readonly Rule[] = parse(readFileSync(join(ROOT, 'docs/alerts.yaml'), 'utf8')).groups.flatMap(
  ({ rules }: { readonly rules: readonly Rule[] }) => rules,
);

/** The severities of the rules that a metric of a check sets off now. */
async function alertsOf(check: FindingKind): Promise<readonly string[]> {
  const series = (await metricsText()).split('\n').find((line) => line.includes(`{check="${check}"`)) ?? '';
  const [, severity, value] = /severity="(\w+)"\} (\d+)/.exec(series) ?? [];
  return RULES.filter(({ expr }) => {
    const [, label, pattern, limit] = /^butie_integrity_findings\{(\w+)=~?"([^"]+)"\} > (\d+)$/.exec(expr) ?? [];
    const said = label === 'check' ? check : severity;
    return pattern !== undefined && pattern.split('|').includes(said ?? '') && Number(value) > Number(limit);
  }).map(({ labels }) => labels.severity);
}

describe('the checks of the office', () => {
  it('find nothing where nobody damaged anything, and say what they looked at', async () => {
    const { state, checks } = await run();
    expect(state).toBe('done');
    expect(checks.map(({ check }: { readonly check: string }) => check)).toEqual(CHECK_KINDS);
    expect(checks.filter(({ failed }: { readonly failed: boolean }) => failed)).toEqual([]);
    const zero = checks.filter(({ check }: { readonly check: CheckKind }) => ZERO_CHECKS.includes(check));
    expect(zero.filter((one: { readonly findings: number }) => one.findings > 0)).toEqual([]);
    const looked = new Map(
      checks.map((one: { readonly check: string; readonly examined: number }) => [one.check, one.examined]),
    );
    for (const check of ['stateWithoutTask', 'auditChain', 'claimSums', 'ledger', 'instructionWithoutFact']) {
      expect([check, looked.get(check)]).toEqual([check, expect.any(Number)]);
      expect(looked.get(check)).not.toBe(0);
    }
  });

  it.each(CHECK_KINDS)(
    '%s: is found with its evidence, moves its metric and its alert, and is gone once it is mended',
    async (check) => {
      if (check === 'advanceOpen') {
        // Only now: nobody has paid it, so its sums are wrong.
        names = { ...names, advance: await addPaidAdvance(office.pool, names['reviewed'] ?? '', 1_000) };
      }
      const [broken, mended] = DAMAGES[check];
      const before = await alertsOf(check);
      await damage(broken);
      const done = await run(check);
      const found = await findings(check);
      // Periods of other offices are late, too; an operator here sees their own.
      expect(done.checks).toMatchObject([{ check, findings: expect.any(Number), failed: false }]);
      expect(found).toHaveLength(1);
      const [finding] = found;
      expect(finding).toMatchObject({
        check,
        severity: severityOf(check),
        acts: [{ act: 'explanation', allowed: true }],
      });
      expect(finding?.runbook).toBe(`docs/runbook.md#${check.toLowerCase()}`);
      expect(finding?.evidence.length).toBeGreaterThan(0);
      expect([before, await alertsOf(check)]).toEqual([[], [severityOf(check)]]);
      // Found again it is the same.
      await run(check);
      expect((await findings(check)).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
      await damage(mended);
      expect((await run(check)).checks).toMatchObject([{ check, findings: 0 }]);
      expect(await findings(check)).toEqual([]);
      expect((await findings(check, 'gone')).map(({ id }) => id)).toContain(finding?.id);
      expect(await alertsOf(check)).toEqual([]);
    },
  );

  it('that cannot run are findings themselves, with no word of a row, and the others go on', async () => {
    await somebody.query('ALTER TABLE ledger_entry RENAME COLUMN amount_fen TO hidden_fen');
    const broken = await run('ledger', 'claimSums');
    expect(broken.checks).toMatchObject([
      { check: 'claimSums', failed: false },
      { check: 'ledger', failed: true, findings: 0 },
    ]);
    expect((await findings('checkFailed')).map(({ evidence }) => evidence)).toEqual([
      [
        { fact: 'check', value: 'ledger' },
        { fact: 'error', value: expect.any(String) },
        { fact: 'code', value: '42703' },
      ],
    ]);
    expect(await alertsOf('checkFailed')).toEqual(['page']);
    expect(logged).toContainEqual({ check: 'checkFailed', findings: 1 });
    // A run without it says nothing of it.
    await run('claimSums');
    expect(await findings('checkFailed')).toHaveLength(1);
    await somebody.query('ALTER TABLE ledger_entry RENAME COLUMN hidden_fen TO amount_fen');
    await run('ledger');
    expect(await findings('checkFailed')).toEqual([]);
  });

  it('are explained by an operator: the text is sealed, and holds until the finding changes', async () => {
    await damage([`UPDATE claim SET paid_fen = paid_fen - 1 WHERE id = '{paid}'`]);
    await run('claimSums');
    const [finding] = (await findings('claimSums')).filter(({ claimId }) => claimId === names['paid']);
    const path = `/api/v1/integrity-findings/${finding?.id ?? ''}/explanation`;
    const auditor = httpClient(office.base, await office.tokenOf('auditor'));
    const page = await auditor.send('GET', '/api/v1/integrity-findings?limit=1');
    expect([page.status, page.body.acts[0]?.allowed]).toEqual([200, false]);
    const next = await auditor.send('GET', `/api/v1/integrity-findings?limit=200&cursor=${page.body.nextCursor}`);
    expect(next.body.items.map(({ id }: Finding) => id)).not.toContain(page.body.items[0].id);
    expect((await auditor.send('POST', '/api/v1/integrity-runs', {})).status).toBe(403);
    expect((await office.as('maker').send('POST', path, { text: '手工更正' })).status).toBe(403);
    const said = await office.as('ops').send('POST', path, { text: '手工更正' });
    expect([said.status, said.body.state, said.body.explanation?.text, said.body.acts]).toEqual([
      200,
      'explained',
      '手工更正',
      [{ act: 'explanation', allowed: false, why: { code: 'WRONG_STATE', sentence: expect.any(String) } }],
    ]);
    expect((await office.as('ops').send('POST', path, { text: '又一次' })).body.code).toBe('WRONG_STATE');
    const { rows: kept } = await office.pool.query('SELECT explanation_sealed FROM integrity_finding WHERE id = $1', [
      finding?.id,
    ]);
    expect(String(kept[0].explanation_sealed)).not.toContain('手工');
    const { rows: audited } = await office.pool.query(
      `SELECT act, person_id FROM audit_entry WHERE entity_kind = 'integrityFinding' AND entity_id = $1`,
      [finding?.id],
    );
    expect(audited).toEqual([{ act: 'explained', person_id: 'per_ops' }]);
    await run('claimSums');
    expect((await findings('claimSums', 'explained')).map(({ id }) => id)).toEqual([finding?.id]);
    expect(await metricsText()).toMatch(/butie_integrity_findings\{check="claimSums",severity="page"\} [01]\n/);
    await damage([`UPDATE claim SET paid_fen = paid_fen - 1 WHERE id = '{paid}'`]);
    await run('claimSums');
    expect((await findings('claimSums')).map(({ id }) => id)).toContain(finding?.id);
    await damage([`UPDATE claim SET paid_fen = paid_fen + 2 WHERE id = '{paid}'`]);
    await run('claimSums');
  });

  it('of another office are not seen there, and those of no office are', async () => {
    await damage([...DAMAGES.workflowWithoutRow[0], ...DAMAGES.stateWithoutTask[0]]);
    await run('workflowWithoutRow', 'stateWithoutTask');
    const own = [...(await findings('workflowWithoutRow')), ...(await findings('stateWithoutTask'))];
    expect(own).toHaveLength(2);
    await office.pool.query(
      `UPDATE person SET roles = '{operator}', organ = NULL, session_epoch = session_epoch + 1 WHERE username = 'elsewhere'`,
    );
    const elsewhere = httpClient(office.base, await office.tokenOf('elsewhere'));
    const seen = (await elsewhere.send('GET', '/api/v1/integrity-findings?state=open')).body.items;
    expect(seen.map(({ check }: Finding) => check)).toEqual(['workflowWithoutRow']);
    const hidden = own.find(({ check }) => check === 'stateWithoutTask');
    const path = `/api/v1/integrity-findings/${hidden?.id ?? ''}/explanation`;
    expect((await elsewhere.send('POST', path, { text: '不归我' })).status).toBe(404);
    await damage([...DAMAGES.workflowWithoutRow[1], ...DAMAGES.stateWithoutTask[1]]);
    await run('workflowWithoutRow', 'stateWithoutTask');
  });

  it('R-148: count the stuck claims once a minute, as the stuck list has them', async () => {
    await damage([
      `UPDATE task SET escalate_on = '2025-06-02' WHERE entity_id = '{reviewed}' AND kind = 'review'`,
      'UPDATE integrity_turn SET minute_at = NULL',
    ]);
    await runs.turn();
    const { body } = await office.as('ops').send('GET', '/api/v1/stuck');
    const listed = body.items.map(
      (one: { readonly cause: string; readonly count: number }) => `${one.cause} ${one.count}`,
    );
    const series = Array.from((await metricsText()).matchAll(/butie_stuck_claims\{cause="(\w+)"\} (\d+)/g));
    const counted = series.filter(([, , count]) => count !== '0').map(([, cause, count]) => `${cause} ${count}`);
    expect(listed).toContain('reviewOpen 1');
    expect(new Set(counted)).toEqual(new Set(listed));
  });

  it('run by themselves each night at 02:30, once after a jump over many nights, and never during one', async () => {
    const nights = async () =>
      (await office.pool.query(`SELECT started_at FROM integrity_run WHERE kind = 'nightly' ORDER BY started_at`)).rows;
    await runs.turn();
    const before = (await nights()).length;
    await office.pool.query('UPDATE environment SET clock_offset_ms = $1', [
      Date.parse('2025-06-24T02:29:00+08:00') - Date.now(),
    ]);
    await runs.turn();
    expect(await nights()).toHaveLength(before);
    await office.pool.query('UPDATE environment SET clock_offset_ms = $1', [
      Date.parse('2025-07-03T02:31:00+08:00') - Date.now(),
    ]);
    await office.pool.query(
      `INSERT INTO clock_jump (id, from_offset_ms, to_offset_ms, target_at, state, requested_by, requested_at)
       VALUES ('jmp_1', 0, 0, now(), 'running', 'per_ops', now())`,
    );
    expect(await runs.turn()).toBe(0);
    await office.pool.query(`UPDATE clock_jump SET state = 'done', done_at = now() WHERE id = 'jmp_1'`);
    await runs.turn();
    await runs.turn();
    expect(await nights()).toHaveLength(before + 1);
    const { body } = await office.as('ops').send('GET', '/api/v1/integrity-runs/latest');
    expect([body.state, body.checks.length]).toEqual(['done', CHECK_KINDS.length]);
    expect(Date.parse(body.startedAt)).toBeGreaterThan(Date.parse('2025-07-03T02:30:00+08:00'));
  });
});
