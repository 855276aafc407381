import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { answerOf, type Answer } from '../demo/office-client.ts';

/** Failures that the clients met, counted by name: `connection`, `503 WORKER_UNAVAILABLE`, `409 ACT_IN_PROGRESS` … */
export type Met = Map<string, number>;

/** An answer that no client should get: a refused repeat, a 4xx to a correct request, an internal error. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}

/** A client that repeats with the same key until it gets an answer, as the contract requires. */
export interface PatientDesk {
  get(path: string): Promise<Answer>;
  /** `etagOf`: the resource that is read first for its ETag, and again after an answer 412. */
  post(path: string, body?: unknown, etagOf?: string): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  upload(path: string, csv: string, method?: 'PUT' | 'POST'): Promise<Answer>;
}

export interface PatientOffice {
  readonly met: Met;
  readonly endsAtMs: number;
  desk(username: string): Promise<PatientDesk>;
  /** The same webhook id on every repeat. */
  reportPayout(type: string, data: object): Promise<Answer>;
}

const ANSWER_WITHIN_MS = 65_000;
/** Longer than a worker needs to start on a machine that is ten times slower. */
export const PATIENCE_MS = 300_000;
const AGAIN_MS = 200;
/** Refusals that ask for a repeat with the same key. */
const REPEATABLE = new Set([
  'ACT_IN_PROGRESS',
  'REQUEST_IN_PROGRESS',
  'CLOCK_JUMP_RUNNING',
  'TOO_MANY_REQUESTS',
  'TOO_MANY_FILES',
]);

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | null;
}

/** @param endsAtMs from this instant on nothing is repeated */
export function openPatientOffice(url: string, stateFolder: string, endsAtMs: number): PatientOffice {
  const met: Met = new Map();
  const insist = (asked: Asked) => askUntilAnswered({ url, endsAtMs }, asked, met);
  const desks = new Map<string, Promise<PatientDesk>>();
  const clients: unknown = JSON.parse(readFileSync(join(stateFolder, 'practice-clients.json'), 'utf8'));
  const secret = secretOf(clients);
  return {
    met,
    endsAtMs,
    desk(username) {
      const known = desks.get(username) ?? signIn(insist, username);
      desks.set(username, known);
      return known;
    },
    async reportPayout(type, data) {
      const id = `msg_${randomUUID()}`;
      const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
      const at = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      };
      return granted(
        await insist({ method: 'POST', path: '/api/v1/payout-events', token: null, headers, body }),
        'event',
      );
    },
  };
}

type Insist = (asked: Asked) => Promise<Answer & { readonly repeats: number }>;

async function signIn(insist: Insist, username: string): Promise<PatientDesk> {
  const credentials = JSON.stringify({ username, password: 'practice' });
  const headers = { 'content-type': 'application/json' };
  const open = async (): Promise<string> =>
    granted(
      await insist({ method: 'POST', path: '/api/v1/session', token: null, headers, body: credentials }),
      `sign-in of ${username}`,
    ).body.token;
  let token = await open();
  /** A session that ended because its person had nothing to do for a while is opened again. */
  const insistSignedIn = async (asked: Omit<Asked, 'token'>) => {
    const answer = await insist({ ...asked, token });
    if (answer.status !== 401) {
      return answer;
    }
    token = await open();
    return insist({ ...asked, token });
  };
  const get = async (path: string) =>
    granted(await insistSignedIn({ method: 'GET', path, headers: {}, body: null }), `GET ${path}`);
  const send = (method: string, path: string, body: string | FormData, more: Readonly<Record<string, string>>) =>
    insistSignedIn({ method, path, headers: { 'idempotency-key': randomUUID(), ...more }, body });
  return {
    get,
    async post(path, body = {}, etagOf) {
      for (;;) {
        const etag = etagOf === undefined ? null : (await get(etagOf)).etag;
        const match: Record<string, string> = etag === null ? {} : { 'if-match': etag };
        const answer = await send('POST', path, JSON.stringify(body), { ...headers, ...match });
        if (answer.status !== 412 || answer.repeats > 0) {
          return granted(answer, `POST ${path}, ${answer.repeats} repeats`);
        }
      }
    },
    put: async (path, body) => granted(await send('PUT', path, JSON.stringify(body), headers), `PUT ${path}`),
    async upload(path, csv, method = 'POST') {
      const form = new FormData();
      form.append('file', new Blob([csv]), 'table.csv');
      return granted(await send(method, path, form, {}), `${method} ${path}`);
    },
  };
}

/** Repeats after connection errors, 5xx, and refusals that ask for a repeat; every other response is the answer. */
async function askUntilAnswered(
  { url, endsAtMs }: { readonly url: string; readonly endsAtMs: number },
  asked: Asked,
  met: Met,
): Promise<Answer & { readonly repeats: number }> {
  const began = Date.now();
  const end = Math.min(began + PATIENCE_MS, endsAtMs);
  for (let repeats = 0; ; repeats += 1) {
    const answer = await ask(url, asked).catch(() => null);
    const code = answer === null ? 'connection' : `${answer.status} ${answer.body?.code ?? ''}`.trim();
    const isAnswer = answer !== null && answer.status < 500 && !REPEATABLE.has(answer.body?.code);
    if (answer !== null && isAnswer) {
      return { ...answer, repeats };
    }
    met.set(code, (met.get(code) ?? 0) + 1);
    if (Date.now() > end) {
      throw new WrongAnswer(
        `${asked.method} ${asked.path}: only ${code} for ${Math.round((Date.now() - began) / 1_000)} s`,
      );
    }
    await pause(Math.max(AGAIN_MS, (answer?.retryAfterSeconds ?? 0) * 1_000));
  }
}

async function ask(url: string, { method, path, token, headers, body }: Asked): Promise<Answer> {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...authorization, ...headers },
    body,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return answerOf(response);
}

function granted<Given extends Answer>(answer: Given, what: string): Given {
  if (answer.status >= 300) {
    const { code, errors } = answer.body ?? {};
    throw new WrongAnswer(`${what} → ${answer.status} ${code ?? ''} ${JSON.stringify(errors ?? [])}`);
  }
  return answer;
}

function secretOf(clients: unknown): string {
  const found =
    typeof clients === 'object' && clients !== null && 'finance-system' in clients ? clients['finance-system'] : null;
  const secret: unknown =
    typeof found === 'object' && found !== null && 'webhookSecret' in found ? found.webhookSecret : null;
  if (typeof secret !== 'string') {
    throw new RangeError('practice-clients.json has no webhook secret of the finance system');
  }
  return secret;
}
