import type { GrantRecord } from '../../api/grant/grant-ports.ts';
import { endOfDayMs } from '../../domain/calendar.ts';
import { PARTY_KINDS } from '../../domain/policy/route-codes.ts';
import { documentsJson, paperOf, type DocumentJson } from '../kernel/document-versions.ts';
import { grantStart } from '../kernel/grant-start-inputs.ts';
import { openPayeeHere } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { SealBroken } from '../kernel/seal-broken.ts';
import type { Row } from '../kernel/statements.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { TITLE_JSON } from './title-rows.ts';

/** What `GRANT_SELECT` gives. */
export interface GrantRow extends Row<
  'base_grant',
  | ('id' | 'grant_no' | 'call_id' | 'jurisdiction' | 'route' | 'year' | 'kind' | 'level' | 'applicant_jurisdiction')
  | ('applicant_party_id' | 'name' | 'address' | 'content' | 'leader_sealed' | 'payee_sealed' | 'amount_fen' | 'state')
  | ('revision' | 'course' | 'score_centi' | 'valid_scores' | 'notice_id' | 'title_state' | 'designated_on')
  | (
      | 'document_no'
      | 'outcome_reason'
      | 'returned'
      | 'policy_snapshot_id'
      | 'timer_at'
      | 'state_since'
      | 'submitted_at'
      | 'created_at'
    )
> {
  readonly law: Row<'policy_snapshot'>['content'];
  readonly call_state: Row<'grant_call'>['state'] | null;
  readonly closes_on: Row<'grant_call'>['closes_on'] | null;
  readonly scoring_closed: boolean;
  readonly party_name: string;
  readonly party_kind: string;
  readonly rank: number | null;
  readonly has_regional_title: boolean;
  readonly title: GrantRecord['title'];
  readonly documents: readonly DocumentJson[];
}

export const GRANT_SELECT = `SELECT g.id, g.grant_no, g.call_id, g.jurisdiction, g.route, g.year, g.kind, g.level,
    g.applicant_jurisdiction, g.applicant_party_id, g.name, g.address, g.content, g.leader_sealed, g.payee_sealed,
    g.amount_fen, g.state, g.revision, g.course, g.score_centi, g.valid_scores, g.notice_id, g.title_state, g.designated_on,
    g.document_no, g.policy_snapshot_id, g.outcome_reason, g.returned, g.timer_at, g.state_since, g.submitted_at, g.created_at,
    s.content AS law, c.state AS call_state, c.closes_on, c.scoring_closed_at IS NOT NULL AS scoring_closed,
    a.name AS party_name, a.kind AS party_kind,
    CASE WHEN g.score_centi IS NOT NULL THEN 1 + (SELECT count(*) FROM base_grant o
      WHERE o.call_id = g.call_id AND o.score_centi > g.score_centi)::int END AS rank,
    EXISTS (SELECT FROM base_grant o WHERE o.holder_key = g.holder_key AND o.kind = g.kind AND o.level = 'REGIONAL'
      AND o.title_state = 'designated') AS has_regional_title,
    ${documentsJson('grant', 'g.id')} AS documents,
    ${TITLE_JSON} AS title
  FROM base_grant g LEFT JOIN grant_call c ON c.id = g.call_id JOIN party a ON a.id = g.applicant_party_id
    JOIN policy_snapshot s ON s.id = coalesce(g.policy_snapshot_id, c.policy_snapshot_id)`;

export function grantOf(row: GrantRow, sealer: Sealer): GrantRecord {
  const { plan } = grantStart(row, { grantId: row.id, clockOffsetMs: 0 });
  return {
    id: row.id,
    grantNo: row.grant_no,
    callId: row.call_id,
    callState: row.call_state,
    callClosesAtMs: row.closes_on === null ? 0 : endOfDayMs(row.closes_on),
    scoringClosed: row.scoring_closed,
    route: row.route,
    jurisdiction: row.jurisdiction,
    applicantJurisdiction: row.applicant_jurisdiction,
    year: row.year,
    kind: row.kind,
    level: row.level,
    applicant: { id: row.applicant_party_id, name: row.party_name, kind: oneOf(PARTY_KINDS, row.party_kind) },
    name: row.name,
    address: row.address,
    content: row.content,
    leader: leaderOf(row, sealer),
    payee: openPayeeHere(sealer, row.payee_sealed, placeOf('base_grant.payee_sealed', row.id)),
    amountFen: row.amount_fen,
    state: row.state,
    revision: row.revision,
    course: row.course,
    plan,
    snapshot: row.law,
    policySnapshotId: row.policy_snapshot_id,
    titleState: row.title_state,
    designatedOn: row.designated_on,
    documentNo: row.document_no,
    scoreCenti: row.score_centi,
    validScores: row.valid_scores,
    rank: row.rank,
    returned: row.returned,
    timerAt: row.timer_at,
    noticeId: row.notice_id,
    outcomeReason: row.outcome_reason,
    stateSince: row.state_since,
    submittedAt: row.submitted_at,
    createdAt: row.created_at,
    documents: row.documents.map((document) => paperOf(document, sealer)),
    hasRegionalTitle: row.has_regional_title,
    title: row.title,
  };
}

/** Null when nobody is named, or what is sealed belongs to another place (S13). */
function leaderOf({ id, leader_sealed: sealed }: GrantRow, sealer: Sealer): GrantRecord['leader'] {
  if (sealed === null) {
    return null;
  }
  try {
    const parts: unknown = JSON.parse(sealer.open(sealed, placeOf('base_grant.leader_sealed', id)));
    const [name, idNumber]: readonly unknown[] = Array.isArray(parts) ? parts : [];
    return typeof name === 'string' && typeof idNumber === 'string' ? { name, idNumber } : null;
  } catch (error) {
    if (error instanceof SealBroken) {
      return null;
    }
    throw error;
  }
}
