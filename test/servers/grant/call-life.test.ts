import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowIdOf } from '../../../domain/entities.ts';
import { countedAtEnd, failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import { grantWalks } from '../../support/grant-office.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

let running: RunningOffice;
beforeAll(async () => {
  running = await runOffice();
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

interface Call {
  readonly id: string;
  readonly route: string;
  readonly state: string;
}
const calls = async (): Promise<readonly Call[]> =>
  (await (await as('region.hr')).send('GET', '/api/v1/grant-calls?year=2025')).body.items;
/** A session of its own for each day, because one that idles ends. */
const as = async (username: string): Promise<HttpClient> => {
  const { url } = running.office;
  const { body } = await httpClient(url, null).send('POST', '/api/v1/session', { username, password: 'practice' });
  return httpClient(url, body.token);
};
const periodOf = async (route: string) => {
  const path = `/api/v1/periods?kind=GRANT_CALL&route=${route}&key=2025`;
  const { items } = (await (await as('region.hr')).send('GET', path)).body;
  return items.map(({ state, closedAt }: Readonly<Record<string, unknown>>) => [state, closedAt !== null]);
};
const setTime = (to: string) => running.office.moveClock({ advanceTo: to });
async function walks() {
  const { rows } = await running.pool.query<{ id: string; username: string }>('SELECT id, username FROM person');
  const ids = new Map(rows.map(({ id, username }) => [username, id]));
  return grantWalks({ pool: running.pool, as: keptFor(), setTime, personId: (username) => ids.get(username) ?? '' });
}
function keptFor() {
  const clients = new Map<string, Promise<HttpClient>>();
  return (username: string): Promise<HttpClient> => {
    const client = clients.get(username) ?? as(username);
    clients.set(username, client);
    return client;
  };
}
/** Without the three events of each jump of the practice clock, and the one of a timer that a jump passes. */
async function eventsOf(kind: 'grantCall' | 'grant', id: string, name: string): Promise<number> {
  const workflowId = workflowIdOf(kind, id);
  const life = await countedAtEnd(running, workflowId);
  await keepHistory(running, name, workflowId);
  return life.events.length - 4 * life.jumps;
}

describe('the calls of a year', () => {
  it('R-153: open on their day by themselves, and those without applicants end', { timeout: 600_000 }, async () => {
    await setTime('2025-06-05T09:00:00+08:00');
    const opened = await calls();
    expect(opened.map(({ route, state }) => `${route} ${state}`).toSorted()).toEqual(
      ['BASE', 'COMPETITION_BASE', 'STUDIO'].flatMap((kind) =>
        ['NATIONAL', 'REGIONAL'].map((level) => `${kind}_GRANT_${level} open`),
      ),
    );
    const callOf = (route: string) => opened.find((call) => call.route === route)?.id ?? '';
    const callId = callOf('BASE_GRANT_REGIONAL');
    const [school = '', chain = ''] = await (await walks()).scored(callId, ['base-school', 'base-chain'], '2025');
    const states = new Map((await calls()).map(({ route, state }) => [route, state]));
    expect([states.get('BASE_GRANT_REGIONAL'), states.get('STUDIO_GRANT_REGIONAL')]).toEqual(['ranked', 'ended']);
    // The period ends with its call, and not before.
    expect(await periodOf('STUDIO_GRANT_REGIONAL')).toEqual([['closed', true]]);
    expect(await periodOf('BASE_GRANT_REGIONAL')).toEqual([['open', false]]);
    expect(
      await eventsOf('grantCall', callOf('STUDIO_GRANT_REGIONAL'), 'grant-call-without-applicants'),
    ).toBeLessThanOrEqual(20);

    // an objection is upheld; the place is free again, and the officer ends the call.
    const first = await (await walks()).callAct('region.hr', callId, 'proposal', { grantIds: [school] });
    const noticeId = first.body.proposalNoticeId;
    await (await walks()).publish(noticeId);
    const objection = { itemNo: 1, statement: '场地不实' };
    const nobody = httpClient(running.office.url, null);
    expect((await nobody.send('POST', `/public/notices/${noticeId}/objections`, objection)).status).toBe(202);
    const ruled = await (await walks()).rule('region.hr2', noticeId, { act: 'uphold', remark: '查实' });
    expect(ruled.status).toBe(200);
    await setTime('2025-08-10T10:00:00+08:00');
    const ranked = await until('the call to be ranked again', async () => {
      const call = (await calls()).find(({ id }) => id === callId);
      return call?.state === 'ranked' ? call : null;
    });
    expect(ranked.state).toBe('ranked');
    expect((await (await walks()).readGrant(school)).body.state).toBe('rejected');
    expect((await (await walks()).callAct('region.hr', callId, 'end', { reason: '名额不用' })).status).toBe(200);
    expect(await periodOf('BASE_GRANT_REGIONAL')).toEqual([['closed', true]]);
    expect(await eventsOf('grantCall', callId, 'grant-call-objection-upheld')).toBeLessThanOrEqual(60);
    expect(await eventsOf('grant', school, 'grant-objection-upheld')).toBeLessThanOrEqual(110);
    expect(await eventsOf('grant', chain, 'grant-not-selected')).toBeLessThanOrEqual(110);
  });
});
