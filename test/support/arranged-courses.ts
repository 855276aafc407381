import type pg from 'pg';
import type { EntityKind } from '../../domain/entities.ts';
import { appendAudit } from '../../prisma/kernel/audit-writing.ts';
import { inTransaction } from '../../prisma/kernel/connection.ts';
import { courseFacts } from '../../prisma/kernel/course-digests.ts';

/** The audit entry that the record of a course would have left (S1), for a row that a test has made. */
export async function recordCourse(
  pool: pg.Pool,
  { kind: entityKind, id: entityId }: { readonly kind: EntityKind; readonly id: string },
  course: { readonly revision: number; readonly lastActId: string },
  at: Date,
): Promise<void> {
  const { revision, lastActId: actId } = course;
  const facts = courseFacts(entityKind, entityId, course);
  await inTransaction(pool, (client) =>
    appendAudit(client, { entityKind, entityId, revision, act: 'begin', actId, person: null, at, facts }),
  );
}

/** Says as the owner of the tables that courses count as they stand: a test has changed one by hand. */
export async function vouchForCourses(pool: pg.Pool): Promise<void> {
  await pool.query('UPDATE audit_before_digests SET last_entry_id = (SELECT max(id) FROM audit_entry)');
}
