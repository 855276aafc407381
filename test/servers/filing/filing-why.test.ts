import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFilingWalks, type FilingWalks } from '../../support/filing-walks.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: HostedApp;
let walks: FilingWalks;
let school: HttpClient;
let school2: HttpClient;
let dept: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  walks = await createFilingWalks(app);
  ({ school, school2, dept } = walks);
  await app.setTime('2025-05-12T09:00:00+08:00');
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('GET /class-filings/{id}/diagnosis', () => {
  it('says that a draft is the institution’s, and is not found by a person who may not read it', async () => {
    const path = await walks.draft();
    const own = await school.send('GET', `${path}/diagnosis`);
    expect(own.body).toMatchObject({ waitingFor: 'person', cause: 'draftOpen', sentence: '请核对后提交备案。' });
    expect((await dept.send('GET', `${path}/diagnosis`)).status).toBe(404);
    expect((await school2.send('GET', `${path}/diagnosis`)).status).toBe(404);
  });

  it('says which office has to answer until when, and shows no evidence and no official to the institution', async () => {
    const path = await walks.filed();
    const [seen, own] = [await dept.send('GET', `${path}/diagnosis`), await school.send('GET', `${path}/diagnosis`)];
    expect(seen.body).toMatchObject({
      waitingFor: 'person',
      cause: 'reviewOpen',
      owner: { kind: 'office', organ: 'HRSS', role: 'departmentReviewer' },
      evidence: [{ fact: 'task', value: expect.stringMatching(/^tsk_/) }],
    });
    expect(seen.body.sentence).toContain('受理备案，最迟 2025-05-');
    expect(seen.body.dueOn).toMatch(/^2025-05-/);
    expect(own.body).toMatchObject({ cause: 'reviewOpen', evidence: [], owner: { displayName: null } });
  });

  it('says that the worker is down while an act is not recorded, as long as no worker gives a sign of life', async () => {
    const path = await walks.filed();
    await app.pool.query(
      `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, created_at)
       VALUES ($1, 'filing', $2, 'withdraw', '\\x00', '{}', now(), 'accepted', now() - interval '2 minutes')`,
      [`act_${path.slice(-20)}`, path.split('/').at(-1)],
    );
    const { body } = await dept.send('GET', `${path}/diagnosis`);
    expect(body).toMatchObject({ waitingFor: 'worker', cause: 'workerDown', suggestedActs: ['startWorker'] });
  });

  it('says when the class ends by itself, and which visits are owed (R-034, R-037)', async () => {
    const path = await walks.open();
    const { body } = await dept.send('GET', `${path}/diagnosis`);
    expect(body).toMatchObject({ waitingFor: 'clock', cause: 'classRunning', nextAutomaticEvent: 'classEnds' });
    expect(body.also).toEqual([
      { cause: 'visitsOwed', sentence: '责任部门还须登记检查：开班计划、教学组织、考评结业。' },
    ]);
  });
});

describe('GET /class-filings/{id}/timeline', () => {
  it('says what happened, in words, by whom to officials and by which office to the institution', async () => {
    const path = await walks.returned();
    const [seen, own] = [await dept.send('GET', `${path}/timeline`), await school.send('GET', `${path}/timeline`)];
    const sentences = own.body.items.map(({ sentence }: { readonly sentence: string }) => sentence);
    expect(sentences[0]).toBe('新建开班备案。');
    expect(sentences.at(-1)).toBe('退回申请单位补正。');
    const submitted = { act: 'submitted', sentence: '提交开班备案。' };
    const bySchool = { ...submitted, actor: { organ: null, section: null, displayName: 'school' } };
    expect(seen.body.items.find(({ act }: { readonly act: string }) => act === 'submitted')).toMatchObject(bySchool);
    expect(own.body.items.filter(({ act }: { readonly act: string }) => act === 'submitted')).toMatchObject([
      submitted,
    ]);
    expect(sentences.every((sentence: string) => sentence !== '')).toBe(true);
    expect(seen.body.items.at(-1).actor.displayName).toEqual(expect.any(String));
    expect(own.body.items.at(-1)).toMatchObject({
      actor: { organ: 'HRSS', displayName: null },
      facts: { remark: '请更正' },
    });
    expect((await school2.send('GET', `${path}/timeline`)).status).toBe(404);
  });
});
