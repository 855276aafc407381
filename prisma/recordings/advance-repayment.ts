import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { judgeRepaymentOfAdvance, ledgerOfRepayment } from '../../domain/recovery/recovery-steps.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { courseFacts, lastEntryOf, type EntryJson } from '../kernel/course-digests.ts';
import { newId } from '../kernel/id-maker.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, jsonText, query, sendTogether, sqlText, type Row } from '../kernel/statements.ts';
import { financeSeatsWrite, lockKeptEntry, requireEntered } from './kept-entry.ts';
import { ledgerWrite } from './ledger-write.ts';
import { ownActWrite, type OwnActContext } from './own-act.ts';
import { stepWrites } from './recovery-steps.ts';
import { requireOwnCourse } from './require-own-course.ts';

/** Each recorded act of a claim has a revision of its own, in the row and in the course that a later run starts from. */
const moveCourse = sqlText<never, [claimId: string, revision: number, course: JsonText<ClaimCourse> | null]>(
  'recordings.moveCourseOfAdvance',
  'UPDATE claim SET revision = $2, course = coalesce($3, course) WHERE id = $1',
);

/**
 * A repayment of an advance whose claim has ended (L1, R-074), as one person entered it and another confirms. No workflow
 * waits for it, so the act is recorded here, under the locks of the advance and of its debt.
 * @throws RefusedForGood with the code of the refusal
 */
export async function repayEnded(
  client: pg.PoolClient,
  context: OwnActContext & { readonly verify: ActVerifier; readonly keyed: KeyedHashes },
  entryId: string,
  { actor, at, idempotencyKey }: { readonly actor: Actor; readonly at: Date; readonly idempotencyKey: string },
): Promise<null> {
  const { claim, recovery, claimId } = await lockDebt(client, context.keyed, entryId);
  const { entry, maker } = requireEntered(context.verify, await lockKeptEntry(client, entryId), 'repayment');
  const debt = { state: recovery.state, amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
  const verdict = judgeRepaymentOfAdvance(claim, debt, entry.amount_fen);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const actId = newId('act');
  const { amount_fen: amountFen, bank_reference: bankReference } = entry;
  const revision = claim.revision + 1;
  const message = { kind: 'repaid', actId, atMs: at.getTime(), actor, maker, entryId, amountFen } as const;
  const seats = [maker, actor].map(({ personId, organ, section }, position) => {
    return { personId, organ, section, role: position === 0 ? 'financeMaker' : 'financeChecker' } as const;
  });
  const course = claim.course && withSeats({ ...claim.course, revision }, seats);
  await sendTogether(client, [
    ownActWrite(
      context,
      { entity: 'claim', id: claimId, message },
      { personId: actor.personId, idempotencyKey, recordedRevision: revision },
    ),
    ...stepWrites(recovery, entry, {
      kind: 'repaid',
      setOffClaimId: null,
      decidedBy: actor.personId,
      actId,
      at,
    }),
    financeSeatsWrite({ kind: 'claim', id: claimId }, { makerId: maker.personId, checkerId: actor.personId }),
    ledgerWrite(ledgerOfRepayment({ recoveryId: recovery.id, actId, claimId, amountFen }), at),
    moveCourse(claimId, revision, course && jsonText(course)),
    ...auditWrites({
      entityKind: 'claim',
      entityId: claimId,
      revision,
      act: 'repaid',
      actId,
      person: actor,
      at,
      facts: {
        entryId,
        makerId: maker.personId,
        amountFen,
        movedFen: amountFen,
        bankReference,
        owedFen: recovery.amount_fen - recovery.recovered_fen - amountFen,
        ...(course && courseFacts('claim', claimId, course)),
      },
    }),
  ]);
  return null;
}

function withSeats(course: ClaimCourse, seats: ClaimCourse['deciders']): ClaimCourse {
  const others = course.deciders.filter((one) => !seats.some((seat) => seat.personId === one.personId));
  return { ...course, deciders: [...others, ...seats] };
}

/** A claim that has ended, with the audit entry of its last record. */
const lockClaim = sqlText<
  Row<'claim', 'revision' | 'kind' | 'state' | 'course'> & { readonly last_entry: EntryJson | null },
  [claimId: string]
>(
  'recordings.lockEndedClaim',
  `SELECT c.revision, c.kind, c.state, c.course, ${lastEntryOf("'claim'", 'c.id')} AS last_entry
   FROM claim c WHERE c.id = $1 FOR NO KEY UPDATE`,
);

/** Locks the claim of an entry, and its debt. @throws ForgedAct if no record left the claim's course */
async function lockDebt(client: pg.PoolClient, keyed: KeyedHashes, entryId: string) {
  const of = await fetchFirst(client, query.selectFrom('money_entry').select('claim_id').where('id', '=', entryId));
  const claimId = of?.claim_id ?? '';
  const claim = await fetchFirst(client, lockClaim(claimId));
  const recovery = await fetchFirst(
    client,
    query
      .selectFrom('recovery')
      .select(['id', 'amount_fen', 'recovered_fen', 'state'])
      .where('claim_id', '=', claimId)
      .forUpdate(),
  );
  if (claim === undefined || recovery === undefined) {
    throw new RefusedForGood('WRONG_STATE');
  }
  if (claim.course !== null) {
    requireOwnCourse(keyed, { kind: 'claim', id: claimId }, claim, claim.last_entry);
  }
  return { claim, recovery, claimId };
}
