import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../../domain/event/event-types.ts';
import { WELDER } from '../../support/claim-app.ts';
import { expectBodiesOfSchema, relayed, wordsIn, type RelayedEvent } from '../../support/event-bodies.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { signInAll } from '../../support/permissions/askers.ts';
import { done } from '../../support/permissions/done.ts';
import { batchOf } from '../../support/permissions/money-objects.ts';
import { makeObjects } from '../../support/permissions/objects.ts';
import { reported } from '../../support/permissions/reported-events.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const PATIENCE_MS = 600_000;
const BASE_FEN = 80_000;
const OBJECTION = { statement: '张三反映：额尔敦巴特尔没有参加培训', name: '张三', contact: '13800138000' };

let database: TestDatabase;
let office: Office;
let events: readonly RelayedEvent[];
let paid: { readonly claimId: string; readonly instructionId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  await signInAll(office);
  await makeObjects(office);
  await objected();
  await returned();
  paid = await paidBack();
  events = await relayed(office);
}, PATIENCE_MS);

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** An objection with a name and a phone number, which is dismissed. */
async function objected(): Promise<void> {
  const { noticeId } = await office.walks.published();
  const filed = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, { itemNo: 1, ...OBJECTION });
  expect(filed.status).toBe(202);
  const atMs = Date.now();
  const { rows } = await office.pool.query<{ id: string }>('SELECT id FROM objection WHERE notice_id = $1', [noticeId]);
  const objectionId = rows[0]?.id ?? '';
  await office.ask({
    entity: 'notice',
    id: noticeId,
    message: { kind: 'fileObjection', actId: `${objectionId}/filed`, atMs, objectionId },
  });
  // Who decided nothing on the claim rules.
  const { body } = await office.as('dept2').send('GET', '/api/v1/tasks?box=team&limit=200');
  const task = body.items.find(
    (one: { noticeId?: string; kind: string }) => one.noticeId === noticeId && one.kind === 'objection',
  );
  done(await office.walks.decide('dept2', task, { act: 'dismiss', remark: '经核查，异议不成立' }));
}

async function returned(): Promise<void> {
  const task = await office.walks.taskOf('dept', await office.walks.aClaim());
  const corrections = [{ pointer: '/documents/TEACHING_PLAN', remark: '请补盖章' }];
  done(await office.walks.decide('dept', task, { act: 'returnForCorrection', remark: '请补正', corrections }));
}

/** A payment that is accepted, arrives and comes back; and one that fails. */
async function paidBack() {
  const failing = await released();
  await reported(office, { ...failing, id: 'c1', type: 'payout.accepted', amountFen: BASE_FEN });
  await reported(office, { ...failing, id: 'c2', type: 'payout.failed', amountFen: BASE_FEN, reasonCode: 'AC01' });
  const coming = await released();
  const reversing = await released();
  for (const [index, type] of ['payout.settled', 'payout.returned', 'payout.reversed'].entries()) {
    const one = { type, amountFen: BASE_FEN, reasonCode: 'AC04' };
    await (type === 'payout.reversed' ? null : reported(office, { ...coming, ...one, id: `d${index}` }));
    await (type === 'payout.returned' ? null : reported(office, { ...reversing, ...one, id: `r${index}` }));
  }
  await reported(office, { id: 'e1', instructionId: WELDER.name, amountFen: 1 });
  return failing;
}

async function released() {
  const claimId = await office.walks.due();
  const { id, instructionId } = await batchOf(office, claimId);
  done(await office.as('checker').act('POST', `/api/v1/payout-batches/${id}/release`));
  return { claimId, instructionId };
}

describe('the catalogue of events', () => {
  it('is what the product sends: each body as its schema says, and short', () => {
    const seen = expectBodiesOfSchema(events);
    // Whatever is sent later leaves this list.
    expect(EVENT_TYPES.filter((type) => !seen.has(type))).toEqual([...NOT_PLAYED_HERE]);
  });

  it('holds no name, number, phone or account of anybody', async () => {
    const { rows } = await office.pool.query<{ word: string }>(
      `SELECT display_name AS word FROM person UNION SELECT name FROM party UNION SELECT username FROM person`,
    );
    const words = [
      WELDER.name,
      WELDER.idNumber,
      WELDER.idNumber.slice(6, 14),
      ...Object.values(OBJECTION),
      '6216610200000000018',
      '199000000',
      '0000000018',
      '示范',
      ...rows.map(({ word }) => word).filter((word) => word.length > 2),
    ];
    expect(wordsIn(events, words)).toEqual([]);
  });

  it('tells of a payment each step that it takes, in the sequence of its claim, and that a failure is one', () => {
    const ofClaim = events.filter(({ claim_id: id }) => id === paid.claimId).map(({ body }) => JSON.parse(body));
    expect(ofClaim.map(({ type }) => type)).toEqual([
      'claim.submitted',
      'claim.decided',
      'claim.decided',
      'payout.instructed',
      'payout.accepted',
      'payout.failed',
    ]);
    expect(ofClaim.map(({ data }) => data.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(ofClaim.at(-1).data).toMatchObject({
      instructionId: paid.instructionId,
      amountFen: BASE_FEN,
      reasonCode: 'AC01',
      nextAct: 'correctAccount',
    });
    const back = events.filter(({ type }) => type === 'payout.returned').map(({ body }) => JSON.parse(body).data);
    expect(back).toMatchObject([{ valueDate: '2025-07-01', reasonCode: 'AC04' }]);
  });
});

/**
 * What no life of this test leads to. `event-body.test.ts` reads an example of each; what is relayed of recoveries and grants is
 * read at the end of `recovery-life.test.ts`, `recovery-sums.test.ts` and `years.test.ts`.
 */
const NOT_PLAYED_HERE = [
  'recovery.repaid',
  'recovery.set_off',
  'recovery.closed',
  'recovery.written_off',
  'grant.designated',
  'grant.assessed',
  'grant.revoked',
  'period.missing',
  'accounting_period.closed',
  'reconciliation.finished',
  'repair.applied',
  'endpoint.disabled',
];
