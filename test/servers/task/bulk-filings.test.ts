import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BULK, endOf, planOf, pledgeOf, saidOf } from '../../support/bulk-walks.ts';
import { createFilingWalks, type FilingWalks } from '../../support/filing-walks.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ACCEPT = { act: 'accept', answers: { typicalTasks: true, safety: true, textbooks: true } };

let database: TestDatabase;
let app: HostedApp;
let walks: FilingWalks;
let dept: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  walks = await createFilingWalks(app);
  dept = await app.as('dept.hr');
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const idOf = (path: string): string => path.split('/').at(-1) ?? '';

async function taskOf(path: string): Promise<string> {
  return (await dept.send('GET', `/api/v1/tasks?box=team&filingId=${idOf(path)}`)).body.items[0].id;
}

/** A pledged bulk of two filings. */
async function acceptedInBulk() {
  const paths = [await walks.filed(), await walks.filed()];
  const plan = (await planOf(dept, await Promise.all(paths.map(taskOf)), ACCEPT)).body;
  expect(plan).toMatchObject({ able: 2, amountFen: 0 });
  expect((await pledgeOf(dept, saidOf(plan))).status).toBe(202);
  return { paths, bulkId: plan.planId, bulk: await endOf(dept, plan.planId) };
}

describe('filings in bulk', () => {
  it('are accepted when each question of the checklist is a yes (R-035), and not with a review’s answers', async () => {
    const { paths, bulk } = await acceptedInBulk();
    expect(bulk).toMatchObject({ act: 'accept', items: [{ result: 'done' }, { result: 'done' }] });
    for (const path of paths) {
      expect((await dept.send('GET', path)).body.state).toBe('accepted');
    }
    const more = [await taskOf(await walks.filed())];
    const said = async (content: object) => (await planOf(dept, more, content)).body.items[0].why?.code;
    expect(await said({ ...ACCEPT, answers: { ...ACCEPT.answers, safety: false } })).toBe('CHECKLIST_NO');
    expect(await said({ act: 'accept' })).toBe('ANSWERS_MISSING');
    expect(await said({ ...ACCEPT, act: 'approve' })).toBe('WRONG_STATE');
  });
});

describe('what stands of a bulk', () => {
  it('is pledged once and kept as it was, and what its plan said cannot be changed at all', async () => {
    const { bulkId } = await acceptedInBulk();
    const refusedWith = async (text: string, values: readonly unknown[] = [bulkId]): Promise<unknown> =>
      app.application.query(text, [...values]).then(
        () => null,
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
    const kept = '23001';
    expect(await refusedWith('DELETE FROM bulk_decision WHERE id = $1')).toBe(kept);
    expect(await refusedWith('DELETE FROM bulk_decision_item WHERE bulk_id = $1')).toBe(kept);
    expect(await refusedWith('UPDATE bulk_decision SET pledged_at = now() WHERE id = $1')).toBe(kept);
    expect(
      await refusedWith("UPDATE bulk_decision_item SET act_id = NULL, result = 'changed' WHERE bulk_id = $1"),
    ).toBe(kept);
    const open = (await planOf(dept, [await taskOf(await walks.filed())], ACCEPT)).body.planId;
    const forbidden = '42501';
    for (const change of ['able = true', 'revision = 1', 'amount_fen = 0', 'why = NULL']) {
      expect(await refusedWith(`UPDATE bulk_decision_item SET ${change} WHERE bulk_id = $1`, [open])).toBe(forbidden);
    }
    expect(await refusedWith('UPDATE bulk_decision SET plan_hash = $1 WHERE id = $1', [open])).toBe(forbidden);
    const odd = '23514';
    expect(await refusedWith("UPDATE bulk_decision_item SET result = 'done' WHERE bulk_id = $1", [open])).toBe(odd);
    expect(await refusedWith('UPDATE bulk_decision SET pledged_at = now() WHERE id = $1', [open])).toBe(odd);
    expect((await dept.send('GET', `${BULK}/${bulkId}`)).body.items).toHaveLength(2);
  });
});
