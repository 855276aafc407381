import type pg from 'pg';
import type { WebhookCounts } from '../../api/kernel/webhook-metrics.ts';
import { BACKLOG_STATES } from '../../domain/event/delivery-words.ts';
import { sqlList } from './sql-list.ts';
import { fetchAll, sqlText } from './statements.ts';

const endpoints = sqlText<WebhookCounts['endpoints'][number], []>(
  'kernel.countEndpoints',
  'SELECT state, count(*)::int AS count FROM webhook_endpoint WHERE deleted_at IS NULL GROUP BY state',
);

const backlog = sqlText<WebhookCounts['backlog'][number] & { readonly oldest_at: Date }, []>(
  'kernel.countBacklog',
  `SELECT d.endpoint_id AS endpoint, d.state, count(*)::int AS count, min(d.created_at) AS oldest_at
   FROM webhook_delivery d JOIN webhook_endpoint w ON w.id = d.endpoint_id
   WHERE d.state IN (${sqlList(BACKLOG_STATES)}) AND w.deleted_at IS NULL GROUP BY d.endpoint_id, d.state`,
);

const attempts = sqlText<WebhookCounts['attempts'][number], []>(
  'kernel.countAttempts',
  'SELECT endpoint_id AS endpoint, result, count FROM webhook_attempt_count',
);

export async function countWebhooks(pool: pg.Pool, now: Date = new Date()): Promise<WebhookCounts> {
  const [states, waiting, counted] = await Promise.all([
    fetchAll(pool, endpoints()),
    fetchAll(pool, backlog()),
    fetchAll(pool, attempts()),
  ]);
  const oldest = new Map<string, number>();
  for (const { endpoint, oldest_at: at } of waiting) {
    const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1_000);
    oldest.set(endpoint, Math.max(seconds, oldest.get(endpoint) ?? 0));
  }
  return {
    endpoints: states,
    backlog: waiting.map(({ endpoint, state, count }) => ({ endpoint, state, count })),
    oldest: Array.from(oldest, ([endpoint, seconds]) => ({ endpoint, seconds })),
    attempts: counted,
  };
}
