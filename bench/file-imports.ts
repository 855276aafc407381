import { lawNames } from '../domain/policy/law-names.ts';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Caller } from '../api/kernel/caller.ts';
import { claimEntryRoutes } from '../api/claim/claim-entry-routes.ts';
import { createFilingDesk } from '../api/filing/filing-desk.ts';
import { createActStore } from '../prisma/kernel/act-store.ts';
import { createDesk } from '../api/kernel/entity-desk.ts';
import { createFilingSubmission } from '../prisma/filing/filing-submission.ts';
import { attendanceRoutes } from '../api/filing/attendance-routes.ts';
import { resultRoutes } from '../api/filing/result-routes.ts';
import { rosterRoutes } from '../api/filing/roster-routes.ts';
import { createClaimStore } from '../prisma/claim/claim-store.ts';
import { createDiagnosisStore } from '../prisma/oversight/diagnosis-facts.ts';
import { createFilingStore } from '../prisma/filing/filing-store.ts';
import { makeClasses, makeEntries } from '../scripts/demo/made-classes.ts';
import { addClass } from '../test/support/claim-classes.ts';
import { accountOf } from './bench-accounts.ts';
import { API_KEYS } from '../test/support/act-keys.ts';
import type { BenchServers } from './bench-servers.ts';
import { timeOf, type Figure, type Part } from './report.ts';
import { median, rounded } from './statistics.ts';

const LIMIT = 3;
const OPEN_AT = new Date('2025-05-12T09:00:00+08:00');
const ENDED_AT = new Date('2025-06-23T09:00:00+08:00');
const DAYS_OF_CLASS = 10;

/** A file that an institution imports, and the tables whose rows it makes. */
interface FileToImport {
  readonly operationId: 'importRoster' | 'importAttendance' | 'importResults' | 'importClaimEntries';
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
  const ofEntries = await entriesInOwnDatabase(servers, makeEntries(rows, round));
  return [
    ['roster', timedOf(ofRoster)],
    ['results', timedOf(ofResults)],
    ['attendance', timedOf(ofAttendance)],
    ['entries', ofEntries],
  ];
}

function timedOf(timed: Timed | undefined): Timed {
  if (timed === undefined) {
    throw new RangeError('A file was not imported');
  }
  return timed;
}

async function inOwnDatabase(servers: BenchServers, files: readonly FileToImport[]): Promise<readonly Timed[]> {
  return withOwnDatabase(servers, async (own, owner) => {
    const caller = await accountOf(owner, 'school');
    const { partyId, personId } = caller;
    const filingId = await addClass(own.database.pool, own.sealer, {
      partyId: partyId ?? '',
      personId,
      state: 'draft',
    });
    const timed: Timed[] = [];
    for (const file of files) {
      const importMs = await importFile(own, file, { params: { filingId }, caller });
      timed.push({ importMs, copyMs: await copyRows(owner, file, { column: 'filing_id', id: filingId }) });
      await owner.query(`UPDATE filing SET state = 'assessed' WHERE id = $1`, [filingId]);
    }
    return timed;
  });
}

/** Rows of a draft without a class (C06): they are counted and priced, too, so lines are stored with them. */
function entriesInOwnDatabase(servers: BenchServers, csv: string): Promise<Timed> {
  return withOwnDatabase(servers, async (own, owner) => {
    const caller = await accountOf(owner, 'college');
    const asked = { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600', planLine: null, payee: null, entries: [] };
    const drafted = await claimsOf(own).createEntryDraft({ ...asked, caller, at: ENDED_AT, key: undefined });
    if (!drafted.ok) {
      throw new RangeError(`No draft: ${drafted.refusal.code}`);
    }
    const { claimId } = drafted;
    const tables = ['trainee', 'claim_entry', 'claim_line'];
    const file = { operationId: 'importClaimEntries', csv, tables, at: ENDED_AT } as const;
    const importMs = await importFile(own, file, { params: { claimId }, caller });
    return { importMs, copyMs: await copyRows(owner, file, { column: 'claim_id', id: claimId }) };
  });
}

async function withOwnDatabase<Result>(
  servers: BenchServers,
  measure: (own: BenchServers, owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const made = await servers.createDatabase();
  const owner = new pg.Client(made.addresses.owner);
  await owner.connect();
  try {
    return await measure({ ...servers, ...made }, owner);
  } finally {
    await owner.end();
    await made.close();
  }
}

function claimsOf({ database: { pool }, sealer, asker, library }: BenchServers) {
  return createClaimStore(pool, { sealer, asker, library });
}

async function importFile(
  servers: BenchServers,
  { operationId, csv, at }: FileToImport,
  { params, caller }: { readonly params: Readonly<Record<string, string>>; readonly caller: Caller },
): Promise<number> {
  const { database, sealer, library, client } = servers;
  const { pool } = database;
  const filings = createFilingStore(pool, sealer);
  const desk = createDesk(client, createActStore(pool, API_KEYS));
  const deps = { filings, library, desk: createFilingDesk(desk, createFilingSubmission(pool, library)) };
  const entries = claimEntryRoutes({
    claims: claimsOf(servers),
    diagnoses: createDiagnosisStore(pool, library),
    desk,
    library,
    names: lawNames(library),
  });
  const routes = [...rosterRoutes(deps), ...attendanceRoutes(deps), ...resultRoutes(deps), ...entries];
  const route = routes.find((one) => one.operationId === operationId);
  const content = Buffer.from(csv);
  const began = performance.now();
  const answered = await route?.prepare({
    caller,
    params,
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
    credentialBy: null,
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
async function copyRows(
  owner: pg.Client,
  { tables }: FileToImport,
  { column, id }: { readonly column: 'filing_id' | 'claim_id'; readonly id: string },
): Promise<number> {
  const people = column === 'filing_id' ? 'roster_entry' : 'claim_entry';
  const ready = [];
  for (const name of tables) {
    const rows =
      name === 'trainee'
        ? `SELECT t.* FROM trainee t JOIN ${people} r ON r.trainee_id = t.id WHERE r.${column} = '${id}'`
        : `SELECT * FROM ${name} WHERE ${column} = '${id}'`;
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
