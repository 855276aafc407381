export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of every shape; what they expect stands in the assertion.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface HttpClient {
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As `send`, on the claim, task, notice or batch of the path in the revision that is read right before. */
  act(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  upload(
    method: string,
    path: string,
    content: Buffer | string,
    sent?: string | { readonly name: string; readonly headers: Readonly<Record<string, string>> },
  ): Promise<Answer>;
}

/** A client of the API in somebody's name; every POST has an Idempotency-Key of its own unless it brings one. */
export function httpClient(base: string, token: string | null): HttpClient {
  const signed = (headers: Readonly<Record<string, string>>) => ({
    ...(token !== null && { Authorization: `Bearer ${token}` }),
    ...headers,
  });
  let requests = 0;
  const key = () => `key-${(requests += 1)}-${token?.slice(0, 8) ?? 'nobody'}-${Math.trunc(performance.now() * 1_000)}`;
  const send: HttpClient['send'] = async (method, path, body, headers = {}) => {
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const posts = method === 'POST' ? { 'Idempotency-Key': key() } : {};
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers: signed({ ...json, ...posts, ...headers }), body: content ?? null };
    return answerOf(await fetch(new Request(`${base}${path}`, init)));
  };
  return {
    send,
    async act(method, path, body, headers = {}) {
      const seen = await send('GET', actedOn(path));
      return send(method, path, body, { 'If-Match': seen.headers.get('etag') ?? NEVER_ISSUED, ...headers });
    },
    async upload(method, path, content, sent = 'table.csv') {
      const { name, headers } = typeof sent === 'string' ? { name: sent, headers: {} } : sent;
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
      // Nobody uploads with GET.
      // oxlint-disable-next-line unicorn/no-invalid-fetch-options
      return answerOf(await fetch(`${base}${path}`, { method, headers: signed(headers), body: form }));
    },
  };
}

/** The tag of somebody to whom the resource does not show. */
const NEVER_ISSUED = '"none"';

/** The path of the resource that an act concerns: `/api/v1/claims/clm_1` of `/api/v1/claims/clm_1/submission`. */
export function actedOn(path: string): string {
  return /^\/api\/v1\/[\w-]+\/[\w-]+/.exec(path)?.[0] ?? path;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  // Rows of JSON, one a line, are no JSON.
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
