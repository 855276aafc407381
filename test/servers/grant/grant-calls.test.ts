import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personIdOf, startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

const { grants, expected } = YEARS;
const [base] = grants.calls;
type Application = Parameters<GrantOffice['apply']>[1];
const applicationOf = (key: string): Application => grants.applications.find((one: Application) => one.key === key);

describe('a call of bases with three applicants and one place', () => {
  it('R-153 to R-156: gives the figures that were counted by hand', async () => {
    const callId = await office.openCall();
    const ids = new Map<string, string>();
    for (const key of ['base-college', 'base-school', 'base-chain']) {
      const grantId = await office.apply(callId, applicationOf(key));
      const submitted = await office.submit(applicationOf(key).who, grantId);
      expect([submitted.status, submitted.body.state, submitted.body.amountFen]).toEqual([
        200,
        'cityRecommendation',
        expected.grants.first[key].amountFen,
      ]);
      ids.set(key, grantId);
    }
    const idOf = (key: string) => ids.get(key) ?? '';

    // The city returns one application once, and recommends all three.
    const returned = await office.decide('city.hr', idOf('base-chain'), {
      act: 'returnForCorrection',
      remark: '预算说明不全',
      corrections: [{ pointer: '/documents/BUDGET', remark: '请补充' }],
    });
    expect([returned.status, returned.body.grant.state]).toEqual([200, 'returnedToApplicant']);
    const chain = await office.as('chain');
    const resubmitted = await chain.act('POST', `/api/v1/grants/${idOf('base-chain')}/resubmission`, { pledge: true });
    expect([resubmitted.status, resubmitted.body.state]).toEqual([200, 'cityRecommendation']);
    for (const key of ids.keys()) {
      expect(await office.recommend(idOf(key))).toEqual([200, 200]);
    }

    await office.setTime('2025-07-01T00:00:30+08:00');
    const read = async () => (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`);
    expect((await read()).body.state).toBe('underReview');
    await office.setTime('2025-07-16T10:00:00+08:00');
    expect(
      (await office.callAct('region.hr', callId, 'quota', { places: base.places, reason: '年度名额' })).status,
    ).toBe(200);
    const panel = await office.callAct('region.hr', callId, 'panel', { experts: base.experts.map(personIdOf) });
    expect([panel.status, panel.body.counts.scoring]).toEqual([200, 3]);

    const [recusal] = base.recusals;
    const recused = await office.decide(recusal.expert, idOf(recusal.application), {
      act: 'recuse',
      remark: recusal.reason,
    });
    expect([recused.status, recused.body.code]).toEqual([200, undefined]);
    for (const [key, scores] of Object.entries<Record<string, readonly number[]>>(base.scores)) {
      for (const [expert, points] of Object.entries(scores).filter(([one]) => one !== 'expert4')) {
        expect((await office.score(expert, idOf(key), points)).status).toBe(200);
      }
    }
    expect((await office.callAct('region.hr', callId, 'scoring-close')).body.code).toBe('QUORUM_MISSING');
    // Nobody reads another's score before the close.
    const early = await (await office.as('region.hr')).send('GET', `/api/v1/grants/${idOf(base.blindProbe)}/scores`);
    expect([early.status, early.body.code]).toEqual([409, 'SCORING_OPEN']);
    const changed = await office.callAct('region.hr', callId, 'panel/changes', {
      add: [{ personId: personIdOf('expert4'), grantIds: [idOf('base-school')] }],
      reason: '替补',
    });
    expect(changed.status).toBe(200);
    expect((await office.score('expert4', idOf('base-school'), base.scores['base-school'].expert4)).status).toBe(200);

    const closed = await office.callAct('region.hr', callId, 'scoring-close');
    expect([closed.status, closed.body.state]).toEqual([200, 'ranked']);
    const ranking = await (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}/ranking`);
    const keyOf = (grantId: string) => [...ids].find(([, id]) => id === grantId)?.[0];
    expect(
      ranking.body.items.map((row: { grantId: string; scoreCenti: number; validScores: number; rank: number }) => [
        keyOf(row.grantId),
        row.scoreCenti,
        row.validScores,
        row.rank,
      ]),
    ).toEqual(expected.grants.ranking.BASE_GRANT_REGIONAL);

    await office.setTime('2025-07-21T10:00:00+08:00');
    for (const { applications, code } of base.refusedProposals) {
      const refused = await office.callAct('region.hr', callId, 'proposal', { grantIds: applications.map(idOf) });
      expect([refused.status, refused.body.code]).toEqual([422, code]);
    }
    const proposed = await office.callAct('region.hr', callId, 'proposal', { grantIds: base.proposal.map(idOf) });
    expect([proposed.status, proposed.body.state, proposed.body.code]).toEqual([200, 'proposed', undefined]);
    expect((await office.readGrant(idOf('base-college'))).body.state).toBe('proposed');

    const noticeId = proposed.body.proposalNoticeId;
    const listed = await (await office.as('region.hr2')).send('GET', `/api/v1/notices?grantCallId=${callId}`);
    expect(listed.body.items).toMatchObject([{ id: noticeId, kind: 'grant', items: 1 }]);
    expect(await office.publish(noticeId)).toMatchObject({ state: 'published', endsOn: base.noticeEndsOn });
    const shown = await office.nobody.send('GET', `/public/notices/${noticeId}`, undefined, {
      Accept: 'application/json',
    });
    expect(shown.body.items).toMatchObject([
      { itemNo: 1, grantId: idOf('base-college'), kind: 'HIGH_SKILL_BASE', level: 'REGIONAL', city: '150600' },
    ]);
    const [sheet, page, csv] = await Promise.all([
      (await office.as('region.hr2')).send('GET', `/api/v1/notices/${noticeId}/sheet`),
      office.nobody.send('GET', `/public/notices/${noticeId}`, undefined, { Accept: 'text/html' }),
      (await office.as('region.hr2')).send('GET', `/api/v1/notices/${noticeId}/items?format=csv`),
    ]);
    for (const { body } of [sheet, page, csv]) {
      expect(body).toContain('鄂尔多斯市');
      expect(body).not.toMatch(/(?<![-\d])150600(?![-\d])/);
    }
    const late = await (
      await office.as('college')
    ).act('POST', `/api/v1/grants/${idOf('base-college')}/withdrawal`, {
      reason: '不办了',
    });
    expect([late.status, late.body.code]).toEqual([409, 'WRONG_STATE']);

    await office.setTime('2025-08-04T10:00:00+08:00');
    expect((await office.readGrant(idOf('base-college'))).body.state).toBe('designation');
    await office.settle(callId, noticeId);
    expect((await read()).body).toMatchObject({ state: 'decided', quota: { places: 1, taken: 1 } });
    expect((await office.readGrant(idOf('base-school'))).body.state).toBe('notSelected');
    const refused = await office.decide('region.hr', idOf('base-college'), { act: 'designate', documentNo: '1' });
    expect(refused.status).not.toBe(200);
    const designated = await office.decide('region.lead', idOf('base-college'), {
      act: 'designate',
      documentNo: '内人社发〔2025〕1号',
    });
    expect([designated.status, designated.body.grant.state]).toEqual([200, 'agreement']);
    const { designation } = (await office.readGrant(idOf('base-college'))).body;
    expect(designation).toMatchObject({ state: 'designated', from: '2025-08-04', number: '内人社发〔2025〕1号' });
  });
});

describe('an objection that is upheld', () => {
  it('R-099, R-156: ends the application, frees its place, and the next one is proposed', async () => {
    await office.setTime('2026-06-05T10:00:00+08:00');
    const callId = await office.openCall('BASE_GRANT_REGIONAL', 2026);
    const [school = '', chain = ''] = await office.scored(callId, ['base-school', 'base-chain'], '2026');
    const first = await office.callAct('region.hr', callId, 'proposal', { grantIds: [school] });
    const noticeId = first.body.proposalNoticeId;
    await office.publish(noticeId);
    const objected = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, {
      itemNo: 1,
      statement: '场地不实',
    });
    expect(objected.status).toBe(202);
    // Who proposed decided something on it, so a colleague rules.
    const own = await office.rule('region.hr', noticeId, { act: 'uphold', remark: '查实' });
    expect([own.status, own.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    expect((await office.rule('region.hr2', noticeId, { act: 'uphold', remark: '查实' })).status).toBe(200);
    await office.setTime('2026-08-10T10:00:00+08:00');
    expect((await office.readGrant(school)).body.state).toBe('rejected');
    await office.settle(callId, noticeId);
    const call = await (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`);
    expect(call.body).toMatchObject({ state: 'ranked', quota: { places: 1, taken: 0 } });
    const second = await office.callAct('region.hr', callId, 'proposal', { grantIds: [chain] });
    expect([second.status, second.body.state]).toEqual([200, 'proposed']);
  });
});
