import { totalPaidOf } from './claim-rows.ts';
import type pg from 'pg';
import type { ClaimListItem, ClaimQuery, ClaimSearch } from '../../api/claim/claim-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { dayAt } from '../../domain/calendar.ts';
import { stuckLimits } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { recordAccess } from '../kernel/access-record.ts';
import { inTransaction } from '../kernel/connection.ts';
import { claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';
import { hasPartIn, PLAN_LINE_OF_CLAIM } from '../payout/claim-figures.ts';
import { stuckClaim, stuckParameters, type StuckParameters } from '../oversight/claim-stuck.ts';

type ListRow = Row<
  'claim',
  | ('id' | 'claim_no' | 'kind' | 'filing_id' | 'route' | 'jurisdiction' | 'responsible_department' | 'state' | 'stage')
  | ('purpose' | 'round' | 'revision' | 'claimed_fen' | 'approved_fen' | 'paid_fen' | 'float_paid_fen')
  | ('allowance_paid_fen' | 'lines_total' | 'lines_eligible' | 'state_since' | 'submitted_at' | 'created_at')
> & {
  readonly party_id: Row<'party'>['id'];
  readonly party_name: Row<'party'>['name'];
  readonly party_kind: Row<'party'>['kind'];
  readonly occupation_code: Row<'filing'>['occupation_code'] | null;
  readonly occupation_name: Row<'filing'>['occupation_name'] | null;
};

/**
 * Newest first. The caller's right to see a claim is part of the statement (D15). `q` searches texts and
 * ids; a person is found by the blind index of the ID number alone.
 */
export async function listClaims(
  pool: Connection,
  asked: ClaimQuery,
  caller: Caller,
  { sealer, library, at }: { readonly sealer: Sealer; readonly library: PolicyLibrary; readonly at: Date },
): Promise<readonly ClaimListItem[]> {
  const given = [...claimSightOf(caller), ...filterOf(asked, sealer)] as const;
  const limits = stuckLimits(library, caller.jurisdiction, dayAt(at.getTime()));
  const rows = await fetchAll(
    pool,
    asked.stuck ? stuckClaims(...given, ...stuckParameters(at, library.calendar, limits)) : claims(...given),
  );
  return rows.map(itemOf);
}

/** The claims of one person, recorded with the purpose and without the number (S10). */
export function searchClaims(
  pool: pg.Pool,
  { idNumber, purpose, limit, after }: ClaimSearch,
  caller: Caller,
  parts: { readonly sealer: Sealer; readonly library: PolicyLibrary; readonly at: Date },
): Promise<readonly ClaimListItem[]> {
  return inTransaction(pool, async (client) => {
    const found = await listClaims(client, { ...EVERY_CLAIM, idNumber, limit, after }, caller, parts);
    // Equal searches can be told to be equal; the index of people is another one.
    const searched = parts.sealer.index(`search of a person\n${idNumber}`).toString('base64url');
    const facts = { purpose, searched, found: Math.min(found.length, limit) };
    await recordAccess(client, { act: 'searched', caller, at: parts.at, facts });
    return found;
  });
}

const EVERY_CLAIM = {
  state: undefined,
  stage: undefined,
  route: undefined,
  organ: undefined,
  jurisdiction: undefined,
  filingId: undefined,
  applicant: undefined,
  planLine: undefined,
  money: undefined,
  q: undefined,
  stuck: false,
} as const;

/** The values of $5 to $19. */
type Filter = readonly [
  state: string | null,
  stages: readonly string[],
  route: string | null,
  organ: string | null,
  jurisdiction: string | null,
  filingId: string | null,
  like: string | null,
  exactly: string | null,
  idNumberIndex: Buffer | null,
  afterAt: Date | null,
  afterId: string | null,
  limit: number,
  applicant: string | null,
  planLine: string | null,
  money: string | null,
];

function filterOf(asked: ClaimQuery, sealer: Sealer): Filter {
  const [afterMs, afterId] = asked.after ?? [null, null];
  return [
    asked.state?.state ?? null,
    [asked.state?.stage, asked.stage].filter((stage) => typeof stage === 'string'),
    asked.route ?? null,
    asked.organ ?? null,
    asked.jurisdiction ?? null,
    asked.filingId ?? null,
    asked.q === undefined ? null : `%${asked.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    asked.q ?? null,
    asked.idNumber === undefined ? null : sealer.index(asked.idNumber),
    afterMs === null ? null : new Date(afterMs),
    afterId,
    asked.limit + 1,
    asked.applicant ?? null,
    asked.planLine ?? null,
    asked.money ?? null,
  ];
}

const claims = sqlText<ListRow, [...ClaimSight, ...Filter]>('claim.list', pageOf(''));

const stuckClaims = sqlText<ListRow, [...ClaimSight, ...Filter, ...StuckParameters]>(
  'claim.stuckList',
  pageOf(`AND ${stuckClaim(20)}`),
);

function pageOf(condition: string): string {
  return `
    SELECT c.id, c.claim_no, c.kind, c.filing_id, c.route, c.jurisdiction, p.id AS party_id, p.name AS party_name,
      p.kind AS party_kind, f.occupation_code, f.occupation_name, c.responsible_department, c.state, c.stage, c.purpose,
      c.round, c.revision, c.claimed_fen, c.approved_fen, c.paid_fen, c.float_paid_fen, c.allowance_paid_fen,
      c.lines_total, c.lines_eligible, c.state_since, c.submitted_at, c.created_at
    FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
    WHERE ${VISIBLE_CLAIM}
      AND ($5::text IS NULL OR c.state = $5) AND (c.stage = ALL ($6::text[])) IS TRUE AND ($7::text IS NULL OR c.route = $7)
      AND ($8::text IS NULL OR c.responsible_department = $8) AND ($9::text IS NULL OR c.jurisdiction = $9)
      AND ($10::text IS NULL OR c.filing_id = $10) AND ($17::text IS NULL OR c.applicant_party_id = $17)
      AND ($18::text IS NULL OR ${PLAN_LINE_OF_CLAIM} = $18) AND ($19::text IS NULL OR ${hasPartIn('$19')})
      AND ($13::bytea IS NULL OR EXISTS (SELECT FROM claim_line l JOIN trainee t ON t.id = l.trainee_id
        WHERE l.claim_id = c.id AND t.id_number_index = $13))
      AND ($11::text IS NULL OR c.claim_no ILIKE $11 OR (p.kind <> 'person' AND p.name ILIKE $11) OR f.occupation_name ILIKE $11
        OR c.id = $12 OR c.filing_id = $12 OR f.filing_no ILIKE $11
        OR EXISTS (SELECT FROM payout_instruction i WHERE i.claim_id = c.id AND i.id = $12))
      AND ($14::timestamptz IS NULL OR (c.created_at, c.id) < ($14, $15))
      ${condition}
    ORDER BY c.created_at DESC, c.id DESC LIMIT $16`;
}

function itemOf(row: ListRow): ClaimListItem {
  const { occupation_code: code, occupation_name: name } = row;
  return {
    id: row.id,
    claimNo: row.claim_no,
    kind: row.kind,
    filingId: row.filing_id,
    route: row.route,
    jurisdiction: row.jurisdiction,
    applicant: { id: row.party_id, name: row.party_name, kind: row.party_kind },
    occupation: code === null || name === null ? null : { code, name },
    responsibleDepartment: row.responsible_department,
    state: row.state,
    stage: row.stage,
    purpose: row.purpose,
    round: row.round,
    revision: row.revision,
    claimedFen: row.claimed_fen,
    approvedFen: row.approved_fen,
    totalPaidFen: totalPaidOf(row),
    linesTotal: row.lines_total,
    linesEligible: row.lines_eligible,
    stateSince: row.state_since,
    submittedAt: row.submitted_at,
    createdAt: row.created_at,
  };
}
