import { sqlList } from '../kernel/sql-list.ts';
import {
  PAID_AMOUNT_PURPOSES,
  isPastReviews,
  isSettled,
  visibleStage,
  visibleState,
} from '../../domain/claim/claim-course.ts';
import type { SeatsToTake } from '../../domain/claim/claim-seats-taken.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { RecordedFacts } from '../../domain/claim/claim-message.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import { entersDisbursement } from '../../domain/claim/effects-of.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { planDigest } from './claim-plan-digest.ts';
import type { ClaimAct } from './claim-act.ts';

const takeSeats = sqlText<
  never,
  [
    claimId: string,
    personIds: readonly string[],
    roles: readonly string[],
    organs: readonly string[],
    sections: readonly string[],
    sectionRoles: readonly string[],
  ]
>(
  'recordings.takeSeats',
  `WITH person AS (
     INSERT INTO claim_decider (claim_id, person_id, role) SELECT $1, * FROM unnest($2::text[], $3::text[]))
   INSERT INTO claim_review_section (claim_id, organ, section, role)
   SELECT $1, * FROM unnest($4::text[], $5::text[], $6::text[])`,
);

/**
 * Writes which persons have decided in which role and which sections have reviewed (D12). Primary keys refuse a second
 * role of a person, and one section in both reviews, also under a race.
 */
export function seatWrites(claimId: string, { persons, sections }: SeatsToTake): readonly Statement<unknown>[] {
  return persons.length + sections.length === 0
    ? []
    : [
        takeSeats(
          claimId,
          persons.map(({ personId }) => personId),
          persons.map(({ role }) => role),
          sections.map(({ organ }) => organ),
          sections.map(({ section }) => section),
          sections.map(({ role }) => role),
        ),
      ];
}

/** The sums of what is paid out now, for each purpose; a return reduces them. */
export const PAID_OF_FUNDS = `SELECT coalesce(sum(settled_fen) FILTER (WHERE purpose IN (${sqlList(PAID_AMOUNT_PURPOSES)})), 0) AS base_fen,
    coalesce(sum(settled_fen) FILTER (WHERE purpose = 'float'), 0) AS float_fen,
    coalesce(sum(settled_fen) FILTER (WHERE purpose = 'allowance'), 0) AS allowance_fen
  FROM claim_fund WHERE claim_id = $1`;

const updateClaim = sqlText<
  never,
  [
    claimId: string,
    revision: number,
    course: JsonText<ClaimCourse>,
    state: Row<'claim'>['state'],
    stage: string | null,
    purpose: Row<'claim'>['purpose'],
    round: number,
    stateSince: Date,
    timerAt: Date | null,
    outcome: Row<'claim'>['outcome_code'],
    closedAt: Date | null,
    at: Date,
    isPastReviews: boolean,
    floatFen: number | null,
    isResubmitted: boolean,
    mayWait: boolean,
    allowanceFen: number | null,
    settlesAdvance: boolean,
    advanceFen: number,
    countsPaid: boolean,
    planDigest: Buffer,
  ]
>(
  'recordings.updateClaim',
  `UPDATE claim SET revision = $2, course = $3, state = $4, stage = $5, purpose = $6, round = $7, state_since = $8,
     timer_at = $9, outcome_code = $10, closed_at = $11, started_at = coalesce(started_at, $12),
     plan_digest = coalesce(plan_digest, $21),
     float_fen = CASE WHEN $6 = 'float' AND $13 THEN $14::bigint ELSE claim.float_fen END,
     allowance_fen = CASE WHEN $6 = 'base' AND $13 THEN coalesce($17::bigint, claim.allowance_fen) ELSE claim.allowance_fen END,
     advance_fen = CASE WHEN $18 THEN $19::bigint ELSE advance_fen END,
     training_data_changed = CASE WHEN $15 THEN false ELSE training_data_changed END,
     waiting_register = CASE WHEN $16 THEN waiting_register ELSE NULL END,
     paid_fen = CASE WHEN $20 THEN paid.base_fen ELSE paid_fen END,
     float_paid_fen = CASE WHEN $20 THEN paid.float_fen ELSE float_paid_fen END,
     allowance_paid_fen = CASE WHEN $20 THEN paid.allowance_fen ELSE allowance_paid_fen END
   FROM (${PAID_OF_FUNDS} AND $20) AS paid
   WHERE id = $1`,
);

/** The approved amount is the sum of the approved lines, which the database adds up itself (S14). */
const countApproved = sqlText<never, [claimId: string, actId: string, countsApproved: boolean]>(
  'recordings.countApproved',
  'SELECT count_approved($1, $2, $3)',
);

/**
 * Updates the claim's row as people read it. Money columns are sums over the lines and funds, which earlier statements
 * have just written.
 */
export function claimWrites(
  { row, before, message, plan }: ClaimAct,
  moved: {
    readonly after: ClaimCourse;
    readonly facts: RecordedFacts;
    /** A payment was settled or came back: sets the paid amounts. */
    readonly countsPaid: boolean;
  },
): readonly Statement<unknown>[] {
  const { after, facts, countsPaid } = moved;
  const now = { state: visibleState(after), stage: visibleStage(after, plan) };
  const isUnmoved = stateWord(now) === stateWord(row) && message.kind !== 'begin';
  const at = new Date(message.atMs);
  const pastReviews = isPastReviews(after, plan);
  const isSettling = before.purpose === 'base' && message.kind !== 'payoutReported';
  const moving = updateClaim(
    plan.claimId,
    after.revision,
    jsonText(after),
    now.state,
    now.stage,
    after.purpose,
    after.round,
    isUnmoved ? row.state_since : at,
    after.timer === null ? null : new Date(after.timer.atMs),
    after.outcome,
    isSettled(after) ? at : null,
    at,
    pastReviews,
    facts.amountFen,
    message.kind === 'resubmit',
    // While a claim is on hold its state does not say whether it waits for a register. It waits until it leaves
    // `submitted`.
    after.state === 'submitted',
    facts.allowanceFen ?? null,
    isSettling && entersDisbursement(before, after, plan),
    facts.advanceFen ?? 0,
    countsPaid,
    planDigest(plan),
  );
  // A payment that came back lowers what is paid first: it is never more than what is approved.
  return [moving, countApproved(plan.claimId, message.actId, after.purpose === 'float' || pastReviews)];
}
