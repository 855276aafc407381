import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { createCaseKeeping } from '../../../prisma/integrity/case-keeping.ts';
import { trust } from '../../support/act-keys.ts';
import { caseDesks, writeCases } from '../../support/case-desks.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { tellClaim } from '../../support/tell-claim.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MIGRATION = join(ROOT, 'prisma/migrations/20261129002320_cases_are_signed/migration.sql');
const AT_MS = Date.parse('2025-06-24T09:00:00+08:00');
const FORGED = { kind: 'refused', code: 'FORGED_ACT' };
const END = { outcome: 'UNFOUNDED', reason: '核查完毕', transferDocumentNo: '移送〔2025〕3号' };

let database: TestDatabase;
let office: Office;
let desks: ReadonlyMap<string, HttpClient>;

// A forged case concerns all claims of its party, so each test has an office of its own.
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  desks = await caseDesks(office);
});

afterEach(async () => {
  await office.close();
  await database.drop();
});

/** With the login of the application: what an attacker has who lacks the API's key. */
async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.application.query<Found>(sql, [...values])).rows;
}

const send = (username: string, path: string, body?: object) =>
  (desks.get(username) ?? office.nobody).send('POST', `/api/v1/cases${path}`, body);

async function stateOf(claimId: string): Promise<string | undefined> {
  return (await rows<{ state: string }>('SELECT state FROM claim WHERE id = $1', claimId))[0]?.state;
}

async function reviewed() {
  const claimId = await office.walks.reviewed();
  const [claim] = await rows<{ filing_id: string }>('SELECT filing_id FROM claim WHERE id = $1', claimId);
  return { claimId, filingId: claim?.filing_id ?? '' };
}

/** A claim that an honest case holds. */
async function held(suspectedCrime = false) {
  const { claimId, filingId } = await reviewed();
  const found = { partyId: 'pty_school', filingId, finding: 'FRAUD', suspectedCrime, note: '经查' };
  const opened = await send('dept.hr', '', found);
  expect([opened.status, await stateOf(claimId)]).toEqual([201, 'suspended']);
  const caseId: string = opened.body.id;
  return { claimId, filingId, caseId };
}

const endedBySql = (caseId: string, by = 'per_bureaureview2') =>
  rows(
    `UPDATE integrity_case SET outcome = 'UNFOUNDED', closing_reason = 'x', closed_by = $2, closed_at = now() WHERE id = $1`,
    caseId,
    by,
  );

/** The turn of a worker that asks for what cases lack. */
const sweep = () => createCaseKeeping(office.application, trust())(AT_MS);

/** What SQL can put beside a case: the act that would end its hold, or begin one. Tells the claim so. */
async function tellByAct(
  claimId: string,
  kind: 'hold' | 'release',
  { caseId, holdId }: { caseId: string; holdId: string },
) {
  const actId = `act_${kind}_${holdId}`;
  const message = { kind, actor: null, actId, atMs: AT_MS };
  const hold = { holdId, category: 'case', reason: 'x', until: null };
  const body = { reason: caseId, holdId, hold, asked: { entity: 'claim', id: claimId, message } };
  await rows(
    `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state)
     VALUES ($1, 'claim', $2, $3, '', $4, now(), 'accepted')`,
    actId,
    claimId,
    kind,
    JSON.stringify(body),
  );
  await (kind === 'hold'
    ? rows('INSERT INTO integrity_case_claim VALUES ($1, $2, $3, $4)', caseId, claimId, holdId, actId)
    : rows('UPDATE integrity_case_claim SET release_act_id = $2 WHERE case_id = $1', caseId, actId));
  return tellClaim(office, claimId, message);
}

async function holdOf(caseId: string) {
  const [taken] = await rows<{ hold_id: string }>(
    'SELECT hold_id FROM integrity_case_claim WHERE case_id = $1',
    caseId,
  );
  return { caseId, holdId: taken?.hold_id ?? '' };
}

const forgeries = (claimId: string) =>
  rows('SELECT act, cause, count FROM forged_act WHERE entity_id = $1 ORDER BY act, cause', claimId);

describe('S3, S1: a case that SQL ended', () => {
  it('lets no claim go on, by the sweep or by an act that SQL put there, and is seen once', async () => {
    const { claimId, caseId } = await held();
    await endedBySql(caseId);
    expect([await sweep(), await sweep()]).toEqual([[], []]);
    expect(await forgeries(claimId)).toEqual([{ act: 'release', cause: 'notSigned', count: 1 }]);
    expect(await tellByAct(claimId, 'release', await holdOf(caseId))).toEqual(FORGED);
    expect(await stateOf(claimId)).toBe('suspended');
  });

  it('nor with the signatures of another case', async () => {
    const [one, other] = [await held(), await held()];
    expect((await send('bureau.review2', `/${other.caseId}/closure`, END)).status).toBe(200);
    await rows(
      `UPDATE integrity_case k SET outcome = o.outcome, closing_reason = o.closing_reason, closed_by = o.closed_by,
         transfer_document_no = o.transfer_document_no, closed_at = o.closed_at, closing_signature = o.closing_signature
       FROM integrity_case o WHERE k.id = $1 AND o.id = $2`,
      one.caseId,
      other.caseId,
    );
    expect(await sweep()).toEqual([]);
    expect(await tellByAct(one.claimId, 'release', await holdOf(one.caseId))).toEqual(FORGED);
    expect([await stateOf(one.claimId), await stateOf(other.claimId)]).toEqual(['suspended', 'noticePending']);
  });

  it('nor a suspected crime, of which one person alone said it', async () => {
    const { claimId, caseId } = await held(true);
    expect((await send('bureau.review2', `/${caseId}/closure`, END)).body.state).toBe('waitsForConfirmation');
    await rows(`UPDATE integrity_case SET closed_by = 'per_bureaureview3', closed_at = now() WHERE id = $1`, caseId);
    expect(await sweep()).toEqual([]);
    expect(await tellByAct(claimId, 'release', await holdOf(caseId))).toEqual(FORGED);
    expect(await stateOf(claimId)).toBe('suspended');
  });

  it('nor does an honest person confirm an end that nobody entered; entered by two it counts', async () => {
    const { claimId, caseId } = await held(true);
    await rows(
      `UPDATE integrity_case SET outcome = 'UNFOUNDED', closing_reason = 'x', transfer_document_no = '1',
         closing_asked_by = 'per_bureaureview2', closing_asked_at = now() WHERE id = $1`,
      caseId,
    );
    const confirmed = await send('bureau.review3', `/${caseId}/closure/confirmation`);
    expect([confirmed.status, confirmed.body.code]).toEqual([409, 'WRONG_STATE']);
    expect(await stateOf(claimId)).toBe('suspended');
    expect((await send('bureau.review3', `/${caseId}/closure`, END)).status).toBe(200);
    expect((await send('bureau.review2', `/${caseId}/closure/confirmation`)).body.state).toBe('closed');
    expect(await stateOf(claimId)).toBe('noticePending');
  });
});

describe('S3, S1: a case that SQL opened', () => {
  it('holds no claim', async () => {
    const { claimId, filingId } = await reviewed();
    await rows(
      `INSERT INTO integrity_case (id, jurisdiction, party_id, filing_id, finding, suspected_crime, note, opened_by, opened_at)
       VALUES ('cas_forged', '150600', 'pty_school', $1, 'FRAUD', false, 'x', 'per_depthr', now())`,
      filingId,
    );
    expect(await sweep()).toEqual([]);
    expect(await tellByAct(claimId, 'hold', { caseId: 'cas_forged', holdId: 'hld_forged' })).toEqual(FORGED);
    expect(await stateOf(claimId)).toBe('noticePending');
  });
});

/** As the upgrade did with all cases. */
async function carryOver(caseId: string) {
  const [carried] = /INSERT INTO integrity_case_before_signing[^;]*/.exec(readFileSync(MIGRATION, 'utf8')) ?? [];
  await office.pool.query(`${carried} WHERE k.id = $1`, [caseId]);
}

describe('S3: a case of before signatures', () => {
  it('counts as it stood at the upgrade, and ends by signed words', async () => {
    const { claimId, caseId } = await held();
    await office.pool.query('UPDATE integrity_case SET opening_signature = NULL WHERE id = $1', [caseId]);
    await carryOver(caseId);
    const added = rows(`INSERT INTO integrity_case_before_signing VALUES ('cas_forged', '{}')`);
    await expect(added).rejects.toMatchObject({ code: '42501' });
    const ended = await send('bureau.review2', `/${caseId}/closure`, END);
    expect([ended.status, ended.body.state]).toEqual([200, 'closed']);
    expect(await stateOf(claimId)).toBe('noticePending');
  });

  it('that had ended lets its claims go on as it would have, and keeps its end', async () => {
    const { claimId, caseId } = await held();
    await endedBySql(caseId);
    expect(await sweep()).toEqual([]);
    await carryOver(caseId);
    const changed = office.pool.query(`UPDATE integrity_case SET closing_reason = 'another' WHERE id = $1`, [caseId]);
    await expect(changed).rejects.toThrow('keeps what was found and how it ended');
    const [actId, ...more] = await sweep();
    expect(more).toEqual([]);
    await office.desk.deliver(actId ?? '', 60_000);
    expect(await stateOf(claimId)).toBe('noticePending');
  });
});

/** A case about all claims of the school, of this day and later. */
async function openedOfParty(): Promise<string> {
  const found = { partyId: 'pty_school', finding: 'FRAUD', suspectedCrime: false, note: '经查' };
  const opened = await send('bureau.review2', '', found);
  expect(opened.status).toBe(201);
  return opened.body.id;
}

const casesOf = (claimId: string) =>
  rows('SELECT case_id FROM integrity_case_claim WHERE claim_id = $1 ORDER BY case_id', claimId);

/** As the runbook says. */
const repairEnd = (caseId: string) =>
  office.pool.query(
    `ALTER TABLE integrity_case DISABLE TRIGGER integrity_case_kept;
     UPDATE integrity_case SET outcome = NULL, closing_reason = NULL, closed_by = NULL, closed_at = NULL WHERE id = '${caseId}';
     ALTER TABLE integrity_case ENABLE TRIGGER integrity_case_kept`,
  );

const deliver = async (actIds: readonly string[]) => {
  for (const actId of actIds) {
    await office.desk.deliver(actId, 60_000);
  }
};

describe('S3: claims that come after SQL wrote cases', () => {
  it('are held by a case that SQL ended, and show it; by one that people ended they are not', async () => {
    const caseId = await openedOfParty();
    await endedBySql(caseId, 'per_bureaureview3');
    const { claimId } = await reviewed();
    const keep = createCaseKeeping(office.application, trust());
    await deliver(await keep(AT_MS));
    expect([await stateOf(claimId), await casesOf(claimId)]).toEqual(['suspended', [{ case_id: caseId }]]);
    expect(await keep(AT_MS)).toEqual([]);
    expect(await forgeries(claimId)).toEqual([{ act: 'release', cause: 'notSigned', count: 1 }]);
    await repairEnd(caseId);
    expect((await send('bureau.review3', `/${caseId}/closure`, END)).status).toBe(200);
    expect(await stateOf(claimId)).toBe('noticePending');
    const later = await reviewed();
    expect([await keep(AT_MS), await keep(AT_MS)]).toEqual([[], []]);
    expect([await casesOf(later.claimId), await forgeries(later.claimId)]).toEqual([[], []]);
  });

  it('are held by an honest case behind hundreds that SQL opened or ended, and show those', async () => {
    await writeCases(office.application);
    const caseId = await openedOfParty();
    const { claimId } = await reviewed();
    await deliver(await sweep());
    expect([await stateOf(claimId), await casesOf(claimId)]).toEqual(['suspended', [{ case_id: caseId }]]);
    expect(await forgeries(claimId)).toEqual([{ act: 'hold', cause: 'notSigned', count: 1 }]);
    expect((await send('bureau.review3', `/${caseId}/closure`, END)).status).toBe(200);
  });

  it('are let go on by an honest end behind a hundred that SQL wrote', async () => {
    const [{ claimId, caseId }, other] = [await held(), await reviewed()];
    await writeCases(office.application);
    await rows(
      `WITH others AS (SELECT '0case_' || n AS id, 'hld_0' || n AS hold_id FROM generate_series(251, 400) n), placed AS (
         INSERT INTO hold (id, claim_id, category, reason, created_at) SELECT hold_id, $1, 'case', 'x', now() FROM others)
       INSERT INTO integrity_case_claim SELECT id, $1, hold_id, 'act_x' FROM others`,
      other.claimId,
    );
    await endedBySql(caseId);
    await carryOver(caseId);
    await deliver(await sweep());
    expect(await stateOf(claimId)).toBe('noticePending');
    expect(await forgeries(other.claimId)).toContainEqual({ act: 'release', cause: 'notSigned', count: 1 });
  });

  it('show a case whose opening no known key signed', async () => {
    const caseId = await openedOfParty();
    const { claimId } = await reviewed();
    const unknowing = createCaseKeeping(office.application, { ...trust(), verify: () => false });
    expect([await unknowing(AT_MS), await unknowing(AT_MS)]).toEqual([[], []]);
    expect(await forgeries(claimId)).toEqual([{ act: 'hold', cause: 'notSigned', count: 1 }]);
    await deliver(await sweep());
    expect([await stateOf(claimId), await casesOf(claimId)]).toEqual(['suspended', [{ case_id: caseId }]]);
  });
});
