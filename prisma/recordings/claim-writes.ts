import { sqlList } from '../kernel/sql-list.ts';
import { APPROVED_LINE_STATES } from '../../domain/line/line-state.ts';
import { isPastReviews, isSettled, visibleStage, visibleState } from '../../domain/claim/claim-course.ts';
import type { SeatsToTake } from '../../domain/claim/claim-seats-taken.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { RecordedFacts } from '../../domain/claim/claim-message.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import { entersDisbursement } from '../../domain/claim/effects-of.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
import type { ClaimAct } from './claim-act.ts';

/**
 * The separation of duties under a race: a primary key refuses a second role of the same person, or the same section in
 * both reviews.
 */
export function seatWrites(claimId: string, { persons, sections }: SeatsToTake): readonly Statement<unknown>[] {
  return [
    ...persons.map(({ personId, role }) =>
      prepared('INSERT INTO claim_decider (claim_id, person_id, role) VALUES ($1, $2, $3)', [claimId, personId, role]),
    ),
    ...sections.map(({ organ, section, role }) =>
      prepared('INSERT INTO claim_review_section (claim_id, organ, section, role) VALUES ($1, $2, $3, $4)', [
        claimId,
        organ,
        section,
        role,
      ]),
    ),
  ];
}

/**
 * Updates the claim's row as people read it. Money columns are sums over the lines, which the effects have just
 * written.
 */
export function claimWrite(
  { row, before, message, plan }: ClaimAct,
  { after, facts }: { readonly after: ClaimCourse; readonly facts: RecordedFacts },
): Statement<unknown> {
  const now = { state: visibleState(after), stage: visibleStage(after, plan) };
  const isUnmoved = stateWord(now) === stateWord(row) && message.kind !== 'begin';
  const at = new Date(message.atMs);
  const pastReviews = isPastReviews(after, plan);
  const isSettling = before.purpose === 'base' && message.kind !== 'payoutReported';
  return prepared(
    `UPDATE claim SET revision = $2, course = $3, state = $4, stage = $5, purpose = $6, round = $7, state_since = $8,
       timer_at = $9, outcome_code = $10, closed_at = $11, started_at = coalesce(started_at, $12),
       lines_approved = CASE WHEN $13 THEN line.approved ELSE 0 END,
       approved_fen = CASE WHEN $13 THEN line.approved_fen ELSE 0 END,
       float_fen = CASE WHEN $6 = 'float' AND $14 THEN $15::bigint ELSE float_fen END,
       allowance_fen = CASE WHEN $6 = 'base' AND $14 THEN coalesce($18::bigint, allowance_fen) ELSE allowance_fen END,
       advance_fen = CASE WHEN $19 THEN $20::bigint ELSE advance_fen END,
       training_data_changed = CASE WHEN $16 THEN false ELSE training_data_changed END,
       waiting_register = CASE WHEN $17 THEN waiting_register ELSE NULL END
     FROM (SELECT count(*) AS approved, coalesce(sum(base_fen), 0) AS approved_fen FROM claim_line WHERE claim_id = $1 AND $13
       AND state IN (${sqlList(APPROVED_LINE_STATES)})) AS line
     WHERE id = $1`,
    [
      plan.claimId,
      after.revision,
      JSON.stringify(after),
      now.state,
      now.stage,
      after.purpose,
      after.round,
      isUnmoved ? row.state_since : at,
      after.timer === null ? null : new Date(after.timer.atMs),
      after.outcome,
      isSettled(after) ? at : null,
      at,
      after.purpose === 'float' || pastReviews,
      pastReviews,
      facts.amountFen,
      message.kind === 'resubmit',
      // While a claim is on hold its state does not say whether it waits for a register. It waits until it leaves
      // `submitted`.
      after.state === 'submitted',
      facts.allowanceFen ?? null,
      isSettling && entersDisbursement(before, after, plan),
      facts.advanceFen ?? 0,
    ],
  );
}
