import type pg from 'pg';
import type { ClaimChanges, KeptClaim } from '../../api/claim/change-ports.ts';
import type { ClaimRecord } from '../../api/claim/claim-record.ts';
import { sinceOf, type ClaimPoint, type KeptLine, type Since } from '../../domain/claim/claim-round.ts';
import type { ClaimAuditAct, FilingAuditAct } from '../../domain/act-words.ts';
import type { CorrectedTable, Correction } from '../../domain/claim/corrections.ts';
import { readEveryVersion } from '../kernel/document-versions.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { anyOf, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { keptAmount, KEPT_LINES } from './kept-lines.ts';

/** What a claim is and was, for the answer to what changed; null for a moment that it never had. */
export async function readClaimChanges(
  pool: pg.Pool,
  sealer: Sealer,
  claim: Pick<ClaimRecord, 'id' | 'filingId' | 'purpose' | 'round' | 'revision'>,
  asked: Since | null,
): Promise<ClaimChanges | null> {
  const [entries, tables, kept, now, papers] = await Promise.all([
    readEntries(pool, claim.id),
    readTables(pool, claim),
    readRounds(pool, claim.id),
    readNow(pool, claim),
    readEveryVersion(pool, sealer, claim.id),
  ]);
  const since = sinceOf(asked, claim.purpose, { kept, entries });
  const last = entries.at(-1);
  if (since === null && asked !== null) {
    return null;
  }
  const from = since?.point.revision ?? Number.MAX_SAFE_INTEGER;
  return {
    since: since?.point ?? null,
    until: { round: claim.round, revision: claim.revision, at: last?.at ?? null },
    before: since?.kept ?? null,
    now,
    corrections: entries
      .filter(({ revision }) => revision >= from)
      .flatMap(({ corrections, at, revision }) => {
        const before = kept.find((one) => one.revision === revision) ?? null;
        return corrections.map((one) => ({ ...one, at, before }));
      }),
    tables,
    papers,
  };
}

async function readRounds(
  pool: pg.Pool,
  claimId: string,
): Promise<readonly (KeptClaim & ClaimPoint & Pick<Row<'claim_round'>, 'purpose'>)[]> {
  return fetchAll(
    pool,
    query
      .selectFrom('claim_round')
      .select(['revision', 'purpose', 'round', 'at', 'lines'])
      .select(['amount_fen as amountFen', 'payee_revision as payeeRevision'])
      .where('claim_id', '=', claimId)
      .orderBy('revision'),
  );
}

const claimNow = sqlText<
  { readonly amountFen: number; readonly payeeRevision: number; readonly lines: KeptClaim['lines'] },
  [claimId: string, purpose: string]
>(
  'claim.keptNow',
  `SELECT ${keptAmount('$2::text')} AS "amountFen", c.payee_revision AS "payeeRevision", ${KEPT_LINES} AS lines
   FROM claim c WHERE c.id = $1`,
);

async function readNow(pool: pg.Pool, { id, purpose }: Pick<ClaimRecord, 'id' | 'purpose'>): Promise<KeptClaim> {
  const row = await fetchFirst(pool, claimNow(id, purpose));
  return row ?? { amountFen: 0, payeeRevision: 0, lines: [] };
}

async function readEntries(pool: pg.Pool, claimId: string) {
  const rows = await fetchAll(
    pool,
    query
      .selectFrom('audit_entry')
      .select(['revision', 'at', 'facts'])
      .where('entity_kind', '=', 'claim')
      .where('entity_id', '=', claimId)
      .where('revision', 'is not', null)
      .orderBy('seq'),
  );
  return rows.map(({ revision, at, facts }) => ({
    revision: revision ?? 0,
    at,
    round: numberOf(facts['round']),
    purpose: typeof facts['purpose'] === 'string' ? facts['purpose'] : 'base',
    corrections: facts['decision'] === 'returnForCorrection' ? correctionsOf(facts['corrections']) : [],
  }));
}

/** The acts by which an applicant fills a table anew. They are written only where rows were new. */
const TABLE_ACTS = {
  importAttendance: 'attendance',
  importResults: 'results',
  importRoster: 'roster',
  removeFromRoster: 'roster',
  importEntries: 'entries',
  removeEntry: 'entries',
} as const satisfies Readonly<Partial<Record<FilingAuditAct | ClaimAuditAct, CorrectedTable>>>;

const tablesFilled = sqlText<
  { readonly act: keyof typeof TABLE_ACTS; readonly at: Date },
  [claimId: string, filingId: string | null]
>(
  'claim.tablesFilled',
  `SELECT a.act, a.at FROM audit_entry a
   WHERE ((a.entity_kind = 'claim' AND a.entity_id = $1) OR (a.entity_kind = 'filing' AND a.entity_id = $2))
     AND a.act IN (${sqlList(Object.keys(TABLE_ACTS))}) ORDER BY a.seq`,
);

async function readTables(pool: pg.Pool, { id, filingId }: Pick<ClaimRecord, 'id' | 'filingId'>) {
  return (await fetchAll(pool, tablesFilled(id, filingId))).map(({ act, at }) => ({ table: TABLE_ACTS[act], at }));
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function correctionsOf(value: unknown): readonly Correction[] {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [];
  return listed.flatMap((one) => {
    const part = (name: string): unknown =>
      typeof one === 'object' && one !== null ? Reflect.get(one, name) : undefined;
    const [pointer, remark] = [part('pointer'), part('remark')];
    return typeof pointer === 'string' && typeof remark === 'string' ? [{ pointer, remark }] : [];
  });
}

/** The names of these lines of the claim; a line that left it takes its name from the roster of its class. */
export async function readLineNames(
  pool: pg.Pool,
  sealer: Sealer,
  { id: claimId, filingId }: Pick<ClaimRecord, 'id' | 'filingId'>,
  lines: readonly Pick<KeptLine, 'lineId' | 'traineeId'>[],
): Promise<ReadonlyMap<string, string>> {
  const [own, listed] = await Promise.all([
    fetchAll(
      pool,
      namesOfLines(
        claimId,
        lines.map(({ lineId }) => lineId),
      ),
    ),
    fetchAll(
      pool,
      namesOnRoster(
        filingId ?? '',
        lines.flatMap(({ traineeId }) => traineeId ?? []),
      ),
    ),
  ]);
  const kept = own.flatMap(({ id, name }) =>
    name === null ? [] : [[id, sealer.open(name, placeOf('claim_line.name_sealed', id))] as const],
  );
  const onRoster = new Map(listed.map((one) => [one.traineeId, one.name]));
  const left = lines.flatMap(({ lineId, traineeId }) => {
    const name = traineeId === null ? undefined : onRoster.get(traineeId);
    return name === undefined || traineeId === null || filingId === null
      ? []
      : [[lineId, sealer.open(name, placeOf('roster_entry.name_sealed', filingId, traineeId))] as const];
  });
  return new Map([...left, ...kept]);
}

function namesOfLines(claimId: string, lineIds: readonly string[]) {
  return query
    .selectFrom('claim_line')
    .select(['id', 'name_sealed as name'])
    .where('claim_id', '=', claimId)
    .where('id', '=', anyOf(lineIds));
}

function namesOnRoster(filingId: string, traineeIds: readonly string[]) {
  return query
    .selectFrom('roster_entry')
    .select(['trainee_id as traineeId', 'name_sealed as name'])
    .where('filing_id', '=', filingId)
    .where('trainee_id', '=', anyOf(traineeIds));
}
