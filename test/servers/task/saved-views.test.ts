import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const put = (seat: 'dept' | 'dept2' | 'union' | 'bureau', name: string, body: object) =>
  office.as(seat).send('PUT', `/api/v1/me/views/${encodeURIComponent(name)}`, body);
const remove = (seat: 'dept' | 'union', name: string) =>
  office.as(seat).send('DELETE', `/api/v1/me/views/${encodeURIComponent(name)}`);
const list = async (seat: 'dept' | 'dept2' | 'union' | 'bureau') =>
  (await office.as(seat).send('GET', '/api/v1/me/views')).body.items;

describe('a saved view', () => {
  it('is of its person alone, replaced by one of the same name, and deleted', async () => {
    const overdue = { box: 'team', filters: { dueState: 'over', q: '示范' }, sort: '-amount' };
    const saved = await put('dept', '我的超期', overdue);
    expect([saved.status, saved.body]).toEqual([200, { name: '我的超期', ...overdue }]);
    await put('dept', 'a', {});
    expect(await list('dept')).toEqual([
      { name: 'a', box: 'todo', filters: {}, sort: 'due' },
      { name: '我的超期', ...overdue },
    ]);
    expect(await list('dept2')).toEqual([]);
    await put('dept', 'a', { box: 'mine', filters: { kind: 'review' } });
    expect((await list('dept'))[0]).toEqual({
      name: 'a',
      box: 'mine',
      filters: { kind: 'review' },
      sort: 'due',
    });
    expect((await remove('dept', 'a')).status).toBe(204);
    expect((await remove('dept', 'a')).status).toBe(204);
    expect((await remove('union', '我的超期')).status).toBe(204);
    expect(await list('dept')).toHaveLength(1);
  });

  it('is exactly a query of the list: what the list does not take, it does not take', async () => {
    for (const filters of [{ cursor: 'x' }, { limit: 3 }, { dueState: 'late' }, { colour: 'red' }, { q: '' }]) {
      const answer = await put('union', 'x', { filters });
      expect([answer.status, answer.body.code]).toEqual([422, 'INVALID']);
    }
    expect((await put('union', 'x', { sort: 'name' })).status).toBe(422);
    expect(await list('union')).toEqual([]);
  });

  it('is counted by its name, as its own query is', async () => {
    await office.walks.aClaim(true, 'union');
    await office.walks.aClaim(true, 'union');
    const filters = { kind: 'review', assignee: 'nobody' };
    await put('union', '待领', { box: 'team', filters });
    const ask = (query: string) => office.as('union').send('GET', `/api/v1/tasks/counts?${query}`);
    const [byView, byQuery] = [
      await ask(`view=${encodeURIComponent('待领')}`),
      await ask('box=team&kind=review&assignee=nobody'),
    ];
    expect(byView.status).toBe(200);
    expect(byView.body).toEqual({ ...byQuery.body, asOf: byView.body.asOf });
    expect(byView.body.boxes.team).toBeGreaterThan(1);
    const listed = await office.as('union').send('GET', '/api/v1/tasks?box=team&kind=review&assignee=nobody&limit=200');
    expect(byView.body.boxes.team).toBe(listed.body.items.length);
    expect((await ask('view=none')).status).toBe(404);
    const tooLong = await put('union', '长'.repeat(200), { box: 'team', filters });
    expect([tooLong.status, tooLong.body.errors]).toEqual([
      422,
      [{ pointer: '/name', code: 'TOO_BIG', message: '太长或太大，最大 40' }],
    ]);
    const byId = await office.as('union').send('GET', '/api/v1/tasks?box=team&q=15990119860101028X');
    expect([byId.status, byId.body.code]).toEqual([422, 'SEARCH_BY_POST']);
    const both = await ask('view=none&dueState=over');
    expect([both.status, both.body.errors[0].code]).toEqual([422, 'VIEW_ALONE']);
  });

  it('is one of fifty at most, and of many that are saved at once none is lost', async () => {
    const names = Array.from({ length: 50 }, (_, n) => `view ${n}`);
    const answers = await Promise.all(names.map((name) => put('bureau', name, {})));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    const further = await put('bureau', 'one more', {});
    expect([further.status, further.body.errors[0].code]).toEqual([422, 'TOO_MANY']);
    expect((await put('bureau', 'view 7', { box: 'done' })).status).toBe(200);
    expect(await list('bureau')).toHaveLength(50);
  });

  it('D10: is sealed: neither its name nor what it looks for stands in the database', async () => {
    await put('dept2', '钱示例的件', { filters: { q: '钱示例' } });
    const { rows } = await office.pool.query(`SELECT views_sealed FROM saved_view WHERE person_id = 'per_depthr2'`);
    expect(rows[0].views_sealed.toString('utf8')).not.toContain('钱示例');
    await office.pool.query(
      `INSERT INTO saved_view (person_id, views_sealed)
       SELECT 'per_ops', views_sealed FROM saved_view WHERE person_id = 'per_depthr2'`,
    );
    expect((await office.as('ops').send('GET', '/api/v1/me/views')).status).toBe(409);
  });
});
