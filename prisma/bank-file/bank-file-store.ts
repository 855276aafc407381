import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';
import type { BankFiles, FileToEnter } from '../../api/bank-file/bank-file-ports.ts';
import { judgeFileDecision } from '../../domain/bank-file/file-decision.ts';
import { granted, refused } from '../../domain/verdict.ts';
import type { SignedFact } from '../kernel/act-signing.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import {
  execute,
  fetchAll,
  fetchFirst,
  jsonText,
  query,
  sendTogether,
  sqlText,
  type Row,
} from '../kernel/statements.ts';
import type { ReportIntake } from '../payout/inbox-store.ts';
import { findFile, knownFile, listFiles, listRows } from './bank-file-reading.ts';
import { previewPart, takePart } from './entry-taking.ts';
import { fileParts, settledAmounts } from './file-parts.ts';

/** Files of banks over one database (money §2.3). */
export function createBankFiles(pool: pg.Pool, intake: ReportIntake): BankFiles {
  const { sealer } = intake;
  return {
    known: (sha256, caller) => knownFile(pool, sealer, sha256, caller),
    enter: (file, by) => inTransaction(pool, (client) => enterFile(client, intake, file, by)),
    find: (fileId, caller) => findFile(pool, sealer, fileId, caller),
    list: (page, caller) => listFiles(pool, sealer, page, caller),
    rows: (fileId, page) => listRows(pool, fileId, page),
    confirm: (fileId, by) => inTransaction(pool, (client) => decide(client, fileId, { decision: 'confirmation' }, by)),
    reject: (fileId, reason, by) =>
      inTransaction(pool, (client) => decide(client, fileId, { decision: 'rejection', reason }, by)),
    content: (fileId) => readContent(pool, intake, fileId),
    untaken: ({ jurisdiction }, before) => fetchAll(pool, untakenOf(jurisdiction, before)),
    interrupted: async () => (await fetchAll(pool, untakenFiles)).map(({ id }) => id),
    take: (fileId, entries, at) => takeFile(pool, intake, { fileId, entries, at }),
  };
}

const untakenFiles = query
  .selectFrom('bank_file')
  .select('id')
  .where('state', '=', sql.lit('inForce'))
  .where('taken_at', 'is', null)
  .orderBy('created_at')
  .orderBy('id');

const untakenOf = sqlText<
  Row<'bank_file', 'id' | 'kind' | 'jurisdiction'> & { readonly since: Date },
  [jurisdiction: string, before: Date]
>(
  'bankFile.untakenOf',
  `SELECT f.id, f.kind, f.jurisdiction, coalesce(f.decided_at, f.created_at) AS since FROM bank_file f
   WHERE f.state = 'inForce' AND f.taken_at IS NULL AND f.jurisdiction = $1
     AND coalesce(f.decided_at, f.created_at) < $2 ORDER BY since, f.id`,
);

type By = Parameters<BankFiles['enter']>[1];

const scopeOf = sqlText<
  { readonly machine: string | null; readonly places: readonly string[] | null },
  [personId: string]
>(
  'bankFile.scopeOf',
  `SELECT min(m.id) AS machine, max(m.jurisdictions) AS places FROM machine_client m WHERE m.person_id = $1`,
);

/** A person's file speaks of the payments of the own office alone, a machine's of those that it reports for (S7). */
async function enterFile(
  client: pg.PoolClient,
  intake: ReportIntake,
  file: FileToEnter,
  { caller, at }: By,
): Promise<string | null> {
  const { sealer, sign } = intake;
  const { machine = null, places = null } = (await fetchFirst(client, scopeOf(caller.personId))) ?? {};
  const id = newId('bkf');
  const jurisdictions = [...(places ?? [caller.jurisdiction])];
  const said = {
    id,
    kind: file.kind,
    jurisdiction: caller.jurisdiction,
    jurisdictions,
    sha256: file.sha256,
    entered_by: caller.personId,
    machine_client_id: machine ?? '',
    created_at: at,
  };
  let entries = 0;
  for await (const part of file.entries()) {
    entries += part.length;
  }
  const row = {
    ...said,
    state: machine === null ? 'waitsForConfirmation' : 'inForce',
    signature: sign(factOfFile(said)),
    name_sealed: sealer.seal(file.fileName, placeOf('bank_file.name_sealed', id)),
    content_sealed: sealer.seal(file.content.toString('base64'), placeOf('bank_file.content_sealed', id)),
    entries,
    errors: jsonText(file.errors),
  } as const;
  const inserted = await execute(
    client,
    query
      .insertInto('bank_file')
      .values(row)
      .onConflict((known) => known.doNothing()),
  );
  if (inserted === 0) {
    return null;
  }
  await sendTogether(client, [statementsWrite(id, file.statements)]);
  const parts = { fileId: id, kind: file.kind, jurisdictions, settled: await settledAmounts(file.entries) };
  for await (const part of fileParts(client, file.entries, said)) {
    await previewPart(client, intake, parts, part);
  }
  await audit(
    client,
    { fileId: id, act: 'enterFile', facts: { kind: file.kind, sha256: file.sha256, entries } },
    { caller, at },
  );
  return id;
}

const insertStatements = sqlText<
  never,
  [fileId: string, accounts: readonly (string | null)[], days: readonly (string | null)[]]
>(
  'bankFile.insertStatements',
  `INSERT INTO bank_file_statement (file_id, no, account, statement_on)
   SELECT $1::text, s.no, s.account, s.day FROM ROWS FROM (unnest($2::text[]), unnest($3::date[])) WITH ORDINALITY AS s (account, day, no)`,
);

function statementsWrite(fileId: string, statements: FileToEnter['statements']) {
  return insertStatements(
    fileId,
    statements.map(({ account }) => account),
    statements.map(({ on }) => on),
  );
}

type SaidFile = Pick<
  Row<'bank_file'>,
  'id' | 'kind' | 'jurisdiction' | 'jurisdictions' | 'sha256' | 'entered_by' | 'machine_client_id' | 'created_at'
>;

/** What an API process signs of a file when it takes it in (S1). */
function factOfFile({ id, kind, jurisdiction, jurisdictions, sha256, ...file }: SaidFile): SignedFact {
  const { entered_by: enteredBy, machine_client_id: machineId, created_at: at } = file;
  const said = { kind, jurisdiction, jurisdictions, sha256, enteredBy, machineId, createdAtMs: at.getTime() };
  return { purpose: 'bankFile', id, said };
}

const lockFile = (fileId: string) =>
  query
    .selectFrom('bank_file')
    .select(['state', 'entered_by', 'jurisdiction', 'sha256'])
    .where('id', '=', fileId)
    .forUpdate();

async function decide(
  client: pg.PoolClient,
  fileId: string,
  asked: { readonly decision: 'confirmation' } | { readonly decision: 'rejection'; readonly reason: string },
  { caller, at }: By,
): ReturnType<BankFiles['confirm']> {
  const file = await fetchFirst(client, lockFile(fileId));
  if (file === undefined || file.jurisdiction !== caller.jurisdiction) {
    return refused('NOT_FOUND');
  }
  const { state, entered_by: enteredById, jurisdiction, sha256 } = file;
  const verdict = judgeFileDecision({ state, enteredById, jurisdiction }, asked.decision, caller);
  if (!verdict.ok) {
    return verdict;
  }
  const reason = asked.decision === 'rejection' ? asked.reason : null;
  const decided = query.updateTable('bank_file').set({
    state: reason === null ? 'inForce' : 'rejected',
    decided_by: caller.personId,
    decided_at: at,
    reason,
  });
  await execute(client, decided.where('id', '=', fileId));
  const act = reason === null ? 'confirmFile' : 'rejectFile';
  await audit(client, { fileId, act, facts: { sha256, reason } }, { caller, at });
  return granted(null);
}

/** The bytes count only as an API process took them in: whole, and brought by the person of the row. */
async function readContent(
  pool: pg.Pool,
  { sealer, verify, onForged }: ReportIntake,
  fileId: string,
): ReturnType<BankFiles['content']> {
  const row = await fetchFirst(pool, query.selectFrom('bank_file').selectAll().where('id', '=', fileId));
  const text = row && sealer.open(row.content_sealed, placeOf('bank_file.content_sealed', fileId));
  const content = Buffer.from(text ?? '', 'base64');
  const isWhole = row?.sha256 === createHash('sha256').update(content).digest('hex');
  if (row === undefined || !isWhole || !verify(factOfFile(row), row.signature)) {
    onForged({ entityKind: 'batch', entityId: fileId, act: 'unknown', cause: 'notSigned' });
    return refused('NOT_SIGNED');
  }
  return granted(content);
}

/** Part by part, each in a transaction of its own: other requests go on between two, and a crash repeats none. */
async function takeFile(
  pool: pg.Pool,
  intake: ReportIntake,
  {
    fileId,
    entries,
    at,
  }: { readonly fileId: string; readonly entries: Parameters<BankFiles['take']>[1]; readonly at: Date },
): Promise<readonly string[]> {
  const of = query
    .selectFrom('bank_file')
    .select(['kind', 'jurisdiction', 'jurisdictions', 'state'])
    .where('id', '=', fileId);
  const file = await fetchFirst(pool, of);
  if (file?.state !== 'inForce') {
    throw new RangeError(`A file that is not in force: ${fileId}`);
  }
  const { kind, jurisdictions } = file;
  const taken = { fileId, kind, jurisdictions, settled: await settledAmounts(entries), at };
  const batches = new Set<string>();
  for await (const part of fileParts(pool, entries, file)) {
    for (const batchId of await inTransaction(pool, (client) => takePart(client, intake, taken, part))) {
      batches.add(batchId);
    }
  }
  const done = query.updateTable('bank_file').set({ taken_at: at }).where('id', '=', fileId);
  await execute(pool, done.where('taken_at', 'is', null));
  return [...batches];
}

async function audit(
  client: pg.PoolClient,
  entry: {
    readonly fileId: string;
    readonly act: 'enterFile' | 'confirmFile' | 'rejectFile';
    readonly facts: Readonly<Record<string, unknown>>;
  },
  { caller, at }: By,
): Promise<void> {
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'bankFile',
    entityId: entry.fileId,
    revision: null,
    act: entry.act,
    actId: null,
    person: { personId, organ, section },
    at,
    facts: entry.facts,
  });
}
