import type pg from 'pg';
import type {
  CaseRecord,
  CaseRow,
  CaseStore,
  CaseWritten,
  OpeningRefusal,
  SuspendedTitle,
} from '../../api/integrity/case-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type { OrganCode } from '../../domain/codes.ts';
import { judgeOpener } from '../../domain/integrity/case-authority.ts';
import { judgeInterest } from '../../domain/integrity/conflict-of-interest.ts';
import type { CaseState } from '../../domain/integrity/integrity-cases.ts';
import { createCaseClosing } from './case-closing.ts';
import { holdClaims } from './case-holds.ts';
import { IS_SUSPENDED, suspendTitles } from './case-suspensions.ts';
import {
  auditCase,
  caseSightOf,
  INVOLVED,
  involvementOf,
  VISIBLE_CASE,
  type CaseSight,
  type InvolvementRow,
} from './case-rows.ts';
import { grantSightOf, VISIBLE_GRANT, type GrantSight } from '../grant/grant-sight.ts';
import { sightOf, VISIBLE_FILING, type Sight } from '../filing/filing-rows.ts';
import { factOfOpening, type CaseSigning } from './kept-case.ts';
import { claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

const CASE_COLUMNS = `k.id, k.jurisdiction, k.party_id, a.name AS party_name, k.filing_id, k.finding, k.suspected_crime,
  k.opened_at, k.outcome, k.closing_asked_at, k.closed_at`;

const CASE_TABLES = 'integrity_case k JOIN party a ON a.id = k.party_id';

interface ListedCase extends Row<
  'integrity_case',
  | 'id'
  | 'jurisdiction'
  | 'party_id'
  | 'filing_id'
  | 'finding'
  | 'suspected_crime'
  | 'opened_at'
  | 'outcome'
  | 'closing_asked_at'
  | 'closed_at'
> {
  readonly party_name: Row<'party'>['name'];
}

/** @param signing signs what people say of cases; only API processes have it */
export function createCaseStore(pool: pg.Pool, signing: CaseSigning): CaseStore {
  return {
    open: (found, by) => inTransaction(pool, (client) => openCase(client, signing, found, by)),
    ...createCaseClosing(pool, signing),

    async list({ partyId, state, limit, after }, caller) {
      const [beforeMs, id] = after ?? [null, null];
      const before = beforeMs === null ? null : new Date(beforeMs);
      const page = caseList(...caseSightOf(caller), partyId ?? null, state ?? null, before, id, limit + 1);
      return (await fetchAll(pool, page)).map(listedCase);
    },

    find: (caseId, caller) => findCase(pool, caseId, caller),
  };
}

const caseList = sqlText<
  ListedCase,
  [
    ...CaseSight,
    partyId: string | null,
    state: CaseState | null,
    before: Date | null,
    beforeId: string | null,
    limit: number,
  ]
>(
  'integrity.caseList',
  `SELECT ${CASE_COLUMNS} FROM ${CASE_TABLES} WHERE ${VISIBLE_CASE}
     AND ($3::text IS NULL OR k.party_id = $3) AND ($4::text IS NULL OR $4 = CASE WHEN k.closed_at IS NOT NULL THEN 'closed'
       WHEN k.closing_asked_at IS NOT NULL THEN 'waitsForConfirmation' ELSE 'open' END)
     AND ($5::timestamptz IS NULL OR (k.opened_at, k.id) < ($5, $6))
   ORDER BY k.opened_at DESC, k.id DESC LIMIT $7`,
);

function listedCase(row: ListedCase): CaseRow {
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    party: { id: row.party_id, name: row.party_name },
    filingId: row.filing_id,
    finding: row.finding,
    suspectedCrime: row.suspected_crime,
    openedAt: row.opened_at,
    outcome: row.outcome,
    closingAskedAt: row.closing_asked_at,
    closedAt: row.closed_at,
  };
}

async function findCase(pool: pg.Pool, caseId: string, caller: Caller): Promise<CaseRecord | null> {
  const row = await fetchFirst(pool, oneCase(...caseSightOf(caller), caseId));
  if (row === undefined) {
    return null;
  }
  const claims = await fetchAll(pool, claimsOfCase(...claimSightOf(caller), caseId));
  return {
    ...listedCase(row),
    note: row.note,
    filingNo: row.filing_no,
    openedBy: { id: row.opened_by, displayName: row.opener_name },
    transferDocumentNo: row.transfer_document_no,
    closingReason: row.closing_reason,
    closingAskedBy:
      row.closing_asked_by === null ? null : { id: row.closing_asked_by, displayName: row.asker_name ?? '' },
    closedBy: row.closed_by === null ? null : { id: row.closed_by, displayName: row.closer_name ?? '' },
    involved: involvementOf(row),
    claims: claims.map(({ id, claim_no: claimNo, state, stage, ...held }) => ({
      claimId: id,
      claimNo,
      state,
      stage,
      holdId: held.hold_id,
      heldAt: held.held_at,
      releasedAt: held.released_at,
    })),
    grants: await fetchAll(pool, titlesOfCase(...grantSightOf(caller, 'readGrant'), caseId)),
  };
}

const oneCase = sqlText<
  ListedCase &
    InvolvementRow &
    Row<'integrity_case', 'note' | 'transfer_document_no' | 'closing_reason' | 'closing_asked_by' | 'closed_by'> & {
      readonly filing_no: Row<'filing'>['filing_no'] | null;
      readonly opener_name: Row<'person'>['display_name'];
      readonly asker_name: Row<'person'>['display_name'] | null;
      readonly closer_name: Row<'person'>['display_name'] | null;
    },
  [...CaseSight, caseId: string]
>(
  'integrity.oneCase',
  `SELECT ${CASE_COLUMNS}, ${INVOLVED}, k.note, filed.filing_no, o.display_name AS opener_name, k.transfer_document_no, k.closing_reason,
     k.closing_asked_by, f.display_name AS asker_name, k.closed_by, e.display_name AS closer_name
   FROM ${CASE_TABLES} JOIN person o ON o.id = k.opened_by LEFT JOIN person f ON f.id = k.closing_asked_by
     LEFT JOIN person e ON e.id = k.closed_by LEFT JOIN filing filed ON filed.id = k.filing_id
   WHERE ${VISIBLE_CASE} AND k.id = $3`,
);

const claimsOfCase = sqlText<
  Row<'claim', 'id' | 'claim_no' | 'state' | 'stage'> &
    Row<'integrity_case_claim', 'hold_id'> &
    Row<'hold', 'released_at'> & { readonly held_at: Row<'hold'>['created_at'] | null },
  [...ClaimSight, caseId: string]
>(
  'integrity.claimsOfCase',
  `SELECT c.id, c.claim_no, c.state, c.stage, taken.hold_id, h.created_at AS held_at, h.released_at
   FROM integrity_case_claim taken JOIN claim c ON c.id = taken.claim_id LEFT JOIN hold h ON h.id = taken.hold_id
   WHERE ${VISIBLE_CLAIM} AND taken.case_id = $5 ORDER BY c.created_at, c.id`,
);

const titlesOfCase = sqlText<SuspendedTitle, [...GrantSight, caseId: string]>(
  'integrity.titlesOfCase',
  `SELECT g.id AS "grantId", g.grant_no AS "grantNo", g.state, ${IS_SUSPENDED} AS suspended
   FROM integrity_case_grant taken JOIN integrity_case k ON k.id = taken.case_id JOIN base_grant g ON g.id = taken.grant_id
   WHERE ${VISIBLE_GRANT} AND taken.case_id = $4 ORDER BY g.created_at, g.id`,
);

type Opening = Parameters<CaseStore['open']>;

async function openCase(
  client: pg.PoolClient,
  { sign }: CaseSigning,
  { partyId, filingId, finding, suspectedCrime, note }: Opening[0],
  { caller, at, key }: Opening[1],
): Promise<CaseWritten<OpeningRefusal>> {
  const { jurisdiction, personId } = caller;
  const id = idOfCreation('cas', personId, key);
  const reason = await refusalOfOpening(client, { partyId, filingId }, caller);
  if (reason !== null) {
    return { ok: false, reason };
  }
  const said = { jurisdiction, partyId, filingId, finding, suspectedCrime, note, by: personId, at: at.getTime() };
  const opened = query.insertInto('integrity_case').values({
    id,
    jurisdiction,
    party_id: partyId,
    filing_id: filingId,
    finding,
    suspected_crime: suspectedCrime,
    note,
    opened_by: personId,
    opened_at: at,
    opening_signature: sign(factOfOpening(id, said)),
  });
  if (
    (await execute(
      client,
      opened.onConflict((known) => known.column('id').doNothing()),
    )) === 0
  ) {
    return { ok: true, caseId: id, actIds: await unansweredHolds(client, id) };
  }
  const locked = { id, jurisdiction, partyId, filingId, finding };
  const claimActs = await holdClaims(client, locked, at);
  const titleActs = await suspendTitles(client, locked, at);
  const actIds = [...claimActs, ...titleActs];
  const facts = { partyId, filingId, finding, suspectedCrime, claims: claimActs.length, titles: titleActs.length };
  await auditCase(client, { caseId: id, act: 'opened', facts }, { caller, at });
  return { ok: true, caseId: id, actIds };
}

async function refusalOfOpening(
  client: pg.PoolClient,
  { partyId, filingId }: { readonly partyId: string; readonly filingId: string | null },
  caller: Caller,
): Promise<OpeningRefusal | null> {
  const { jurisdiction, personId } = caller;
  const found = await fetchFirst(
    client,
    concerned(...sightOf(caller, 'getClassFiling'), partyId, filingId, personId, jurisdiction),
  );
  if (found === undefined || !found.is_party) {
    return 'PARTY_UNKNOWN';
  }
  if (filingId !== null && found.filing_place === null) {
    return 'FILING_UNKNOWN';
  }
  const place = found.filing_place ?? jurisdiction;
  const opener = judgeOpener(caller, { jurisdiction: place, responsible: found.responsible });
  if (!opener.ok) {
    return opener.reason;
  }
  const verdict = judgeInterest(found.declared, [partyId]);
  return verdict.ok ? null : verdict.reason;
}

const concerned = sqlText<
  {
    readonly is_party: boolean;
    /** Null: the caller sees no class of the party with this id (I12). */
    readonly filing_place: Row<'filing'>['jurisdiction'] | null;
    readonly responsible: readonly OrganCode[];
    readonly declared: readonly string[];
  },
  [...Sight, partyId: string, filingId: string | null, personId: string, jurisdiction: string]
>(
  'integrity.concerned',
  `SELECT EXISTS (SELECT FROM party a WHERE a.id = $7 AND (a.jurisdiction LIKE $2
       OR EXISTS (SELECT FROM filing f WHERE f.applicant_party_id = a.id AND f.filed_at IS NOT NULL AND f.jurisdiction LIKE $2)
       OR EXISTS (SELECT FROM claim c WHERE c.applicant_party_id = a.id AND c.submitted_at IS NOT NULL AND c.jurisdiction LIKE $2))) AS is_party,
     (SELECT f.jurisdiction FROM filing f WHERE f.id = $8 AND f.applicant_party_id = $7 AND f.filed_at IS NOT NULL
       AND ${VISIBLE_FILING}) AS filing_place,
     ARRAY(SELECT f.responsible_department FROM filing f WHERE f.applicant_party_id = $7 AND f.filed_at IS NOT NULL
         AND f.responsible_department IS NOT NULL AND CASE WHEN $8::text IS NULL THEN f.jurisdiction = $10 ELSE f.id = $8 END
       UNION SELECT c.responsible_department FROM claim c WHERE c.applicant_party_id = $7 AND $8::text IS NULL
         AND c.submitted_at IS NOT NULL AND c.responsible_department IS NOT NULL AND c.jurisdiction = $10) AS responsible,
     (SELECT coalesce(array_agg(party_id), '{}') FROM declared_relation WHERE person_id = $9) AS declared`,
);

async function unansweredHolds(client: pg.PoolClient, caseId: string): Promise<readonly string[]> {
  const acts = await fetchAll(
    client,
    query
      .selectFrom('integrity_case_claim as taken')
      .innerJoin('act', 'act.id', 'taken.hold_act_id')
      .select('act.id')
      .where('taken.case_id', '=', caseId)
      .where('act.answered_at', 'is', null),
  );
  return acts.map(({ id }) => id);
}
