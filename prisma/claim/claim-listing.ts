import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { ClaimListItem, ClaimQuery } from '../../api/claim/claim-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import { stuckLimits } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { STUCK_CLAIM, stuckParameters } from '../oversight/claim-stuck.ts';
import { claimSightOf, VISIBLE_CLAIM } from '../kernel/claim-visibility.ts';
import type { Sealer } from '../kernel/sealing.ts';

interface ListRow extends Omit<ClaimListItem, 'applicant' | 'occupation'> {
  readonly partyId: string;
  readonly partyName: string;
  readonly partyKind: PartyKind;
  readonly occupationCode: string | null;
  readonly occupationName: string | null;
}

/**
 * Newest first. The caller's right to see a claim is part of the statement (D15). `q` searches texts, ids, and ID
 * numbers by their blind index; a private person is found only by these.
 */
export async function listClaims(
  pool: pg.Pool,
  query: ClaimQuery,
  caller: Caller,
  { sealer, library, at }: { readonly sealer: Sealer; readonly library: PolicyLibrary; readonly at: Date },
): Promise<readonly ClaimListItem[]> {
  const [afterMs, afterId] = query.after ?? [null, null];
  const limits = stuckLimits(library, caller.jurisdiction, dayAt(at.getTime()));
  const found = await pool.query<ListRow>({
    name: query.stuck ? 'claim-list-stuck' : 'claim-list',
    text: `
      SELECT c.id, c.claim_no AS "claimNo", c.kind, c.filing_id AS "filingId", c.route, c.jurisdiction, p.id AS "partyId",
        p.name AS "partyName", p.kind AS "partyKind", f.occupation_code AS "occupationCode", f.occupation_name AS "occupationName",
        c.responsible_department AS "responsibleDepartment", c.state, c.stage, c.purpose, c.round, c.revision,
        c.claimed_fen AS "claimedFen", c.approved_fen AS "approvedFen", c.paid_fen + c.float_paid_fen + c.allowance_paid_fen AS "totalPaidFen",
        c.lines_total AS "linesTotal", c.lines_eligible AS "linesEligible", c.state_since AS "stateSince",
        c.submitted_at AS "submittedAt", c.created_at AS "createdAt"
      FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
      WHERE ${VISIBLE_CLAIM}
        AND ($5::text IS NULL OR c.state = $5) AND (c.stage = ALL ($6::text[])) IS TRUE AND ($7::text IS NULL OR c.route = $7)
        AND ($8::text IS NULL OR c.responsible_department = $8) AND ($9::text IS NULL OR c.jurisdiction = $9)
        AND ($10::text IS NULL OR c.filing_id = $10)
        AND ($11::text IS NULL OR c.claim_no ILIKE $11 OR (p.kind <> 'person' AND p.name ILIKE $11) OR f.occupation_name ILIKE $11
          OR c.id = $12 OR c.filing_id = $12 OR f.filing_no ILIKE $11
          OR EXISTS (SELECT FROM payout_instruction i WHERE i.claim_id = c.id AND i.id = $12)
          OR EXISTS (SELECT FROM claim_line l JOIN trainee t ON t.id = l.trainee_id
            WHERE l.claim_id = c.id AND t.id_number_index = $13))
        AND ($14::timestamptz IS NULL OR (c.created_at, c.id) < ($14, $15))
        ${query.stuck ? `AND ${STUCK_CLAIM(17)}` : ''}
      ORDER BY c.created_at DESC, c.id DESC LIMIT $16`,
    values: [
      ...claimSightOf(caller),
      query.state?.state ?? null,
      [query.state?.stage, query.stage].filter((stage) => typeof stage === 'string'),
      query.route ?? null,
      query.organ ?? null,
      query.jurisdiction ?? null,
      query.filingId ?? null,
      query.q === undefined ? null : `%${query.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      query.q ?? null,
      query.q === undefined ? null : sealer.index(query.q.trim().toUpperCase()),
      afterMs === null ? null : new Date(afterMs),
      afterId,
      query.limit + 1,
      ...(query.stuck ? stuckParameters(at, library.calendar, limits) : []),
    ],
  });
  return found.rows.map(({ partyId, partyName, partyKind, occupationCode, occupationName, ...row }) => ({
    ...row,
    applicant: { id: partyId, name: partyName, kind: partyKind },
    occupation:
      occupationCode === null || occupationName === null ? null : { code: occupationCode, name: occupationName },
  }));
}
