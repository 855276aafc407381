import type { CallMessage } from '../../domain/grant/call-course.ts';
import { judgeProposal } from '../../domain/grant/call-rules.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { CallAct } from './call-act.ts';
import type { RecordingContext } from './recording-context.ts';

/** The key of the call and the number name the row, so two proposals never take one place. */
const takePlace = sqlText<never, [callId: string, no: number, grantId: string]>(
  'recordings.takePlace',
  'UPDATE grant_place SET grant_id = $3 WHERE call_id = $1 AND no = $2 AND grant_id IS NULL',
);

/** The proposed applications take their places. @throws RefusedForGood */
export function proposalWrites(
  _context: RecordingContext,
  { row, grants, snapshot }: CallAct,
  { grantIds, hasReason }: Extract<CallMessage, { readonly kind: 'propose' }>,
): readonly Statement<unknown>[] {
  const passMarkCenti = snapshotInt(snapshot, 'panel.passMark');
  const verdict = judgeProposal(grantIds, grants, { places: row.places, passMarkCenti, hasReason });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  return grantIds.map((grantId, position) => {
    const no = row.free_places[position];
    if (no === undefined) {
      throw new RefusedForGood('QUOTA_EXCEEDED');
    }
    return takePlace(row.id, no, grantId);
  });
}
