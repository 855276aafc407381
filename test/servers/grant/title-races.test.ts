import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pointsOf, startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import type { Answer } from '../../support/http-client.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  walks = titleWalks(office);
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

type Application = Parameters<GrantOffice['apply']>[1];
const applicationOf = (key: string): Application =>
  YEARS.grants.applications.find((one: Application) => one.key === key);
const rowsOf = async (text: string, ...values: readonly unknown[]) => (await office.pool.query(text, [...values])).rows;

/** How many of these requests at once went through, and the codes of the others. */
async function settled(requests: readonly Promise<Answer>[]) {
  const answers = await Promise.all(requests);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const won = answers.filter(({ status }) => status < 300);
  const codes = answers.filter(({ status }) => status >= 300).map(({ body }) => body.code);
  return { won: won.length, codes: [...new Set(codes)].toSorted((a, b) => (a < b ? -1 : 1)) };
}

/** A decision on a task as it is now, to be sent many times. */
async function decision(who: string, grantId: string, body: object): Promise<() => Promise<Answer>> {
  const task = await office.taskOf(who, grantId);
  const client = await office.as(who);
  return () => client.send('POST', `/api/v1/tasks/${task.id}/decision`, body, { 'If-Match': `"${task.revision}"` });
}

/** An act on a resource in the revision of now, to be sent many times. */
async function actOn(who: string, path: string, act: string, body: object): Promise<() => Promise<Answer>> {
  const client = await office.as(who);
  const { headers } = await client.send('GET', path);
  return () => client.send('POST', `${path}/${act}`, body, { 'If-Match': headers.get('etag') ?? '' });
}

async function applyAs(callId: string, key: string): Promise<string> {
  const grantId = await office.apply(callId, applicationOf(key));
  await office.submit(applicationOf(key).who, grantId);
  await office.recommend(grantId);
  return grantId;
}

/** A call whose applications three experts scored; the places are one. */
async function callWith(keys: readonly string[], year: number) {
  const callId = await office.openCall('BASE_GRANT_REGIONAL', year);
  await office.setTime(`${year}-06-05T10:00:00+08:00`);
  const grantIds: string[] = [];
  for (const key of keys) {
    grantIds.push(await applyAs(callId, key));
  }
  await office.setTime(`${year}-07-16T10:00:00+08:00`);
  await office.callAct('region.hr', callId, 'quota', { places: 1, reason: '年度名额' });
  const experts = ['expert1', 'expert2', 'expert3', 'expert4', 'expert5'];
  await office.callAct('region.hr', callId, 'panel', { experts: experts.map(walks.personIdOf) });
  for (const grantId of grantIds) {
    for (const expert of experts.slice(0, 3)) {
      await office.score(expert, grantId, [35, 25, 15, 8]);
    }
  }
  return { callId, grantIds };
}

async function toDesignation(callId: string, grantId: string, year: number): Promise<void> {
  const proposed = await office.callAct('region.hr', callId, 'proposal', { grantIds: [grantId], reason: '并列' });
  expect([proposed.status, proposed.body.code]).toEqual([200, undefined]);
  await office.publish(proposed.body.proposalNoticeId);
  await walks.goTo(`${year}-08-04`);
}

describe('twenty at once over HTTP', () => {
  it('R-154, R-156: scores while scoring closes, and two proposals of one place', async () => {
    const { callId, grantIds } = await callWith(['base-school', 'base-chain'], 2025);
    const [school = '', chain = ''] = grantIds;
    const path = `/api/v1/grant-calls/${callId}`;
    const score = { act: 'score', declaration: { noConflict: true }, points: pointsOf([30, 20, 10, 5]) };
    const fourth = await decision('expert4', school, score);
    const fifth = await decision('expert5', school, score);
    const close = await actOn('region.hr', path, 'scoring-close', {});
    const both = [fourth, fifth];
    const closing = settled(TWENTY.slice(0, 6).map(close));
    const scoring = settled(TWENTY.slice(0, 14).map((index) => (both[index % 2] ?? fourth)()));
    const [closed, scored] = await Promise.all([closing, scoring]);
    expect({ ...closed, scored: scored.codes }).toEqual({ won: 1, codes: ['WRONG_STATE'], scored: ['WRONG_STATE'] });
    // Each score that was answered counts, and no other one.
    const ranking = await (await office.as('region.hr')).send('GET', `${path}/ranking`);
    const row = ranking.body.items.find((one: { grantId: string }) => one.grantId === school);
    expect(row.validScores).toBe(3 + scored.won);
    expect((await rowsOf("SELECT FROM grant_score WHERE grant_id = $1 AND state = 'valid'", school)).length).toBe(
      3 + scored.won,
    );

    const propose = await Promise.all(
      grantIds.map((grantId) => actOn('region.hr', path, 'proposal', { grantIds: [grantId], reason: '并列' })),
    );
    const proposed = await settled(TWENTY.map((index) => (propose[index % 2] ?? close)()));
    expect(proposed).toEqual({ won: 1, codes: ['WRONG_STATE'] });
    expect(
      await rowsOf('SELECT grant_id FROM grant_place WHERE call_id = $1 AND grant_id IS NOT NULL', callId),
    ).toHaveLength(1);
    const states = await rowsOf('SELECT state FROM base_grant WHERE id = ANY ($1) ORDER BY 1', [school, chain]);
    expect(states).toEqual([{ state: 'proposed' }, { state: 'ranked' }]);
    expect(await rowsOf('SELECT FROM notice WHERE grant_call_id = $1', callId)).toHaveLength(1);
  });

  it('R-120: two titles of one holder, then its first instalment in two batches, and its year reported twice', async () => {
    const grants: string[] = [];
    for (const year of [2026, 2027]) {
      const { callId, grantIds } = await callWith(['base-college'], year);
      const [grantId = ''] = grantIds;
      await office.callAct('region.hr', callId, 'scoring-close');
      await toDesignation(callId, grantId, year);
      grants.push(grantId);
    }
    const designate = await Promise.all(
      grants.map((grantId) => decision('region.lead', grantId, { act: 'designate', documentNo: '1号' })),
    );
    const titled = await settled(TWENTY.flatMap((index) => designate[index % 2]?.() ?? []));
    expect(titled).toEqual({ won: 1, codes: ['ALREADY_DESIGNATED', 'WRONG_STATE'] });
    const living = await rowsOf("SELECT id FROM base_grant WHERE title_state = 'designated'");
    expect(living).toHaveLength(1);
    expect(await rowsOf('SELECT state FROM base_grant WHERE id = ANY ($1) ORDER BY 1', grants)).toEqual([
      { state: 'agreement' },
      { state: 'designation' },
    ]);

    const grantId: string = living[0].id;
    const at = `/api/v1/grants/${grantId}`;
    const signing = { pledge: true, separateAccount: true };
    const sign = await actOn('college', at, 'agreement', signing);
    expect(await settled(TWENTY.map(sign))).toEqual({ won: 1, codes: ['WRONG_STATE'] });
    await office.decide('region.hr', grantId, { act: 'sign', agreementNo: 'XY-1' });

    const maker = await office.as('region.pay.maker');
    const draft = () => maker.send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
    expect(await settled(TWENTY.map(draft))).toEqual({ won: 1, codes: ['ALREADY_IN_BATCH'] });
    expect(await rowsOf('SELECT FROM payout_instruction WHERE grant_id = $1', grantId)).toHaveLength(1);
    const [batch] = await rowsOf('SELECT batch_id AS id FROM payout_instruction WHERE grant_id = $1', grantId);
    const release = await actOn('region.pay.checker', `/api/v1/payout-batches/${batch.id}`, 'release', {});
    expect(await settled(TWENTY.map(release))).toEqual({ won: 1, codes: ['WRONG_STATE'] });

    await walks.goTo('2029-01-10');
    const figures = { highSkillCapacity: 520, publicServiceCapacity: 830, highSkillActual: 1, publicServiceActual: 1 };
    const year = await walks.yearOf(grantId, 2028);
    expect(year.state).toBe('open');
    const report = await actOn('college', at, 'years/2028/report', { ...figures, spentFen: 0 });
    expect(await settled(TWENTY.map(report))).toEqual({ won: 1, codes: ['REPORT_EXISTS'] });
    const pass = { act: 'pass', answers: { figuresProved: true, fundsAsAgreed: true } };
    const assess = await decision('region.hr', grantId, pass);
    expect(await settled(TWENTY.map(assess))).toEqual({ won: 1, codes: ['WRONG_STATE'] });
    expect(
      await rowsOf("SELECT state FROM grant_year WHERE grant_id = $1 AND year = 2028 AND outcome = 'pass'", grantId),
    ).toEqual([{ state: 'passed' }]);
  });
});
