import { mayAs, type OperationId } from '../../domain/authority/permissions.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { sqlList } from '../kernel/sql-list.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Filing } from '../../api/filing/filing-ports.ts';
import { CERTIFICATE_KINDS, DELIVERY_MODES, ORGAN_CODES, SKILL_LEVELS, type OrganCode } from '../../domain/codes.ts';
import { PARTY_KINDS } from '../../domain/policy/route-codes.ts';
import { FILING_EDITS, type FilingState } from '../../domain/filing/filing-course.ts';
import { mainClaimOf } from '../../domain/filing/class-claims.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import type { Row } from '../kernel/statements.ts';
import { documentsJson, paperOf, type DocumentJson } from '../kernel/document-versions.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';

type FilingColumn =
  | 'id'
  | 'filing_no'
  | 'state'
  | 'revision'
  | 'round'
  | 'route'
  | 'jurisdiction'
  | 'plan_line_id'
  | 'occupation_code'
  | 'occupation_name'
  | 'skill_level'
  | 'certificate_kind'
  | 'class_hours'
  | 'opens_on'
  | 'ends_on'
  | 'delivery_mode'
  | 'location'
  | 'payee_sealed'
  | 'facts'
  | 'training_years'
  | 'responsible_department'
  | 'department_source'
  | 'warnings'
  | 'filed_at'
  | 'accepted_at'
  | 'assessment_due_on'
  | 'claim_window_ends_on'
  | 'state_since'
  | 'created_at';

/** What `FILING_COLUMNS` of `FILING_TABLES` give. */
export interface FilingRow extends Row<'filing', FilingColumn> {
  readonly party_id: string;
  readonly party_name: string;
  readonly party_kind: string;
  readonly roster_count: number;
  readonly documents: readonly DocumentJson[];
  readonly claims: Filing['claims'];
}

export const FILING_COLUMNS = `
  f.id, f.filing_no, f.state, f.revision, f.round, f.route, f.jurisdiction, f.plan_line_id, f.occupation_code,
  f.occupation_name, f.skill_level, f.certificate_kind, f.class_hours, f.opens_on, f.ends_on, f.delivery_mode,
  f.location, f.payee_sealed, f.facts, f.training_years, f.responsible_department, f.department_source, f.warnings, f.filed_at, f.accepted_at,
  f.assessment_due_on, f.claim_window_ends_on, f.state_since, f.created_at, a.id AS party_id, a.name AS party_name,
  a.kind AS party_kind,
  (SELECT count(*) FROM roster_entry r WHERE r.filing_id = f.id AND r.removed_at IS NULL) AS roster_count,
  ${documentsJson('filing', 'f.id')} AS documents,
  (SELECT coalesce(json_agg(json_build_object('id', c.id, 'claimNo', c.claim_no, 'kind', c.kind, 'state', c.state,
      'stage', c.stage, 'instalment', c.instalment, 'linesRefused', c.lines_refused) ORDER BY c.created_at, c.id), '[]')
    FROM claim c WHERE c.filing_id = f.id) AS claims`;

export const FILING_TABLES = 'filing f JOIN party a ON a.id = f.applicant_party_id';

/**
 * Who may see a filing, as a condition on `f` with the parameters $1 to $6 of `sightOf`: the institution its own, drafts
 * too, and nobody else a draft; officials what was submitted inside their jurisdiction, as the operation's row in the
 * table of permissions says: some roles every department's, departments those of their organ and those of a further
 * review of the claim, the HR bureau also what has no department yet, because it routes.
 */
export const VISIBLE_FILING = `(
  f.applicant_party_id = $1
  OR (f.jurisdiction LIKE $2 AND f.filed_at IS NOT NULL AND ($3::boolean OR $4::boolean OR f.responsible_department = ANY ($5::text[])
    OR (f.responsible_department IS NULL AND $6::boolean)
    OR EXISTS (SELECT FROM claim reviewed JOIN task own_review ON own_review.entity_kind = 'claim' AND own_review.entity_id = reviewed.id
      WHERE reviewed.filing_id = f.id AND reviewed.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
        AND own_review.organ = ANY ($5::text[]) AND own_review.role = 'departmentReviewer'))))`;

/** The values of $1 to $6. */
export type Sight = readonly [
  partyId: string | null,
  jurisdictions: string,
  seesEveryDepartment: boolean,
  sitsInBureau: boolean,
  organs: readonly string[],
  routes: boolean,
];

/**
 * The filings, or the tasks, that the caller may ask this operation about. Where a department's row says `organHere`, the
 * statement adds that the place is the caller's own.
 */
export function sightOf({ roles, organ, jurisdiction, partyId }: Caller, operation: OperationId): Sight {
  const reviews = mayAs(roles, operation, 'responsibleOrgan') || mayAs(roles, operation, 'organHere');
  return [
    mayAs(roles, operation, 'own') ? partyId : null,
    withinOf(jurisdiction),
    mayAs(roles, operation, 'jurisdiction'),
    organ === 'HRSS' && mayAs(roles, operation, 'bureau'),
    reviews && organ !== null ? [organ] : [],
    reviews && organ === 'HRSS',
  ];
}

/** A row that the rules of this version cannot read is a defect (RangeError). */
export function filingOf(row: FilingRow, sealer: Sealer): Filing {
  return {
    id: row.id,
    filingNo: row.filing_no,
    state: filingState(row.state),
    revision: row.revision,
    round: row.round,
    route: row.route,
    jurisdiction: row.jurisdiction,
    planLine: row.plan_line_id,
    applicant: { id: row.party_id, name: row.party_name, kind: oneOf(PARTY_KINDS, row.party_kind) },
    occupation: { code: row.occupation_code, name: row.occupation_name },
    skillLevel: oneOf(SKILL_LEVELS, row.skill_level),
    certificateKind: oneOf(CERTIFICATE_KINDS, row.certificate_kind),
    classHours: row.class_hours,
    opensOn: row.opens_on,
    endsOn: row.ends_on,
    deliveryMode: oneOf(DELIVERY_MODES, row.delivery_mode),
    location: row.location,
    payee: openPayee(sealer, row.payee_sealed, placeOf('filing.payee_sealed', row.id)),
    facts: row.facts,
    trainingYears: row.training_years,
    responsibleDepartment: organOf(row.responsible_department),
    departmentSource: row.department_source,
    warnings: row.warnings,
    filedAt: row.filed_at,
    acceptedAt: row.accepted_at,
    assessmentDueOn: row.assessment_due_on,
    claimWindowEndsOn: row.claim_window_ends_on,
    stateSince: row.state_since,
    createdAt: row.created_at,
    rosterCount: row.roster_count,
    documents: row.documents.map((document) => paperOf(document, sealer)),
    claims: row.claims,
    claim: mainClaimOf(row.claims),
  };
}

function organOf(code: string | null): OrganCode | null {
  return code === null ? null : oneOf(ORGAN_CODES, code);
}

function filingState(text: string): FilingState {
  if (!isFilingState(text)) {
    throw new RangeError(`A filing in a state that no rule knows: ${text}`);
  }
  return text;
}

function isFilingState(text: string): text is FilingState {
  return Object.hasOwn(FILING_EDITS, text);
}

export function oneOf<Code extends string>(codes: readonly Code[], text: string): Code {
  const code = codes.find((known) => known === text);
  if (code === undefined) {
    throw new RangeError(`A code that no list knows: ${text}`);
  }
  return code;
}
