import type { MoneyEntryState } from '../../domain/payout/money-entry.ts';

const nameOf = (person: string) => `(SELECT p.display_name FROM person p WHERE p.id = ${person})`;

/** An entry `e` as people read it, as JSON (S4). */
const ENTRY_JSON = `json_build_object('id', e.id, 'kind', e.kind, 'state', e.state, 'jurisdiction', e.jurisdiction,
    'claimId', e.claim_id, 'grantId', e.grant_id, 'recoveryId', e.recovery_id,
    'recoveryClaimId', (SELECT r.claim_id FROM recovery r WHERE r.id = e.recovery_id), 'eventId', e.event_id,
    'instructionId', e.instruction_id, 'amountFen', e.amount_fen, 'bankReference', e.bank_reference, 'makerId', e.maker_id,
    'enteredBy', ${nameOf('e.maker_id')}, 'enteredAt', e.entered_at, 'decidedBy', ${nameOf('e.decided_by')},
    'decidedAt', e.decided_at, 'reason', e.reason)`;

/** The entries of a `FROM … WHERE …` over `money_entry e`, newest first, as a JSON array. */
export function entriesOf(from: string): string {
  return `(SELECT coalesce(json_agg(${ENTRY_JSON} ORDER BY e.entered_at DESC, e.id), '[]') ${from})`;
}

/** Of them the newest one alone; null if there is none. */
export function newestEntryOf(from: string): string {
  return `(SELECT ${ENTRY_JSON} ${from} ORDER BY e.entered_at DESC, e.id LIMIT 1)`;
}

const claimNoOf = (claim: string) => `(SELECT k.claim_no FROM claim k WHERE k.id = ${claim})`;

/** What the newest of them is to, as JSON: the debt that it pays back with the number of its claim, or else the payment. */
export function targetOfNewestEntry(from: string): string {
  return `(SELECT CASE WHEN e.recovery_id IS NULL THEN json_build_object('kind', 'payment', 'id', e.instruction_id, 'no',
      coalesce(${claimNoOf('e.claim_id')}, (SELECT g.grant_no FROM base_grant g WHERE g.id = e.grant_id)))
    ELSE json_build_object('kind', 'debt', 'id', e.recovery_id, 'no',
      ${claimNoOf('(SELECT r.claim_id FROM recovery r WHERE r.id = e.recovery_id)')}) END
    ${from} ORDER BY e.entered_at DESC, e.id LIMIT 1)`;
}

const WAITS = 'waitsForConfirmation' satisfies MoneyEntryState;

/** The condition that an entry `e` waits for its confirmation. */
export const ENTRY_WAITS = `e.state = '${WAITS}'`;

/** Entries `e` about a claim `c`: of money that it owes or pays, and of reports on its payments. */
export const ENTRIES_ABOUT_CLAIM = `FROM (SELECT m.id FROM money_entry m WHERE m.claim_id = c.id
    UNION SELECT m.id FROM recovery r JOIN money_entry m ON m.recovery_id = r.id WHERE r.claim_id = c.id) AS own
  JOIN money_entry e ON e.id = own.id`;

/** The bank's reference as one repayment has it, however it is spelled; the index `money_entry_reference_once` says the same. */
export const referenceKey = (reference: string) => `translate(upper(normalize(${reference}, NFKC)), ' -_/.', '')`;
