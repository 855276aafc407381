import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BONDS } from '../../support/act-keys.ts';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { CLASS } from '../../support/filing-walks.ts';
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

describe('a signed payout event', () => {
  it.each([
    ['NUL in a text', JSON.stringify({ type: 'payout.settled', data: { bankReference: 'x\0y' } })],
    ['forty levels', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['no JSON', 'paid, thank you'],
    ['half a character', '{"type": "\\ud800"}'],
    ['a list', '[1]'],
  ])('F13: with %s is answered 202 and kept for a person', async (what, text) => {
    const at = new Date();
    const id = `odd-${what}`;
    const before = await parked();
    const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
    });
    expect(answer.status).toBe(202);
    expect((await parked()).length).toBe(before.length + 1);
  });

  it('F13: whose reference nobody could look up still pays what it says', async () => {
    const claimId = await office.walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const [{ id: instructionId }] = drafted.body.instructions;
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    await office.as('checker').act('POST', `${path}/release`);
    const data = { instructionId, amountFen: 80_000, bankReference: 'x\u0000y' };
    const text = JSON.stringify({ type: 'payout.settled', data });
    const at = new Date();
    await office.nobody.send('POST', '/api/v1/payout-events', text, {
      'webhook-id': instructionId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook('whsec_test').sign(instructionId, at, text),
    });
    const claim = await office.as('maker').send('GET', `/api/v1/claims/${claimId}`);
    expect(claim.body.totals.paidFen).toBe(80_000);
    const { items } = (await office.as('maker').send('GET', `${path}/events`)).body;
    expect(items).toMatchObject([{ instructionId, state: 'applied', bankReference: null, isOdd: true }]);
    expect(await bodyOf(items[0].id)).toEqual(Buffer.from(text));
  });

  it('F13: of any bytes and of more than 1 MB is read by Finance as it was sent, and the reading is recorded', async () => {
    const bytes = Buffer.alloc(1_258_291, Buffer.from([0x00, 0xff, 0x41, 0xd5]));
    expect((await sent('odd-bytes', bytes)).status).toBe(202);
    const event = (await parked()).at(-1);
    expect(event).toMatchObject({ reason: 'MALFORMED', isOdd: true });
    const { id } = Object(event);
    const kept = await bodyOf(id);
    expect([kept.length, kept.equals(bytes)]).toEqual([bytes.length, true]);
    expect((await office.as('school').send('GET', `/api/v1/payout-events/${id}/body`)).status).toBe(403);
    expect((await office.as('maker').send('GET', '/api/v1/payout-events/evt_none/body')).status).toBe(404);
    const { body } = await office.as('ops').send('GET', '/api/v1/audit?limit=200');
    const readings = body.items.filter((entry: { entityId: string }) => entry.entityId === id);
    expect(readings).toMatchObject([{ entityKind: 'payoutEvent', act: 'reveal', person: { id: 'per_maker' } }]);
    const stored = await office.pool.query('SELECT body, body_sealed FROM payout_inbox WHERE id = $1', [id]);
    expect(stored.rows[0].body_sealed.includes(bytes.subarray(0, 64))).toBe(false);
  });

  it('F13: with an id that another finance system has used is a report of its own', async () => {
    const accounts = createAccountsStore(office.pool, office.sealer, BONDS);
    await accounts.addPerson({ ...FINANCE_2, id: 'per_finance2', username: 'finance-2' });
    const named = { id: 'mcl_2', name: 'finance-2', personId: 'per_finance2', jurisdictions: ['150600'] };
    await accounts.addMachineClient({ ...named, apiKey: 'k2', webhookSecret: SECRET_2 });
    const first = await instructed();
    const second = await instructed();
    for (const [{ instructionId }, secret] of [
      [first, 'whsec_test'],
      [second, SECRET_2],
    ] as const) {
      const data = { instructionId, amountFen: 80_000 };
      const bytes = Buffer.from(JSON.stringify({ type: 'payout.settled', data }));
      expect((await sent('same-id', bytes, secret)).status).toBe(202);
      expect((await sent('same-id', bytes, secret)).status).toBe(202);
    }
    expect([await paidFen(first.claimId), await paidFen(second.claimId)]).toEqual([80_000, 80_000]);
    const { rows } = await office.pool.query(
      `SELECT machine_client_id AS machine, state FROM payout_inbox WHERE sender_id = 'same-id' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { machine: 'mcl_1', state: 'applied' },
      { machine: 'mcl_2', state: 'applied' },
    ]);
  });

  it('F13: with an id that its sender has used for other bytes is kept once, moves nothing and waits for a person', async () => {
    const { claimId, instructionId } = await instructed();
    const say = (type: string, bankReference: string) => {
      const data = { instructionId, amountFen: 80_000, bankReference };
      return sent('used-id', Buffer.from(JSON.stringify({ type, data })), 'whsec_test');
    };
    const all = [
      await say('payout.settled', 'REF-1'),
      await say('payout.returned', 'REF-2'),
      await say('payout.returned', 'REF-2'),
      await say('payout.settled', 'REF-1'),
    ];
    expect(all.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(await paidFen(claimId)).toBe(80_000);
    const ofIt = (await parked()).filter((event) => Object(event).instructionId === instructionId);
    expect(ofIt).toMatchObject([{ reason: 'ID_REUSED', type: 'payout.returned', bankReference: 'REF-2' }]);
  });

  it('F13: that says a name twice pays nothing and waits for a person', async () => {
    const { claimId, instructionId } = await instructed();
    const data = `{"instructionId":"${instructionId}","amountFen":1,"amountFen":80000}`;
    const bytes = Buffer.from(`{"type":"payout.settled","data":${data}}`);
    expect((await sent('twice-named', bytes, 'whsec_test')).status).toBe(202);
    expect(await paidFen(claimId)).toBe(0);
    expect((await parked()).at(-1)).toMatchObject({ reason: 'MALFORMED', isOdd: true, amountFen: null });
  });

  it('F13: of more than 10 MiB is refused for its size', async () => {
    expect((await sent('odd-huge', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))).status).toBe(413);
  });
});

const SECRET_2 = 'whsec_c2Vjb25k';
const FINANCE_2 = {
  passwordHash: null,
  displayName: 'finance-2',
  organ: null,
  section: null,
  jurisdiction: '150600',
  roles: ['financeSystem'],
  partyId: null,
} as const;

/** A claim whose 800.00 CNY are sent to the bank. */
async function instructed(): Promise<{ readonly claimId: string; readonly instructionId: string }> {
  const claimId = await office.walks.due();
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const [{ id: instructionId }] = drafted.body.instructions;
  const path = `/api/v1/payout-batches/${drafted.body.id}/release`;
  expect((await office.as('checker').act('POST', path)).status).toBe(200);
  return { claimId, instructionId };
}

const paidFen = async (claimId: string): Promise<number> =>
  (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.totals.paidFen;

/** Reports a payment with any bytes, rightly signed. */
function sent(id: string, bytes: Buffer, secret = 'whsec_test'): Promise<Response> {
  const at = new Date();
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(bytes);
  return fetch(`${office.base}/api/v1/payout-events`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac.digest('base64')}` },
  });
}

async function bodyOf(eventId: string): Promise<Buffer> {
  const answer = await fetch(`${office.base}/api/v1/payout-events/${eventId}/body`, {
    headers: { Authorization: `Bearer ${await office.tokenOf('finance.maker')}` },
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
  return Buffer.from(await answer.arrayBuffer());
}

describe('a list', () => {
  it('F14: answers 400 to a cursor that it did not issue', async () => {
    const odd = [
      [1e308, 'x'],
      [-1, 'x'],
      ['x', 1],
      [0, null],
      [1e15, 'x'],
    ];
    for (const keyset of odd) {
      const cursor = Buffer.from(JSON.stringify(keyset)).toString('base64url');
      const answer = await office.as('bureau').send('GET', `/api/v1/claims?cursor=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'CURSOR_INVALID']);
    }
  });
});

describe('a text', () => {
  it.each(['\u200B', '\u3164', '\u2800\u00AD', '张\u202E三'])(
    'F19: that only looks filled is refused in a form of anybody: %j',
    async (name) => {
      const noticeId = await published();
      const answer = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, {
        itemNo: 1,
        statement: '没有上课',
        name,
      });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ pointer: '/name' }]);
    },
  );

  it.each(['\u200B', '\u3164'])('F19: that only looks filled is refused in every form: %j', async (unseen) => {
    const claimId = await office.walks.aClaim();
    const objections = `/public/notices/${await published()}/objections`;
    const account = { holder: '示范学校', bank: '示范银行', number: '6200000000000000026' };
    const school = office.as('school');
    const answers = [
      await school.send('POST', '/api/v1/class-filings', { ...CLASS, location: unseen }),
      await school.act('PUT', `/api/v1/claims/${claimId}/payee-account`, { ...account, holder: unseen }),
      await office.nobody.send('POST', objections, { itemNo: 1, statement: unseen }),
    ];
    expect(answers.map(({ status, body }) => [status, body.errors?.[0]?.pointer])).toEqual([
      [422, '/location'],
      [422, '/holder'],
      [422, '/statement'],
    ]);
  });
});

describe('the name of a file', () => {
  it.each([
    ['in GB 18030', Buffer.from('bdccd1a7bcc6bbae2e706466', 'hex'), '教学计划.pdf'],
    ['in UTF-8', Buffer.from('教学计划.pdf'), '教学计划.pdf'],
    ['of 205 characters', Buffer.from(`${'计'.repeat(201)}.pdf`), `${'计'.repeat(196)}.pdf`],
  ])('F20: %s is read as it was written and keeps its ending', async (_how, name, shown) => {
    const filing = await office.as('school').send('POST', '/api/v1/class-filings', CLASS);
    const form = Buffer.concat([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="'),
      name,
      Buffer.from('"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\r\n--x--\r\n'),
    ]);
    const answer = await fetch(`${office.base}/api/v1/class-filings/${filing.body.id}/documents/TEACHING_PLAN`, {
      method: 'PUT',
      body: new Uint8Array(form),
      headers: {
        Authorization: `Bearer ${await office.tokenOf('school')}`,
        'Content-Type': 'multipart/form-data; boundary=x',
      },
    });
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([200, expect.stringContaining(`"${shown}"`)]);
  });
});

describe('an objection', () => {
  it('F20: that is sent twice with one key has one receipt and one task', async () => {
    const noticeId = await published();
    const path = `/public/notices/${noticeId}/objections`;
    const said = { itemNo: 1, statement: '没有上课' };
    const key = { 'Idempotency-Key': `objection-${noticeId}` };
    const objections = async () =>
      (await office.pool.query('SELECT id FROM objection WHERE notice_id = $1', [noticeId])).rows.length;
    const before = await objections();
    const first = await office.nobody.send('POST', path, said, key);
    const again = await office.nobody.send('POST', path, said, key);
    expect([first.status, again.status, again.body]).toEqual([202, 202, first.body]);
    expect(await objections()).toBe(before + 1);
  });

  it('F20: has a receipt of its own though a stranger sent another one with the same key', async () => {
    const noticeId = await published();
    const path = `/public/notices/${noticeId}/objections`;
    const key = { 'Idempotency-Key': '1' };
    const said = ['课时不够', '不在岗', '证书不符'];
    const receipts = await Promise.all(
      said.map(async (statement) => office.nobody.send('POST', path, { itemNo: 1, statement }, key)),
    );
    expect(receipts.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(receipts.map(({ body }) => body.receiptNo)).size).toBe(3);
    const again = await office.nobody.send('POST', path, { itemNo: 1, statement: said[0] }, key);
    expect([again.status, again.body]).toEqual([202, receipts[0]?.body]);
  });
});

async function parked(): Promise<readonly unknown[]> {
  return (await office.as('maker').send('GET', '/api/v1/unmatched-payout-events?limit=200')).body.items;
}

let ready: Promise<string> | null = null;

/** One published notice for all tests that only object to it. */
function published(): Promise<string> {
  ready ??= office.walks.published().then(({ noticeId }) => noticeId);
  return ready;
}
