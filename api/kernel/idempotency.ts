import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { Problem } from './problem.ts';

/** The state of a key when a request with it begins. */
export type Begun =
  | { readonly kind: 'run' }
  | { readonly kind: 'answered'; readonly status: number; readonly answer: unknown }
  | { readonly kind: 'running' }
  | { readonly kind: 'reused' };

/** The stored answers of requests that create or decide, one per person and key. */
export interface IdempotentRequests {
  /** A request that began before `staleBefore` and has no answer may run again: handlers are safe to repeat. */
  begin(request: {
    readonly personId: string;
    readonly key: string;
    readonly bodyDigest: Buffer;
    readonly staleBefore: Date;
    readonly at: Date;
    /** Money moves by it: its answer is kept for good. Other answers are removed after a time. */
    readonly movesMoney: boolean;
  }): Promise<Begun>;
  answer(personId: string, key: string, status: number, answer: unknown): Promise<void>;
  /** Permits a repeat to run at once; the key stays bound to its body. */
  resumable(personId: string, key: string): Promise<void>;
  /** Deletes the key, so that a repeat of a refused request is judged again. */
  forget(personId: string, key: string): Promise<void>;
}

/** After this time without an answer, the process that ran a request counts as dead. */
const STALE_MS = 15_000;

export interface StoredAnswer {
  readonly status: number;
  readonly answer: unknown;
}

/**
 * Runs a request once per person and key. Only 2xx answers are stored. A refusal deletes the key, except that of
 * an unreachable worker, whose act is committed: the repeat must find its key to resume it.
 * @param now real time: how long a process may take has nothing to do with the practice clock.
 */
export async function runOnce(
  requests: IdempotentRequests,
  asked: {
    readonly personId: string;
    readonly key: string;
    readonly bodyDigest: Buffer;
    readonly movesMoney: boolean;
    readonly now: number;
  },
  run: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { readonly replayed: boolean }> {
  const { personId, key, bodyDigest, movesMoney, now } = asked;
  const begun = await requests.begin({
    personId,
    key,
    bodyDigest,
    staleBefore: new Date(now - STALE_MS),
    at: new Date(now),
    movesMoney,
  });
  switch (begun.kind) {
    case 'answered':
      return { status: begun.status, answer: begun.answer, replayed: true };
    case 'running':
      throw new Problem('REQUEST_IN_PROGRESS', { retryAfterSeconds: 1 });
    case 'reused':
      throw new Problem('IDEMPOTENCY_KEY_REUSED');
    case 'run':
      break;
  }
  try {
    const answered = await run();
    await requests.answer(personId, key, answered.status, answered.answer);
    return { ...answered, replayed: false };
  } catch (error) {
    if (error instanceof Problem && error.code === 'WORKER_UNAVAILABLE') {
      await requests.resumable(personId, key);
    } else {
      await requests.forget(personId, key);
    }
    throw error;
  }
}

/** 1 to 255 visible ASCII characters. */
export function parseIdempotencyKey(header: string | undefined, needed: boolean): string | undefined {
  if (header === undefined || header === '') {
    if (needed) {
      throw new Problem('IDEMPOTENCY_KEY_MISSING');
    }
    return undefined;
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new Problem('IDEMPOTENCY_KEY_INVALID');
  }
  return header;
}

/** Identifies a request by method, path, query and body; the order of the body's fields does not matter. */
export function requestDigest(parts: {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly file: Buffer | undefined;
}): Buffer {
  const hash = createHash('sha256');
  hash.update(`${parts.method} ${parts.url}\n${parts.body === undefined ? '' : canonicalJson(parts.body)}\n`);
  if (parts.file !== undefined) {
    hash.update(parts.file);
  }
  return hash.digest();
}
