import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { createCaseKeeping } from '../../../prisma/integrity/case-keeping.ts';
import { trust } from '../../support/act-keys.ts';
import { caseDesks } from '../../support/case-desks.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MIGRATION = join(ROOT, 'prisma/migrations/20261129002320_cases_are_signed/migration.sql');
const AT_MS = Date.parse('2025-06-24T09:00:00+08:00');
const END = { outcome: 'UNFOUNDED', reason: '核查完毕', transferDocumentNo: '移送〔2025〕3号' };

let database: TestDatabase;
let office: Office;
let desks: ReadonlyMap<string, HttpClient>;

// A case concerns all claims of its party, so each test has an office of its own.
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  desks = await caseDesks(office);
});

afterEach(async () => {
  await office.close();
  await database.drop();
});

const owner = async <Found extends object>(sql: string, ...values: readonly unknown[]) =>
  (await office.pool.query<Found>(sql, [...values])).rows;

const send = (username: string, path: string, body?: object) =>
  (desks.get(username) ?? office.nobody).send('POST', `/api/v1/cases${path}`, body);

/** A case about all claims of the school, of this day and later. */
async function opened(suspectedCrime = false): Promise<string> {
  const found = { partyId: 'pty_school', finding: 'FRAUD', suspectedCrime, note: '经查' };
  const { status, body } = await send('bureau.review2', '', found);
  expect(status).toBe(201);
  return body.id;
}

/** As the runbook and the migration say. */
async function vouchFor(caseId: string): Promise<void> {
  const [carried] = /INSERT INTO integrity_case_before_signing[^;]*/.exec(readFileSync(MIGRATION, 'utf8')) ?? [];
  const [, again] = /`WHERE k\.id = '\.\.\.' (ON CONFLICT [^`]+)`/.exec(runbook()) ?? [];
  expect(again).toBeDefined();
  await office.pool.query(`${carried} WHERE k.id = '${caseId}' ${again}`);
}

const runbook = () => readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');

/** What still counts on the old half of the key, cases that ended after somebody vouched for them alone. */
async function countedByRunbook(): Promise<number> {
  const [, sql] = /```sql\n(SELECT \(SELECT count\(\*\) FROM act WHERE answered_at[^`]*)```/.exec(runbook()) ?? [];
  const [row] = await owner<Record<string, string>>(sql ?? '');
  return Number(Object.values(row ?? {})[0]);
}

/** The turn of a worker that asks for what cases lack; a worker that knows the key, or a retired key alone. */
const sweep = (isKnown = true) =>
  createCaseKeeping(office.application, isKnown ? trust() : { ...trust(), verify: () => false })(AT_MS);

const seenOf = async (claimId: string) => [
  (await owner<{ state: string }>('SELECT state FROM claim WHERE id = $1', claimId))[0]?.state,
  await owner('SELECT act, cause FROM forged_act WHERE entity_id = $1', claimId),
];

const deliver = async (actIds: readonly string[]) => {
  for (const actId of actIds) {
    expect((await office.desk.deliver(actId, 60_000)).kind).toBe('done');
  }
};

const endBySql = (caseId: string) =>
  owner(
    `UPDATE integrity_case SET outcome = 'UNFOUNDED', closing_reason = 'x', closed_by = 'per_bureaureview3', closed_at = now()
     WHERE id = $1`,
    caseId,
  );

describe('S3: a case that somebody vouched for, and that ended before its key was retired', () => {
  it('holds no later claim: of one or two words, by its keyed audit alone; and the runbook counts it', async () => {
    const cases = [await opened(), await opened(true)];
    await owner('UPDATE integrity_case SET opening_signature = NULL');
    for (const caseId of cases) {
      await vouchFor(caseId);
      expect((await send('bureau.review3', `/${caseId}/closure`, END)).status).toBe(200);
    }
    const path = `/api/v1/cases/${cases[1] ?? ''}/closure/confirmation`;
    expect((await office.as('bureau').send('POST', path)).status).toBe(200);
    const counted = await countedByRunbook();
    const claimId = await office.walks.reviewed();
    expect(await sweep(false)).toEqual([]);
    expect(await seenOf(claimId)).toEqual(['noticePending', []]);
    for (const [index, caseId] of cases.entries()) {
      await vouchFor(caseId);
      expect(await countedByRunbook()).toBe(counted - index - 1);
    }
    expect(await sweep(false)).toEqual([]);
  });

  it('but one of which SQL says that it ended, or the audit without its key, holds', async () => {
    const caseId = await opened();
    await vouchFor(caseId);
    await endBySql(caseId);
    await owner(
      `INSERT INTO audit_entry (entity_kind, entity_id, act, person_id, at, facts, seq, previous_hash, hash, mac)
       SELECT 'case', id, 'closed', closed_by, closed_at, '{"outcome": "UNFOUNDED", "transferDocumentNo": null}', 9,
         '\\x00', '\\x00', '\\x00' FROM integrity_case WHERE id = $1`,
      caseId,
    );
    const claimId = await office.walks.reviewed();
    await deliver(await sweep(false));
    expect((await seenOf(claimId))[0]).toBe('suspended');
  });
});

/** The statement says which cases it need not look at. */
const looksForClaims = (sent: unknown) =>
  typeof sent === 'object' && sent !== null && 'text' in sent && String(sent.text).includes('k.id <> ALL ($2)');

describe('S3: what the sweep looks at', () => {
  it('is each ended case once, also one that all claims know', async () => {
    const caseId = await opened();
    expect((await send('bureau.review3', `/${caseId}/closure`, END)).status).toBe(200);
    const asked = vi.spyOn(office.application, 'query');
    const keep = createCaseKeeping(office.application, trust());
    expect([await keep(AT_MS), await keep(AT_MS)]).toEqual([[], []]);
    const sent = asked.mock.calls.flatMap((call): readonly unknown[] => call);
    expect(sent.filter(looksForClaims)).toMatchObject([{ values: ['', []] }, { values: ['', [caseId]] }]);
  });

  it('notes an end that nobody said at the claims that it would let go, not at those that the case never held', async () => {
    const caseId = await opened();
    const held = await office.walks.reviewed();
    await deliver(await sweep());
    const asked = await office.walks.reviewed();
    expect(await sweep()).toHaveLength(1);
    await endBySql(caseId);
    expect([await sweep(), await sweep()]).toEqual([[], []]);
    expect(await seenOf(held)).toEqual(['suspended', [{ act: 'release', cause: 'notSigned' }]]);
    expect(await seenOf(asked)).toEqual(['noticePending', []]);
  });
});

describe('R-125: a hold that a worker without the key of the API refused', () => {
  it('is asked again by another act, once a minute, until a worker knows the key; then by nothing', async () => {
    const caseId = await opened();
    const claimId = await office.walks.reviewed();
    const refusedAgo = `UPDATE act SET state = 'refused', refusal_code = 'FORGED_ACT',
      answered_at = now() - $2 * interval '1 second' WHERE id = $1`;
    const [first, ...others] = await sweep();
    await owner(refusedAgo, first, 0);
    expect([others, await sweep()]).toEqual([[], []]);
    await owner(refusedAgo, first, 61);
    const [second = '', ...more] = await sweep();
    expect([more, await sweep(), second === first]).toEqual([[], [], false]);
    expect((await office.desk.deliver(second, 60_000)).kind).toBe('done');
    expect((await seenOf(claimId))[0]).toBe('suspended');
    await owner(refusedAgo, second, 61);
    expect(await sweep()).toEqual([]);
    const other = office.application.query(`UPDATE integrity_case_claim SET hold_act_id = 'x' WHERE case_id = $1`, [
      caseId,
    ]);
    await expect(other).rejects.toThrow('keeps the claims that it held');
    expect((await send('bureau.review3', `/${caseId}/closure`, END)).status).toBe(200);
    expect(await seenOf(claimId)).toEqual(['noticePending', []]);
  });
});
