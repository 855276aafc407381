import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeEvidence } from '../../../prisma/line/evidence-judging.ts';
import { startClaimApp, WELDER, type ClaimApp } from '../../support/claim-app.ts';
import { applicantOf, certificateClaim, OCCUPATIONS, proveTraining } from '../../support/entry-claims.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { day, practiceCsv } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';

let database: TestDatabase;
let app: ClaimApp;
let school: HttpClient;
let school2: HttpClient;
let dept: HttpClient;
let bureau: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
  school = app.school;
  [school2, dept, bureau] = await Promise.all([app.as('school2'), app.as('dept.hr'), app.as('bureau.review')]);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

beforeEach(() => app.setTime('2025-06-23T10:00:00+08:00'));

/** The submitted claim of the forty welders: its id and its path. */
async function claimOfWelders(): Promise<readonly [string, string]> {
  const { id } = (await app.draftOfWelders()).body;
  const path = `/api/v1/claims/${id}`;
  await app.submitted(path);
  return [id, path];
}

describe('the practice class', () => {
  it('is counted, submitted and read to the fen: 36 of 40, 28,800.00, four refusals with their rules', async () => {
    const drafted = await app.draftOfWelders();
    expect(drafted.status).toBe(201);
    expect(drafted.body.state).toBe('draft');
    expect(drafted.body.totals.claimedFen).toBe(2_880_000);
    expect(drafted.body.lines).toHaveLength(40);
    const refused = drafted.body.lines.filter((line: { state: string }) => line.state === 'refused');
    expect(
      refused.flatMap((line: { refusals: { code: string }[] }) => line.refusals.map(({ code }) => code)).toSorted(),
    ).toEqual(['ATTENDANCE_TOO_LOW', 'NOT_CERTIFIED', 'NOT_CERTIFIED', 'PENSION_ELIGIBLE']);
    const path = `/api/v1/claims/${drafted.body.id}`;
    const claim = await app.submitted(path);
    expect(claim).toMatchObject({
      state: 'departmentReview',
      stage: 'departmentReview',
      revision: 1,
      lines: { total: 40, eligible: 36, refused: 4, approved: 0 },
      contractCheck: { windowEndsOn: '2025-12-10', evidenceDueOn: '2026-01-09' },
      diagnosis: { waitingFor: 'person', cause: 'reviewOpen', owner: { organ: 'HRSS' } },
    });
    expect(claim.policy.documents.length).toBeGreaterThan(0);

    const seen = await dept.send('GET', `${path}/lines?limit=200`);
    expect(seen.body.items[0].idNumber).toMatch(/^15\*{13}\d{2}[\dX]$/);
    const own = await school.send('GET', `${path}/lines?limit=3`);
    expect(own.body.items[0].idNumber).toMatch(/^\d{17}[\dX]$/);
    expect(own.body.nextCursor).not.toBeNull();
    const timeline = await bureau.send('GET', `${path}/timeline`);
    expect(timeline.body.items.map((entry: { act: string }) => entry.act)).toEqual(['drafted', 'submitted', 'begin']);
    const policy = await school.send('GET', `${path}/policy`);
    expect(policy.body.parameters.find((one: { key: string }) => one.key === 'float.rate')).toMatchObject({
      value: 5000,
      clause: '16',
      mark: 'seed',
    });
    const found = await bureau.send('POST', '/api/v1/claims/search', { idNumber: WELDER.idNumber, purpose: 'review' });
    expect(found.body.items.map((item: { id: string }) => item.id)).toContain(drafted.body.id);
  });

  it('earns 4,800.00 on twelve contracts, and says why four earn nothing (R-076 to R-082)', async () => {
    const [claimId, path] = await claimOfWelders();
    await app.setTime('2025-12-20T10:00:00+08:00');
    const csv = practiceCsv('class-welders/contracts.csv');
    const header = Object.keys(csv[0] ?? {});
    const file = [header.join(','), ...csv.map((row) => header.map((name) => row[name]).join(','))].join('\n');
    const sent = await school.upload('POST', `${path}/contract-evidence`, file);
    expect(sent.body).toMatchObject({ rows: 16, accepted: 16, imported: 16, errors: [] });
    const again = await school.upload('POST', `${path}/contract-evidence`, file);
    expect(again.body).toMatchObject({ rows: 16, imported: 0, unchanged: 16 });

    const client = await app.pool.connect();
    await client.query('BEGIN');
    await client.query("UPDATE claim_line SET state = 'floatWaiting' WHERE claim_id = $1 AND state = 'eligible'", [
      claimId,
    ]);
    const judged = await judgeEvidence(client, app, claimId, new Date());
    const refused = await client.query<{ code: string; lines: number }>(
      `SELECT r ->> 'code' AS code, count(*)::int AS lines FROM claim_line, jsonb_array_elements(refusals) AS r
       WHERE claim_id = $1 AND r ->> 'purpose' = 'float' GROUP BY 1 ORDER BY 1`,
      [claimId],
    );
    await client.query('ROLLBACK');
    client.release();
    expect(judged).toEqual({ linesLeft: 12, amountFen: 480_000 });
    expect(refused.rows).toEqual([
      { code: 'CONTRACT_TOO_SHORT', lines: 1 },
      { code: 'INSURANCE_INCOMPLETE', lines: 1 },
      { code: 'NO_EVIDENCE', lines: 20 },
      { code: 'SIGNED_AFTER_WINDOW', lines: 1 },
      { code: 'SIGNED_BEFORE_CLASS_END', lines: 1 },
    ]);
  });

  it('takes evidence line by line: not from the future, not for a refused line, not for another claim’s', async () => {
    const [, path] = await claimOfWelders();
    const lines = await school.send('GET', `${path}/lines?limit=200`);
    const line = (state: string): string => lines.body.items.find((one: { state: string }) => one.state === state).id;
    const evidence = {
      lineId: line('eligible'),
      contractSignedOn: '2025-06-20',
      openEnded: true,
      employer: '示范公司',
      insuredMonths: 1,
      insuranceKinds: ['PENSION'],
    };
    const post = (change: object) => school.send('POST', `${path}/contract-evidence`, { ...evidence, ...change });
    expect((await post({})).body).toMatchObject({ rows: 1, imported: 1 });
    expect((await post({ contractStartsOn: '2025-06-20' })).body).toMatchObject({ unchanged: 1, imported: 0 });
    expect((await post({ contractStartsOn: '2025-06-16' })).body).toMatchObject({ unchanged: 0, imported: 1 });
    const stored = (await school.send('GET', `${path}/lines?limit=200`)).body.items;
    const { contract } = stored.find((one: { id: string }) => one.id === evidence.lineId);
    expect(contract).toMatchObject({ contractSignedOn: '2025-06-20', contractStartsOn: '2025-06-16' });
    expect((await post({ contractSignedOn: '2025-06-24' })).body).toMatchObject({ status: 422, code: 'INVALID' });
    expect((await post({ lineId: line('refused') })).body).toMatchObject({ status: 422, code: 'LINE_NOT_PAID' });
    expect((await post({ lineId: 'lin_0' })).body).toMatchObject({ status: 422, code: 'LINE_UNKNOWN' });
    expect((await post({ contractEndsOn: '2026-06-19' })).body).toMatchObject({ status: 422, code: 'INVALID' });
    expect((await dept.send('POST', `${path}/contract-evidence`, evidence)).status).toBe(403);
  });
});

describe('drafts', () => {
  it('are one per class, only of an assessed class, and only inside the window', async () => {
    await app.clearSlots();
    const filingId = await app.freshClass();
    await app.aDraft(filingId);
    expect((await school.send('POST', '/api/v1/claims', { filingId })).body).toMatchObject({
      status: 409,
      code: 'ALREADY_CLAIMED',
    });
    const running = await app.aClass({ state: 'ended' });
    expect((await school.send('POST', '/api/v1/claims', { filingId: running })).body.code).toBe('WRONG_STATE');
    const late = await app.aClass({ windowEndsOn: day('2025-06-22') });
    expect((await school.send('POST', '/api/v1/claims', { filingId: late })).body).toMatchObject({
      // L12: what comes after the window is 409.
      status: 409,
      code: 'CLAIM_WINDOW_CLOSED',
    });
    expect((await school2.send('POST', '/api/v1/claims', { filingId })).status).toBe(404);
    const other = { route: 'BASE_GRANT_NATIONAL', jurisdiction: '150600' };
    expect((await school.send('POST', '/api/v1/claims', other)).body).toMatchObject({
      status: 422,
      code: 'ROUTE_BY_CALL',
    });
  });

  it('are seen by their institution alone, and absent for everybody else', async () => {
    const path = await app.aDraft(await app.freshClass());
    expect((await school.send('GET', path)).status).toBe(200);
    for (const other of [school2, dept, bureau]) {
      expect((await other.send('GET', path)).status).toBe(404);
    }
  });

  it('are withdrawn without a workflow, and the class is free for another claim', async () => {
    const filingId = await app.freshClass();
    const path = await app.aDraft(filingId);
    const withdrawn = await school.send('POST', `${path}/withdrawal`, { reason: '重做' }, { 'If-Match': '"0"' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', diagnosis: { waitingFor: 'done' } });
    await app.aDraft(filingId);
  });

  it('are submitted only with the pledge, complete, and with the tag that was seen (R-040)', async () => {
    const path = await app.aDraft(await app.freshClass());
    const submit = (body: object, headers = {}) => school.send('POST', `${path}/submission`, body, headers);
    expect((await submit({})).body).toMatchObject({ status: 422, code: 'PLEDGE_MISSING' });
    expect((await submit({ pledge: true })).body).toMatchObject({ status: 428, code: 'IF_MATCH_MISSING' });
    expect((await submit({ pledge: true }, { 'If-Match': '"7"' })).body).toMatchObject({ status: 412, code: 'STALE' });
    const claim = await school.send('GET', path);
    await app.pool.query('DELETE FROM attendance_day WHERE filing_id = $1', [claim.body.filingId]);
    const incomplete = await submit({ pledge: true }, { 'If-Match': '"0"' });
    expect(incomplete.body).toMatchObject({ status: 422, code: 'INCOMPLETE', errors: [{ pointer: '/ATTENDANCE' }] });
  });

  it('are submitted with the filing held first, as imports hold it, so that the two never wait for each other', async () => {
    await app.clearSlots();
    const filingId = await app.freshClass();
    const path = await app.aDraft(filingId);
    const client = await app.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM filing WHERE id = $1 FOR NO KEY UPDATE', [filingId]);
    const submitted = app.submitted(path);
    await untilSomebodyWaits(app.pool);
    const free = await client.query('SELECT FROM claim WHERE filing_id = $1 FOR UPDATE NOWAIT', [filingId]);
    await client.query('COMMIT');
    client.release();
    expect(free.rowCount).toBe(1);
    expect((await submitted).state).toBe('departmentReview');
  });

  it('answer a repeated submission as before, and refuse another one', async () => {
    await app.clearSlots();
    const path = await app.aDraft(await app.freshClass());
    const key = { 'Idempotency-Key': 'submit-once', 'If-Match': '"0"' };
    const first = await school.send('POST', `${path}/submission`, { pledge: true }, key);
    const second = await school.send('POST', `${path}/submission`, { pledge: true }, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const other = await school.send('POST', `${path}/submission`, { pledge: true }, { 'If-Match': '"0"' });
    expect(other.body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
  });
});

describe('slots', () => {
  it('hold the yearly limit when twenty claims of one person race over five institutions (R-048 to R-050)', async () => {
    await app.clearSlots();
    const schools = await fiveSchools();
    const drafts = [1, 2, 3, 4].flatMap((round) =>
      schools.map(async ({ client, party }) => {
        const filingId = await app.aClass({ ...party, occupationCode: `${party.partyId}-${round}` });
        const drafted = await client.send('POST', '/api/v1/claims', { filingId });
        return { client, path: `/api/v1/claims/${drafted.body.id}` };
      }),
    );
    const claims = await raced(await Promise.all(drafts));
    const eligible = claims.filter(({ claim }) => claim.lines.eligible === 1);
    expect(eligible).toHaveLength(3);
    expect(claims.filter(({ claim }) => claim.outcomeCode === 'NO_LINES_LEFT')).toHaveLength(17);
    const slots = await app.pool.query('SELECT slot FROM yearly_slot WHERE year = 2025 ORDER BY slot');
    expect(slots.rows).toEqual([{ slot: 1 }, { slot: 2 }, { slot: 3 }]);

    const [first] = eligible;
    const tag = { 'If-Match': `"${first?.claim.revision}"` };
    await first?.client.send('POST', `${first.path}/withdrawal`, { reason: '撤回' }, tag);
    const freed = await app.submitted(await app.aDraft(await app.freshClass()));
    expect(freed.lines.eligible).toBe(1);
  });

  it('are the same for classes and for certificates without a class, in any order (R-048, R-050)', async () => {
    await app.clearSlots();
    const guild = await applicantOf(app, 'organisation', 'guild', '示范行业协会');
    const drafts = OCCUPATIONS.slice(0, 4).flatMap((occupation, position) => [
      app.aClass({ occupationCode: `4-00-00-${position}` }).then(async (filingId) => ({
        client: school,
        path: await app.aDraft(filingId),
      })),
      guild
        .send('POST', '/api/v1/claims', {
          ...certificateClaim({ ...WELDER, date: '2025-06-19', occupation, number: `M${position}` }),
        })
        .then(async ({ body }) => {
          await proveTraining(guild, body.id);
          return { client: guild, path: `/api/v1/claims/${body.id}` };
        }),
    ]);
    const claims = await raced(await Promise.all(drafts));
    expect(claims.map(({ claim }) => claim.lines.eligible).reduce((sum, one) => sum + one, 0)).toBe(3);
  });

  it('let one occupation and level of a person be claimed once (R-049)', async () => {
    await app.clearSlots();
    const change = { occupationCode: '2-00-00-01' };
    const [one, two] = [await app.aDraft(await app.aClass(change)), await app.aDraft(await app.aClass(change))];
    const claims = await Promise.all([app.submitted(one), app.submitted(two)]);
    expect(claims.map((claim) => claim.lines.eligible).toSorted((a, b) => a - b)).toEqual([0, 1]);
  });
});

/** Submits them all at the same time. */
function raced(drafts: readonly { readonly client: HttpClient; readonly path: string }[]) {
  return Promise.all(
    drafts.map(async ({ client, path }) => {
      const { body } = await client.act('POST', `${path}/submission`, { pledge: true });
      return { client, path, claim: body };
    }),
  );
}

async function fiveSchools() {
  const more = ['school3', 'school4', 'school5'];
  const others = more.map(async (username) => ({
    client: await applicantOf(app, 'institution', username, username),
    party: { partyId: `pty_${username}`, personId: `per_${username}` },
  }));
  const known = [
    { client: school, party: { partyId: 'pty_school', personId: 'per_school' } },
    { client: school2, party: { partyId: 'pty_school2', personId: 'per_school2' } },
  ];
  return [...known, ...(await Promise.all(others))];
}
