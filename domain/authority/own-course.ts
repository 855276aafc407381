import { canonicalJson } from '../canonical-json.ts';
import type { EntityKind } from '../entities.ts';

/** The part of each course that tells it from those before it. */
interface StoredCourse {
  readonly revision: number;
}

/** What is known of an audit entry that a recording left. */
export interface CourseEntry {
  readonly revision: number;
  /** The keyed hash fits what the entry says, or the entry is of before keys. A login alone makes no such hash. */
  readonly isAuthentic: boolean;
  /** Written before entries had digests. */
  readonly isOfBefore: boolean;
  readonly courseDigest: string | null;
  readonly answerDigest: string | null;
}

/** The entity's row, and the digest of its course; null for a row without a course. */
interface StandingRow {
  readonly revision: number;
  readonly course: StoredCourse | null;
  readonly digest: string | null;
}

/** What the digest of a course covers: it stands for this entity at this revision, and for no other. */
export function courseText(entityKind: EntityKind, entityId: string, course: StoredCourse): string {
  return `course ${canonicalJson({ entityKind, entityId, revision: course.revision, course })}`;
}

/** What the digest of an act's answer covers. */
export function answerText(actId: string, facts: unknown): string {
  return `answer ${canonicalJson({ actId, facts })}`;
}

/**
 * True if the course of a row is the one that the last recording left (S1): the row alone says nothing, because the login
 * that writes it is not what counts. `last`: the audit entry of the entity with the highest revision; a row without a
 * course has none. An entry of before digests vouches for its revision alone, until the next record.
 */
export function isCourseOfRecord({ revision, course, digest }: StandingRow, last: CourseEntry | null): boolean {
  if (course === null || last === null) {
    return course === null && last === null;
  }
  const isOfEntry = last.isAuthentic && last.revision === revision;
  return isOfEntry && (last.isOfBefore || (digest !== null && last.courseDigest === digest));
}

/** True if the answer that an act's row has is the one that its recording gave. `own`: the audit entry of the act. */
export function isAnswerOfRecord(digest: string, own: CourseEntry | null): boolean {
  return own?.isAuthentic === true && (own.isOfBefore || own.answerDigest === digest);
}
