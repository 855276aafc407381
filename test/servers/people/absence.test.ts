import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../scripts/demo/office-client.ts';
import { absenceWalks } from '../../support/absence-walks.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

const TODAY = '2025-06-20';
const MANY = 8;

let running: OfficeOfClasses;
const { addOfficials, comeBack, desk, idOf, leave, ownAbsence, taken, taskSeen, today, untilAssigned } = absenceWalks(
  () => running,
);

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1, 1]);
  await addOfficials(
    ['both', '就业服务', '{departmentReviewer,bureauReviewer}'],
    ['first', '技能', '{departmentReviewer}'],
    ['second', '技能', '{departmentReviewer}'],
    ['third', '技能', '{departmentReviewer}'],
  );
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const codeOf = ({ body }: Answer): string | null => body.errors?.[0]?.code ?? null;

async function timelineOf(username: string, claimId: string): Promise<readonly Answer['body'][]> {
  return (await (await desk(username)).get(`/api/v1/claims/${claimId}/timeline?limit=200`)).body.items;
}

describe('the absence of a reviewer (workbench-api §2.10)', () => {
  it('gives what was taken to the deputy, who acts as himself on behalf of the absent person', async () => {
    const { id } = await running.claimOf(1);
    const task = await taken('dept.hr', id);
    const [absent, deputy] = [await idOf('dept.hr'), await idOf('dept.hr2')];
    const entered = await leave('dept.hr', { from: TODAY, until: '2025-06-24', deputy: 'dept.hr2', note: '探亲' });
    expect(entered.body).toMatchObject({ state: 'running', deputy, note: '探亲', from: TODAY, until: '2025-06-24' });
    expect(await taskSeen('dept.hr', task)).toMatchObject({ assignee: deputy, onBehalfOf: absent });
    const late = await tryPost(await desk('dept.hr'), `/api/v1/tasks/${task}/decision`, APPROVE_DEPARTMENT);
    expect([late.status, late.body.code]).toEqual([409, 'TASK_ASSIGNED']);

    const acted = await tryPost(await desk('dept.hr2'), `/api/v1/tasks/${task}/decision`, APPROVE_DEPARTMENT);
    expect(acted.status).toBe(200);
    const entries = await timelineOf('dept.hr2', id);
    expect(entries.find((entry) => entry.facts.decision === 'approve')).toMatchObject({
      actor: { displayName: '人社局就业服务审核员二' },
      onBehalfOf: { displayName: '人社局就业服务审核员' },
    });
    expect(entries.filter((entry) => entry.onBehalfOf !== undefined)).toHaveLength(1);
    expect(entries.find(({ act }) => act === 'task.transfer')).toMatchObject({
      actor: null,
      sentence: '人社局就业服务审核员 请假，系统按请假安排把一项任务转交代理人。',
    });
    const signed = await running.pool.query('SELECT person_id, signature FROM act WHERE task_id = $1', [task]);
    expect(signed.rows).toMatchObject([{ person_id: deputy, signature: expect.any(Buffer) }]);
    expect(JSON.stringify(await timelineOf('school', id))).not.toMatch(/onBehalfOf|审核员/);
    await comeBack('dept.hr');
  });

  it('gives nothing before its first day, then what was taken before and meanwhile, and nothing after its end', async () => {
    const { id } = await running.claimOf(1);
    const task = await taken('dept.hr', id);
    const [absent, deputy] = [await idOf('dept.hr'), await idOf('dept.hr2')];
    const entered = await leave('dept.hr', { from: '2025-06-23', until: '2025-06-24', deputy });
    expect(entered.body).toMatchObject({ state: 'coming', deputyName: '人社局就业服务审核员二' });
    expect(await taskSeen('dept.hr2', task)).toMatchObject({ assignee: absent, onBehalfOf: null });
    await running.office.moveClock({ advanceTo: '2025-06-23T09:00:00+08:00' });
    expect(await taskSeen('dept.hr2', task)).toMatchObject({ assignee: deputy, onBehalfOf: absent });

    const acting = await desk('dept.hr2');
    expect((await tryPost(acting, `/api/v1/tasks/${task}/release`, {})).body).toMatchObject({ onBehalfOf: null });
    await taken('dept.hr', id);
    expect(await untilAssigned('dept.hr2', task, deputy)).toMatchObject({ onBehalfOf: absent });
    await running.office.moveClock({ advanceTo: '2025-06-25T09:00:00+08:00' });
    expect(await ownAbsence('dept.hr')).toMatchObject({ state: 'none', from: null, note: null, warnings: [] });
    // What the deputy has stays with the deputy.
    expect(await taskSeen('dept.hr2', task)).toMatchObject({ assignee: deputy, onBehalfOf: absent });
    expect((await tryPost(acting, `/api/v1/tasks/${task}/release`, {})).status).toBe(200);
    await taken('dept.hr', id);
    await running.office.moveClock({ advanceTo: '2025-06-25T10:00:00+08:00' });
    expect(await taskSeen('dept.hr2', task)).toMatchObject({ assignee: absent });
  });

  it('gives a task back to its seat where the separation of duties excludes the deputy (D12)', async () => {
    const { id } = await running.claimOf(1);
    const department = await taken('both', id);
    const both = await desk('both');
    expect((await tryPost(both, `/api/v1/tasks/${department}/decision`, APPROVE_DEPARTMENT)).status).toBe(200);
    const task = await taken('bureau.review', id);
    const day = await today();
    expect((await leave('bureau.review', { from: day, until: day, deputy: 'both' })).status).toBe(200);
    const seen = await taskSeen('bureau.review2', task);
    expect([seen.state, seen.assignee, seen.onBehalfOf]).toEqual(['open', undefined, null]);
    const forbidden = await tryPost(both, `/api/v1/tasks/${task}/decision`, APPROVE_BUREAU);
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    await comeBack('bureau.review');
    expect(await claimSeen(running, id)).toMatchObject({ state: 'bureauReview' });
  });

  it('hands a deputy’s task back to the seat when the deputy leaves, too, and never on to another', async () => {
    const { id } = await running.claimOf(1);
    const task = await taken('first', id);
    const day = await today();
    expect((await leave('first', { from: day, until: day, deputy: 'second' })).status).toBe(200);
    expect(await taskSeen('dept.hr', task)).toMatchObject({ assignee: 'per_second', onBehalfOf: 'per_first' });
    expect(codeOf(await leave('second', { from: day, until: day, deputy: 'third' }))).toBe('DEPUTY_CHAIN');
    const foreseen = await leave('second', { from: day, until: '2025-08-01' }, '?dryRun=true');
    expect(foreseen.body.standsInFor).toMatchObject([{ personId: 'per_first' }]);
    const later = await leave('second', { from: '2025-07-30', until: '2025-08-01' }, '?dryRun=true');
    expect(later.body.standsInFor).toEqual([]);
    const left = await leave('second', { from: day, until: day });
    expect([left.status, left.body.standsInFor]).toEqual([
      200,
      [
        {
          personId: 'per_first',
          displayName: 'first',
          from: day,
          until: day,
          sentence: `您是 first（${day} 至 ${day} 请假）的代理人；您请假期间，代办的任务退回原岗位，不再转交给您。`,
        },
      ],
    ]);
    const seen = await taskSeen('dept.hr', task);
    expect([seen.assignee, seen.onBehalfOf]).toEqual([undefined, null]);
    expect(codeOf(await leave('third', { from: day, until: day, deputy: 'second' }))).toBe('DEPUTY_ABSENT');
    await comeBack('second');
    await comeBack('first');
  });

  it('is refused for other days and deputies than the rules allow; the one of before stays', async () => {
    const day = await today();
    const tries = [
      [{ from: '2025-06-01', until: day }, 'ABSENCE_IN_THE_PAST'],
      [{ from: '2025-12-02', until: '2025-12-01' }, 'ABSENCE_ENDS_BEFORE'],
      [{ from: '2025-12-01', until: '2026-01-30' }, 'ABSENCE_TOO_LONG'],
      [{ from: day, until: day, deputy: 'first' }, 'DEPUTY_IS_ONESELF'],
      [{ from: day, until: day, deputy: 'finance.maker' }, 'MAY_NOT_DECIDE'],
      [{ from: day, until: day, deputy: 'nobody' }, 'MAY_NOT_DECIDE'],
    ] as const;
    expect((await leave('first', { from: '2025-12-01', until: '2026-01-29', deputy: 'second' })).status).toBe(200);
    for (const [body, code] of tries) {
      const answer = await leave('first', body);
      expect([code, answer.status, codeOf(answer)]).toEqual([code, 422, code]);
    }
    expect((await leave('first', { from: day, until: day }, '?dryRun=true')).body).toMatchObject({ state: 'running' });
    expect(await ownAbsence('first')).toMatchObject({ state: 'coming', from: '2025-12-01', deputy: 'per_second' });
    const { items } = (await (await desk('ops')).get('/api/v1/absences')).body;
    const own = items.filter((one: Answer['body']) => one.displayName === 'first');
    expect(own).toMatchObject([{ from: '2025-12-01', deputyName: 'second', state: 'coming' }]);
    expect((await (await desk('dept.hr')).ask('GET', '/api/v1/absences')).status).toBe(403);
    await comeBack('first');
    expect(await ownAbsence('first')).toMatchObject({ state: 'none' });
  });

  it('keeps its note sealed, and forgets it when it ends', async () => {
    const day = await today();
    await leave('first', { from: day, until: day, note: '手术后休养' });
    const rows = 'SELECT note_sealed FROM absence WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1';
    const sealed = (await running.pool.query(rows, ['per_first'])).rows[0].note_sealed;
    expect(Buffer.from(sealed).toString('utf8')).not.toContain('休养');
    expect(await ownAbsence('first')).toMatchObject({ note: '手术后休养' });
    await comeBack('first');
    expect((await running.pool.query(rows, ['per_first'])).rows[0].note_sealed).toBeNull();
  });
});

describe('two absences in the same moment', () => {
  it('that name each other make no chain: one of them counts, whichever', async () => {
    const day = await today();
    for (let round = 0; round < MANY; round += 1) {
      const answers = await Promise.all([
        leave('first', { from: day, until: day, deputy: 'second' }),
        leave('second', { from: day, until: day, deputy: 'first' }),
      ]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
      await comeBack('first');
      await comeBack('second');
    }
  });

  it('of one person leave one that runs', async () => {
    const day = await today();
    const answers = await Promise.all(
      Array.from({ length: MANY }, () => leave('first', { from: day, until: day, deputy: 'second' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: MANY }, () => 200));
    const living = await running.pool.query('SELECT FROM absence WHERE person_id = $1 AND ended_at IS NULL', [
      'per_first',
    ]);
    expect(living.rowCount).toBe(1);
    await comeBack('first');
  });

  it('are held by the database, too: one living absence, no chain, none that begins anew', async () => {
    const add = (id: string, person: string, deputy: string | null) =>
      running.pool.query(
        `INSERT INTO absence (id, person_id, from_on, until_on, deputy_id, created_at)
         VALUES ($1, $2, '2030-01-01', '2030-01-02', $3, now())`,
        [id, person, deputy],
      );
    await add('abs_1', 'per_first', 'per_second');
    await expect(add('abs_2', 'per_first', null)).rejects.toMatchObject({ constraint: 'absence_one_living' });
    await expect(add('abs_3', 'per_second', 'per_third')).rejects.toMatchObject({ constraint: 'absence_no_chain' });
    await expect(add('abs_4', 'per_third', 'per_first')).rejects.toMatchObject({ constraint: 'absence_no_chain' });
    await expect(add('abs_5', 'per_third', 'per_third')).rejects.toMatchObject({
      constraint: 'absence_deputy_is_another',
    });
    await running.pool.query(`UPDATE absence SET ended_at = now() WHERE id = 'abs_1'`);
    await expect(running.pool.query(`UPDATE absence SET ended_at = NULL WHERE id = 'abs_1'`)).rejects.toMatchObject({
      code: '23001',
    });
  });
});
