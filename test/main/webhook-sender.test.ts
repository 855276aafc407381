import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookGate, type Resolve } from '../../main/office/webhook-gate.ts';
import { createWebhookSender } from '../../main/office/webhook-sender.ts';
import { answers, isVerified, startReceiver, type Receiver } from '../support/receiver.ts';

const SECRETS = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);
const [NEW = '', FORMER = ''] = SECRETS;

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(() => receiver.close());

const now = (): Date => new Date();
const nobody: Resolve = () => Promise.reject(new Error('no name is asked for'));

function sending(
  change: {
    readonly url?: string;
    readonly secrets?: readonly string[];
    readonly resolve?: Resolve;
    readonly withinMs?: number;
  } = {},
) {
  const { url = receiver.url, secrets = [NEW], resolve = nobody, withinMs = 60_000 } = change;
  const gate = createWebhookGate({ mode: 'practice', open: [], resolve });
  const send = createWebhookSender({ gate, now, withinMs });
  return send({ url, secrets, body: '{"type":"claim.closed"}', eventId: 'evo_1', isReplay: false });
}

describe('one attempt', () => {
  it('is signed with every secret that is live, the newest first', async () => {
    expect(await sending({ secrets: SECRETS })).toMatchObject({ status: 204, error: null });
    const [event] = receiver.received;
    const signatures = String(event?.headers['webhook-signature']).split(' ');
    expect(signatures).toHaveLength(2);
    expect(event && isVerified(event, NEW, signatures[0])).toBe(true);
    expect(event && isVerified(event, FORMER, signatures[1])).toBe(true);
    expect(event && isVerified(event, FORMER, signatures[0])).toBe(false);
    expect(event?.headers).not.toHaveProperty('butie-replay');
  });

  it('goes to the address that was judged, under the name that was registered', async () => {
    const url = `http://events.office.invalid:${receiver.port}/in?x=1`;
    expect(await sending({ url, resolve: () => Promise.resolve(['127.0.0.1']) })).toMatchObject({ status: 204 });
    expect(receiver.received[0]?.headers.host).toBe(`events.office.invalid:${receiver.port}`);
  });

  it('goes nowhere where one address is not allowed, or the name has none', async () => {
    const url = `http://events.office.invalid:${receiver.port}/`;
    const inner = await sending({ url, resolve: () => Promise.resolve(['127.0.0.1', '10.0.0.7']) });
    expect(inner).toMatchObject({ status: null, error: 'ADDRESS_NOT_ALLOWED' });
    expect(await sending({ url })).toMatchObject({ status: null, error: 'CONNECTION' });
    expect(receiver.received).toEqual([]);
  });

  it('follows no redirection', async () => {
    const other = await startReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.replies(answers(status, { location: other.url }));
      expect(await sending()).toMatchObject({ status, error: 'REDIRECT' });
    }
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('keeps the beginning of the answer as a text that can be stored, and the header that asks for patience', async () => {
    receiver.replies(answers(503, { 'retry-after': '120' }, `\u0000坏\u202e${'很'.repeat(5_000)}`));
    const { excerpt, ...outcome } = await sending();
    expect(outcome).toMatchObject({ status: 503, error: 'STATUS', retryAfter: '120' });
    expect(Array.from(excerpt)).toHaveLength(512);
    expect(excerpt.startsWith(' 坏 很很')).toBe(true);
  });

  it('is over when no answer comes in its time', async () => {
    receiver.replies(() => undefined);
    expect(await sending({ withinMs: 200 })).toMatchObject({ status: null, error: 'TIMEOUT' });
  });

  it('counts by its status when the rest of the answer does not come', async () => {
    receiver.replies((response) => {
      response.writeHead(200).write('taken');
    });
    expect(await sending({ withinMs: 3_000 })).toMatchObject({ status: 200, error: null, excerpt: 'taken' });
  });

  it('says that nobody listens, and that what answers speaks no TLS', async () => {
    const { port } = receiver;
    const plain = await notTls();
    expect(await sending({ url: `https://127.0.0.1:${plain.port}/` })).toMatchObject({ status: null, error: 'TLS' });
    await plain.close();
    await receiver.close();
    expect(await sending({ url: `http://127.0.0.1:${port}/` })).toMatchObject({ status: null, error: 'CONNECTION' });
    receiver = await startReceiver();
  });
});

/** Answers every greeting with a line of text. */
async function notTls() {
  const server = await new Promise<TcpServer>((resolve) => {
    const one = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    one.listen(0, '127.0.0.1', () => resolve(one));
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
