import type { ClaimHold, ClaimRecord } from '../../api/claim/claim-record.ts';
import type { MoneyEntryRecord } from '../../api/kernel/money-entry.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import { PIPELINE_CODES, SKILL_LEVELS } from '../../domain/codes.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { RouteQuestion } from '../../domain/policy/resolve-route.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { openPayeeHere } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import { ENTRIES_ABOUT_CLAIM, entriesOf } from '../kernel/money-entry-rows.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';

type ClaimColumn =
  | ('id' | 'claim_no' | 'kind' | 'filing_id' | 'route' | 'pipeline' | 'jurisdiction' | 'applicant_person_id')
  | ('payee_sealed' | 'responsible_department' | 'fund' | 'plan_line_id' | 'instalment' | 'reference_on' | 'state')
  | ('stage' | 'purpose' | 'round' | 'revision' | 'course' | 'claimed_fen' | 'approved_fen' | 'paid_fen' | 'float_fen')
  | ('float_paid_fen' | 'allowance_fen' | 'allowance_paid_fen' | 'advance_fen' | 'lines_total' | 'lines_eligible')
  | ('lines_refused' | 'lines_approved' | 'window_ends_on' | 'evidence_due_on' | 'waiting_register' | 'outcome_code')
  | ('training_data_changed' | 'state_since' | 'submitted_at' | 'closed_at' | 'created_at' | 'policy_snapshot_id');

type OfFiling<Column extends keyof Row<'filing'>> = { readonly [Name in Column]: Row<'filing'>[Name] | null };

type ClaimRow = Row<'claim', ClaimColumn> &
  OfFiling<'department_source' | 'opens_on' | 'occupation_code' | 'skill_level'> & {
    readonly party_id: Row<'party'>['id'];
    readonly party_name: Row<'party'>['name'];
    readonly party_kind: Row<'party'>['kind'];
    readonly content: Row<'policy_snapshot'>['content'] | null;
    readonly holds: readonly ClaimHold[];
    readonly money_entries: readonly MoneyEntryRecord[];
  };

const COLUMNS = `c.id, c.claim_no, c.kind, c.filing_id, c.route, c.pipeline, c.jurisdiction, p.id AS party_id,
  p.name AS party_name, p.kind AS party_kind, c.applicant_person_id, c.payee_sealed, c.responsible_department,
  f.department_source, c.fund, coalesce(c.plan_line_id, f.plan_line_id) AS plan_line_id, c.instalment, c.reference_on,
  c.state, c.stage, c.purpose, c.round, c.revision, c.course, c.claimed_fen, c.approved_fen, c.paid_fen, c.float_fen,
  c.float_paid_fen, c.allowance_fen, c.allowance_paid_fen, c.advance_fen, c.lines_total, c.lines_eligible, c.lines_refused, c.lines_approved, c.window_ends_on,
  c.evidence_due_on, c.waiting_register, c.outcome_code, c.training_data_changed, c.state_since, c.submitted_at,
  c.closed_at, c.created_at, c.policy_snapshot_id, s.content, f.opens_on, f.occupation_code, f.skill_level,
  (SELECT coalesce(json_agg(json_build_object('id', h.id, 'category', h.category, 'reason', h.reason, 'until', h.until,
     'createdAt', h.created_at) ORDER BY h.created_at, h.id), '[]')
   FROM hold h WHERE h.claim_id = c.id AND h.released_at IS NULL) AS holds,
  ${entriesOf(ENTRIES_ABOUT_CLAIM)} AS money_entries`;

const visibleClaim = sqlText<ClaimRow, [...ClaimSight, claimId: string]>(
  'claim.visible',
  `SELECT ${COLUMNS} FROM claim c JOIN party p ON p.id = c.applicant_party_id
   LEFT JOIN filing f ON f.id = c.filing_id LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
   WHERE ${VISIBLE_CLAIM} AND c.id = $5`,
);

/** One claim, if the caller may see it. */
export async function findClaim(
  connection: Connection,
  claimId: string,
  caller: Caller,
  { sealer, library }: { readonly sealer: Sealer; readonly library: PolicyLibrary },
): Promise<ClaimRecord | null> {
  const row = await fetchFirst(connection, visibleClaim(...claimSightOf(caller), claimId));
  return row === undefined ? null : recordOf(row, sealer, row.content ?? snapshotOfDraft(row, library));
}

/** Locks a claim; what is read of it afterwards stays true until the transaction ends. */
export async function lockClaim(connection: Connection, claimId: string): Promise<void> {
  await execute(connection, query.selectFrom('claim').select('id').where('id', '=', claimId).forNoKeyUpdate());
}

/** The facts that decide the law of a class's claim (R-001: the day of its opening). */
export function questionOf(
  row: Row<'filing', 'jurisdiction' | 'route' | 'opens_on' | 'occupation_code'> & { readonly skill_level: string },
): RouteQuestion {
  const level = SKILL_LEVELS.find((code) => code === row.skill_level);
  return {
    jurisdiction: row.jurisdiction,
    route: row.route,
    on: row.opens_on,
    occupation: row.occupation_code,
    ...(level !== undefined && { level }),
  };
}

/** The current law of a draft: that of its class, or that of its rows as they were last counted. */
function snapshotOfDraft(row: ClaimRow, library: PolicyLibrary): PolicySnapshot | null {
  const question = draftQuestion(row);
  const outcome = question === null ? null : snapshotPolicy(library, question);
  return outcome?.ok === true ? outcome.value : null;
}

function draftQuestion(row: ClaimRow): RouteQuestion | null {
  const { opens_on, occupation_code, skill_level, jurisdiction, route, reference_on: on } = row;
  if (opens_on !== null && occupation_code !== null && skill_level !== null) {
    return questionOf({ jurisdiction, route, opens_on, occupation_code, skill_level });
  }
  return row.filing_id === null && on !== null
    ? { jurisdiction, route, on, pipeline: oneOf(PIPELINE_CODES, row.pipeline) }
    : null;
}

function recordOf(row: ClaimRow, sealer: Sealer, snapshot: PolicySnapshot | null): ClaimRecord {
  return {
    id: row.id,
    claimNo: row.claim_no,
    kind: row.kind,
    filingId: row.filing_id,
    route: row.route,
    pipeline: oneOf(PIPELINE_CODES, row.pipeline),
    jurisdiction: row.jurisdiction,
    applicant: { id: row.party_id, name: row.party_name, kind: row.party_kind },
    payee: openPayeeHere(sealer, row.payee_sealed, placeOf('claim.payee_sealed', row.id)),
    responsibleDepartment: row.responsible_department,
    departmentSource: row.department_source ?? (row.plan_line_id === null ? 'route' : 'planLine'),
    fund: row.fund,
    planLine: row.plan_line_id,
    instalment: row.instalment,
    referenceOn: row.reference_on ?? row.opens_on,
    state: row.state,
    stage: row.stage,
    purpose: row.purpose,
    round: row.round,
    revision: row.revision,
    totals: {
      claimedFen: row.claimed_fen,
      approvedFen: row.approved_fen,
      paidFen: row.paid_fen,
      floatFen: row.float_fen,
      floatPaidFen: row.float_paid_fen,
      allowanceFen: row.allowance_fen,
      allowancePaidFen: row.allowance_paid_fen,
      advanceFen: row.advance_fen,
      totalPaidFen: totalPaidOf(row),
    },
    lines: {
      total: row.lines_total,
      eligible: row.lines_eligible,
      refused: row.lines_refused,
      approved: row.lines_approved,
    },
    windowEndsOn: row.window_ends_on,
    evidenceDueOn: row.evidence_due_on,
    waitingRegister: row.waiting_register,
    outcomeCode: row.outcome_code,
    trainingDataChanged: row.training_data_changed,
    stateSince: row.state_since,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
    createdAt: row.created_at,
    holds: row.holds,
    moneyEntries: row.money_entries,
    course: row.course,
    plan: snapshot === null || row.course === null ? null : planOf(row, snapshot),
    policySnapshotId: row.policy_snapshot_id,
    snapshot,
  };
}

/** Judging does not read the clock, so the plan's offset is zero here. */
function planOf(row: ClaimRow, snapshot: PolicySnapshot) {
  return claimPlanOf(snapshot, {
    claimId: row.id,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.party_id,
    responsibleDepartment: row.responsible_department,
    clockOffsetMs: 0,
    kind: row.kind,
  });
}

/** Everything that has been paid on a claim: base, +50 % and living allowance, in fen. */
export function totalPaidOf(row: Row<'claim', 'paid_fen' | 'float_paid_fen' | 'allowance_paid_fen'>): number {
  return row.paid_fen + row.float_paid_fen + row.allowance_paid_fen;
}
