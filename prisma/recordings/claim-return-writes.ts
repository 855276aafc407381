import { keptAmount, KEPT_LINES } from '../claim/kept-lines.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { sqlText, type Row, type Statement } from '../kernel/statements.ts';
import type { ClaimAct } from './claim-act.ts';
import { returnPeriodWrites } from './claim-return-period.ts';

const keepRound = sqlText<
  never,
  [claimId: string, revision: number, purpose: Row<'claim_round'>['purpose'], round: number, at: Date]
>(
  'recordings.keepRound',
  `INSERT INTO claim_round (claim_id, revision, purpose, round, at, amount_fen, payee_revision, lines)
   SELECT c.id, $2::int, $3::text, $4::int, $5::timestamptz, ${keptAmount('$3::text')}, c.payee_revision, ${KEPT_LINES}
   FROM claim c WHERE c.id = $1`,
);

/** What a return to the applicant keeps: the days to resubmit, and the claim as it was. */
export function returnWrites(act: ClaimAct, after: ClaimCourse): readonly Statement<unknown>[] {
  return [...returnPeriodWrites(act, after), ...roundWrites(act, after)];
}

/** Keeps the claim as this round leaves it, when it goes to its applicant. The act's writes to its lines come before. */
function roundWrites({ before, message, plan }: ClaimAct, after: ClaimCourse): readonly Statement<unknown>[] {
  const isReturned = after.state === 'returnedToApplicant' && before.state !== 'returnedToApplicant';
  const at = new Date(message.atMs);
  return isReturned ? [keepRound(plan.claimId, after.revision, before.purpose, before.round, at)] : [];
}
