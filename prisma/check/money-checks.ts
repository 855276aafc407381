import { BACKLOG_PATIENCE_MS, MACHINE_PATIENCE_MS, OUTBOX_PATIENCE_MS } from '../../domain/check/check-limits.ts';
import { PAID_AMOUNT_PURPOSES } from '../../domain/claim/claim-course.ts';
import { BACKLOG_STATES } from '../../domain/event/delivery-words.ts';
import { expectedBalances } from '../../domain/ledger/balances.ts';
import {
  FINAL_STATES,
  INSTRUCTION_STATES,
  LIVING_INSTRUCTION_STATES,
  SENT_INSTRUCTION_STATES,
} from '../../domain/payout/inbox-judgement.ts';
import { ENDED_RECOVERY_STATES } from '../../domain/recovery/recovery-words.ts';
import { HAS_DRAFT, IS_CLASS_UNPAID, RETURNED_ADVANCE, settledAdvance } from '../kernel/open-advance.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText } from '../kernel/statements.ts';
import { REFUSED_BY_RULE } from '../line/claim-totals.ts';
import { checkText, finding, type Checked } from './checked.ts';

const OF_CLAIM = {
  entityKind: `'claim'`,
  entityId: 'c.id',
  claimId: 'c.id',
  jurisdiction: 'c.jurisdiction',
} as const;

/** M1: the sums of a submitted claim are those of its lines, its funds and its payments. */
export const claimSums = sqlText<Checked, []>(
  'check.claimSums',
  checkText(
    'FROM claim WHERE submitted_at IS NOT NULL',
    `WITH line AS (SELECT claim_id, count(*) AS lines, coalesce(sum(base_fen) FILTER (WHERE NOT ${REFUSED_BY_RULE}), 0) AS fen
       FROM claim_line GROUP BY claim_id),
     paying AS (SELECT claim_id, purpose, fund, sum(amount_fen) AS living_fen,
         coalesce(sum(amount_fen) FILTER (WHERE state = 'settled'), 0) AS settled_fen
       FROM payout_instruction WHERE claim_id IS NOT NULL AND state IN (${sqlList(LIVING_INSTRUCTION_STATES)})
       GROUP BY claim_id, purpose, fund),
     fund AS (SELECT coalesce(f.claim_id, i.claim_id) AS claim_id,
         bool_or(f.obligated_fen IS DISTINCT FROM coalesce(i.living_fen, 0)) AS obligation_differs,
         bool_or(f.settled_fen IS DISTINCT FROM coalesce(i.settled_fen, 0)) AS settlement_differs,
         coalesce(sum(f.settled_fen) FILTER (WHERE f.purpose IN (${sqlList(PAID_AMOUNT_PURPOSES)})), 0) AS base_fen,
         coalesce(sum(f.settled_fen) FILTER (WHERE f.purpose = 'float'), 0) AS float_fen,
         coalesce(sum(f.settled_fen) FILTER (WHERE f.purpose = 'allowance'), 0) AS allowance_fen
       FROM claim_fund f FULL JOIN paying i ON i.claim_id = f.claim_id AND i.purpose = f.purpose AND i.fund = f.fund
       GROUP BY 1),
     counted AS (SELECT c.id, concat_ws(' ',
         CASE WHEN c.lines_total <> coalesce(line.lines, 0) THEN 'linesTotal' END,
         CASE WHEN c.claimed_fen <> coalesce(line.fen, 0) THEN 'claimedFen' END,
         CASE WHEN c.paid_fen <> coalesce(fund.base_fen, 0) THEN 'paidFen' END,
         CASE WHEN c.float_paid_fen <> coalesce(fund.float_fen, 0) THEN 'floatPaidFen' END,
         CASE WHEN c.allowance_paid_fen <> coalesce(fund.allowance_fen, 0) THEN 'allowancePaidFen' END,
         CASE WHEN fund.obligation_differs THEN 'obligatedFen' END,
         CASE WHEN fund.settlement_differs THEN 'settledFen' END) AS differing,
         coalesce(line.fen, 0) AS lines_fen, coalesce(fund.base_fen, 0) AS funds_fen
       FROM claim c LEFT JOIN line ON line.claim_id = c.id LEFT JOIN fund ON fund.claim_id = c.id
       WHERE c.submitted_at IS NOT NULL)
     SELECT ${finding({
       subject: 'c.id',
       ...OF_CLAIM,
       evidence: {
         differing: 'counted.differing',
         claimedFen: 'c.claimed_fen',
         linesFen: 'counted.lines_fen',
         paidFen: 'c.paid_fen',
         fundsSettledFen: 'counted.funds_fen',
       },
     })} FROM counted JOIN claim c ON c.id = counted.id WHERE counted.differing <> ''`,
  ),
);

/** What the accounts say of one fen of a payment in each state, as rows of SQL. */
const EXPECTED = INSTRUCTION_STATES.map((state) => {
  const { fundFen, payableFen, bankFen, otherFen } = expectedBalances({ state, amountFen: 1 });
  return `('${state}', ${fundFen}, ${payableFen}, ${bankFen}, ${otherFen})`;
}).join(', ');

/** A payment `i` of its batch `b`. */
const OF_PAYMENT = {
  subject: 'i.id',
  entityKind: `CASE WHEN i.claim_id IS NULL THEN 'grant' ELSE 'claim' END`,
  entityId: 'coalesce(i.claim_id, i.grant_id)',
  claimId: 'i.claim_id',
  jurisdiction: 'b.jurisdiction',
  since: 'i.state_since',
} as const;

/** M2: the entries of each booking sum to zero, and those of each payment say what its state says. */
export const ledgerDiffers = sqlText<Checked, []>(
  'check.ledgerDiffers',
  checkText(
    'FROM ledger_entry',
    `WITH expected (state, fund, payable, bank, other) AS (VALUES ${EXPECTED}),
     booked AS (SELECT e.instruction_id AS id,
         coalesce(sum(e.amount_fen) FILTER (WHERE e.account = 'fund:' || i.fund), 0) AS fund_fen,
         coalesce(sum(e.amount_fen) FILTER (WHERE e.account = 'payable'), 0) AS payable_fen,
         coalesce(sum(e.amount_fen) FILTER (WHERE e.account = 'bank'), 0) AS bank_fen,
         coalesce(sum(e.amount_fen) FILTER (WHERE e.account NOT IN ('fund:' || i.fund, 'payable', 'bank')), 0) AS other_fen
       FROM ledger_entry e JOIN payout_instruction i ON i.id = e.instruction_id GROUP BY e.instruction_id)
     SELECT ${finding({
       ...OF_PAYMENT,
       evidence: {
         instructionId: 'i.id',
         state: 'i.state',
         amountFen: 'i.amount_fen',
         fundFen: 'coalesce(booked.fund_fen, 0)',
         payableFen: 'coalesce(booked.payable_fen, 0)',
         bankFen: 'coalesce(booked.bank_fen, 0)',
       },
     })}
     FROM payout_instruction i JOIN batch b ON b.id = i.batch_id JOIN expected x ON x.state = i.state
       LEFT JOIN booked ON booked.id = i.id
     WHERE (coalesce(booked.fund_fen, 0), coalesce(booked.payable_fen, 0), coalesce(booked.bank_fen, 0), coalesce(booked.other_fen, 0))
       IS DISTINCT FROM (x.fund * i.amount_fen, x.payable * i.amount_fen, x.bank * i.amount_fen, x.other * i.amount_fen)
     UNION ALL SELECT ${finding({
       subject: 'e.transaction_id',
       entityKind: `CASE WHEN min(e.claim_id) IS NOT NULL THEN 'claim' WHEN min(e.grant_id) IS NOT NULL THEN 'grant' END`,
       entityId: 'coalesce(min(e.claim_id), min(e.grant_id))',
       claimId: 'min(e.claim_id)',
       since: 'min(e.at)',
       evidence: { transactionId: 'e.transaction_id', sumFen: 'sum(e.amount_fen)' },
     })} FROM ledger_entry e GROUP BY e.transaction_id HAVING sum(e.amount_fen) <> 0`,
  ),
);

/** M3: a payment is in a final state of which no report was recorded, or is on its way although a result was. */
export const paymentsWithoutFact = sqlText<Checked, []>(
  'check.paymentsWithoutFact',
  checkText(
    'FROM payout_instruction',
    `SELECT ${finding({ ...OF_PAYMENT, evidence: { instructionId: 'i.id', state: 'i.state', amountFen: 'i.amount_fen' } })}
     FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
     WHERE i.state IN (${sqlList(FINAL_STATES)})
         AND NOT EXISTS (SELECT FROM payout_fact f WHERE f.instruction_id = i.id AND f.state = i.state)
       OR i.state NOT IN (${sqlList(FINAL_STATES)})
         AND EXISTS (SELECT FROM payout_fact f WHERE f.instruction_id = i.id AND f.state IN (${sqlList(FINAL_STATES)}))`,
  ),
);

/** A report of the bank `x`, with its payment `i` and batch `b` where it names one. */
const OF_REPORT = {
  subject: 'x.id',
  entityKind: `'payoutEvent'`,
  entityId: 'x.id',
  claimId: 'i.claim_id',
  jurisdiction: 'b.jurisdiction',
  since: 'x.received_at',
} as const;
const REPORT_TABLES = `payout_inbox x LEFT JOIN payout_instruction i ON i.id = x.instruction_id
  LEFT JOIN batch b ON b.id = i.batch_id`;

/** M4: a report that its batch does not take. */
export const reportsNotTaken = sqlText<Checked, [at: Date]>(
  'check.reportsNotTaken',
  checkText(
    `FROM payout_inbox WHERE state = 'new'`,
    `SELECT ${finding({ ...OF_REPORT, evidence: { eventId: 'x.id', type: 'x.type', batchId: 'b.id' } })} FROM ${REPORT_TABLES}
     WHERE x.state = 'new' AND greatest(x.received_at, x.tried_at)
       < $1::timestamptz - interval '${MACHINE_PATIENCE_MS} milliseconds'`,
  ),
);

/** M4: a report that waits for a person for long. */
export const reportsParked = sqlText<Checked, [before: Date]>(
  'check.reportsParked',
  checkText(
    `FROM payout_inbox WHERE state = 'parked'`,
    `SELECT ${finding({ ...OF_REPORT, evidence: { eventId: 'x.id', reason: 'x.park_reason', instructionId: 'x.instruction_id' } })}
     FROM ${REPORT_TABLES} WHERE x.state = 'parked' AND x.received_at < $1::timestamptz`,
  ),
);

/** M5: payments that left before the instant of their office ($2, for each of $1) and have no final result. */
export const paymentsUnanswered = sqlText<Checked, [jurisdictions: readonly string[], before: readonly Date[]]>(
  'check.paymentsUnanswered',
  checkText(
    `FROM payout_instruction WHERE state IN (${sqlList(SENT_INSTRUCTION_STATES)})`,
    `SELECT ${finding({ ...OF_PAYMENT, evidence: { instructionId: 'i.id', batchId: 'b.id', state: 'i.state' } })}
     FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
       JOIN unnest($1::text[], $2::timestamptz[]) AS office (jurisdiction, before) ON office.jurisdiction = b.jurisdiction
     WHERE i.state IN (${sqlList(SENT_INSTRUCTION_STATES)}) AND i.state_since < office.before`,
  ),
);

/** The offices that have sent payments without a final result. */
export const officesThatPay = sqlText<{ readonly jurisdiction: string }, []>(
  'check.officesThatPay',
  `SELECT DISTINCT b.jurisdiction FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
   WHERE i.state IN (${sqlList(SENT_INSTRUCTION_STATES)}) ORDER BY b.jurisdiction`,
);

/** M6: an advance that no claim of its class will settle, and nobody asks it back. */
export const advancesOpen = sqlText<Checked, []>(
  'check.advancesOpen',
  checkText(
    `FROM claim WHERE kind = 'advance' AND state = 'closed'`,
    `SELECT ${finding({
      subject: 'c.id',
      ...OF_CLAIM,
      since: 'f.state_since',
      evidence: { advanceFen: 'c.paid_fen', filingId: 'f.id', filingState: 'f.state' },
    })}
     FROM claim c JOIN filing f ON f.id = c.filing_id
     WHERE c.kind = 'advance' AND c.state = 'closed' AND c.paid_fen > ${settledAdvance()} + ${RETURNED_ADVANCE}
       AND (f.state = 'expired' OR ${IS_CLASS_UNPAID} AND NOT ${HAS_DRAFT})
       AND NOT EXISTS (SELECT FROM recovery r WHERE r.claim_id = c.id AND r.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)}))`,
  ),
);

/** O1: messages that no relay takes. */
export const outboxWaits = sqlText<Checked, [at: Date]>(
  'check.outboxWaits',
  checkText(
    'FROM outbox_message WHERE sent_at IS NULL',
    `SELECT ${finding({ subject: `'outbox'`, since: 'old.at', evidence: { oldestMessage: 'old.id' } })}
     FROM (SELECT id, at FROM outbox_message WHERE sent_at IS NULL ORDER BY at, id LIMIT 1) AS old
     WHERE old.at < $1::timestamptz - interval '${OUTBOX_PATIENCE_MS} milliseconds'`,
  ),
);

const OF_ENDPOINT = {
  subject: 'w.id',
  entityKind: `'webhookEndpoint'`,
  entityId: 'w.id',
  jurisdiction: 'o.jurisdiction',
} as const;
const ENDPOINTS = 'webhook_endpoint w JOIN person o ON o.id = w.owner_id';

/** O1: endpoints that lack an event for long ($1 is of the real clock). */
export const endpointsBehind = sqlText<Checked, [now: Date]>(
  'check.endpointsBehind',
  checkText(
    'FROM webhook_endpoint WHERE deleted_at IS NULL',
    `SELECT ${finding({ ...OF_ENDPOINT, since: 'old.created_at', evidence: { oldestDelivery: 'old.id' } })}
     FROM ${ENDPOINTS} CROSS JOIN LATERAL (SELECT d.id, d.created_at FROM webhook_delivery d
       WHERE d.endpoint_id = w.id AND d.state IN (${sqlList(BACKLOG_STATES)}) ORDER BY d.created_at, d.id LIMIT 1) AS old
     WHERE w.deleted_at IS NULL AND w.state = 'active'
       AND old.created_at < $1::timestamptz - interval '${BACKLOG_PATIENCE_MS} milliseconds'`,
  ),
);

/** O1: endpoints that are switched off. */
export const endpointsDisabled = sqlText<Checked, []>(
  'check.endpointsDisabled',
  checkText(
    'FROM webhook_endpoint WHERE deleted_at IS NULL',
    `SELECT ${finding({ ...OF_ENDPOINT, since: 'w.disabled_at', evidence: { reason: 'w.disabled_reason' } })}
     FROM ${ENDPOINTS} WHERE w.deleted_at IS NULL AND w.state = 'disabled'`,
  ),
);
