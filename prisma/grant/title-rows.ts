import { PAYABLE_INSTALMENTS } from '../../domain/grant/grant-title-course.ts';
import { sqlList } from '../kernel/sql-list.ts';

/** The title of a grant `g` as JSON (`TitleRecord`); null before its designation. */
export const TITLE_JSON = `(SELECT json_build_object('firstYear', t.first_year, 'agreementNo', t.agreement_no,
    'holderSignedAt', t.holder_signed_at, 'officeSignedAt', t.office_signed_at, 'buildEndsOn', t.build_ends_on,
    'acceptanceState', t.acceptance_state, 'acceptanceRound', t.acceptance_round, 'acceptanceDueOn', t.acceptance_due_on,
    'suspended', t.suspended, 'suspendedUntil', t.suspended_until, 'suspensionReason', t.suspension_reason,
    'recoverFen', t.recover_fen, 'recoveredFen', t.recovered_fen, 'revocationNo', t.revocation_no, 'endedOn', t.ended_on,
    'instalments', (SELECT coalesce(json_agg(json_build_object('no', i.no, 'shareBp', i.share_bp, 'amountFen', i.amount_fen,
        'dueEvent', i.due_event, 'state', CASE WHEN i.state IN (${sqlList(PAYABLE_INSTALMENTS)}) AND p.state = 'draft'
          THEN 'drafted' ELSE i.state END, 'instructionId', p.id, 'settledOn', i.settled_on) ORDER BY i.no), '[]')
      FROM grant_instalment i LEFT JOIN LATERAL (SELECT x.id, x.state FROM payout_instruction x
        WHERE x.grant_id = i.grant_id AND x.instalment_no = i.no AND x.state <> 'cancelled'
        ORDER BY x.created_at DESC, x.id LIMIT 1) AS p ON true
      WHERE i.grant_id = t.grant_id),
    'years', (SELECT coalesce(json_agg(json_build_object('year', y.year, 'state', y.state, 'late', y.late,
        'opensOn', y.opens_on, 'reportDueOn', y.report_due_on, 'reviewDueOn', y.review_due_on, 'report', y.report,
        'computed', y.computed, 'outcome', y.outcome, 'rectifyDueOn', y.rectify_due_on, 'rectification', y.rectification,
        'recheckComputed', y.recheck_computed, 'recheckedAt', y.rechecked_at, 'decidedAt', y.decided_at) ORDER BY y.year), '[]')
      FROM grant_year y WHERE y.grant_id = t.grant_id),
    'statements', (SELECT coalesce(json_agg(json_build_object('text', w.text, 'at', w.at) ORDER BY w.at, w.id), '[]')
      FROM grant_statement w WHERE w.grant_id = t.grant_id))
  FROM grant_title t WHERE t.grant_id = g.id)`;
