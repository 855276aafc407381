import type pg from 'pg';
import type { LetterRecord, RecoveryRecord, RecoveryStore } from '../../api/recovery/recovery-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { ENDED_RECOVERY_STATES, type RecoveryState } from '../../domain/recovery/recovery-words.ts';
import { isActKept } from '../kernel/act-store.ts';
import { DEBT_FUND } from '../kernel/debt-fund.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { ENTRY_WAITS, entriesOf } from '../kernel/money-entry-rows.ts';
import { recoveryStart, type RecoveryStartRow } from '../kernel/recovery-start.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { grantRecoveries } from './grant-recoveries.ts';

type RecoveryRow = Omit<RecoveryRecord, 'conducted'> &
  RecoveryStartRow &
  Row<'recovery', 'course' | 'started_at'> & { readonly deciders: readonly string[] };

const ENDED = sqlList(ENDED_RECOVERY_STATES);
const DUE = 'due' satisfies RecoveryState;
// Its days to pay may be over before it is due; what is paid by instalments or appealed is not overdue.
const NOTICED = 'noticed' satisfies RecoveryState;

const recoveriesOf = sqlText<
  RecoveryRow,
  [
    jurisdictions: string,
    beforeAt: Date | null,
    beforeId: string | null,
    limit: number,
    recoveryId: string | null,
    state: string | null,
    claimId: string | null,
    overdueOn: IsoDate | null,
    partyId: string | null,
    organ: string | null,
  ]
>(
  'recovery.list',
  `SELECT r.id, r.jurisdiction, r.party_id, r.found_by, r.is_of_before, r.course, r.started_at,
     r.claim_id AS "claimId", c.claim_no AS "claimNo", NULL AS "grantId", NULL AS "grantNo", '[]'::json AS "waitingRepayments",
     r.party_id AS "partyId", p.name AS "partyName", p.kind AS "partyKind", r.cause, r.purpose,
     r.found_fen AS "foundFen", r.amount_fen AS "amountFen", r.recovered_fen AS "recoveredFen", r.state, r.revision, r.note,
     r.case_id AS "caseId", r.opened_at AS "openedAt", r.state_since AS "stateSince", r.closed_at AS "closedAt",
     r.noticed_on AS "noticedOn", r.appeal_statement AS "appealStatement", r.write_off_reason AS "writeOffReason",
     r.write_off_document_no AS "writeOffDocumentNo", r.lines,
     EXISTS (SELECT FROM credit_candidate k WHERE k.recovery_id = r.id) AS "isInCreditFile",
     ARRAY(SELECT d.person_id FROM claim_decider d WHERE d.claim_id = c.id) AS deciders,
     (SELECT coalesce(json_agg(json_build_object('kind', s.kind, 'amountFen', s.amount_fen, 'setOffClaimId',
        s.set_off_claim_id, 'bankReference', s.bank_reference, 'enteredBy', m.display_name, 'decidedBy', d.display_name, 'at', s.at)
          ORDER BY s.at, s.id), '[]')
      FROM recovery_step s LEFT JOIN person d ON d.id = s.decided_by LEFT JOIN money_entry e ON e.id = s.entry_id
        LEFT JOIN person m ON m.id = e.maker_id WHERE s.recovery_id = r.id) AS steps,
     ${entriesOf(`FROM money_entry e WHERE e.recovery_id = r.id AND ${ENTRY_WAITS}`)} AS waiting
   FROM recovery r JOIN claim c ON c.id = r.claim_id JOIN party p ON p.id = r.party_id
   WHERE r.jurisdiction LIKE $1 AND ($2::timestamptz IS NULL OR (r.opened_at, r.id) < ($2, $3))
     AND ($5::text IS NULL OR r.id = $5) AND ($6::text IS NULL OR r.state = $6) AND ($7::text IS NULL OR r.claim_id = $7)
     AND ($8::date IS NULL OR r.state = '${DUE}' OR r.state = '${NOTICED}' AND r.pay_by < $8)
     AND ($9::text IS NULL OR r.party_id = $9) AND ($10::text IS NULL OR c.responsible_department = $10)
   ORDER BY r.opened_at DESC, r.id DESC LIMIT $4`,
);

const recoveryOfClaim = sqlText<Row<'recovery', 'id'>, [claimId: string]>(
  'recovery.ofClaim',
  `SELECT id FROM recovery WHERE claim_id = $1
   ORDER BY state NOT IN (${ENDED}) DESC, found_by IS NULL DESC, opened_at, id LIMIT 1`,
);

const letterOf = sqlText<LetterRecord, [recoveryId: string]>(
  'recovery.letter',
  `SELECT l.noticed_on AS "noticedOn", l.pay_by AS "payBy", l.appeal_by AS "appealBy", l.amount_fen AS "amountFen", l.lines,
     l.law, ${DEBT_FUND} AS fund
   FROM recovery_letter l JOIN recovery r ON r.id = l.recovery_id JOIN claim c ON c.id = r.claim_id
   WHERE l.recovery_id = $1 ORDER BY l.revision DESC LIMIT 1`,
);

const untoldActs = sqlText<Row<'act', 'id'>, [recoveryId: string, claimId: string]>(
  'recovery.untold',
  `SELECT id FROM act WHERE answered_at IS NULL AND state <> 'refused'
     AND (entity_kind = 'recovery' AND entity_id = $1 AND act = 'debtChanged'
       OR entity_kind = 'claim' AND entity_id = $2 AND act = 'recovered') ORDER BY created_at, id`,
);

const heartbeatAge = sqlText<{ readonly age: number | null }, []>(
  'recovery.workerAge',
  `SELECT (extract(epoch FROM now() - max(at)) * 1000)::float8 AS age FROM worker_heartbeat`,
);

/** What is asked back, of claims and of revoked titles (R-074, R-160). `add` records what a person found. */
export function createRecoveryStore(pool: pg.Pool, add: RecoveryStore['add']): RecoveryStore {
  return {
    async list({ state, claimId, isOverdue, on }, caller, { limit, after }) {
      const [beforeMs, beforeId] = after ?? [null, null];
      const before = beforeMs === null ? null : new Date(beforeMs);
      const { within, partyId, organ } = sightOf(caller);
      const asked = [within, before, beforeId, limit + 1, null] as const;
      // A revoked title has no last day to pay: what it owes is due at once.
      const ofGrants = isOverdue ? DUE : (state ?? null);
      const hasGrants = claimId === undefined && organ === null && (!isOverdue || (state ?? DUE) === DUE);
      const [claims, grants] = await Promise.all([
        fetchAll(pool, recoveriesOf(...asked, state ?? null, claimId ?? null, isOverdue ? on : null, partyId, organ)),
        hasGrants ? fetchAll(pool, grantRecoveries(...asked, ofGrants, partyId)) : [],
      ]);
      return [...claims.map(recordOf), ...grants.map((row) => ({ ...row, conducted: null }))]
        .toSorted(newestFirst)
        .slice(0, limit + 1);
    },

    async find(recoveryId, caller) {
      const { within, partyId, organ } = sightOf(caller);
      const asked = [within, null, null, 1, recoveryId, null] as const;
      const claim = await fetchFirst(pool, recoveriesOf(...asked, null, null, partyId, organ));
      if (claim !== undefined) {
        return recordOf(claim);
      }
      const grant = organ === null ? await fetchFirst(pool, grantRecoveries(...asked, partyId)) : undefined;
      return grant === undefined ? null : { ...grant, conducted: null };
    },

    ofClaim: async (claimId) => (await fetchFirst(pool, recoveryOfClaim(claimId)))?.id ?? null,
    add,
    letter: async (recoveryId) => (await fetchFirst(pool, letterOf(recoveryId))) ?? null,
    async untold({ recoveryId, claimId }) {
      return (await fetchAll(pool, untoldActs(recoveryId, claimId))).map(({ id }) => id);
    },
    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
    workerAge: async () => (await fetchFirst(pool, heartbeatAge()))?.age ?? null,
  };
}

/** A debtor sees what it owes itself; a department what its own classes owe; every other office its jurisdiction. */
function sightOf({ partyId, organ, jurisdiction, roles }: Caller) {
  const isBureau = organ === 'HRSS' && roles.some((role) => role === 'bureauReviewer' || role === 'noticeOfficer');
  const isOverseer = mayAs(roles, 'getRecovery', 'jurisdiction');
  return {
    within: partyId === null ? withinOf(jurisdiction) : '%',
    partyId,
    organ: partyId !== null || isBureau || isOverseer ? null : (organ ?? ''),
  };
}

function recordOf({
  party_id,
  found_by,
  is_of_before,
  course,
  started_at,
  deciders,
  ...row
}: RecoveryRow): RecoveryRecord {
  const { id, jurisdiction } = row;
  const own = recoveryStart({ id, jurisdiction, party_id, found_by, is_of_before }, 0);
  const { state, amountFen, recoveredFen } = row;
  return {
    ...row,
    conducted: {
      ...own,
      // A claim may have changed the sums, which its workflow hears a moment later.
      course: { ...(course ?? own.course), state, amountFen, recoveredFen },
      isStarted: started_at !== null,
      deciders,
    },
  };
}

function newestFirst(a: RecoveryRecord, b: RecoveryRecord): number {
  return b.openedAt.getTime() - a.openedAt.getTime() || (a.id < b.id ? 1 : -1);
}
