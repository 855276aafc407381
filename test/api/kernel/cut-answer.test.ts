import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerProblems, nameRequest } from '../../../api/kernel/answer-problem.ts';
import { createMetrics } from '../../../api/kernel/metrics.ts';
import type { SignedIn } from '../../../api/kernel/caller.ts';
import { mount, type Kernel } from '../../../api/kernel/mount.ts';
import type { AuditedAsked, LedgerStore } from '../../../api/ledger/ledger-ports.ts';
import { auditExportRoute } from '../../../api/ledger/special-audit-route.ts';
import type { AuditedCase } from '../../../domain/ledger/special-audit.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const PAGE = Array.from({ length: 50 }, (_one, index): AuditedCase => ({
  kind: 'claim',
  id: `clm_${String(index).padStart(3, '0')}`,
  no: '1',
  route: 'A',
  department: 'HRSS',
  lines: [],
  decisions: [],
  payments: [],
  documents: [],
}));
const none = () => Promise.resolve([]);
const TOLD = '150602199001011234';

/** What happens to the second page of the export. */
let secondPage: (asked: AuditedAsked) => Promise<readonly AuditedCase[]>;
let logged: { readonly fields: object; readonly sentence: string }[];
/** The answer under way. */
let answered: ServerResponse;
/** The error handler has judged a request. */
let judged: () => void;
let server: Server;
let base: string;
let countsOfRequests: () => Promise<readonly string[]>;

beforeEach(async () => {
  logged = [];
  const ledger: LedgerStore = {
    accounts: none,
    entries: none,
    booked: none,
    stateOf: () => Promise.resolve('open'),
    audited: (asked) => (asked.after === '' ? Promise.resolve(PAGE) : secondPage(asked)),
  };
  const metrics = createMetrics({
    claimsByState: () => Promise.resolve(new Map()),
    entitiesByState: none,
    outboxWaiting: () => Promise.resolve(0),
    differencesByKind: none,
    parkedReports: none,
    bankFilesUntaken: () => Promise.resolve(0),
    forgedActs: none,
    webhooks: () => Promise.resolve({ endpoints: [], backlog: [], oldest: [], attempts: [] }),
    checks: () => Promise.resolve({ findings: [], lastRunSeconds: 0, stuckClaims: null, standingSeconds: null }),
  });
  const app = express();
  app.use(nameRequest(), metrics.observe, (_request, response, next) => {
    answered = response;
    next();
  });
  mount(app, [auditExportRoute({ ledger, library: PRACTICE_LIBRARY })], KERNEL);
  const answerProblem = answerProblems({ error: (fields, sentence) => logged.push({ fields, sentence }) });
  const watched: ErrorRequestHandler = (error, request, response, next) => {
    answerProblem(error, request, response, next);
    judged();
  };
  app.use(watched);
  judged = () => undefined;
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  countsOfRequests = async () =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('butie_http_requests_total'));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Of what a route asks only what the export asks. */
const KERNEL: Kernel = {
  mode: 'live',
  sessions: { signedInBy: () => Promise.resolve(AUDITOR) },
  clock: { now: () => Promise.resolve(new Date('2025-05-12T01:00:00Z')) },
  access: { record: () => Promise.resolve(), count: () => Promise.resolve() },
  conflicts: () => Promise.resolve(null),
  idempotentRequests: {
    begin: () => Promise.reject(new Error('A reading has no key')),
    answer: () => Promise.resolve(),
    resumable: () => Promise.resolve(),
    forget: () => Promise.resolve(),
  },
};

const AUDITOR: SignedIn = {
  caller: {
    personId: 'per_1',
    organ: 'AUDIT',
    section: null,
    jurisdiction: '150600',
    roles: ['auditor'],
    partyId: null,
    displayName: '甲',
  },
  partyName: null,
  csrfToken: null,
  expiresAt: null,
  isConfirmed: false,
};

const nextJudged = (): Promise<void> =>
  new Promise((resolve) => {
    judged = resolve;
  });

const exported = (signal?: AbortSignal): Promise<Response> =>
  fetch(`${base}/api/v1/reports/audit-export?year=2025`, {
    headers: { Authorization: 'Bearer one', 'X-Request-Id': 'export-of-a-test' },
    ...(signal && { signal }),
  });

it('an answer whose second page fails is cut, logged without what the error says, and counted as a fault', async () => {
  const isJudged = nextJudged();
  secondPage = () => Promise.reject(Object.assign(new Error(`no such person ${TOLD}`), { code: '57P01' }));
  const answer = await exported();
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow('terminated');
  await isJudged;
  expect(logged).toEqual([
    {
      fields: {
        traceId: 'export-of-a-test',
        operationId: 'readAuditExport',
        error: expect.objectContaining({ name: 'Error', code: '57P01' }),
      },
      sentence: 'An answer that had begun was cut by an error',
    },
  ]);
  expect(JSON.stringify(logged)).not.toContain(TOLD);
  await expect
    .poll(countsOfRequests)
    .toEqual(['butie_http_requests_total{operation="readAuditExport",status="500"} 1']);
});

it.each(['goes on', 'fails'])('a client who leaves is no fault, also where the page under way %s', async (end) => {
  const isJudged = nextJudged();
  const leaving = new AbortController();
  secondPage = async () => {
    leaving.abort();
    await once(answered, 'close');
    return end === 'fails' ? Promise.reject(new Error('gone')) : [];
  };
  const leave = exported(leaving.signal).then((answer) => answer.text());
  await expect(leave).rejects.toThrow('aborted');
  await isJudged;
  expect(logged).toEqual([]);
  expect(await countsOfRequests()).toEqual([]);
});
