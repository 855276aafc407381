import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAccess } from '../../../prisma/kernel/access-record.ts';
import { inTransaction } from '../../../prisma/kernel/connection.ts';
import { createAuditDigests } from '../../../prisma/kernel/audit-digests.ts';
import { createAuditSealing } from '../../../prisma/worker/audit-sealing.ts';
import { keptNowhere } from '../../../main/office/audit-file.ts';
import { AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { WELDER } from '../../support/claim-app.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { httpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const AT = new Date('2025-05-12T01:00:00Z');

let database: TestDatabase;
let app: Office;

// What everybody did is counted, so each test has an office of its own.
beforeEach(async () => {
  database = await createTestDatabase();
  app = await startOffice(database.url);
});

afterEach(async () => {
  await app.close();
  await database.drop();
});

const clientOf = async (username: string) => httpClient(app.base, await app.tokenOf(username));
const personOf = async (username: string): Promise<string> =>
  (await (await clientOf(username)).send('GET', '/api/v1/session')).body.id;

describe('S10: what a person saw', () => {
  it('is found by the person and by what was looked at, and stands in a chain of the person alone', async () => {
    const personId = await personOf('dept.hr');
    const caller = { personId, organ: 'HRSS', section: '就业服务' } as const;
    const facts = { document: 'TEACHER_LIST' };
    for (const entityId of ['fil_one', 'fil_two']) {
      await inTransaction(app.pool, (client) => recordAccess(client, { act: 'read', caller, at: AT, entityId, facts }));
    }
    const auditor = await clientOf('auditor');
    const ofFiling = await auditor.send('GET', '/api/v1/audit?filingId=fil_two');
    expect(ofFiling.body.items).toMatchObject([
      { entityKind: 'access', entityId: personId, act: 'read', seq: 2, facts: { ...facts, entityId: 'fil_two' } },
    ]);
    const ofPerson = await auditor.send('GET', `/api/v1/audit?personId=${personId}&entityKind=access`);
    expect(ofPerson.body.items.map(({ seq }: { readonly seq: number }) => seq)).toEqual([1, 2]);
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body).toMatchObject({ intact: true, breaks: [] });
  });
});

const signIn = (username: string, password: string) =>
  app.nobody.send('POST', '/api/v1/session', { username, password });

describe('S10: a sign-in', () => {
  it('is recorded with its address, and so is a failure: with the account if there is one, never with what was typed', async () => {
    const personId = await personOf('dept.hr');
    expect((await signIn('dept.hr', 'practice')).status).toBe(201);
    expect((await signIn('dept.hr', 'a guess of mine')).status).toBe(401);
    expect((await signIn('my password by mistake', 'x')).status).toBe(401);

    const auditor = await clientOf('auditor');
    const { body } = await auditor.send('GET', '/api/v1/audit?entityKind=access');
    const seen = body.items.filter(({ act }: { readonly act: string }) => act.startsWith('sign'));
    expect(seen).toMatchObject([
      { act: 'signedIn', entityId: personId, facts: { address: '127.0.0.1' } },
      { act: 'signInFailed', entityId: 'nobody', facts: { entityId: personId, isLookedAt: true, count: 1 } },
      { act: 'signInFailed', entityId: 'nobody', facts: { address: '127.0.0.1', isLookedAt: true, count: 1 } },
    ]);
    expect(seen[2].facts).not.toHaveProperty('entityId');
    expect(JSON.stringify(body)).not.toMatch(/guess of mine|by mistake/);
  });
});

describe('S10: a search by a person', () => {
  it('goes by POST with a purpose, answers as the list does, and is recorded without the number', async () => {
    const claimId = await app.walks.aClaim();
    const search = { idNumber: WELDER.idNumber, purpose: 'payment' };
    const found = await app.as('dept').send('POST', '/api/v1/claims/search?limit=1', search);
    expect(found.status).toBe(200);
    expect(found.body.items.map(({ id }: { readonly id: string }) => id)).toEqual([claimId]);
    expect((await app.as('union').send('POST', '/api/v1/claims/search', search)).body.items).toEqual([]);
    // The claims of a private person are found by the id of the party, and by no name.
    const { id: partyId, name } = found.body.items[0].applicant;
    await app.pool.query(`UPDATE party SET kind = 'person' WHERE id = $1`, [partyId]);
    const listed = async (seat: 'dept' | 'union', filter: Readonly<Record<string, string>>): Promise<string[]> => {
      const { body } = await app.as(seat).send('GET', `/api/v1/claims?${new URLSearchParams(filter).toString()}`);
      return body.items.map(({ id }: { readonly id: string }) => id);
    };
    expect(await listed('dept', { applicant: partyId })).toEqual([claimId]);
    expect(await listed('dept', { applicant: 'pty_factory' })).toEqual([]);
    expect(await listed('dept', { q: name })).toEqual([]);
    expect(await listed('union', { applicant: partyId })).toEqual([]);
    for (const wrong of [
      { idNumber: WELDER.idNumber },
      { ...search, purpose: 'curious' },
      { ...search, idNumber: '12' },
    ]) {
      expect((await app.as('dept').send('POST', '/api/v1/claims/search', wrong)).status).toBe(422);
    }
    const auditor = await clientOf('auditor');
    const seen = (await auditor.send('GET', '/api/v1/audit?entityKind=access')).body.items;
    const searches = seen.filter(({ act }: { readonly act: string }) => act === 'searched');
    expect(searches).toMatchObject([
      { facts: { purpose: 'payment', found: 1 } },
      { facts: { purpose: 'payment', found: 0 } },
    ]);
    expect(searches[0].facts.searched).toBe(searches[1].facts.searched);
    expect(JSON.stringify(seen)).not.toContain(WELDER.idNumber);
  });

  it('is refused in an address, however the number is written, and nothing is searched', async () => {
    const { idNumber } = WELDER;
    for (const q of [
      idNumber,
      idNumber.toLowerCase(),
      ` ${idNumber.slice(0, 6)} ${idNumber.slice(6)}`,
      '152701800101001',
    ]) {
      const asked = await app.as('dept').send('GET', `/api/v1/claims?q=${encodeURIComponent(q)}`);
      expect([asked.status, asked.body.code]).toEqual([422, 'SEARCH_BY_POST']);
      expect(asked.body.detail).toContain('/claims/search');
    }
    expect((await app.as('dept').send('GET', `/api/v1/claims?q=${idNumber.slice(0, 17)}`)).body.items).toEqual([]);
  });
});

const accessesOf = async (personId: string) => {
  const auditor = await clientOf('auditor');
  const { body } = await auditor.send('GET', `/api/v1/audit?personId=${personId}&entityKind=access&limit=200`);
  return body.items.map(({ act, facts }: { readonly act: string; readonly facts: object }) => ({ act, ...facts }));
};

describe('S10: what else a caller did', () => {
  it('refusals are recorded by person, operation and hour: the first and the tenth, with their count', async () => {
    const personId = await personOf('school');
    const refusals = Array.from({ length: 12 }, () => app.as('school').send('GET', '/api/v1/audit'));
    expect(new Set((await Promise.all(refusals)).map(({ status }) => status))).toEqual(new Set([403]));
    const seen = (await accessesOf(personId)).filter(
      ({ act, operation }: { readonly act: string; readonly operation?: string }) =>
        act === 'refused' && operation === 'listAudit',
    );
    expect(seen.map(({ count }: { readonly count: number }) => count).toSorted()).toEqual([1, 10]);
    expect(seen[0]).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lists that leave as a file are recorded, the same list on the screen is not', async () => {
    const personId = await personOf('bureau.review');
    const before = (await accessesOf(personId)).length;
    expect((await app.as('bureau').send('GET', '/api/v1/reports/plan-progress?year=2025')).status).toBe(200);
    expect(await accessesOf(personId)).toHaveLength(before);
    const file = await app.as('bureau').send('GET', '/api/v1/reports/plan-progress?year=2025&format=csv');
    expect(file.status).toBe(200);
    expect((await accessesOf(personId)).at(-1)).toMatchObject({
      act: 'exported',
      operation: 'readPlanProgress',
      year: '2025',
    });
  });

  it('loads of a practice register are recorded with the register', async () => {
    const personId = await personOf('dept.union');
    const path = '/api/v1/practice/registers/identity/availability';
    expect((await app.as('union').send('PUT', path, { available: true })).status).toBe(200);
    expect((await accessesOf(personId)).at(-1)).toMatchObject({ act: 'registerLoaded', register: 'identity' });
  });
});

describe('R-096: the audit', () => {
  it('masks the name of a private applicant, and names officials and who acts for an institution', async () => {
    await app.pool.query(
      `WITH party AS (INSERT INTO party (id, kind, name, jurisdiction) VALUES ('pty_zhang', 'person', '张丽丽', '150600')
         RETURNING id)
       INSERT INTO person (id, username, password_hash, display_name, party_id, jurisdiction, roles)
       SELECT 'per_zhang', 'zhang', p.password_hash, '张丽丽', party.id, '150600', p.roles
       FROM person p, party WHERE p.id = 'per_school'`,
    );
    for (const personId of ['per_zhang', 'per_school', 'per_depthr']) {
      const caller = { personId, organ: null, section: null };
      const entry = { act: 'read', caller, at: AT, entityId: 'fil_one', facts: {} } as const;
      await inTransaction(app.pool, (client) => recordAccess(client, entry));
    }
    const auditor = await clientOf('auditor');
    const { body } = await auditor.send('GET', '/api/v1/audit?filingId=fil_one');
    expect(body.items.map(({ person }: { readonly person: object }) => person)).toEqual([
      { id: 'per_zhang', displayName: '张*丽' },
      { id: 'per_school', displayName: 'school' },
      { id: 'per_depthr', displayName: 'dept.hr' },
    ]);
    expect(JSON.stringify(body)).not.toContain('张丽丽');
  });
});

describe('S7: the audit of a claim', () => {
  it('is nobody’s to read while the claim is a draft, and the auditor’s once it is submitted', async () => {
    const claimId = await app.walks.aClaim();
    const auditor = await clientOf('auditor');
    const entries = async () =>
      (await auditor.send('GET', `/api/v1/audit?claimId=${claimId}&entityKind=claim`)).body.items.length;
    const submitted = await entries();
    expect(submitted).toBeGreaterThan(0);
    await app.pool.query('UPDATE claim SET submitted_at = NULL WHERE id = $1', [claimId]);
    expect(await entries()).toBe(0);
    await app.pool.query('UPDATE claim SET submitted_at = now() WHERE id = $1', [claimId]);
    expect(await entries()).toBe(submitted);
  });
});

describe('S15: the root of each day', () => {
  it('is for the auditor over the API, for everybody without a sign-in, and on the page of public notices', async () => {
    const seal = createAuditSealing(app.application, {
      digests: createAuditDigests(AUDIT_KEYS),
      sign: signRoot,
      apart: keptNowhere(),
      onCut: () => undefined,
    });
    await app.setTime('2025-06-25T10:00:00+08:00');
    await seal(Date.parse('2025-06-25T10:00:00+08:00'));
    const auditor = await clientOf('auditor');
    const { items } = (await auditor.send('GET', '/api/v1/audit/roots?from=2025-06-23&to=2025-06-24')).body;
    expect(items.map(({ day }: { readonly day: string }) => day)).toEqual(['2025-06-24']);
    expect(items[0]).toMatchObject({ root: expect.any(String), signature: expect.any(String) });
    expect((await app.as('school').send('GET', '/api/v1/audit/roots')).status).toBe(403);

    const open = (await app.nobody.send('GET', '/public/audit-roots?from=2025-06-23&to=2025-06-24')).body;
    expect(open.items).toEqual(items);
    const page = await fetch(`${app.base}/public/notices`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain(items[0].root);
  });
});
