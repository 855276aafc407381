import type { Buffer } from 'node:buffer';
import type { Writable } from 'node:stream';
import type { z } from 'zod';
import { accessOf, type Access, type OperationId, type PublicOperation } from '../../domain/authority/permissions.ts';
import { declaresTag } from '../../schemas/http-schemas.ts';
import type { Caller, Credential } from './caller.ts';
import type { Language } from './language.ts';
import { parsePart } from './parse-part.ts';
import type { ProblemCode } from './problem.ts';

/** An uploaded file, complete and not checked yet. */
export interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** `required`: only a file (multipart or a `text/csv` body) is taken; `orBody`: a file or a JSON body. */
type UploadKind = 'required' | 'orBody' | undefined;
/** The fields of a form of a page, as they were typed; of a name that is sent twice the first counts. */
export type EnteredForm = Readonly<Partial<Record<string, string>>>;

type Shape = z.ZodType | undefined;
type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined;

/** A JSON answer; `revision` becomes the ETag, `location` the header. Without a `body` only with status 204. */
export interface JsonReply<Body> {
  readonly body: Body;
  readonly revision?: number;
  readonly location?: string;
  /** It has the route's other status. */
  readonly isOther?: boolean;
  /** Only answers that are not JSON say a status of their own. */
  readonly status?: never;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is not JSON: a document, a csv, a page. */
export interface RawReply {
  readonly raw: Buffer | string;
  readonly mediaType: string;
  /** If set, the browser saves the answer under this name. */
  readonly fileName?: string;
  /** The browser may show it; the name is that of a later saving. */
  readonly isInline?: boolean;
  /** Set if it differs from the route's. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that goes on: its headers leave at once, and what is written to `output` as it is written. */
export interface StreamReply {
  readonly stream: (output: Writable) => Promise<void>;
  readonly mediaType: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Reply<Body> = JsonReply<Body> | RawReply | StreamReply;

/** An entry of a route list: the schemas for the OpenAPI document, and the function that checks and runs a request. */
export interface Route {
  readonly operationId: OperationId;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In Express form, from the root: `/api/v1/class-filings/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly headers?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
  readonly multipart?: UploadKind;
  /** The largest file that it takes, if not `MAX_UPLOAD_BYTES`. */
  readonly mostBytes?: number;
  /** The body is taken as bytes, whatever it is; the handler judges it after the sender. `body` only documents it. */
  readonly takesBytes?: boolean;
  /** A page's form may send it too, as `application/x-www-form-urlencoded`: the handler then has `form` and no body. */
  readonly takesForm?: boolean;
  /** Absent for 204 and for raw answers alone. */
  readonly answer?: z.ZodType | undefined;
  /** Media types of raw answers. */
  readonly rawAnswers?: readonly string[];
  /** Its answer goes on until somebody ends it. */
  readonly streams?: boolean;
  /** A page for people, which says what was refused on a page of its own. */
  readonly refusesByPage?: boolean;
  /** 200 by default. */
  readonly status?: number;
  /** Of the answer to the other request that the route takes, where that has another one. */
  readonly otherStatus?: number;
  readonly problems: readonly ProblemCode[];
  /** Of these, what is answered with 409 here: what is asked for does not fit what stands there. */
  readonly conflicts?: readonly ProblemCode[];
  /** From the operation's row in the table of permissions. */
  readonly access: Access;
  readonly idempotency?: 'required' | 'accepted' | undefined;
  readonly ifMatch?: boolean;
  /** With `dryRun=true` it checks, records nothing and takes no key; the handler's key is empty then. */
  readonly dryRuns?: boolean;
  /** By a browser's cookie only by somebody who has just said their password anew: it releases money. */
  readonly confirmsIdentity?: boolean;
  /** Does not exist in live mode (D20). */
  readonly practiceOnly?: boolean;
  /** What the audit says of each use (S10); `exported`: of each use that answers a file. */
  readonly recorded?: 'exported' | 'registerLoaded' | 'clockMoved';
  /** Checks the request against the schemas and returns the function that runs it. Throws Problem. */
  prepare(asked: Asked): () => Promise<Reply<unknown>>;
}

/** A request as the kernel read it, before it is checked against the schemas. */
export interface Asked {
  readonly caller: Caller | null;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly file: Upload | undefined;
  /** What a page's form sent instead of a body, where the route takes one. */
  readonly form?: EnteredForm | undefined;
  /** The original bytes of a JSON body, for signatures. */
  readonly rawBody: Buffer;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: number | undefined;
  readonly language: Language;
  /** Business time of the request. */
  readonly at: Date;
  /** The request's token, for the routes that end or show the session. */
  readonly sessionToken: string | null;
  /** A browser's session comes by cookie; null where nobody signed in. */
  readonly credentialBy: Credential['by'] | null;
  readonly remoteAddress: string;
}

/** The route acts on a revision that was read: it needs `If-Match`, or compares it where it is sent. */
export function readsTag({ ifMatch, headers }: Pick<Route, 'ifMatch' | 'headers'>): boolean {
  return ifMatch === true || declaresTag(headers);
}

/** Defines one route; Express, the OpenAPI document and the route tests all use this definition. */
export interface RouteSpec<
  Params extends Shape,
  Query extends Shape,
  Headers extends Shape,
  Body extends Shape,
  Answer extends Shape,
  Id extends OperationId,
  Uploads extends UploadKind,
  Key extends 'required' | 'accepted' | undefined,
  Match extends boolean,
> extends Pick<
  Route,
  | 'method'
  | 'path'
  | 'summary'
  | 'rawAnswers'
  | 'refusesByPage'
  | 'streams'
  | 'status'
  | 'otherStatus'
  | 'problems'
  | 'conflicts'
  | 'practiceOnly'
  | 'confirmsIdentity'
  | 'dryRuns'
  | 'takesBytes'
  | 'takesForm'
  | 'mostBytes'
  | 'recorded'
> {
  readonly operationId: Id;
  readonly params?: Params;
  readonly query?: Query;
  readonly headers?: Headers;
  readonly body?: Body;
  readonly answer?: Answer;
  readonly multipart?: Uploads;
  readonly idempotency?: Key;
  readonly ifMatch?: Match;
  handle(
    input: HandlerInput<Params, Query, Headers, Body, Id, Uploads, Key, Match>,
  ): Promise<Reply<Answer extends z.ZodType ? z.input<Answer> : undefined>>;
}

export interface HandlerInput<
  Params extends Shape,
  Query extends Shape,
  Headers extends Shape,
  Body extends Shape,
  Id extends OperationId,
  Uploads extends UploadKind,
  Key extends 'required' | 'accepted' | undefined,
  Match extends boolean,
> {
  /** Null only where the table lets anybody ask. */
  readonly caller: Id extends PublicOperation ? Caller | null : Caller;
  readonly params: Parsed<Params>;
  readonly query: Parsed<Query>;
  readonly headers: Parsed<Headers>;
  /** Absent if the route accepts a file or a body and got a file. */
  readonly body: Uploads extends 'orBody' ? Parsed<Body> | undefined : Parsed<Body>;
  readonly file: Uploads extends 'required' ? Upload : Uploads extends 'orBody' ? Upload | undefined : undefined;
  /** If set, it was sent instead of the body. */
  readonly form?: EnteredForm | undefined;
  readonly rawBody: Buffer;
  readonly idempotencyKey: Key extends 'required' ? string : string | undefined;
  /** The revision that the client has seen. */
  readonly ifMatch: Match extends true ? number : undefined;
  readonly language: Language;
  readonly at: Date;
  readonly sessionToken: string | null;
  readonly credentialBy: Credential['by'] | null;
  readonly remoteAddress: string;
}

export function defineRoute<
  Params extends Shape = undefined,
  Query extends Shape = undefined,
  Headers extends Shape = undefined,
  Body extends Shape = undefined,
  Answer extends Shape = undefined,
  const Id extends OperationId = OperationId,
  const Uploads extends UploadKind = undefined,
  const Key extends 'required' | 'accepted' | undefined = undefined,
  const Match extends boolean = false,
>(spec: RouteSpec<Params, Query, Headers, Body, Answer, Id, Uploads, Key, Match>): Route {
  return {
    ...spec,
    access: accessOf(spec.operationId),
    prepare(asked) {
      const input = {
        ...asked,
        params: parsePart('params', spec.params, asked.params),
        query: parsePart('query', spec.query, asked.query),
        headers: spec.headers === undefined ? undefined : parsePart('headers', spec.headers, asked.headers),
        body:
          asked.file === undefined && asked.form === undefined && spec.takesBytes !== true
            ? parsePart('body', spec.body, asked.body)
            : undefined,
      };
      // True because the kernel read what the route declares and the lines above parsed it with the declared shapes;
      // conditional types cannot follow that.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const judged = input as unknown as HandlerInput<Params, Query, Headers, Body, Id, Uploads, Key, Match>;
      return () => spec.handle(judged);
    },
  };
}
