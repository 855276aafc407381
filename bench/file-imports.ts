import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Caller } from '../api/kernel/caller.ts';
import { createFilingDesk } from '../api/filing/filing-desk.ts';
import { createActStore } from '../prisma/kernel/act-store.ts';
import { createDesk } from '../api/kernel/entity-desk.ts';
import { createFilingSubmission } from '../prisma/filing/filing-submission.ts';
import { attendanceRoutes } from '../api/filing/attendance-routes.ts';
import { resultRoutes } from '../api/filing/result-routes.ts';
import { rosterRoutes } from '../api/filing/roster-routes.ts';
import { createFilingStore } from '../prisma/filing/filing-store.ts';
import { makeClasses } from '../scripts/demo/made-classes.ts';
import { addClass } from '../test/support/claim-classes.ts';
import { accountOf } from './bench-accounts.ts';
import type { BenchServers } from './bench-servers.ts';
import { timeOf, type Figure, type Part } from './report.ts';
import { median, rounded } from './statistics.ts';

const LIMIT = 3;
const OPEN_AT = new Date('2025-05-12T09:00:00+08:00');
const ENDED_AT = new Date('2025-06-23T09:00:00+08:00');
const DAYS_OF_CLASS = 10;

/** A file that an institution imports, and the tables whose rows it makes. */
interface FileToImport {
  readonly operationId: 'importRoster' | 'importAttendance' | 'importResults';
  readonly csv: string;
  readonly tables: readonly string[];
  readonly at: Date;
}

interface Timed {
  readonly importMs: number;
  readonly copyMs: number;
}

/** Each file by its route's own handler (read, check, seal, store, audit, commit) against COPY of the rows that it stored. */
export async function measureImport(servers: BenchServers, quick: boolean): Promise<Part> {
  const rows = quick ? 2_000 : 10_000;
  const rounds = quick ? 2 : 7;
  const measured = new Map<string, Timed[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, timed] of await importOnce(servers, rows, round)) {
      // The first round warms the machine up.
      measured.set(name, [...(measured.get(name) ?? []), ...(round === 0 ? [] : [timed])]);
    }
  }
  return {
    name: 'import',
    measured: `${rows} rows of each file by its route's handler against COPY of the same stored rows into tables of the same shape with the same indexes; ${rounds} rounds, each in a database of its own`,
    figures: [...measured].flatMap(([name, timed]) => figuresOf(name, timed)),
    details: { rows, ...Object.fromEntries(measured) },
  };
}

function figuresOf(name: string, timed: readonly Timed[]): readonly Figure[] {
  const ratios = timed.map(({ importMs, copyMs }) => importMs / copyMs);
  return [
    timeOf(`${name} ÷ COPY (median of rounds)`, rounded(median(ratios)), '×', LIMIT),
    timeOf(`${name} ÷ COPY (lowest of rounds)`, rounded(Math.min(...ratios)), '×'),
    timeOf(`${name} import`, rounded(median(timed.map(({ importMs }) => importMs)), 0), 'ms'),
    timeOf(`${name} COPY`, rounded(median(timed.map(({ copyMs }) => copyMs)), 0), 'ms'),
  ];
}

async function importOnce(
  servers: BenchServers,
  rows: number,
  round: number,
): Promise<readonly (readonly [name: string, timed: Timed])[]> {
  const [everybody] = makeClasses({ count: 1, trainees: rows, seed: round });
  const [few] = makeClasses({ count: 1, trainees: rows / DAYS_OF_CLASS, seed: round });
  if (everybody === undefined || few === undefined) {
    throw new RangeError('No class was made');
  }
  const roster = { operationId: 'importRoster', tables: ['trainee', 'roster_entry'], at: OPEN_AT } as const;
  const attendance = { operationId: 'importAttendance', tables: ['attendance_day'], at: ENDED_AT } as const;
  const results = { operationId: 'importResults', tables: ['training_result'], at: ENDED_AT } as const;
  const [ofRoster, ofResults] = await inOwnDatabase(servers, [
    { ...roster, csv: everybody.roster },
    { ...results, csv: everybody.results },
  ]);
  const [, ofAttendance] = await inOwnDatabase(servers, [
    { ...roster, csv: few.roster },
    { ...attendance, csv: few.attendance },
  ]);
  return [
    ['roster', timedOf(ofRoster)],
    ['results', timedOf(ofResults)],
    ['attendance', timedOf(ofAttendance)],
  ];
}

function timedOf(timed: Timed | undefined): Timed {
  if (timed === undefined) {
    throw new RangeError('A file was not imported');
  }
  return timed;
}

async function inOwnDatabase(servers: BenchServers, files: readonly FileToImport[]): Promise<readonly Timed[]> {
  const made = await servers.createDatabase();
  const owner = new pg.Client(made.ownerUrl);
  await owner.connect();
  try {
    const own = { ...servers, ...made };
    const { partyId, personId, ...caller } = await accountOf(owner, 'school');
    const filingId = await addClass(own.database.pool, own.sealer, {
      partyId: partyId ?? '',
      personId,
      state: 'draft',
    });
    const timed: Timed[] = [];
    for (const file of files) {
      const importMs = await importFile(own, file, { filingId, caller: { ...caller, partyId, personId } });
      timed.push({ importMs, copyMs: await copyRows(owner, file, filingId) });
      await owner.query(`UPDATE filing SET state = 'assessed' WHERE id = $1`, [filingId]);
    }
    return timed;
  } finally {
    await owner.end();
    await made.close();
  }
}

async function importFile(
  { database: { pool }, sealer, library, client }: BenchServers,
  { operationId, csv, at }: FileToImport,
  { filingId, caller }: { readonly filingId: string; readonly caller: Caller },
): Promise<number> {
  const filings = createFilingStore(pool, sealer);
  const desk = createFilingDesk(createDesk(client, createActStore(pool)), createFilingSubmission(pool, library));
  const deps = { filings, library, desk };
  const routes = [...rosterRoutes(deps), ...attendanceRoutes(deps), ...resultRoutes(deps)];
  const route = routes.find((one) => one.operationId === operationId);
  const content = Buffer.from(csv);
  const began = performance.now();
  const answered = await route?.prepare({
    caller,
    params: { filingId },
    query: {},
    headers: {},
    body: undefined,
    file: { name: 'table.csv', mediaType: 'text/csv', content },
    rawBody: Buffer.alloc(0),
    idempotencyKey: undefined,
    ifMatch: undefined,
    language: 'zh',
    at,
    sessionToken: null,
    remoteAddress: '127.0.0.1',
  })();
  const ms = performance.now() - began;
  const rows = csv.trimEnd().split('\n').length - 1;
  if (!JSON.stringify(answered).includes(`"imported":${rows},`)) {
    throw new RangeError(`Not every row was stored: ${JSON.stringify(answered).slice(0, 300)}`);
  }
  return ms;
}

/** The tables that an import fills, in one transaction with one commit. The rows come ready from memory. */
async function copyRows(owner: pg.Client, { tables }: FileToImport, filingId: string): Promise<number> {
  const ready = [];
  for (const name of tables) {
    const rows =
      name === 'trainee'
        ? `SELECT t.* FROM trainee t JOIN roster_entry r ON r.trainee_id = t.id WHERE r.filing_id = '${filingId}'`
        : `SELECT * FROM ${name} WHERE filing_id = '${filingId}'`;
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
