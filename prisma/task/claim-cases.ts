import type pg from 'pg';
import type { VisitedCase } from '../../api/task/bulk-ports.ts';
import type { ClaimCase } from '../../api/task/task-ports.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { anyOf, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

/** The table's judgements read people, organs and stages from a plan, never the clock. */
export const NO_CLOCK = { clockOffsetMs: 0 } as const;

type CaseRow = Row<'claim', 'id' | 'filing_id' | 'kind' | 'jurisdiction' | 'applicant_person_id' | 'course'> &
  Row<'claim', 'applicant_party_id' | 'responsible_department' | 'policy_snapshot_id'>;

const CASE_COLUMNS = `c.id, c.filing_id, c.kind, c.jurisdiction, c.applicant_person_id, c.applicant_party_id,
  c.responsible_department, c.course, c.policy_snapshot_id`;

const claimOfCase = sqlText<CaseRow, [claimId: string]>(
  'task.claimOfCase',
  `SELECT ${CASE_COLUMNS} FROM claim c WHERE c.id = $1`,
);

/** Null for a claim that was never submitted. */
export async function readClaimCase(pool: pg.Pool, claimId: string): Promise<ClaimCase | null> {
  const row = await fetchFirst(pool, claimOfCase(claimId));
  if (row === undefined) {
    return null;
  }
  const laws = await readLaws(pool, [row]);
  return caseOf(row, laws);
}

const claimsOfCases = sqlText<CaseRow & { readonly visited: readonly string[] }, [claimIds: readonly string[]]>(
  'task.claimsOfCases',
  `SELECT ${CASE_COLUMNS},
     ARRAY(SELECT DISTINCT v.kind FROM supervision_entry v WHERE v.filing_id = c.filing_id) AS visited
   FROM claim c WHERE c.id = ANY ($1::text[])`,
);

/** The cases of a page, in two statements: claims of one day and place mostly have one law. */
export async function readVisitedCases(pool: pg.Pool, claimIds: readonly string[]): Promise<readonly VisitedCase[]> {
  if (claimIds.length === 0) {
    return [];
  }
  const rows = await fetchAll(pool, claimsOfCases(claimIds));
  const laws = await readLaws(pool, rows);
  return rows.flatMap((row) => {
    const found = caseOf(row, laws);
    return found === null ? [] : [{ ...found, visited: row.visited }];
  });
}

type Laws = ReadonlyMap<string, PolicySnapshot>;

async function readLaws(pool: pg.Pool, rows: readonly CaseRow[]): Promise<Laws> {
  const ids = [...new Set(rows.flatMap(({ policy_snapshot_id: id }) => id ?? []))];
  const snapshots = query.selectFrom('policy_snapshot').select(['id', 'content']).where('id', '=', anyOf(ids));
  return new Map((await fetchAll(pool, snapshots)).map(({ id, content }) => [id, content]));
}

function caseOf(row: CaseRow, laws: Laws): ClaimCase | null {
  const { id: claimId, course, filing_id: filingId } = row;
  const snapshot = laws.get(row.policy_snapshot_id ?? '');
  if (snapshot === undefined || course === null) {
    return null;
  }
  const plan = claimPlanOf(snapshot, {
    claimId,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    kind: row.kind,
    ...NO_CLOCK,
  });
  const { stages: stageWords, fundEntered } = snapshot.routeDefinition;
  return { claimId, filingId, course, plan, stageWords, snapshot, isFundEntered: fundEntered === true };
}
