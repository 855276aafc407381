import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage, tagOf } from '../words/language.ts';
import type { paths } from './contract.d.ts';
import { Broken, problemOf, Refused, Unreachable } from './problem.ts';

let csrfToken = '';

/** The token stands in the memory of the page alone; `GET /session` gives it anew. */
export function keepCsrfToken(token: string | null): void {
  csrfToken = token ?? '';
}

const endListeners = new Set<() => void>();

/** Calls back when an answer says that nobody is signed in any more. @returns what ends it */
export function onSessionEnd(listener: () => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

const answerListeners = new Set<() => void>();
let answeredAt = 0;
let aheadMs = 0;

/** Calls back after each answer. @returns what ends it */
export function onAnswer(listener: () => void): () => void {
  answerListeners.add(listener);
  return () => answerListeners.delete(listener);
}

/** When the server answered last, on its clock. */
export function lastAnswerAt(): number {
  return answeredAt;
}

/** The clock of the server, as far as its last answer told it; that of this machine may be wrong. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', tagOf(currentLanguage()));
    if (request.method !== 'GET') {
      request.headers.set('X-CSRF-Token', csrfToken);
    }
    return request;
  },
  onResponse({ response }) {
    hear(response);
  },
};

/** Each answer tells the time of the server, and that it was asked. */
function hear(response: Response): void {
  const said = Date.parse(response.headers.get('Date') ?? '');
  aheadMs = Number.isNaN(said) ? aheadMs : said - Date.now();
  answeredAt = serverNow();
  answerListeners.forEach((listener) => listener());
}

/** What a screen reads; lists that can also be saved as files answer a screen with JSON. */
type ReadMedia = 'application/json' | 'text/plain' | 'text/html';

/** All requests of the workbench, typed by the contract. */
export const api = createClient<paths, ReadMedia>({ baseUrl: '', fetch: (request) => fetch(request) });
api.use(headers);

/** A new key for one act; the same key is sent again until there is an answer. */
export function newKey(): string {
  return crypto.randomUUID();
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

export interface Read<T> {
  readonly body: T;
  /** The revision that was read, to be sent as `If-Match`. */
  readonly etag: string;
}

/** The body of an answer, with its ETag. @throws Refused, Unreachable, Broken */
export async function read<T>(asked: Promise<Answer<T>>): Promise<Read<T>> {
  const { data, response } = await answered(asked);
  if (data === undefined) {
    throw new Broken(response);
  }
  return { body: data, etag: response.headers.get('ETag') ?? '' };
}

/** @throws Refused, Unreachable, Broken */
export async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  return (await read(asked)).body;
}

/** The body of an address that can also answer with a file, which is not asked for. @throws Refused, Unreachable, Broken */
export async function listed<T>(asked: Promise<Answer<T | string>>): Promise<T> {
  const { data, response } = await answered(asked);
  if (data === undefined || typeof data === 'string') {
    throw new Broken(response);
  }
  return data;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** All rows of a list that is shown as a whole, page after page. `pageFrom`: what follows the cursor. @throws Refused, Unreachable, Broken */
export async function allPages<T>(
  pageFrom: (cursor: { readonly cursor?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let page = await pageFrom({}); ; page = await pageFrom({ cursor: page.nextCursor })) {
    rows.push(...page.items);
    if (page.nextCursor === null) {
      return rows;
    }
  }
}

/** The same in the shape of a list. @throws Refused, Unreachable, Broken */
export async function wholeList<T>(
  pageFrom: (cursor: { readonly cursor?: string }) => Promise<Page<T>>,
): Promise<{ readonly items: readonly T[] }> {
  return { items: await allPages(pageFrom) };
}

/** A file as it was answered, with the name that the answer gives it; empty without one. */
export interface TakenFile {
  readonly content: Blob;
  readonly name: string;
}

/** What an address of the API answers as a file. @throws Refused, Unreachable, Broken */
export async function takeFile(address: string): Promise<TakenFile> {
  const { data, response } = await answered(fileAt(address));
  if (data === undefined) {
    throw new Broken(response);
  }
  return { content: data, name: nameIn(response.headers.get('Content-Disposition') ?? '') };
}

async function fileAt(address: string): Promise<Answer<Blob>> {
  const response = await fetch(address, { headers: { 'Accept-Language': tagOf(currentLanguage()) } });
  hear(response);
  return response.ok ? { data: await response.blob(), response } : { error: jsonIn(await response.text()), response };
}

/** What stands between the page and the server may refuse in words that are no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A name that is not all ASCII is written a second time, percent-encoded; one without spaces has no quotes. */
function nameIn(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) {
    return decodeURIComponent(encoded.trim());
  }
  const [, quoted, plain] = /filename=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted ?? plain ?? '';
}

/** For answers without a body. @throws Refused, Unreachable, Broken */
export async function done(asked: Promise<Answer<unknown>>): Promise<void> {
  await answered(asked);
}

/** An answer that says of itself that it went well, and is no JSON. */
const UNREAD = { status: 200, headers: new Headers() } as const;

/** An answer that broke off is none. */
function lost(error: unknown): Unreachable {
  return error instanceof Unreachable ? error : new Unreachable('no answer', { cause: error });
}

async function answered<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await asked.catch((error: unknown) => {
    throw error instanceof SyntaxError ? new Broken(UNREAD) : lost(error);
  });
  const { response, error } = answer;
  if (response.ok) {
    return answer;
  }
  const problem = problemOf(error, response);
  if (problem === null) {
    throw new Broken(response);
  }
  if (problem.code === 'NOT_SIGNED_IN') {
    endListeners.forEach((listener) => listener());
  }
  throw new Refused(problem);
}
