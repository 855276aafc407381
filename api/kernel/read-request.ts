import { Buffer } from 'node:buffer';
import { TextDecoder } from 'node:util';
import busboy from 'busboy';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from './problem.ts';
import type { EnteredForm, Route, Upload } from './route.ts';

/** The largest size of an upload; the unpacked size is checked where the file is read. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

export interface ReadBody {
  readonly body: unknown;
  readonly file: Upload | undefined;
  readonly form?: EnteredForm;
  readonly rawBody: Buffer;
}

const NO_BYTES = Buffer.alloc(0);
const NOTHING: ReadBody = { body: undefined, file: undefined, rawBody: NO_BYTES };

const readJson = express.json({
  limit: '1mb',
  strict: false,
  type: ['application/json', 'application/*+json'],
  verify: (request, _response, bytes) => {
    rawBodies.set(request, bytes);
  },
});
/** A body that is kept whatever it holds is refused only for the memory that it would take. */
const readAnyBytes = express.raw({ limit: MAX_UPLOAD_BYTES, type: () => true });
const FORM = 'application/x-www-form-urlencoded';
/** A Chinese character takes nine bytes in a form. */
const readFormBytes = express.raw({ limit: '200kb', type: FORM });
const rawBodies = new WeakMap<object, Buffer>();

/** Reads the body that a route takes; called after the permission check, so that an unknown caller cannot upload. */
export async function readRequest(route: Route, request: Request, response: Response): Promise<ReadBody> {
  if (route.method === 'get') {
    return NOTHING;
  }
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody) {
    return missingBody(route);
  }
  if (route.takesBytes === true) {
    return { ...NOTHING, rawBody: await bytesOf(readAnyBytes, request, response) };
  }
  if (route.takesForm === true && request.is(FORM) !== false) {
    return { ...NOTHING, form: formOf(await bytesOf(readFormBytes, request, response)) };
  }
  const { mostBytes = MAX_UPLOAD_BYTES } = route;
  if (route.multipart !== undefined && request.is('multipart/form-data') !== false) {
    return { ...NOTHING, file: await readMultipart(request, mostBytes) };
  }
  if (route.multipart !== undefined && request.is('text/csv') !== false) {
    return {
      ...NOTHING,
      file: { name: 'body.csv', mediaType: 'text/csv', content: await readCsvBytes(request, response, mostBytes) },
    };
  }
  if (route.multipart === 'required' || request.is(['json', '+json']) === false) {
    throw new Problem('MEDIA_TYPE_UNSUPPORTED');
  }
  await run(readJson, request, response);
  const body: unknown = request.body;
  return { body, file: undefined, rawBody: rawBodies.get(request) ?? NO_BYTES };
}

function formOf(bytes: Buffer): EnteredForm {
  const sent = new URLSearchParams(bytes.toString('utf8'));
  return Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.get(name) ?? '']));
}

function missingBody(route: Route): ReadBody {
  if (route.multipart === 'required') {
    throw new Problem('FILE_MISSING');
  }
  return NOTHING;
}

async function readCsvBytes(request: Request, response: Response, mostBytes: number): Promise<Buffer> {
  try {
    return await bytesOf(express.raw({ limit: mostBytes, type: 'text/csv' }), request, response);
  } catch (error) {
    throw error instanceof Error && 'status' in error && error.status === 413 ? new Problem('FILE_TOO_LARGE') : error;
  }
}

async function bytesOf(reader: RequestHandler, request: Request, response: Response): Promise<Buffer> {
  await run(reader, request, response);
  const bytes: unknown = request.body;
  return Buffer.isBuffer(bytes) ? bytes : NO_BYTES;
}

function run(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void handler(request, response, (error?: unknown) => {
      if (error === undefined) {
        resolve();
      } else {
        reject(error instanceof Error ? error : new Error('The body could not be read'));
      }
    });
  });
}

/** One file in the field `file`, kept in memory up to the limit; a truncated or malformed form is 400. */
function readMultipart(request: Request, mostBytes: number): Promise<Upload> {
  const parser = openParser(request, mostBytes);
  return new Promise((resolve, reject) => {
    let upload: Upload | undefined;
    const fail = (problem: Problem) => {
      request.unpipe(parser);
      request.resume();
      reject(problem);
    };
    parser.on('file', (field, stream, info) => {
      if (field !== 'file') {
        stream.resume();
        fail(unknownField(field));
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => fail(new Problem('FILE_TOO_LARGE')));
      stream.on('error', () => fail(new Problem('UNREADABLE')));
      stream.on('end', () => {
        upload = { name: cleanName(info.filename), mediaType: info.mimeType, content: Buffer.concat(chunks) };
      });
    });
    parser.on('field', (field) => fail(unknownField(field)));
    parser.on('filesLimit', () => fail(new Problem('FILE_ONE_ONLY')));
    parser.on('partsLimit', () => fail(new Problem('FILE_ONE_ONLY')));
    parser.on('error', () => fail(new Problem('UNREADABLE')));
    parser.on('close', () => (upload === undefined ? reject(new Problem('FILE_MISSING')) : resolve(upload)));
    request.on('error', () => fail(new Problem('UNREADABLE')));
    request.on('aborted', () => fail(new Problem('UNREADABLE')));
    request.pipe(parser);
  });
}

/** A part can lack a name, although the parser's types say otherwise. */
function unknownField(field: string | undefined): Problem {
  return new Problem('INVALID', { errors: [{ pointer: `/${(field ?? '').slice(0, 100)}`, code: 'UNKNOWN_FIELD' }] });
}

function openParser(request: Request, mostBytes: number): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'latin1',
      limits: { files: 1, fields: 2, parts: 4, fileSize: mostBytes, fieldSize: 1_000, headerPairs: 20 },
    });
  } catch {
    throw new Problem('UNREADABLE');
  }
}

/** The last character of Latin 1: a parser that reads bytes as text makes no others. */
const LATIN_1 = 0xff;

/** Forms carry a name as bytes: UTF-8, or GB 18030 from old programs in Chinese offices (F20). */
function decodedName(name: string): string {
  if (Array.from(name).some((character) => (character.codePointAt(0) ?? 0) > LATIN_1)) {
    return name;
  }
  const bytes = Buffer.from(name, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const LONGEST_NAME = 200;

/** A name that is too long keeps its ending, which says what the file is. */
function shortened(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - ending.length)}${ending}`;
}

/** A file's name is used only for display: no path, no control or bidirectional characters. */
function cleanName(name: string | undefined): string {
  const last =
    decodedName(name ?? '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '').trim();
  return clean === '' ? 'file' : shortened(clean);
}
