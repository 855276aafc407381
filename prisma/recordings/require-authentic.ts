import { judgeAuthenticity, type ArrivedMessage, type Asking } from '../../domain/authority/authentic-act.ts';
import type { Row } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { keptActOf, type KeptColumns } from './kept-act.ts';
import type { RecordingContext } from './recording-context.ts';

/** All null for an act of an entity, a sweep or a timer: the recording inserts its row. */
type Nullable<Columns> = { readonly [Name in keyof Columns]: Columns[Name] | null };

/** The row of an act, if there is one. */
export type ActRow = Nullable<KeptColumns & Row<'act', 'state' | 'recorded_revision'>>;

/**
 * Refuses a message that does not count (D2).
 * @throws ForgedAct if the message does not count; RefusedForGood if the entity that asked has moved on
 */
export function requireAuthentic(
  verify: RecordingContext['verify'],
  arrived: ArrivedMessage,
  act: (ActRow & { readonly outcome: unknown; readonly is_just_refused: boolean }) | undefined,
  asking: Asking,
): void {
  const isRecorded = act !== undefined && act.recorded_revision !== null && act.outcome !== null;
  const kept =
    act !== undefined && isKept(act)
      ? { ...keptActOf(verify, act), isRecorded, isJustRefused: act.is_just_refused }
      : null;
  const verdict = judgeAuthenticity(arrived, kept, asking);
  if (!verdict.ok) {
    throw verdict.reason === 'WRONG_STATE' ? new RefusedForGood(verdict.reason) : new ForgedAct(verdict.reason);
  }
}

function isKept(act: ActRow): act is KeptColumns & Row<'act', 'state' | 'recorded_revision'> {
  return act.id !== null;
}
