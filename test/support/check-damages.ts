import type { CheckKind } from '../../domain/check/check-words.ts';

const standing = (kind: string, id: string, columns: string, values: string) =>
  `INSERT INTO workflow_standing (entity_kind, entity_id, seen_at, ${columns}) VALUES ('${kind}', '${id}', now(), ${values})`;
const faulty = (fault: string, status = 'running', runId = "'run-1'") => [
  standing(
    'claim',
    '{reviewed}',
    'status, run_id, fault, fault_since, fault_looks, row_revision',
    `'${status}', ${runId}, '${fault}', now() - interval '1 minute', 2, (SELECT revision FROM claim WHERE id = '{reviewed}')`,
  ),
];
const NO_STANDING = ['DELETE FROM workflow_standing'];
const TASK_OF_REVIEW = `WHERE entity_id = '{reviewed}' AND kind = 'review'`;

/** Each check: what somebody does, and how it is mended. `{reviewed}` and the like are ids of the test's office. */
export const DAMAGES: Readonly<Record<CheckKind, readonly [broken: readonly string[], mended: readonly string[]]>> = {
  rowWithoutWorkflow: [faulty('workflowMissing', 'absent', 'NULL'), NO_STANDING],
  workflowWithoutRow: [[standing('claim', 'clm_none', 'status, run_id', "'running', 'run-1'")], NO_STANDING],
  workflowEndedRowOpen: [faulty('workflowEnded', 'terminated'), NO_STANDING],
  workflowBehind: [faulty('workflowBehind'), NO_STANDING],
  workflowTaskFailing: [faulty('workflowTaskFailing'), NO_STANDING],
  activityFailing: [faulty('activityFailing'), NO_STANDING],
  historyNearLimit: [
    [standing('claim', '{reviewed}', 'status, run_id, history_length', "'running', 'run-1', 10000")],
    NO_STANDING,
  ],
  stateWithoutTask: [
    [`UPDATE task SET state = 'cancelled' ${TASK_OF_REVIEW}`],
    [`UPDATE task SET state = 'open' ${TASK_OF_REVIEW}`],
  ],
  orphanTask: [
    [
      `UPDATE task SET state = 'open' WHERE id = (SELECT min(id) FROM task WHERE entity_id = '{paid}' AND kind = 'review')`,
    ],
    [`UPDATE task SET state = 'done' WHERE entity_id = '{paid}' AND kind = 'review'`],
  ],
  assigneeGone: [
    [
      `UPDATE task SET assignee_id = 'per_depthr2' ${TASK_OF_REVIEW}`,
      `UPDATE person SET disabled_at = now() WHERE id = 'per_depthr2'`,
    ],
    [
      `UPDATE task SET assignee_id = NULL ${TASK_OF_REVIEW}`,
      `UPDATE person SET disabled_at = NULL WHERE id = 'per_depthr2'`,
    ],
  ],
  nobodyEligible: [
    [`UPDATE task SET section = 'nobody' ${TASK_OF_REVIEW}`],
    [`UPDATE task SET section = NULL ${TASK_OF_REVIEW}`],
  ],
  holdWithoutEnd: [
    [
      `INSERT INTO hold (id, claim_id, category, reason, created_at)
       VALUES ('hld_old', '{reviewed}', 'CHECK', 'x', '2025-06-01T09:00:00+08:00')`,
    ],
    [`DELETE FROM hold WHERE id = 'hld_old'`],
  ],
  provisionalDue: [
    [`UPDATE task SET provisional = true ${TASK_OF_REVIEW}`],
    [`UPDATE task SET provisional = false ${TASK_OF_REVIEW}`],
  ],
  timerDiffers: [
    [`UPDATE claim SET timer_at = '2026-01-01T00:00:00Z' WHERE id = '{reviewed}'`],
    [`UPDATE claim SET timer_at = NULL WHERE id = '{reviewed}'`],
  ],
  actUnanswered: [
    [
      `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, created_at)
       VALUES ('act_lost', 'claim', '{reviewed}', 'decide', '', '{}', now(), 'accepted', now() - interval '2 minutes')`,
    ],
    [`DELETE FROM act WHERE id = 'act_lost'`],
  ],
  auditChain: [
    [`UPDATE audit_entry SET facts = facts || '{"planted": 1}' WHERE entity_id = '{reviewed}' AND seq = 1`],
    [`UPDATE audit_entry SET facts = facts - 'planted' WHERE entity_id = '{reviewed}' AND seq = 1`],
  ],
  noticeNotSettled: [
    [
      `UPDATE objection SET notice_id = 'ntc_other' WHERE notice_id = '{notice}'`,
      `UPDATE notice SET ends_at = ends_at - interval '20 days' WHERE id = '{notice}'`,
    ],
    [
      `UPDATE objection SET notice_id = '{notice}' WHERE notice_id = 'ntc_other'`,
      `UPDATE notice SET ends_at = ends_at + interval '20 days' WHERE id = '{notice}'`,
    ],
  ],
  objectionUnrouted: [
    [
      `UPDATE objection SET at = at - interval '5 minutes' WHERE notice_id = '{notice}'`,
      `UPDATE task SET state = 'cancelled' WHERE entity_id = '{notice}' AND kind = 'objection'`,
    ],
    [`UPDATE task SET state = 'open' WHERE entity_id = '{notice}' AND kind = 'objection'`],
  ],
  objectionOverdue: [
    [`UPDATE task SET due_on = due_on - 60 WHERE entity_id = '{notice}' AND kind = 'objection'`],
    [`UPDATE task SET due_on = due_on + 60 WHERE entity_id = '{notice}' AND kind = 'objection'`],
  ],
  claimSums: [
    [`UPDATE claim SET paid_fen = paid_fen - 1 WHERE id = '{paid}'`],
    [`UPDATE claim SET paid_fen = paid_fen + 1 WHERE id = '{paid}'`],
  ],
  ledger: [
    [
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at)
       VALUES ('planted', 'bank', 7, '{paid}', now())`,
    ],
    [`DELETE FROM ledger_entry WHERE transaction_id = 'planted'`],
  ],
  instructionWithoutFact: [
    [`UPDATE payout_fact SET state = 'failed' WHERE instruction_id = '{payment}'`],
    [`UPDATE payout_fact SET state = 'settled' WHERE instruction_id = '{payment}'`],
  ],
  reportNotTaken: [
    [
      `UPDATE payout_inbox SET state = 'new', received_at = received_at - interval '1 hour' WHERE instruction_id = '{payment}'`,
    ],
    [`UPDATE payout_inbox SET state = 'applied' WHERE instruction_id = '{payment}'`],
  ],
  reportParked: [
    [
      `UPDATE payout_inbox SET state = 'parked', park_reason = 'PARTIAL', received_at = received_at - interval '9 days'
       WHERE instruction_id = '{payment}'`,
    ],
    [`UPDATE payout_inbox SET state = 'applied', park_reason = NULL WHERE instruction_id = '{payment}'`],
  ],
  paymentUnanswered: [
    [
      `UPDATE payout_instruction SET state = 'instructed', state_since = state_since - interval '30 days' WHERE id = '{payment}'`,
    ],
    [
      `UPDATE payout_instruction SET state = 'settled', state_since = state_since + interval '30 days' WHERE id = '{payment}'`,
    ],
  ],
  advanceOpen: [
    [`UPDATE filing SET state = 'expired' WHERE id = (SELECT filing_id FROM claim WHERE id = '{advance}')`],
    [`UPDATE filing SET state = 'claimed' WHERE id = (SELECT filing_id FROM claim WHERE id = '{advance}')`],
  ],
  scheduleMissed: [
    [`UPDATE environment SET clock_began_at = clock_began_at - interval '60 days'`],
    [`UPDATE environment SET clock_began_at = clock_began_at + interval '60 days'`],
  ],
  outboxAge: [
    [`UPDATE outbox_message SET at = at - interval '1 day' WHERE sent_at IS NULL`],
    [`UPDATE outbox_message SET at = at + interval '1 day' WHERE sent_at IS NULL`],
  ],
  webhookBacklog: [
    [
      `INSERT INTO webhook_endpoint (id, owner_id, url, event_types, state, secret_sealed, secret_hint, created_at)
       VALUES ('whe_slow', 'per_ops', 'https://x', '{}', 'active', '', '', now())`,
      `INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, created_at, waiting_since, next_at)
       VALUES ('whd_old', 'whe_slow', 'evn_1', 'waiting', now() - interval '2 hours', now(), now())`,
    ],
    [`DELETE FROM webhook_delivery WHERE id = 'whd_old'`],
  ],
  endpointDisabled: [
    [
      `INSERT INTO webhook_endpoint (id, owner_id, url, event_types, state, secret_sealed, secret_hint, created_at,
         disabled_reason, disabled_at) VALUES ('whe_off', 'per_ops', 'https://y', '{}', 'disabled', '', '', now(), 'FAILING', now())`,
    ],
    [`DELETE FROM webhook_endpoint WHERE id = 'whe_off'`],
  ],
};
