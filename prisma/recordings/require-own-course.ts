import { isAnswerOfRecord } from '../../domain/authority/own-course.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { answerDigest, courseEntryOf, isRowOfRecord, type EntryJson } from '../kernel/course-digests.ts';
import { ForgedAct } from '../kernel/forged-act.ts';

interface Entity {
  readonly kind: EntityKind;
  readonly id: string;
}

interface Standing {
  readonly revision: number;
  readonly course: { readonly revision: number } | null;
}

/**
 * Refuses to go on from a course that no recording left in the row (S1), whatever else stands in the database.
 * @throws ForgedAct
 */
export function requireOwnCourse(keyed: KeyedHashes, entity: Entity, row: Standing, last: EntryJson | null): void {
  if (!isRowOfRecord(keyed, entity, row, last)) {
    throw new ForgedAct('otherCourse');
  }
}

/** The audit entry of the entity's last record, and that of an act; null where there is none. */
export interface Entries {
  readonly last_entry: EntryJson | null;
  readonly own_entry: EntryJson | null;
}

interface RepeatedAct extends Entries {
  readonly id: string;
  readonly recorded_revision: number | null;
  readonly outcome: { readonly facts: unknown } | null;
}

/**
 * The same, and refuses to repeat an answer that no recording gave.
 * @throws ForgedAct
 */
export function requireOfRecord(keyed: KeyedHashes, entity: Entity, row: Standing, act: RepeatedAct): void {
  requireOwnCourse(keyed, entity, row, act.last_entry);
  if (act.recorded_revision === null || act.outcome === null) {
    return;
  }
  if (!isAnswerOfRecord(answerDigest(act.id, act.outcome.facts), courseEntryOf(keyed, entity, act.own_entry))) {
    throw new ForgedAct('otherCourse');
  }
}
