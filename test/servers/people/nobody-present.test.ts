import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../scripts/demo/office-client.ts';
import { absenceWalks } from '../../support/absence-walks.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { APPROVE_DEPARTMENT, officeWithClasses, tryPost, type OfficeOfClasses } from '../../support/office-lives.ts';

let running: OfficeOfClasses;
const { addOfficials, comeBack, desk, leave, ownAbsence, taken, today } = absenceWalks(() => running);

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

/** A claim that waits for the second reviewer. */
async function atBureau(username: string): Promise<string> {
  const { id } = await running.claimOf(1);
  const task = await taken(username, id);
  const approved = await tryPost(await desk(username), `/api/v1/tasks/${task}/decision`, APPROVE_DEPARTMENT);
  expect(approved.status).toBe(200);
  return id;
}

async function why(username: string, claimId: string): Promise<Answer['body']> {
  return (await (await desk(username)).get(`/api/v1/claims/${claimId}/diagnosis`)).body;
}

async function stuckForNobody(claimId: string): Promise<readonly Answer['body'][]> {
  const { items } = (await (await desk('ops')).get('/api/v1/stuck?cause=nobodyPresent')).body;
  return items
    .flatMap((item: Answer['body']) => item.claims)
    .filter((claim: Answer['body']) => claim.claimId === claimId);
}

const later = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

describe('a seat where nobody is present (workbench-api §2.10)', () => {
  it('is the cause while everybody of it is away, is told before, and goes with the first who is back', async () => {
    const id = await atBureau('dept.hr');
    const day = await today();
    const [until, longer] = [later(day, 3), later(day, 5)];
    expect((await leave('bureau.review', { from: day, until })).body.warnings).toEqual([]);
    expect((await why('ops', id)).cause).toBe('reviewOpen');
    expect(await stuckForNobody(id)).toEqual([]);

    const asked = { from: day, until: longer };
    const before = (await leave('bureau.review2', asked, '?dryRun=true')).body;
    const [warning] = before.warnings.filter((one: Answer['body']) => one.seat.role === 'bureauReviewer');
    expect(warning.seat).toEqual({ organ: 'HRSS', section: null, role: 'bureauReviewer' });
    expect(warning.openTasks).toBeGreaterThanOrEqual(1);
    expect((await why('ops', id)).cause).toBe('reviewOpen');
    expect((await leave('bureau.review2', asked)).body.warnings).toEqual(before.warnings);
    expect((await ownAbsence('bureau.review2')).warnings).toEqual(before.warnings);

    expect(await why('ops', id)).toMatchObject({
      waitingFor: 'person',
      cause: 'nobodyPresent',
      owner: { organ: 'HRSS', role: 'bureauReviewer' },
      nextAutomaticEvent: 'absenceEnds',
      nextAutomaticAt: new Date(`${later(until, 1)}T00:00:00+08:00`).toISOString(),
      suggestedActs: ['endAbsence', 'extension'],
      sentence: expect.stringContaining(`人社局基金监督复核员至 ${until}、人社局基金监督复核员二至 ${longer}`),
    });
    const shown = await why('school', id);
    expect(shown).toMatchObject({ cause: 'nobodyPresent', sentence: expect.stringContaining(later(until, 1)) });
    expect(JSON.stringify(shown)).not.toContain('复核员');
    expect(await stuckForNobody(id)).toMatchObject([{ reasons: ['NOBODY_PRESENT'] }]);

    await running.office.moveClock({ advanceTo: `${later(until, 1)}T09:00:00+08:00` });
    expect((await why('ops', id)).cause).toBe('reviewOpen');
    expect(await stuckForNobody(id)).toEqual([]);
    await comeBack('bureau.review2');
  });

  it('is not the cause where somebody is present who may not act: that is another reason', async () => {
    await addOfficials(['both', '就业服务', '{departmentReviewer,bureauReviewer}']);
    const id = await atBureau('both');
    const day = await today();
    await leave('bureau.review', { from: day, until: day });
    await leave('bureau.review2', { from: day, until: day });
    expect((await why('ops', id)).cause).toBe('nobodyEligible');
    expect(await stuckForNobody(id)).toEqual([]);
    // Everybody is away, and one of them could act.
    await leave('both', { from: day, until: day });
    expect(await why('ops', id)).toMatchObject({
      cause: 'nobodyPresent',
      evidence: expect.arrayContaining([{ fact: 'absent', value: '2' }]),
    });
    for (const username of ['bureau.review', 'bureau.review2', 'both']) {
      await comeBack(username);
    }
    await running.pool.query(`UPDATE person SET disabled_at = now() WHERE username = 'both'`);
  });
});
