import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { AuditedAsked, LedgerStore } from '../../../api/ledger/ledger-ports.ts';
import { auditExportRoute } from '../../../api/ledger/special-audit-route.ts';
import type { AuditedCase } from '../../../domain/ledger/special-audit.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const CLAIMS = Array.from({ length: 120 }, (_one, index): AuditedCase => {
  const no = String(index).padStart(3, '0');
  const id = `clm_${no}`;
  return {
    kind: 'claim',
    id,
    no,
    route: 'A',
    department: 'HRSS',
    lines: [],
    decisions: [],
    payments: [],
    documents: [],
  };
});

/** Of the store only what the export asks; the pages are remembered. */
function store(asked: AuditedAsked[]): LedgerStore {
  return {
    accounts: () => Promise.resolve([]),
    entries: () => Promise.resolve([]),
    booked: () => Promise.resolve([]),
    stateOf: () => Promise.resolve('open'),
    audited: (page) => {
      asked.push(page);
      const all = page.kind === 'claim' ? CLAIMS.filter(({ id }) => id > page.after) : [];
      return Promise.resolve(all.slice(0, page.limit));
    },
  };
}

const ASKED = {
  caller: {
    personId: 'per_1',
    organ: 'AUDIT',
    section: null,
    jurisdiction: '150600',
    roles: ['auditor'],
    partyId: null,
    displayName: '甲',
  },
  params: {},
  query: { year: '2025' },
  headers: {},
  body: undefined,
  file: undefined,
  rawBody: Buffer.alloc(0),
  idempotencyKey: undefined,
  ifMatch: undefined,
  language: 'zh',
  at: new Date('2025-05-12T01:00:00Z'),
  sessionToken: null,
  credentialBy: null,
  remoteAddress: '',
} as const;

it('R-133: the export begins with its first page alone, reads one after the other and has every claim once', async () => {
  const pages: AuditedAsked[] = [];
  const route = auditExportRoute({ ledger: store(pages), library: PRACTICE_LIBRARY });
  const reply = await route.prepare(ASKED)();
  if (!('stream' in reply)) {
    throw new TypeError('The export is a stream');
  }
  // One page stands ready before the answer begins, and no more.
  expect(pages.map(({ after }) => after)).toEqual(['']);
  const output = new PassThrough();
  const [written] = await Promise.all([text(output), reply.stream(output)]);
  const rows: readonly Readonly<Record<string, unknown>>[] = written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.slice(0, -1).map(({ claimId }) => claimId)).toEqual(CLAIMS.map(({ id }) => id));
  expect(rows.at(-1)).toMatchObject({ row: 'totals', year: 2025, rows: 120, funds: [], equalsFundUse: true });
  expect(pages.map(({ kind, after }) => `${kind} ${after}`)).toEqual([
    'claim ',
    'claim clm_049',
    'claim clm_099',
    'grant ',
  ]);
  expect(pages[0]?.span).toEqual({ from: '2025-01-01', to: '2025-12-31' });
});
