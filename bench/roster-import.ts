import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { createFilingDesk } from '../api/filing/filing-desk.ts';
import { createActStore } from '../prisma/kernel/act-store.ts';
import { createDesk } from '../api/kernel/entity-desk.ts';
import { createFilingSubmission } from '../prisma/filing/filing-submission.ts';
import { rosterRoutes } from '../api/filing/roster-routes.ts';
import { createFilingStore } from '../prisma/filing/filing-store.ts';
import { makeRoster } from '../scripts/demo/made-classes.ts';
import { addClass } from '../test/support/claim-classes.ts';
import { accountOf } from './bench-accounts.ts';
import type { BenchServers } from './bench-servers.ts';
import { timeOf, type Part } from './report.ts';
import { median, rounded } from './statistics.ts';

const LIMIT = 3;
const AT = new Date('2025-05-12T09:00:00+08:00');

/** A roster by its route's own handler (read, check, seal, store, audit, commit) against COPY of the rows that it stored. */
export async function measureImport(servers: BenchServers, quick: boolean): Promise<Part> {
  const rows = quick ? 2_000 : 10_000;
  const rounds = quick ? 2 : 7;
  const imports: number[] = [];
  const copies: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { imported, copied } = await importOnce(servers, makeRoster(rows, round));
    if (round > 0) {
      imports.push(imported);
      copies.push(copied);
    }
  }
  const ratios = imports.map((ms, n) => ms / (copies[n] ?? Number.NaN));
  return {
    name: 'import',
    measured: `${rows} roster rows by the route's handler against COPY of the same stored rows into tables of the same shape with the same indexes; ${rounds} rounds, each in a database of its own`,
    figures: [
      timeOf('import ÷ COPY (median of rounds)', rounded(median(ratios)), '×', LIMIT),
      timeOf('import ÷ COPY (lowest of rounds)', rounded(Math.min(...ratios)), '×'),
      timeOf('import', rounded(median(imports), 0), 'ms'),
      timeOf('COPY', rounded(median(copies), 0), 'ms'),
    ],
    details: { rows, imports, copies },
  };
}

async function importOnce(servers: BenchServers, csv: string) {
  const made = await servers.createDatabase();
  const owner = new pg.Client(made.ownerUrl);
  await owner.connect();
  try {
    const { filingId, ms } = await importRoster({ ...servers, ...made }, owner, csv);
    return { imported: ms, copied: await copyRoster(owner, filingId) };
  } finally {
    await owner.end();
    await made.close();
  }
}

async function importRoster({ database, sealer, library, client }: BenchServers, owner: pg.Client, csv: string) {
  const caller = await accountOf(owner, 'school');
  const { partyId, personId } = caller;
  const filingId = await addClass(database.pool, sealer, { partyId: partyId ?? '', personId, state: 'draft' });
  const filings = createFilingStore(database.pool, sealer);
  const { pool } = database;
  const desk = createFilingDesk(createDesk(client, createActStore(pool)), createFilingSubmission(pool, library));
  const route = rosterRoutes({ filings, library, desk }).find(({ operationId }) => operationId === 'importRoster');
  const content = Buffer.from(csv);
  const began = performance.now();
  const answered = await route?.prepare({
    caller,
    params: { filingId },
    query: {},
    headers: {},
    body: undefined,
    file: { name: 'roster.csv', mediaType: 'text/csv', content },
    rawBody: Buffer.alloc(0),
    idempotencyKey: undefined,
    ifMatch: undefined,
    language: 'zh',
    at: AT,
    sessionToken: null,
    remoteAddress: '127.0.0.1',
  })();
  const ms = performance.now() - began;
  const stored = await owner.query<{ count: string }>('SELECT count(*) FROM roster_entry WHERE filing_id = $1', [
    filingId,
  ]);
  if (Number(stored.rows[0]?.count) !== csv.trimEnd().split('\n').length - 1) {
    throw new RangeError(`Not every row was stored: ${JSON.stringify(answered).slice(0, 300)}`);
  }
  return { filingId, ms };
}

/** Both tables that an import fills, in one transaction with one commit. The rows come ready from memory. */
async function copyRoster(owner: pg.Client, filingId: string): Promise<number> {
  const tables = [
    {
      name: 'trainee',
      rows: `SELECT t.* FROM trainee t JOIN roster_entry r ON r.trainee_id = t.id WHERE r.filing_id = '${filingId}'`,
    },
    { name: 'roster_entry', rows: `SELECT * FROM roster_entry WHERE filing_id = '${filingId}'` },
  ];
  const ready = [];
  for (const { name, rows } of tables) {
    const chunks: Buffer[] = await owner.query(copyTo(`COPY (${rows}) TO STDOUT`)).toArray();
    await owner.query(`CREATE TABLE bench_${name} (LIKE ${name} INCLUDING ALL)`);
    ready.push({ name, bytes: Buffer.concat(chunks) });
  }
  const began = performance.now();
  await owner.query('BEGIN');
  for (const { name, bytes } of ready) {
    await pipeline(Readable.from([bytes]), owner.query(copyFrom(`COPY bench_${name} FROM STDIN`)));
  }
  await owner.query('COMMIT');
  return performance.now() - began;
}
