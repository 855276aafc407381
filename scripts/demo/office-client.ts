import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';

/** An answer as received; the caller decides which statuses it accepts. */
export interface Answer {
  readonly status: number;
  // Answers are read field by field; a wrong shape shows as a failed comparison.
  // oxlint-disable-next-line typescript/no-explicit-any -- a script plays many shapes of one contract
  readonly body: any;
  readonly etag: string | null;
  /** The value of the header `Retry-After`. */
  readonly retryAfterSeconds: number | null;
}

/** A request whose answer differs from the answer that the demo needs. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** One practice account over HTTP only, as an office's own client would use it. */
export interface Desk {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, options?: { readonly ifMatch?: string; readonly key?: string }): Promise<Answer>;
  put(path: string, body: unknown, options?: { readonly ifMatch?: string }): Promise<Answer>;
  upload(
    path: string,
    file: { readonly name: string; readonly content: Buffer },
    method?: 'PUT' | 'POST',
  ): Promise<Answer>;
  /** As it is answered, without a look at the status. */
  ask(method: string, path: string, init?: Sent): Promise<Answer>;
}

export interface Office {
  readonly url: string;
  desk(username: string): Promise<Desk>;
  /** A signed report of the finance system (Standard Webhooks). */
  reportPayout(type: string, data: object, webhookId?: string): Promise<Answer>;
  /** Moves the practice clock and waits until every workflow has caught up. */
  moveClock(to: { readonly advanceTo: string } | { readonly advanceDays: number }): Promise<string>;
}

export function openOffice(url: string, stateFolder: string): Office {
  const desks = new Map<string, Promise<Desk>>();
  const desk = (username: string): Promise<Desk> => {
    const known = desks.get(username) ?? signIn(url, username);
    desks.set(username, known);
    return known;
  };
  const secret: string = JSON.parse(readFileSync(join(stateFolder, 'practice-clients.json'), 'utf8'))['finance-system']
    .webhookSecret;
  return {
    url,
    desk,
    async reportPayout(type, data, webhookId = `msg_${randomUUID()}`) {
      const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
      const at = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': webhookId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(webhookId, at, body),
      };
      return askPatiently({ url, token: null }, 'POST', '/api/v1/payout-events', { headers, body });
    },
    async moveClock(to) {
      const answer = await (await desk('ops')).post('/api/v1/practice/clock', to);
      return answer.body.now;
    },
  };
}

async function signIn(url: string, username: string): Promise<Desk> {
  const open = async (): Promise<string> => {
    const credentials = json({ username, password: 'practice' });
    const session = await askPatiently({ url, token: null }, 'POST', '/api/v1/session', credentials);
    return expectOk(session, 'POST', '/api/v1/session').body.token;
  };
  let token = await open();
  /** A session that ended because its person had nothing to do for a while is opened again. */
  const askSignedIn = async (method: string, path: string, init?: Sent): Promise<Answer> => {
    const answer = await askPatiently({ url, token }, method, path, init);
    if (answer.status !== 401) {
      return answer;
    }
    token = await open();
    return askPatiently({ url, token }, method, path, init);
  };
  return {
    ask: (method, path, init) => ask({ url, token }, method, path, init),
    get: async (path) => expectOk(await askSignedIn('GET', path), 'GET', path),
    async post(path, body = {}, { ifMatch, key = randomUUID() } = {}) {
      const init = json(body, { 'idempotency-key': key, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) });
      return expectOk(await askSignedIn('POST', path, init), 'POST', path);
    },
    async put(path, body, { ifMatch } = {}) {
      const init = json(body, ifMatch === undefined ? {} : { 'if-match': ifMatch });
      return expectOk(await askSignedIn('PUT', path, init), 'PUT', path);
    },
    async upload(path, { name, content }, method = 'POST') {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(content)]), name);
      const headers = { 'idempotency-key': randomUUID() };
      return expectOk(await askSignedIn(method, path, { body: form, headers }), method, path);
    },
  };
}

function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Sent {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

/** How long a client retries while answers carry `Retry-After` (a busy office, a worker that starts). */
const PATIENCE_MS = 120_000;

/** Repeats a request with the same key while its answer carries `Retry-After`, after the given wait. */
async function askPatiently(as: Asker, method: string, path: string, init: Sent = {}): Promise<Answer> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask(as, method, path, init);
    const { retryAfterSeconds } = answer;
    if (retryAfterSeconds === null || Date.now() > end) {
      return answer;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, retryAfterSeconds * 1_000);
    });
  }
}

interface Asker {
  readonly url: string;
  /** Null for the public and for signed events. */
  readonly token: string | null;
}

interface Sent extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(as: Asker, method: string, path: string, init: Sent = {}): Promise<Answer> {
  const authorization: Record<string, string> = as.token === null ? {} : { authorization: `Bearer ${as.token}` };
  const response = await fetch(`${as.url}${path}`, { ...init, method, headers: { ...authorization, ...init.headers } });
  return answerOf(response);
}

/** Reads a response as an answer; a body that is not JSON stays text. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const retryAfter = response.headers.get('retry-after');
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    etag: response.headers.get('etag'),
    retryAfterSeconds: retryAfter === null ? null : Number(retryAfter),
  };
}

function expectOk(answer: Answer, method: string, path: string): Answer {
  if (answer.status >= 300) {
    const { code, detail, errors } = answer.body ?? {};
    throw new UnexpectedAnswer(
      `${method} ${path} → ${answer.status} ${code ?? ''} ${detail ?? ''} ${JSON.stringify(errors ?? [])}`,
    );
  }
  return answer;
}

/** Polls the server until a condition is true; throws if it does not become true. */
export async function until<Value>(
  what: string,
  probe: () => Promise<Value | null> | Value | null,
  withinMs = 150_000,
): Promise<Value> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value !== null) {
      return value;
    }
    if (Date.now() > end) {
      throw new UnexpectedAnswer(`Waited ${withinMs} ms in vain: ${what}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
