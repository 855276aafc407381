import type pg from 'pg';
import type { CheckStore, FindingRecord, RunRecord } from '../../api/check/check-ports.ts';
import type { FindingKind, FindingState } from '../../domain/check/check-words.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, fetchFirst, query, sendTogether, sqlText, type Row } from '../kernel/statements.ts';

export function createCheckStore(pool: pg.Pool, sealer: Sealer): CheckStore {
  return {
    async request(checks, { caller: { personId }, at, key }) {
      const id = idOfCreation('igr', personId, key);
      const asked = {
        id,
        kind: 'asked',
        state: 'running',
        checks: [...checks],
        asked_by: personId,
        started_at: at,
      } as const;
      await execute(
        pool,
        query
          .insertInto('integrity_run')
          .values({ ...asked, checks: [...checks] })
          .onConflict((on) => on.column('id').doNothing()),
      );
      return id;
    },

    async run(id) {
      const row = await fetchFirst(pool, runOf(id === 'latest' ? null : id));
      return row === undefined ? null : recordOf(row);
    },

    async list({ kind, state, claimId, after, limit }, { jurisdiction }) {
      const rows = await fetchAll(
        pool,
        findingsPage(withinOf(jurisdiction), kind, state, claimId, after?.since ?? null, after?.id ?? null, limit + 1),
      );
      return rows.map((row) => findingOf(row, sealer));
    },

    explain: (explanation, by) => inTransaction(pool, (client) => explain(client, sealer, explanation, by)),
  };
}

const runOf = sqlText<Row<'integrity_run'>, [id: string | null]>(
  'check.runOf',
  `SELECT * FROM integrity_run WHERE $1::text IS NULL OR id = $1 ORDER BY started_at DESC, id DESC LIMIT 1`,
);

function recordOf({ id, state, started_at: startedAt, ended_at: endedAt, results }: Row<'integrity_run'>): RunRecord {
  return { id, state, startedAt, endedAt, results };
}

type FindingRow = Row<'integrity_finding'> & { readonly explainer_name: string | null };

const FINDINGS = `SELECT f.*, p.display_name AS explainer_name
   FROM integrity_finding f LEFT JOIN person p ON p.id = f.explained_by
   WHERE (f.jurisdiction IS NULL OR f.jurisdiction LIKE $1)`;

const findingsPage = sqlText<
  FindingRow,
  [
    jurisdictions: string,
    kind: FindingKind | null,
    state: FindingState | null,
    claimId: string | null,
    afterSince: Date | null,
    afterId: string | null,
    limit: number,
  ]
>(
  'check.findingsPage',
  `${FINDINGS} AND ($2::text IS NULL OR f.kind = $2) AND ($3::text IS NULL OR f.state = $3)
     AND ($4::text IS NULL OR f.claim_id = $4) AND ($5::timestamptz IS NULL OR (f.since, f.id) > ($5, $6))
   ORDER BY f.since, f.id LIMIT $7`,
);

const lockedFinding = sqlText<FindingRow, [jurisdictions: string, id: string]>(
  'check.lockedFinding',
  `${FINDINGS} AND f.id = $2 FOR UPDATE OF f`,
);

function findingOf(row: FindingRow, sealer: Sealer): FindingRecord {
  const { explained_by: explainedBy, explained_at: explainedAt, explanation_sealed: sealed } = row;
  const isExplained = explainedBy !== null && explainedAt !== null && sealed !== null;
  return {
    id: row.id,
    kind: row.kind,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    claimId: row.claim_id,
    since: row.since,
    lastSeenAt: row.last_seen_at,
    evidence: row.evidence,
    state: row.state,
    explanation: isExplained
      ? {
          text: sealer.open(sealed, placeOf('integrity_finding.explanation_sealed', row.id)),
          explainedBy,
          explainedByName: row.explainer_name ?? '',
          explainedAt,
        }
      : null,
  };
}

async function explain(
  client: pg.PoolClient,
  sealer: Sealer,
  { findingId, text }: Parameters<CheckStore['explain']>[0],
  { caller, at }: Parameters<CheckStore['explain']>[1],
): ReturnType<CheckStore['explain']> {
  const { jurisdiction, personId, organ, section } = caller;
  const lock = lockedFinding(withinOf(jurisdiction), findingId);
  const before = await fetchFirst(client, lock);
  if (before === undefined) {
    return 'NOT_FOUND';
  }
  if (before.state !== 'open') {
    return 'WRONG_STATE';
  }
  const said = {
    state: 'explained',
    explained_by: personId,
    explained_at: at,
    explanation_sealed: sealer.seal(text, placeOf('integrity_finding.explanation_sealed', findingId)),
  } as const;
  const about = { entityKind: 'integrityFinding', entityId: findingId, revision: null, actId: null, at } as const;
  const facts = { check: before.kind, subject: before.subject };
  await sendTogether(client, [
    query.updateTable('integrity_finding').set(said).where('id', '=', findingId),
    ...auditWrites({ ...about, act: 'explained', person: { personId, organ, section }, facts }),
  ]);
  const after = await fetchFirst(client, lock);
  return after === undefined ? 'NOT_FOUND' : findingOf(after, sealer);
}
