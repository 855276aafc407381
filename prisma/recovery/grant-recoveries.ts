import type { RecoveryRecord } from '../../api/recovery/recovery-ports.ts';
import type { GrantDecision } from '../../domain/grant/grant-stage.ts';
import { REPAID_GRANT_STATES, type GrantState } from '../../domain/grant/grant-state.ts';
import type { MoneyEntryKind, MoneyEntryState } from '../../domain/payout/money-entry.ts';
import { entriesOf } from '../kernel/money-entry-rows.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText } from '../kernel/statements.ts';

const CONFIRMED = 'confirmed' satisfies MoneyEntryState;
const WAITS = 'waitsForConfirmation' satisfies MoneyEntryState;
const ENDED = 'ended' satisfies GrantState;
const CONFIRM = 'confirm' satisfies GrantDecision;
const REPAYMENT = 'repayment' satisfies MoneyEntryKind;

/** What waits for a second person, as the entries of claims have it. */
const WAITING = `FROM (SELECT s.id, '${REPAYMENT}' AS kind, s.state, s.jurisdiction, NULL AS claim_id, s.grant_id, NULL AS recovery_id,
    NULL AS event_id, NULL AS instruction_id, s.amount_fen, s.bank_reference, s.maker_id, s.entered_at, s.decided_by,
    s.decided_at, s.reason FROM grant_repayment s WHERE s.grant_id = g.id AND s.state = '${WAITS}') AS e`;

/**
 * What is asked back of revoked titles, in the order of the debts of claims: it began when Finance confirmed the amount
 * . Its id is the grant's under the prefix of recoveries.
 */
export const grantRecoveries = sqlText<
  Omit<RecoveryRecord, 'conducted'>,
  [
    jurisdictions: string,
    beforeAt: Date | null,
    beforeId: string | null,
    limit: number,
    recoveryId: string | null,
    state: string | null,
    partyId: string | null,
  ]
>(
  'recovery.ofGrants',
  `SELECT o.* FROM (
     SELECT 'rec_' || substr(g.id, 5) AS id, NULL AS "claimId", NULL AS "claimNo", g.id AS "grantId", g.grant_no AS "grantNo",
       g.applicant_party_id AS "partyId", p.name AS "partyName", p.kind AS "partyKind",
       g.jurisdiction, NULL AS cause, NULL AS purpose, t.recover_fen AS "foundFen", g.revision, NULL AS note, NULL AS "caseId",
       g.state_since AS "stateSince", NULL AS "noticedOn", false AS "isInCreditFile", NULL AS "appealStatement",
       NULL AS "writeOffReason", NULL AS "writeOffDocumentNo", '[]'::json AS lines,
       t.recover_fen AS "amountFen", t.recovered_fen AS "recoveredFen",
       CASE WHEN g.state = '${ENDED}' THEN 'recovered' ELSE 'due' END AS state,
       coalesce((SELECT max(a.at) FROM audit_entry a WHERE a.entity_kind = 'grant' AND a.entity_id = g.id
         AND a.act = 'decide' AND a.facts ->> 'decision' = '${CONFIRM}'), g.state_since) AS "openedAt",
       CASE WHEN g.state = '${ENDED}' THEN g.state_since END AS "closedAt",
       (SELECT coalesce(json_agg(json_build_object('kind', 'repaid', 'amountFen', s.amount_fen, 'setOffClaimId', NULL,
            'bankReference', s.bank_reference, 'enteredBy', m.display_name, 'decidedBy', d.display_name,
            'at', s.decided_at) ORDER BY s.decided_at, s.id), '[]')
        FROM grant_repayment s JOIN person m ON m.id = s.maker_id LEFT JOIN person d ON d.id = s.decided_by
        WHERE s.grant_id = g.id AND s.state = '${CONFIRMED}') AS steps,
       ${entriesOf(WAITING)} AS waiting,
       (SELECT coalesce(json_agg(json_build_object('id', s.id, 'amountFen', s.amount_fen, 'bankReference', s.bank_reference,
            'enteredBy', m.display_name, 'enteredAt', s.entered_at) ORDER BY s.entered_at, s.id), '[]')
        FROM grant_repayment s JOIN person m ON m.id = s.maker_id
        WHERE s.grant_id = g.id AND s.state = '${WAITS}') AS "waitingRepayments"
     FROM base_grant g JOIN grant_title t ON t.grant_id = g.id JOIN party p ON p.id = g.applicant_party_id
     WHERE g.jurisdiction LIKE $1 AND t.recover_fen > 0 AND g.state IN (${sqlList(REPAID_GRANT_STATES)})) AS o
   WHERE ($2::timestamptz IS NULL OR (o."openedAt", o.id) < ($2, $3)) AND ($5::text IS NULL OR o.id = $5)
     AND ($6::text IS NULL OR o.state = $6) AND ($7::text IS NULL OR o."partyId" = $7) ORDER BY o."openedAt" DESC, o.id DESC LIMIT $4`,
);
