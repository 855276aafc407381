import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { FeedSights } from '../../api/oversight/feed-ports.ts';
import { mayAsk } from '../../domain/authority/permissions.ts';
import type { FeedChange, FeedEntry } from '../../domain/oversight/feed.ts';
import { sightOf, VISIBLE_FILING, type Sight } from '../filing/filing-rows.ts';
import { claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { fetchAll, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { VISIBLE_NOTICE } from '../notice/notice-store.ts';
import { TASK_SIGHT, taskSightOf, VISIBLE_TASK, type TaskSight } from '../task/task-store.ts';

type Seen = Row<'claim', 'id' | 'revision'>;

const seenClaims = sqlText<Seen, [...ClaimSight, ids: readonly string[]]>(
  'oversight.seenClaims',
  `SELECT c.id, c.revision FROM claim c WHERE c.id = ANY ($5::text[]) AND ${VISIBLE_CLAIM}`,
);

const seenFilings = sqlText<Seen, [...Sight, ids: readonly string[]]>(
  'oversight.seenFilings',
  `SELECT f.id, f.revision FROM filing f WHERE f.id = ANY ($7::text[]) AND ${VISIBLE_FILING}`,
);

const seenNotices = sqlText<Seen, [...ClaimSight, ids: readonly string[]]>(
  'oversight.seenNotices',
  `SELECT n.id, n.revision FROM notice n WHERE n.id = ANY ($5::text[]) AND ${VISIBLE_NOTICE}`,
);

const seenBatches = sqlText<Seen, [jurisdiction: string, ids: readonly string[]]>(
  'oversight.seenBatches',
  'SELECT id, revision FROM batch WHERE jurisdiction = $1 AND id = ANY ($2::text[])',
);

/** Tasks that wait, and those that ended by what the entries record; without those that lists hide from the person. */
const seenTasks = sqlText<
  Seen & { readonly entityId: string },
  [...TaskSight, kinds: readonly string[], ids: readonly string[], since: Date]
>(
  'oversight.seenTasks',
  `SELECT t.id, t.revision, t.entity_id AS "entityId" FROM ${TASK_SIGHT}
   WHERE t.entity_kind = ANY ($12::text[]) AND t.entity_id = ANY ($13::text[]) AND (t.state = 'open' OR t.done_at >= $14)
     AND ($7::text IS NULL OR t.id <> ALL ((SELECT tasks_of_interest($10::text))::text[])) AND ${VISIBLE_TASK}`,
);

/** One statement for each kind that the entries are about, in the caller's sight. */
export function createFeedSights(pool: pg.Pool): FeedSights {
  return {
    async visible(caller, entries) {
      const statements: readonly (readonly [FeedChange['kind'], Statement<Seen>])[] = [
        ...ofKind('claim', entries, (ids) => seenClaims(...claimSightOf(caller), ids)),
        ...ofKind('filing', entries, (ids) => seenFilings(...sightOf(caller, 'getClassFiling'), ids)),
        ...ofKind('notice', entries, (ids) => seenNotices(...claimSightOf(caller, 'readNotice'), ids)),
        ...(mayAsk(caller.roles, 'readPayoutBatch')
          ? ofKind('batch', entries, (ids) => seenBatches(caller.jurisdiction, ids))
          : []),
      ];
      const changes: FeedChange[] = [];
      for (const [kind, statement] of statements) {
        const rows = await fetchAll(pool, statement);
        changes.push(...rows.map(({ id, revision }) => ({ kind, id, revision, entityId: id })));
      }
      return [...changes, ...(await tasksOf(pool, caller, entries))];
    },
  };
}

function ofKind<Kind extends FeedChange['kind']>(
  kind: Kind,
  entries: readonly FeedEntry[],
  statement: (ids: readonly string[]) => Statement<Seen>,
): readonly (readonly [Kind, Statement<Seen>])[] {
  const ids = entries.filter(({ entityKind }) => entityKind === kind).map(({ entityId }) => entityId);
  return ids.length === 0 ? [] : [[kind, statement([...new Set(ids)])]];
}

async function tasksOf(pool: pg.Pool, caller: Caller, entries: readonly FeedEntry[]): Promise<readonly FeedChange[]> {
  const entities = entries.filter(({ entityKind }) => entityKind !== 'access');
  if (entities.length === 0) {
    return [];
  }
  const kinds = [...new Set(entities.map(({ entityKind }) => entityKind))];
  const ids = [...new Set(entities.map(({ entityId }) => entityId))];
  const since = new Date(Math.min(...entities.map(({ at }) => at.getTime())));
  const rows = await fetchAll(pool, seenTasks(...taskSightOf(caller, ''), kinds, ids, since));
  return rows.map((row) => ({ kind: 'task', ...row }));
}
