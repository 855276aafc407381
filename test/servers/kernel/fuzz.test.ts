import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, publishNotice } from '../../../scripts/demo/class-play.ts';
import { ProblemBody } from '../../../schemas/http-schemas.ts';
import { businessDigest, restedDigest } from '../../support/business-digest.ts';
import { generateRequests, type GeneratedRequest } from '../../support/generated-requests.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  officeWithClasses,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { sessionToken } from '../../support/session-token.ts';
import { sendRaw, type RawAnswer } from '../../support/raw-request.ts';

const SEED = Number(process.env['BUTIE_FUZZ_SEED'] ?? 20_250_512);
/** About seven for each operation. */
const REQUESTS = 1_500;
const ACCOUNTS = [
  'school',
  'school2',
  'dept.hr',
  'dept.union',
  'bureau.review',
  'finance.maker',
  'finance.checker',
  'ops',
  'auditor',
  'policy.editor',
];

let running: OfficeOfClasses;
const tokens = new Map<string, string>();
let ids: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  running = await officeWithClasses([1, 2, 3]);
  await seatCases();
  for (const username of ACCOUNTS) {
    tokens.set(username, await sessionToken(running.office.url, username));
  }
  ids = await knownIds();
});

afterAll(() => running.stop());

/** One claim in a drafted batch, one at the department, one that is a draft. */
async function seatCases(): Promise<void> {
  const { office } = running;
  const { id } = await running.claimOf(1);
  await decide(office, 'dept.hr', `claimId=${id}`, APPROVE_DEPARTMENT);
  await decide(office, 'bureau.review', `claimId=${id}&stage=bureauReview`, APPROVE_BUREAU);
  await publishNotice(office, id, () => undefined);
  await (await office.desk('finance.maker')).post('/api/v1/payout-batches', { claimIds: [id] });
  await running.claimOf(3);
  const { filingId } = running.assessedClass(2);
  await (await office.desk('school')).post('/api/v1/claims', { filingId });
}

async function knownIds(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await running.pool.query<{ id: string }>(
    `SELECT id FROM claim UNION ALL SELECT id FROM filing UNION ALL SELECT id FROM task
     UNION ALL SELECT id FROM claim_line UNION ALL SELECT id FROM trainee UNION ALL SELECT id FROM notice
     UNION ALL SELECT id FROM batch UNION ALL SELECT id FROM payout_instruction`,
  );
  return Object.fromEntries(
    ['clm', 'fil', 'tsk', 'lin', 'per', 'ntc', 'pob', 'pin'].map((prefix) => [
      prefix,
      found.rows.map(({ id }) => id).filter((id) => id.startsWith(`${prefix}_`)),
    ]),
  );
}

/** What is wrong with an answer; null when nothing is. */
function wrongWith(
  { status, contentType, text, retryAfter }: RawAnswer,
  { method, promisedPages }: GeneratedRequest,
): string | null {
  if (status < 400 || method === 'HEAD') {
    return status >= 500 ? 'a 5xx' : null;
  }
  if (status < 500 && contentType.startsWith('text/html') && promisedPages.includes(String(status))) {
    return text.includes('role="alert"') ? null : 'a page that does not say what was refused';
  }
  const problem = ProblemBody.strict().safeParse(jsonOf(text));
  if (!contentType.startsWith('application/problem+json') || !problem.success) {
    return `no problem: ${contentType} ${text.slice(0, 100)}`;
  }
  const { code, title, detail, errors } = problem.data;
  const bare = errors.find((error) => error.message === '' || error.message === error.code);
  if (bare !== undefined || title === '' || detail === '' || problem.data.status !== status) {
    return `a problem without words: ${code} ${bare?.code ?? ''}`;
  }
  const isDocumented = status === 503 && ['WORKER_UNAVAILABLE', 'CLOCK_NOT_QUIET'].includes(code);
  return status >= 500 && !(isDocumented && retryAfter !== undefined) ? `${status} ${code}` : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const changed = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string =>
  Object.keys(after)
    .filter((name) => after[name] !== before[name])
    .join(', ');

describe('any request', () => {
  it('that is a form whose part has no name is refused like any other, and the process lives on', async () => {
    const answer = await sendRaw(
      running.office.url,
      {
        method: 'POST',
        path: `/api/v1/class-filings/${ids['fil']?.[0]}/roster`,
        headers: ['Content-Type', 'multipart/form-data; boundary=b', 'Idempotency-Key', 'nameless-part'],
        body: Buffer.from('--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n'),
      },
      tokens.get('school') ?? null,
    );
    expect(jsonOf(answer.text)).toMatchObject({ status: 422, errors: [{ pointer: '/', code: 'UNKNOWN_FIELD' }] });
  });

  it(`is answered as documented, never with a fault of ours, and changes nothing when it is refused (seed ${SEED})`, async () => {
    const { office, pool } = running;
    const document: unknown = await (await fetch(`${office.url}/api/v1/openapi.json`)).json();
    const requests = generateRequests({ document, seed: SEED, accounts: ACCOUNTS, ids });
    const wrong: string[] = [];
    const statuses: Record<number, number> = {};
    let before = await restedDigest(running);
    for (let turn = 0; turn < REQUESTS; turn += 1) {
      const asked: GeneratedRequest = requests.next().value;
      const token = asked.account === null ? null : (tokens.get(asked.account) ?? null);
      const called = `${turn} ${asked.account} ${asked.operationId} ${asked.method} ${asked.path.slice(0, 150)} [${asked.damages.join('; ')}]`;
      const answer = await sendRaw(office.url, asked, token).catch((error: unknown) => String(error));
      if (typeof answer === 'string') {
        wrong.push(`${called}: ${answer}`);
        continue;
      }
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const isPromised = asked.promised?.includes(String(answer.status)) !== false || answer.status === 304;
      const fault = wrongWith(answer, asked) ?? (isPromised ? null : `${answer.status} is not documented`);
      if (fault !== null) {
        wrong.push(`${called}: ${fault}`);
      }
      const isRefused = answer.status >= 400 && answer.status < 500;
      const after = isRefused || asked.method === 'GET' ? await businessDigest(pool) : await restedDigest(running);
      if (isRefused && changed(before, after) !== '') {
        wrong.push(`${called}: ${answer.status}, yet it changed ${changed(before, after)}`);
      }
      before = after;
    }
    expect(wrong).toEqual([]);
    // The generator is worth something: it is understood now and then, and refused in many ways.
    expect(Object.keys(statuses).length).toBeGreaterThan(9);
    expect(statuses[200]).toBeGreaterThan(100);
  }, 1_200_000);
});
