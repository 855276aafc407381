import { addDays, dayAt, startOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import type { InstructionBalances } from '../../domain/ledger/balances.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import {
  stateAfterFacts,
  type EveningApproval,
  type EveningFacts,
  type EveningInstruction,
  type UnmatchedEntry,
} from '../../domain/reconciliation/reconcile.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { readStatements } from './bank-statements.ts';
import { fetchFirst, sqlText, type Connection, type InJson, type Row } from '../kernel/statements.ts';
import { EVENT_TABLES, eventInSight } from '../payout/inbox-reading.ts';

/** Days whose payments are compared, the last one included. */
export interface EveningSpan {
  readonly jurisdiction: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** What was recorded later was not known. */
  readonly asOf: Date;
}

type InstructionJson = InJson<
  Pick<
    Row<'payout_instruction'>,
    'id' | 'claim_id' | 'grant_id' | 'instalment_no' | 'purpose' | 'fund' | 'amount_fen' | 'state'
  >
> & {
  readonly instructed_at: string;
  /** The states of its facts, in their order; null where the row's own state was known. */
  readonly said: readonly Row<'payout_fact'>['state'][] | null;
  readonly balances: InstructionBalances;
};

type UnmatchedJson = Omit<UnmatchedEntry, 'receivedAt'> & { readonly receivedAt: string };

/**
 * One statement, so that all facts are of one instant: the payments that were released from $2 to $3 with what was recorded
 * of them up to $4, their approvals, and the reports that came then and wait for a person.
 */
const eveningFacts = sqlText<
  {
    readonly instructions: readonly InstructionJson[];
    readonly approvals: readonly EveningApproval[];
    readonly unmatched: readonly UnmatchedJson[];
  },
  [jurisdiction: string, from: Date, until: Date, asOf: Date]
>(
  'reconciliation.eveningFacts',
  `WITH told AS MATERIALIZED (
     SELECT i.id, i.claim_id, i.grant_id, i.instalment_no, i.purpose, i.fund, i.amount_fen, i.instructed_at, i.state, i.state_since
     FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
     WHERE b.jurisdiction = $1 AND i.instructed_at >= $2 AND i.instructed_at < $3 AND i.instructed_at <= $4),
   said AS (SELECT f.instruction_id, json_agg(f.state ORDER BY f.id) AS states
     FROM told JOIN payout_fact f ON f.instruction_id = told.id
     WHERE told.state_since > $4 AND f.recorded_at <= $4 GROUP BY f.instruction_id),
   booked AS (SELECT e.instruction_id,
       coalesce(sum(e.amount_fen) FILTER (WHERE e.account = 'fund:' || told.fund), 0)::bigint AS fund_fen,
       coalesce(sum(e.amount_fen) FILTER (WHERE e.account = 'payable'), 0)::bigint AS payable_fen,
       coalesce(sum(e.amount_fen) FILTER (WHERE e.account = 'bank'), 0)::bigint AS bank_fen,
       coalesce(sum(abs(e.amount_fen)) FILTER (WHERE e.account NOT IN ('fund:' || told.fund, 'payable', 'bank')), 0)::bigint
         AS other_fen
     FROM told JOIN ledger_entry e ON e.instruction_id = told.id WHERE e.at <= $4 GROUP BY e.instruction_id),
   owed AS (SELECT DISTINCT claim_id, grant_id, instalment_no, purpose, fund FROM told)
   SELECT
     (SELECT coalesce(json_agg(json_build_object('id', told.id, 'claim_id', told.claim_id, 'grant_id', told.grant_id,
         'instalment_no', told.instalment_no, 'purpose', told.purpose, 'fund', told.fund, 'amount_fen', told.amount_fen,
         'state', told.state, 'instructed_at', told.instructed_at,
         'said', CASE WHEN told.state_since > $4 THEN coalesce(said.states, '[]') END,
         'balances', json_build_object('fundFen', coalesce(booked.fund_fen, 0), 'payableFen', coalesce(booked.payable_fen, 0),
           'bankFen', coalesce(booked.bank_fen, 0), 'otherFen', coalesce(booked.other_fen, 0)))
         ORDER BY told.instructed_at, told.id), '[]')
       FROM told LEFT JOIN said ON said.instruction_id = told.id LEFT JOIN booked ON booked.instruction_id = told.id)
       AS instructions,
     (SELECT coalesce(json_agg(json_build_object('claimId', owed.claim_id, 'grantId', owed.grant_id,
         'instalmentNo', owed.instalment_no, 'purpose', owed.purpose, 'fund', owed.fund,
         'approvedFen', coalesce(f.approved_fen, g.amount_fen, 0), 'obligatedFen', f.obligated_fen, 'settledFen', f.settled_fen,
         'livingFen', living.fen, 'paidFen', living.paid_fen, 'overAskedFen',
         CASE WHEN EXISTS (SELECT FROM recovery r WHERE r.claim_id = owed.claim_id AND r.purpose = owed.purpose)
           THEN greatest(0, recovery_asked(owed.claim_id, owed.purpose) - recovery_settled(owed.claim_id, owed.purpose)) ELSE 0 END) ORDER BY owed.claim_id, owed.grant_id, owed.purpose), '[]')
       FROM owed LEFT JOIN claim_fund f ON f.claim_id = owed.claim_id AND f.purpose = owed.purpose AND f.fund = owed.fund
         LEFT JOIN grant_instalment g ON g.grant_id = owed.grant_id AND g.no = owed.instalment_no
         CROSS JOIN LATERAL (SELECT coalesce(sum(i.amount_fen), 0) AS fen,
             coalesce(sum(i.amount_fen) FILTER (WHERE i.state = 'settled'), 0) AS paid_fen
           FROM payout_instruction i WHERE i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)}) AND i.fund = owed.fund
             AND i.purpose = owed.purpose AND (i.claim_id = owed.claim_id
               OR i.grant_id = owed.grant_id AND i.instalment_no = owed.instalment_no)) AS living) AS approvals,
     (SELECT coalesce(json_agg(json_build_object('eventId', x.id, 'instructionId', x.instruction_id, 'claimId', i.claim_id,
         'fund', i.fund, 'amountFen', coalesce(x.amount_fen, 0), 'receivedAt', x.received_at)
         ORDER BY x.received_at, x.id), '[]')
       FROM ${EVENT_TABLES}
       WHERE x.received_at >= $2 AND x.received_at < $3 AND x.received_at <= $4
         AND (x.state = 'parked' OR x.first_park_reason IS NOT NULL AND x.applied_at > $4)
         AND ${eventInSight('$1')}) AS unmatched`,
);

/**
 * Reads the facts of some days, day by day; days without any are left out.
 * @param library says which account a fund is paid from
 */
export async function readEvenings(
  connection: Connection,
  library: PolicyLibrary,
  span: EveningSpan,
): Promise<readonly EveningFacts[]> {
  const { jurisdiction, from, to, asOf } = span;
  const [fromAt, untilAt] = [new Date(startOfDayMs(from)), new Date(startOfDayMs(addDays(to, 1)))];
  const read = await fetchFirst(connection, eveningFacts(jurisdiction, fromAt, untilAt, asOf));
  const statements = await readStatements(connection, library, span);
  if (read === undefined) {
    return [];
  }
  const instructions = read.instructions.map(instructionOf);
  const unmatched = read.unmatched.map(({ receivedAt, ...entry }) => ({ ...entry, receivedAt: new Date(receivedAt) }));
  const days = new Set([
    ...instructions.map(({ instructedAt }) => dayAt(instructedAt.getTime())),
    ...unmatched.map(({ receivedAt }) => dayAt(receivedAt.getTime())),
    ...statements.map(({ day }) => day),
  ]);
  return [...days].toSorted().map((day) => {
    const own = instructions.filter(({ instructedAt }) => dayAt(instructedAt.getTime()) === day);
    const owed = new Set(own.map(keyOf));
    return {
      day,
      instructions: own,
      approvals: read.approvals.filter((approval) => owed.has(keyOf(approval))),
      unmatched: unmatched.filter(({ receivedAt }) => dayAt(receivedAt.getTime()) === day),
      statements: statements.filter((statement) => statement.day === day),
    };
  });
}

function keyOf(of: Pick<EveningApproval, 'claimId' | 'grantId' | 'instalmentNo' | 'purpose' | 'fund'>): string {
  return [of.claimId, of.grantId, of.instalmentNo, of.purpose, of.fund].join('/');
}

function instructionOf(row: InstructionJson): EveningInstruction {
  return {
    id: row.id,
    claimId: row.claim_id,
    grantId: row.grant_id,
    instalmentNo: row.instalment_no,
    purpose: row.purpose,
    fund: row.fund,
    amountFen: row.amount_fen,
    instructedAt: new Date(row.instructed_at),
    state: row.said === null ? row.state : stateAfterFacts(row.said),
    balances: row.balances,
  };
}
