import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Agent, request, type Dispatcher } from 'undici';
import {
  ANSWER_READ_BYTES,
  ANSWER_WITHIN_MS,
  errorOfStatus,
  EXCERPT_CHARACTERS,
} from '../../domain/event/delivery-rules.ts';
import type { DeliveryError } from '../../domain/event/delivery-words.ts';
import type { Attempted, LeasedDelivery } from '../../prisma/event/sending-store.ts';
import type { CheckedAddress, WebhookGate } from './webhook-gate.ts';

export type Send = (
  delivery: Pick<LeasedDelivery, 'url' | 'body' | 'eventId' | 'secrets' | 'isReplay'>,
) => Promise<Attempted>;

export interface SenderParts {
  readonly gate: WebhookGate;
  /** Real time. */
  readonly now: () => Date;
  /** How long an answer may take. */
  readonly withinMs?: number;
}

/** Sends one event once. Never rejects: whatever fails is an outcome. */
export function createWebhookSender({ gate, now, withinMs = ANSWER_WITHIN_MS }: SenderParts): Send {
  return async (delivery) => {
    const at = now();
    const began = performance.now();
    const kept = (outcome: Pick<Attempted, 'status' | 'error' | 'retryAfter' | 'excerpt'>): Attempted => ({
      ...outcome,
      at,
      durationMs: Math.round(performance.now() - began),
    });
    const timer = new AbortController();
    const ending = setTimeout(() => timer.abort(), withinMs);
    try {
      const opened = await Promise.race([gate.open(delivery.url), aborted(timer.signal)]);
      if (!opened.ok) {
        return kept(without(opened.reason === 'UNRESOLVED' ? 'CONNECTION' : 'ADDRESS_NOT_ALLOWED'));
      }
      return kept(await answered(delivery, opened.value, { at, signal: timer.signal }));
    } catch (error) {
      return kept(without(timer.signal.aborted ? 'TIMEOUT' : errorOf(error)));
    } finally {
      clearTimeout(ending);
    }
  };
}

function without(error: DeliveryError): Pick<Attempted, 'status' | 'error' | 'retryAfter' | 'excerpt'> {
  return { status: null, error, retryAfter: null, excerpt: '' };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('TIMEOUT')), { once: true });
  });
}

async function answered(
  { url, body, eventId, secrets, isReplay }: Parameters<Send>[0],
  addresses: readonly CheckedAddress[],
  { at, signal }: { readonly at: Date; readonly signal: AbortSignal },
): Promise<Pick<Attempted, 'status' | 'error' | 'retryAfter' | 'excerpt'>> {
  // One connection for one request, to the addresses that were judged: nothing that was judged before is used again.
  const dispatcher = new Agent({ connect: { lookup: lookupOf(addresses) }, pipelining: 0, connections: 1 });
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'butie',
        'webhook-id': eventId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(eventId, at, body)).join(' '),
        ...(isReplay && { 'butie-replay': '1' }),
      },
      body,
      dispatcher,
      signal,
    });
    const retryAfter = headers['retry-after'];
    return {
      status: statusCode,
      error: errorOfStatus(statusCode),
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      excerpt: await excerptOf(answer),
    };
  } finally {
    await dispatcher.destroy();
  }
}

/** The addresses that were judged, whatever the name says now. */
function lookupOf(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all === true) {
      callback(null, [...addresses]);
    } else {
      callback(null, first?.address ?? '', first?.family);
    }
  };
}

/** The beginning of the answer as a text that can be stored and shown; what cannot be read of it is left out. */
async function excerptOf(answer: Dispatcher.ResponseData['body']): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of answer) {
      const bytes = Buffer.from(part);
      parts.push(bytes);
      length += bytes.length;
      if (length >= ANSWER_READ_BYTES) {
        break;
      }
    }
  } catch {
    // The status has been told; a body that breaks off changes nothing.
  }
  const text = Buffer.concat(parts).subarray(0, ANSWER_READ_BYTES).toString('utf8');
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ');
  return Array.from(shown).slice(0, EXCERPT_CHARACTERS).join('');
}

const TLS_CODES = /^(?:ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

function errorOf(error: unknown): DeliveryError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return TLS_CODES.test(code) ? 'TLS' : 'CONNECTION';
}
