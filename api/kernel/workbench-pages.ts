import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Express, Request, Response } from 'express';
import { Problem } from './problem.ts';

/** What stands in the built page instead of a nonce. */
const NONCE_PLACE = '__NONCE__';
const NONCE_BYTES = 16;
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The best first. The build has written each beside its file (`main/stack/workbench-build.ts`). */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  // The browser runs a worker only under this name.
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  // What a PDF names and does not hold: character maps and fonts.
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
};

/**
 * The pages of the workbench below `/workbench/`, from the folder in which they were built; undefined: this process has
 * none, and `/` leads to the documentation. Every address but the assets gives the one page, which reads the address.
 */
export function addWorkbench(app: Express, folder: string | undefined): void {
  app.get('/', (request, response) => {
    // Programs that ask for JSON, or for anything, are not people.
    const isPerson = folder !== undefined && request.get('Accept')?.includes('text/html') === true;
    response.vary('Accept').redirect(isPerson ? '/workbench/' : '/docs');
  });
  if (folder === undefined) {
    return;
  }
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const assets = new Set(readdirSync(join(folder, 'assets'), { recursive: true, encoding: 'utf8' }));
  app.get('/workbench/assets/*name', (request, response) => {
    sendAsset(request, response, { folder: join(folder, 'assets'), assets });
  });
  app.get(['/workbench', '/workbench/{*path}'], (_request, response) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    response
      .set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Content-Security-Policy': policyWith(nonce) })
      .type('html')
      .send(page.replace(NONCE_PLACE, nonce));
  });
}

interface Assets {
  readonly folder: string;
  /** The names of the files below it, with those that were compressed. */
  readonly assets: ReadonlySet<string>;
}

function sendAsset(request: Request, response: Response, { folder, assets }: Assets): void {
  const name = [request.params['name'] ?? []].flat().join('/');
  const mediaType = MEDIA_TYPES[extname(name)];
  if (!assets.has(name) || mediaType === undefined) {
    throw new Problem('NOT_FOUND');
  }
  const chosen = ENCODINGS.find(
    (encoding) => assets.has(name + encoding.suffix) && request.acceptsEncodings(encoding.name) !== false,
  );
  response.set({ 'Content-Type': mediaType, 'Cache-Control': FOR_EVER }).vary('Accept-Encoding');
  if (chosen !== undefined) {
    response.set('Content-Encoding', chosen.name);
  }
  response.send(readFileSync(join(folder, name + (chosen?.suffix ?? ''))));
}

/** Scripts from our own files alone; styles that a library makes carry the nonce of this one answer. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
  ].join('; ');
}
