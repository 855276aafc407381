import type pg from 'pg';
import type { NotificationRow, NotificationStore } from '../../api/people/notification-ports.ts';
import { execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';

type Asked = [personId: string, before: string | null, limit: number];

/** The number that people know the entity by; of an endpoint its server. */
const SUBJECT_NO = `coalesce(
  (SELECT c.claim_no FROM claim c WHERE n.entity_kind = 'claim' AND c.id = n.entity_id),
  (SELECT f.filing_no FROM filing f WHERE n.entity_kind = 'filing' AND f.id = n.entity_id),
  (SELECT s.notice_no FROM notice s WHERE n.entity_kind = 'notice' AND s.id = n.entity_id),
  (SELECT b.batch_no FROM batch b WHERE n.entity_kind = 'batch' AND b.id = n.entity_id),
  (SELECT g.grant_no FROM base_grant g WHERE n.entity_kind = 'grant' AND g.id = n.entity_id),
  (SELECT split_part(split_part(w.url, '/', 3), '@', 1) FROM webhook_endpoint w
    WHERE n.entity_kind = 'webhookEndpoint' AND w.id = n.entity_id))`;

/** The place of one of the person's own; nothing is before what is not. */
const BEFORE = `(CASE WHEN $2::text IS NULL THEN ${Number.MAX_SAFE_INTEGER}
     ELSE coalesce((SELECT b.id FROM notification b WHERE b.person_id = $1 AND b.public_id = $2), 0) END)`;

function listed(condition: string): string {
  return `SELECT n.public_id AS id, n.kind, n.entity_kind AS "entityKind", n.entity_id AS "entityId", ${SUBJECT_NO} AS "subjectNo",
     n.task_id AS "taskId", n.at, n.read_at AS "readAt"
   FROM notification n WHERE n.person_id = $1 AND n.id < ${BEFORE} AND ${condition} ORDER BY n.id DESC LIMIT $3`;
}

const every = sqlText<NotificationRow, Asked>('people.notifications', listed('true'));
const unreadOnes = sqlText<NotificationRow, Asked>('people.unreadNotifications', listed('n.read_at IS NULL'));

const countUnread = sqlText<{ readonly unread: number }, [personId: string]>(
  'people.countUnread',
  'SELECT count(*)::int AS unread FROM notification WHERE person_id = $1 AND read_at IS NULL',
);

export function createNotificationStore(pool: pg.Pool): NotificationStore {
  return {
    list(personId, { unread, limit, before }) {
      const page = unread ? unreadOnes : every;
      return fetchAll(pool, page(personId, before, limit + 1));
    },

    unread: async (personId) => (await fetchFirst(pool, countUnread(personId)))?.unread ?? 0,

    async read(personId, upTo, at) {
      const own = query.selectFrom('notification').where('person_id', '=', personId).where('public_id', '=', upTo);
      const read = query.updateTable('notification').set({ read_at: at }).where('person_id', '=', personId);
      await execute(pool, read.where('id', '<=', own.select('id')).where('read_at', 'is', null));
    },
  };
}
