import type pg from 'pg';
import type { CaseBy, CaseRecord, CaseRow, CaseStore, CaseWritten, HeldClaim } from '../../api/integrity/case-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { judgeInterest } from '../../domain/integrity/conflict-of-interest.ts';
import { judgeClosing } from '../../domain/integrity/integrity-cases.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { holdClaims, releaseClaims, withinOf } from './case-holds.ts';
import { claimSightOf, VISIBLE_CLAIM } from '../kernel/claim-visibility.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';

/** Cases `k` of the jurisdiction $1 and below, without those about a party to which the person $2 is related. */
const VISIBLE_CASE = `(k.jurisdiction LIKE $1
  AND NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = $2 AND r.party_id = k.party_id))`;

const CASE_COLUMNS = `k.id, k.jurisdiction, json_build_object('id', a.id, 'name', a.name) AS party, k.filing_id AS "filingId",
  k.finding, k.suspected_crime AS "suspectedCrime", k.opened_at AS "openedAt", k.outcome, k.closed_at AS "closedAt"`;

const CASE_TABLES = 'integrity_case k JOIN party a ON a.id = k.party_id';

export function createCaseStore(pool: pg.Pool): CaseStore {
  return {
    open: (found, by) => inTransaction(pool, (client) => openCase(client, found, by)),
    close: (closing, by) => inTransaction(pool, (client) => closeCase(client, closing, by)),

    async list({ partyId, isOpen, limit, after }, caller) {
      const [beforeMs, id] = after ?? [null, null];
      const found = await pool.query<CaseRow>(
        `SELECT ${CASE_COLUMNS} FROM ${CASE_TABLES} WHERE ${VISIBLE_CASE}
           AND ($3::text IS NULL OR k.party_id = $3) AND ($4::boolean IS NULL OR (k.closed_at IS NULL) = $4)
           AND ($5::timestamptz IS NULL OR (k.opened_at, k.id) < ($5, $6))
         ORDER BY k.opened_at DESC, k.id DESC LIMIT $7`,
        [
          ...caseSightOf(caller),
          partyId ?? null,
          isOpen ?? null,
          beforeMs === null ? null : new Date(beforeMs),
          id,
          limit + 1,
        ],
      );
      return found.rows;
    },

    find: (caseId, caller) => findCase(pool, caseId, caller),
  };
}

async function findCase(pool: pg.Pool, caseId: string, caller: Caller): Promise<CaseRecord | null> {
  const found = await pool.query<Omit<CaseRecord, 'claims'>>(
    `SELECT ${CASE_COLUMNS}, k.note, json_build_object('id', o.id, 'displayName', o.display_name) AS "openedBy",
       k.transfer_document_no AS "transferDocumentNo", k.closing_reason AS "closingReason",
       CASE WHEN e.id IS NOT NULL THEN json_build_object('id', e.id, 'displayName', e.display_name) END AS "closedBy"
     FROM ${CASE_TABLES} JOIN person o ON o.id = k.opened_by LEFT JOIN person e ON e.id = k.closed_by
     WHERE ${VISIBLE_CASE} AND k.id = $3`,
    [...caseSightOf(caller), caseId],
  );
  const record = found.rows[0];
  if (record === undefined) {
    return null;
  }
  const claims = await pool.query<HeldClaim>(
    `SELECT c.id AS "claimId", c.claim_no AS "claimNo", c.state, c.stage, taken.hold_id AS "holdId", h.created_at AS "heldAt",
       h.released_at AS "releasedAt"
     FROM integrity_case_claim taken JOIN claim c ON c.id = taken.claim_id LEFT JOIN hold h ON h.id = taken.hold_id
     WHERE ${VISIBLE_CLAIM} AND taken.case_id = $5 ORDER BY c.created_at, c.id`,
    [...claimSightOf(caller), caseId],
  );
  return { ...record, claims: claims.rows };
}

type Opening = Parameters<CaseStore['open']>;

async function openCase(
  client: pg.PoolClient,
  { partyId, filingId, finding, suspectedCrime, note }: Opening[0],
  { caller, at, key }: Opening[1],
): Promise<CaseWritten<'PARTY_UNKNOWN' | 'FILING_UNKNOWN' | 'CONFLICT_OF_INTEREST'>> {
  const { jurisdiction, personId } = caller;
  const id = idOfCreation('cas', personId, key);
  const reason = await refusalOfOpening(client, { partyId, filingId }, caller);
  if (reason !== null) {
    return { ok: false, reason };
  }
  const written = await client.query(
    `INSERT INTO integrity_case (id, jurisdiction, party_id, filing_id, finding, suspected_crime, note, opened_by, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
    [id, jurisdiction, partyId, filingId, finding, suspectedCrime, note, personId, at],
  );
  if (written.rowCount === 0) {
    return { ok: true, caseId: id, actIds: await unansweredHolds(client, id) };
  }
  const actIds = await holdClaims(client, { id, jurisdiction, partyId, filingId, finding }, at);
  const facts = { partyId, filingId, finding, suspectedCrime, claims: actIds.length };
  await auditCase(client, { caseId: id, act: 'opened', facts }, { caller, at });
  return { ok: true, caseId: id, actIds };
}

async function refusalOfOpening(
  client: pg.PoolClient,
  { partyId, filingId }: { readonly partyId: string; readonly filingId: string | null },
  caller: Caller,
): Promise<'PARTY_UNKNOWN' | 'FILING_UNKNOWN' | 'CONFLICT_OF_INTEREST' | null> {
  const found = await client.query<{ is_party: boolean; is_filing: boolean; declared: string[] }>(
    `SELECT EXISTS (SELECT FROM party a WHERE a.id = $1 AND (a.jurisdiction LIKE $3
         OR EXISTS (SELECT FROM filing f WHERE f.applicant_party_id = a.id AND f.jurisdiction LIKE $3)
         OR EXISTS (SELECT FROM claim c WHERE c.applicant_party_id = a.id AND c.jurisdiction LIKE $3))) AS is_party,
       EXISTS (SELECT FROM filing f WHERE f.id = $2 AND f.applicant_party_id = $1 AND f.state <> 'draft'
         AND f.jurisdiction LIKE $3) AS is_filing,
       (SELECT coalesce(array_agg(party_id), '{}') FROM declared_relation WHERE person_id = $4) AS declared`,
    [partyId, filingId, withinOf(caller.jurisdiction), caller.personId],
  );
  const { is_party: isParty = false, is_filing: isFiling = false, declared = [] } = found.rows[0] ?? {};
  if (!isParty) {
    return 'PARTY_UNKNOWN';
  }
  if (filingId !== null && !isFiling) {
    return 'FILING_UNKNOWN';
  }
  const verdict = judgeInterest(declared, [partyId]);
  return verdict.ok ? null : verdict.reason;
}

async function unansweredHolds(client: pg.PoolClient, caseId: string): Promise<readonly string[]> {
  const found = await client.query<{ id: string }>(
    `SELECT act.id FROM integrity_case_claim taken JOIN act ON act.id = taken.hold_act_id
     WHERE taken.case_id = $1 AND act.answered_at IS NULL`,
    [caseId],
  );
  return found.rows.map(({ id }) => id);
}

async function closeCase(
  client: pg.PoolClient,
  { caseId, outcome, transferDocumentNo, reason }: Parameters<CaseStore['close']>[0],
  { caller, at }: CaseBy,
): Promise<CaseWritten<'NOT_FOUND' | 'WRONG_STATE' | 'TRANSFER_DOCUMENT_MISSING'>> {
  const found = await client.query<{ suspected_crime: boolean; closed_at: Date | null }>(
    `SELECT k.suspected_crime, k.closed_at FROM integrity_case k WHERE ${VISIBLE_CASE} AND k.id = $3 FOR UPDATE`,
    [...caseSightOf(caller), caseId],
  );
  const row = found.rows[0];
  if (row === undefined || row.closed_at !== null) {
    return { ok: false, reason: row === undefined ? 'NOT_FOUND' : 'WRONG_STATE' };
  }
  const verdict = judgeClosing({ isSuspectedCrime: row.suspected_crime, transferDocumentNo });
  if (!verdict.ok) {
    return verdict;
  }
  await client.query(
    `UPDATE integrity_case SET outcome = $2, transfer_document_no = $3, closing_reason = $4, closed_by = $5, closed_at = $6
     WHERE id = $1`,
    [caseId, outcome, transferDocumentNo, reason, caller.personId, at],
  );
  const actIds = await releaseClaims(client, caseId, at);
  const facts = { outcome, transferDocumentNo, claims: actIds.length };
  await auditCase(client, { caseId, act: 'closed', facts }, { caller, at });
  return { ok: true, caseId, actIds };
}

async function auditCase(
  client: pg.PoolClient,
  entry: { readonly caseId: string; readonly act: string; readonly facts: Readonly<Record<string, unknown>> },
  { caller, at }: CaseBy,
): Promise<void> {
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'case',
    entityId: entry.caseId,
    revision: null,
    act: entry.act,
    actId: null,
    person: { personId, organ, section },
    at,
    facts: entry.facts,
  });
}

function caseSightOf(caller: Caller): readonly [string, string] {
  return [withinOf(caller.jurisdiction), caller.personId];
}
