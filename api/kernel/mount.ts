import type { Buffer } from 'node:buffer';
import type { Mode } from '../../domain/codes.ts';
import type { IRouter, Request, Response } from 'express';
import type { Caller, SessionPort, SignedIn } from './caller.ts';
import { credentialOf, hasRole, sessionCookie, type Credential } from './caller.ts';
import type { AccessLog } from './access-log.ts';
import type { Clock } from './clock.ts';
import { withConflict, type FindConflict } from './conflict.ts';
import { etagOf, parseIfMatch, refuseAnyRevision } from './etag.ts';
import {
  parseIdempotencyKey,
  requestDigest,
  runOnce,
  type IdempotentRequests,
  type StoredAnswer,
} from './idempotency.ts';
import { PASSING } from './passing-answers.ts';
import { LANGUAGES, languageOf } from './language.ts';
import { Problem } from './problem.ts';
import { noteRefusal, recorded } from './recorded-access.ts';
import { readRequest } from './read-request.ts';
import { readsTag, type JsonReply, type RawReply, type Reply, type Route, type StreamReply } from './route.ts';

/** The dependencies of every route besides its own ports. */
export interface Kernel {
  readonly sessions: SessionPort;
  readonly idempotentRequests: IdempotentRequests;
  readonly clock: Clock;
  readonly mode: Mode;
  readonly access: AccessLog;
  readonly conflicts: FindConflict;
}

/**
 * Mounts routes on the application: checks permission, then headers, body and shapes, then runs the act; its answer
 * is parsed before it is sent (I11). A path with other methods answers 405.
 */
export function mount(app: IRouter, routes: readonly Route[], kernel: Kernel): void {
  const living = routes.filter((route) => route.practiceOnly !== true || kernel.mode === 'practice');
  for (const route of living) {
    app[route.method](route.path, async (request, response) => {
      response.locals['operationId'] = route.operationId;
      await answer(route, kernel, request, response);
    });
  }
  for (const path of new Set(living.map((route) => route.path))) {
    app.all(path, () => {
      const methods = living.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
      throw new Problem('METHOD_NOT_ALLOWED', { allow: methods });
    });
  }
}

async function answer(route: Route, kernel: Kernel, request: Request, response: Response): Promise<void> {
  const credential = credentialOf(request.headers, sessionCookie(kernel.mode));
  const signedIn = credential === null ? null : await kernel.sessions.signedInBy(credential.token);
  try {
    await answerTo({ signedIn, credential }, { route, kernel }, request, response);
  } catch (error) {
    if (signedIn === null) {
      throw error;
    }
    const { caller } = signedIn;
    await noteRefusal(error, route, { caller, at: () => kernel.clock.now() }, kernel.access);
    throw route.method === 'get' ? error : await withConflict(error, lateAsk(request, caller), kernel.conflicts);
  }
}

/** The request as the search for what overtook it reads it. */
function lateAsk(request: Request, caller: Caller) {
  const language = languageOf(request.get('Accept-Language'));
  return { params: request.params, tag: request.get('If-Match'), caller, language };
}

async function answerTo(
  sender: Sender,
  { route, kernel }: { readonly route: Route; readonly kernel: Kernel },
  request: Request,
  response: Response,
): Promise<void> {
  const caller = callerFor(route, sender, request);
  const isDry = route.dryRuns === true && request.query['dryRun'] === 'true';
  const idempotencyKey =
    route.idempotency === undefined || isDry
      ? undefined
      : parseIdempotencyKey(request.get('Idempotency-Key'), route.idempotency === 'required');
  if (readsTag(route)) {
    refuseAnyRevision(request.get('If-Match'));
  }
  const ifMatch = route.ifMatch === true ? parseIfMatch(request.get('If-Match')) : undefined;
  const read = await readRequest(route, request, response);
  const asked = {
    caller,
    params: request.params,
    query: request.query,
    headers: request.headers,
    ...read,
    // Routes without a body also accept `{}`.
    body: route.body === undefined && isEmptyObject(read.body) ? undefined : read.body,
    idempotencyKey: isDry ? '' : idempotencyKey,
    ifMatch,
    // Routes that take no `lang` refuse it.
    language: LANGUAGES.find((one) => one === request.query['lang']) ?? languageOf(request.get('Accept-Language')),
    at: await kernel.clock.now(),
    sessionToken: sender.credential?.token ?? null,
    credentialBy: sender.credential?.by ?? null,
    remoteAddress: request.ip ?? '',
  };
  const carryOut = confirmed(route, sender, recorded(route, kernel, asked, route.prepare(asked)));
  // What a form sends is answered by a page, which is not stored: its handler knows the key of the form.
  if (idempotencyKey === undefined || read.form !== undefined) {
    await send(response, route, await carryOut());
    return;
  }
  const { method, originalUrl: url } = request;
  const bodyDigest = requestDigest({ method, url, body: read.form ?? read.body, file: read.file?.content });
  const personId = caller?.personId ?? strangerWith(bodyDigest);
  const once = await runOnce(
    kernel.idempotentRequests,
    { personId, key: idempotencyKey, bodyDigest, movesMoney: !PASSING.has(route.operationId), now: Date.now() },
    async () => stored(route, await carryOut()),
  );
  if (once.replayed) {
    response.set('Idempotency-Replayed', 'true');
  }
  sendStored(response, once);
}

/** Asked right before the act, so that the stored answer of a repeat is given without. */
function confirmed(
  { confirmsIdentity }: Route,
  { credential, signedIn }: Sender,
  carryOut: () => Promise<Reply<unknown>>,
): () => Promise<Reply<unknown>> {
  return async () => {
    if (confirmsIdentity === true && credential?.by === 'cookie' && signedIn?.isConfirmed !== true) {
      throw new Problem('CONFIRM_IDENTITY');
    }
    return carryOut();
  };
}

/**
 * Returns the owner of an idempotency key that comes without a sign-in, as with an objection (F20). The owner is the
 * request itself, because nothing else tells strangers apart: the same key of another person answers and blocks nothing.
 */
function strangerWith(bodyDigest: Buffer): string {
  return `public/${bodyDigest.toString('base64url')}`;
}

interface Sender {
  readonly signedIn: SignedIn | null;
  readonly credential: Credential | null;
}

/** The caller, if the route permits it. A change with a cookie also needs the session's CSRF token. */
function callerFor(route: Route, { signedIn, credential }: Sender, request: Request): Caller | null {
  if ('public' in route.access) {
    return signedIn?.caller ?? null;
  }
  if (signedIn === null || credential === null) {
    throw new Problem('NOT_SIGNED_IN');
  }
  requireCsrfToken(route, signedIn, credential, request);
  if ('roles' in route.access && !hasRole(signedIn.caller, ...route.access.roles)) {
    throw new Problem('FORBIDDEN');
  }
  return signedIn.caller;
}

function requireCsrfToken(route: Route, signedIn: SignedIn, credential: Credential, request: Request): void {
  const changes = route.method !== 'get';
  if (changes && credential.by === 'cookie' && request.get('X-CSRF-Token') !== signedIn.csrfToken) {
    throw new Problem('CSRF_REQUIRED');
  }
}

/** The answer stored for a repeat: the JSON as it was sent, with its ETag and Location. */
function stored(route: Route, reply: Reply<unknown>): StoredAnswer {
  if (!('body' in reply)) {
    throw new TypeError(`${route.operationId} cannot keep an answer that is not JSON`);
  }
  const { revision, location } = reply;
  return {
    status: statusOf(route, reply),
    answer: {
      body: parsedAnswer(route, reply),
      ...(revision !== undefined && { revision }),
      ...(location !== undefined && { location }),
    },
  };
}

function sendStored(response: Response, { status, answer: kept }: StoredAnswer): void {
  const { body, revision, location }: Kept = isKept(kept) ? kept : { body: kept };
  setHeaders(response, { ...(revision !== undefined && { revision }), ...(location !== undefined && { location }) });
  writeJson(response, status, body);
}

interface Kept {
  readonly body: unknown;
  readonly revision?: number;
  readonly location?: string;
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'body' in value;
}

async function send(response: Response, route: Route, reply: Reply<unknown>): Promise<void> {
  if ('stream' in reply) {
    await sendStream(response, route, reply);
    return;
  }
  if ('raw' in reply) {
    sendRaw(response, route, reply);
    return;
  }
  setHeaders(response, reply);
  writeJson(response, statusOf(route, reply), parsedAnswer(route, reply));
}

function sendRaw(response: Response, route: Route, reply: RawReply): void {
  setHeaders(response, reply);
  response.status(statusOf(route, reply)).set('Content-Type', reply.mediaType);
  if (reply.fileName !== undefined) {
    response.attachment(reply.fileName).set('Content-Type', reply.mediaType);
    if (reply.isInline === true) {
      const attachment = response.get('Content-Disposition') ?? '';
      response.set('Content-Disposition', attachment.replace(/^attachment/, 'inline'));
    }
  }
  response.send(reply.raw);
}

/**
 * Nobody between may keep, pack or change what goes on. The error handler cuts an answer whose stream fails, so that it is
 * asked for again.
 * @throws what the stream rejects with, also where the client has left
 */
async function sendStream(response: Response, route: Route, reply: StreamReply): Promise<void> {
  setHeaders(response, reply);
  response.status(statusOf(route, reply)).set({ 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
  response.setHeader('Content-Type', reply.mediaType);
  response.locals['streams'] = true;
  response.flushHeaders();
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  await reply.stream(response);
}

function statusOf({ status, otherStatus }: Route, reply: Reply<unknown>): number {
  const usual = status ?? 200;
  return 'body' in reply ? ((reply.isOther === true ? otherStatus : undefined) ?? usual) : (reply.status ?? usual);
}

function parsedAnswer(route: Route, reply: JsonReply<unknown>): unknown {
  return route.answer === undefined ? undefined : route.answer.parse(reply.body);
}

function setHeaders(
  response: Response,
  said: { readonly revision?: number; readonly location?: string; readonly headers?: Readonly<Record<string, string>> },
): void {
  if (said.revision !== undefined) {
    response.set('ETag', etagOf(said.revision));
  }
  if (said.location !== undefined) {
    response.location(said.location);
  }
  for (const [name, value] of Object.entries(said.headers ?? {})) {
    response.set(name, value);
  }
}

function writeJson(response: Response, status: number, body: unknown): void {
  response.status(status);
  if (body === undefined) {
    response.end();
  } else {
    response.json(body);
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
