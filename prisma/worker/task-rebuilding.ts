import type pg from 'pg';
import type { WorkingCalendar } from '../../domain/calendar.ts';
import { changeTasks } from '../../domain/task/task-changes.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { readLockedClaim } from '../recordings/locked-claim.ts';
import { requireOwnCourse } from '../recordings/require-own-course.ts';
import { taskWrites } from '../recordings/task-reconciling.ts';
import { fetchFirst, query, type Statement } from '../kernel/statements.ts';
import { readTasksOfClaim } from '../repair/claim-tasks.ts';

/**
 * Makes the open tasks of a claim those that its course wants, under the claim's lock: opens what is missing, with days that
 * begin now, and ends what no stage wants.
 * @throws ForgedAct if no recording left the course in the row
 */
export async function rebuildWrites(
  client: pg.PoolClient,
  {
    claimId,
    endsOnly,
    calendar,
    keyed,
    at,
  }: {
    readonly claimId: string;
    /** Opens none. */
    readonly endsOnly: boolean;
    readonly calendar: WorkingCalendar;
    readonly keyed: KeyedHashes;
    readonly at: Date;
  },
): Promise<readonly Statement<unknown>[]> {
  await fetchFirst(client, query.selectFrom('claim').select('id').where('id', '=', claimId).forUpdate());
  const [claim, tasks] = await Promise.all([readLockedClaim(client, claimId), readTasksOfClaim(client, claimId)]);
  if (tasks === null) {
    return [];
  }
  requireOwnCourse(keyed, { kind: 'claim', id: claimId }, tasks, tasks.lastEntry);
  const { opened } = changeTasks(tasks.open, tasks.wanted);
  return taskWrites({
    owner: { kind: 'claim', id: claimId, jurisdiction: claim.jurisdiction, subject: claim.subject },
    open: tasks.open,
    wanted: endsOnly ? tasks.wanted.filter((task) => !opened.includes(task)) : tasks.wanted,
    snapshot: tasks.snapshot,
    calendar,
    atMs: at.getTime(),
    doneBy: null,
    act: 'repaired',
  });
}
