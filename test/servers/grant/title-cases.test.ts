import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GrantMessage } from '../../../domain/grant/grant-course.ts';
import { CASE_REASON } from '../../../domain/integrity/integrity-cases.ts';
import { createCaseKeeping } from '../../../prisma/integrity/case-keeping.ts';
import { trust } from '../../support/act-keys.ts';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
// A forged case concerns every title of its party, so each test has an office of its own.
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  // Who decides on titles of the region may investigate there, too.
  await office.pool.query(
    `UPDATE person SET roles = roles || 'bureauReviewer'::text WHERE username IN ('region.hr', 'region.hr2')`,
  );
  walks = titleWalks(office);
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

const AGAINST = { partyId: 'pty_college', finding: 'FRAUD', suspectedCrime: false, note: '经查' };
const END = { outcome: 'UNFOUNDED', reason: '核查完毕' };

async function open(body: object = {}, username = 'bureau.review') {
  return (await office.as(username)).send('POST', '/api/v1/cases', { ...AGAINST, ...body });
}

async function close(caseId: string, username: string) {
  return (await office.as(username)).send('POST', `/api/v1/cases/${caseId}/closure`, END);
}

const grantSeen = async (grantId: string) => (await office.readGrant(grantId)).body;

async function drafted(grantId: string) {
  const maker = await office.as('region.pay.maker');
  const { status, body } = await maker.send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
  return [status, body.code];
}

/** The turn of a worker that asks for what cases lack. */
async function sweep(): Promise<readonly string[]> {
  const { rows } = await office.pool.query<{ offset: string }>('SELECT clock_offset_ms AS offset FROM environment');
  const actIds = await createCaseKeeping(office.application, trust())(Date.now() + Number(rows[0]?.offset ?? 0));
  await Promise.all(actIds.map((actId) => office.desk.deliver(actId, 30_000)));
  return actIds;
}

describe('an integrity case against the holder of a title', () => {
  it('R-125, R-161: suspends its title and holds the instalments, not the years; with its end the money goes on', async () => {
    const early = await open();
    expect([early.status, early.body.grants]).toEqual([201, []]);
    const { grantId } = await walks.agreement('base-college');
    // It was opened before the title stood: the sweep finds the title, once.
    expect(await sweep()).toHaveLength(1);
    expect(await sweep()).toEqual([]);
    const suspended = await grantSeen(grantId);
    expect(suspended).toMatchObject({
      state: 'building',
      suspended: true,
      designation: { state: 'suspended' },
      suspension: { reason: CASE_REASON, until: null },
    });
    expect(await drafted(grantId)).toEqual([409, 'GRANT_SUSPENDED']);
    const why = await (await office.as('region.hr')).send('GET', `/api/v1/grants/${grantId}/diagnosis`);
    expect(why.body).toMatchObject({ waitingFor: 'hold', cause: 'heldByCase', owner: { role: 'bureauReviewer' } });
    const second = await open({ finding: 'DIVERSION' });
    expect(second.body.grants).toMatchObject([{ grantId, suspended: true }]);

    // Neither an officer nor one of the two cases frees what the other holds.
    const officer = await office.as('region.hr');
    const at = `/api/v1/grants/${grantId}/suspension`;
    expect((await officer.act('DELETE', at)).body.code).toBe('WRONG_STATE');
    expect((await officer.act('POST', at, { reason: '账目不清' })).status).toBe(200);
    expect((await grantSeen(grantId)).suspension.reason).toBe('账目不清');
    expect((await officer.act('DELETE', at)).status).toBe(200);
    expect((await grantSeen(grantId)).suspension.reason).toBe(CASE_REASON);
    const ended = await close(early.body.id, 'bureau.review2');
    expect([ended.status, ended.body.grants]).toMatchObject([200, [{ grantId, suspended: false }]]);
    expect(await drafted(grantId)).toEqual([409, 'GRANT_SUSPENDED']);

    await walks.goTo('2027-01-05');
    const [year] = (await grantSeen(grantId)).years;
    expect(year).toMatchObject({ year: 2026, state: 'open' });

    expect((await close(second.body.id, 'bureau.review2')).body.state).toBe('closed');
    const free = await grantSeen(grantId);
    expect([free.suspended, free.suspension, free.designation.state]).toEqual([false, null, 'designated']);
    expect(await sweep()).toEqual([]);
    expect((await drafted(grantId))[0]).toBe(201);
    const auditor = await office.as('region.auditor');
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body.intact).toBe(true);
  }, 120_000);

  it('S3: is not ended by who decided on the title, in the database as well; a case about a class suspends none', async () => {
    const { grantId } = await walks.agreement('base-college');
    const { body } = await open();
    expect(body.grants).toMatchObject([{ grantId, suspended: true }]);
    const refused = await close(body.id, 'region.hr');
    expect([refused.status, refused.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    const written = office.pool.query(
      `UPDATE integrity_case SET outcome = 'UNFOUNDED', closing_reason = 'x', closed_at = now(),
         closed_by = (SELECT id FROM person WHERE username = 'region.hr') WHERE id = $1`,
      [body.id],
    );
    await expect(written).rejects.toMatchObject({ constraint: 'integrity_case_uninvolved' });
    const ended = await close(body.id, 'region.hr2');
    expect([ended.status, ended.body.grants]).toMatchObject([200, [{ grantId, suspended: false }]]);
  }, 120_000);

  it('S3, S1: that SQL ended frees no title, by the sweep or by an act that SQL put there, and is seen once', async () => {
    const { grantId } = await walks.agreement('base-college');
    const { body } = await open();
    await office.application.query(
      `UPDATE integrity_case SET outcome = 'UNFOUNDED', closing_reason = 'x', closed_by = 'per_bureaureview2',
         closed_at = now() WHERE id = $1`,
      [body.id],
    );
    expect([await sweep(), await sweep()]).toEqual([[], []]);
    const { rows } = await office.pool.query('SELECT act, cause, count FROM forged_act WHERE entity_id = $1', [
      grantId,
    ]);
    expect(rows).toEqual([{ act: 'resume', cause: 'notSigned', count: 1 }]);
    const forged = { actor: null, expectedRevision: null, actId: `act_${body.id}`, atMs: Date.now() } as const;
    const told = tellBySql(grantId, body.id, { kind: 'resume', caseId: body.id, ...forged });
    await expect(told).rejects.toMatchObject({ code: 'FORGED_ACT' });
    expect((await grantSeen(grantId)).suspended).toBe(true);
  }, 120_000);
});

/** What SQL can put beside a case: the act that would end its suspension. */
async function tellBySql(grantId: string, caseId: string, message: GrantMessage): Promise<void> {
  const body = { asked: { entity: 'grant', id: grantId, message } };
  await office.application.query(
    `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state)
     VALUES ($1, 'grant', $2, $3, '', $4, now(), 'accepted')`,
    [message.actId, grantId, message.kind, JSON.stringify(body)],
  );
  await office.application.query('UPDATE integrity_case_grant SET resume_act_id = $2 WHERE case_id = $1', [
    caseId,
    message.actId,
  ]);
  await office.ask({ entity: 'grant', id: grantId, message });
}
