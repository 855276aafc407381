import type { Buffer } from 'node:buffer';
import { request } from 'node:http';
import type { GeneratedRequest } from './generated-requests.ts';

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** Sends what no well-behaved client would; an answer that does not come within ten seconds is an error. */
export function sendRaw(
  base: string,
  { method, path, headers, body }: Pick<GeneratedRequest, 'method' | 'path' | 'headers' | 'body'>,
  token: string | null,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  const isNamed = (name: string) => headers.some((text, at) => at % 2 === 0 && text.toLowerCase() === name);
  const own = token === null || isNamed('authorization') ? [] : ['Authorization', `Bearer ${token}`];
  const host = isNamed('host') ? [] : ['Host', `${hostname}:${port}`];
  const sized = body.length === 0 ? [] : ['Content-Length', String(body.length)];
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        hostname,
        port,
        method,
        path,
        headers: [...host, ...headers.map(toLatin), ...own, ...sized],
        signal: AbortSignal.timeout(120_000),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            text: chunks.map((chunk) => chunk.toString('utf8')).join(''),
            retryAfter: response.headers['retry-after'],
          });
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Node sends headers as Latin-1 and refuses the rest. */
function toLatin(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}
