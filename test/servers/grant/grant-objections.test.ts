import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
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

const OBJECTOR = { statement: '场地不实', name: '王异议', contact: '13900000001' };

/** A notice of two applications for two places, with an objection to the first item alone. */
async function objectedTo() {
  const callId = await office.openCall();
  const grantIds = await office.scored(callId, ['base-school', 'base-chain', 'base-college'], '2025');
  await office.callAct('region.hr', callId, 'quota', { places: 2, reason: '两个名额' });
  const proposed = await office.callAct('region.hr', callId, 'proposal', { grantIds: grantIds.slice(0, 2) });
  expect([proposed.status, proposed.body.code]).toEqual([200, undefined]);
  const noticeId: string = proposed.body.proposalNoticeId;
  const { items } = await office.publish(noticeId);
  const filed = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, {
    itemNo: items[0].itemNo,
    ...OBJECTOR,
  });
  expect(filed.status).toBe(202);
  const { rows } = await office.pool.query<{ id: string }>('SELECT id FROM objection WHERE notice_id = $1', [noticeId]);
  const [objected = '', other = '', last = ''] = [items[0].grantId, items[1].grantId, grantIds[2]];
  return { callId, noticeId, objectionId: rows[0]?.id ?? '', receiptNo: filed.body.receiptNo, objected, other, last };
}

const reveal = async (who: string, body: object) => (await office.as(who)).send('POST', '/api/v1/reveals', body);
const stateOf = async (grantId: string) => (await office.readGrant(grantId)).body.state;

describe('an objection to one item of a notice of grants', () => {
  it('R-099, S7: opens its objector to who rules on it, with an audit entry, and to nobody else', async () => {
    const { objectionId, receiptNo, objected, noticeId } = await objectedTo();
    const asked = { resource: `objections/${objectionId}`, fields: ['name', 'contact'], purpose: 'objection' };
    const mine = { ...asked, reference: receiptNo };
    for (const reference of [receiptNo, objectionId, objected]) {
      const seen = await reveal('region.hr2', { ...asked, reference });
      expect([seen.status, seen.body.values]).toEqual([200, { name: OBJECTOR.name, contact: OBJECTOR.contact }]);
    }
    // Who proposed the application has decided on it.
    const decider = await reveal('region.hr', mine);
    expect([decider.status, decider.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    const finance = await reveal('region.finance', mine);
    expect([finance.status, finance.body.code]).toEqual([403, 'OTHER_ORGAN']);
    expect((await reveal('dept.hr', mine)).status).toBe(404);
    expect((await reveal('region.auditor', { ...mine, purpose: 'audit' })).status).toBe(403);
    const wrong = await reveal('region.hr2', { ...asked, reference: 'grt_other' });
    expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([422, '/reference']);
    const { rows } = await office.pool.query<{ facts: { readonly reference: string } }>(
      `SELECT facts FROM audit_entry WHERE entity_id = $1 AND act = 'reveal' ORDER BY seq`,
      [noticeId],
    );
    expect(rows.map(({ facts }) => facts.reference)).toEqual([receiptNo, objectionId, objected]);
    expect(JSON.stringify(rows)).not.toContain(OBJECTOR.name);
  }, 120_000);

  it('R-099, R-156: upheld, ends that application, the other is designated, and the free place goes to the next', async () => {
    const { callId, noticeId, objected, other, last } = await objectedTo();
    expect((await office.rule('region.hr2', noticeId, { act: 'uphold', remark: '查实' })).status).toBe(200);
    await office.setTime('2025-08-04T10:00:00+08:00');
    expect([await stateOf(objected), await stateOf(other)]).toEqual(['rejected', 'designation']);
    await office.settle(callId, noticeId);
    const call = await (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`);
    expect(call.body).toMatchObject({ state: 'ranked', quota: { places: 2, taken: 1 } });
    const next = await office.callAct('region.hr', callId, 'proposal', { grantIds: [last] });
    expect([next.status, next.body.state]).toEqual([200, 'proposed']);
    const again = await office.callAct('region.hr', callId, 'proposal', { grantIds: [objected] });
    expect(again.status).toBe(409);
  }, 120_000);

  it('R-099: dismissed, changes nothing: both are designated', async () => {
    const { noticeId, objected, other } = await objectedTo();
    expect((await office.rule('region.hr2', noticeId, { act: 'dismiss', remark: '不属实' })).status).toBe(200);
    await office.setTime('2025-08-04T10:00:00+08:00');
    expect([await stateOf(objected), await stateOf(other)]).toEqual(['designation', 'designation']);
  }, 120_000);
});
