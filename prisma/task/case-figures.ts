import type { CaseFigures } from '../../api/task/case-figures.ts';
import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText } from '../kernel/statements.ts';
import { BATCH_SUM_FEN, COUNTS_IN_BATCH } from '../payout/batch-sum.ts';

/** People of a payment `i` of a claim `c`: its line, else all that the claim pays for its purpose. */
const PAID_PEOPLE = `CASE WHEN i.line_id IS NOT NULL OR i.claim_id IS NULL THEN 1
  WHEN i.purpose = 'float' THEN (SELECT count(*) FROM claim_line l WHERE l.claim_id = c.id
    AND l.state IN (${sqlList(TOP_UP_LINE_STATES)}))
  ELSE c.lines_approved END`;

/** What tasks of notices and batches are about. A claim that left its notice is not counted. */
export const figuresOfTasks = sqlText<CaseFigures, [taskIds: readonly string[]]>(
  'task.caseFigures',
  `SELECT t.id AS "taskId", o.item_no AS "itemNo", f.people::int AS headcount, f.fen::bigint AS "amountFen"
   FROM task t LEFT JOIN objection o ON o.id = t.objection_id
     CROSS JOIN LATERAL (
       SELECT count(*) AS people, coalesce(sum(g.amount), 0) AS fen FROM (
         SELECT i.amount_fen AS amount FROM notice_item i
           JOIN notice_claim n ON n.notice_id = i.notice_id AND n.claim_id = i.claim_id AND n.state <> 'dropped'
           WHERE i.notice_id = t.entity_id AND i.line_id IS NOT NULL AND (o.id IS NULL OR i.item_no = o.item_no)
         UNION ALL SELECT CASE WHEN l.row = 1 THEN i.amount_fen ELSE 0 END FROM notice_item i
           JOIN notice_claim n ON n.notice_id = i.notice_id AND n.claim_id = i.claim_id AND n.state <> 'dropped'
           JOIN claim c ON c.id = i.claim_id
           CROSS JOIN generate_series(1, greatest(c.lines_approved, 1)) AS l (row)
           WHERE i.notice_id = t.entity_id AND i.line_id IS NULL AND (o.id IS NULL OR i.item_no = o.item_no)
         UNION ALL SELECT coalesce((x.facts ->> 'amountFen')::bigint, 0) FROM notice_grant x
           WHERE x.notice_id = t.entity_id AND x.state <> 'dropped' AND (o.id IS NULL OR x.item_no = o.item_no)) AS g
     ) AS f
   WHERE t.id = ANY ($1::text[]) AND t.entity_kind = 'notice'
   UNION ALL
   SELECT t.id, NULL, f.people::int, ${BATCH_SUM_FEN}
   FROM task t JOIN batch b ON b.id = t.entity_id
     CROSS JOIN LATERAL (SELECT coalesce(sum(${PAID_PEOPLE}), 0) AS people
       FROM payout_instruction i LEFT JOIN claim c ON c.id = i.claim_id
       WHERE i.batch_id = b.id AND ${COUNTS_IN_BATCH}) AS f
   WHERE t.id = ANY ($1::text[]) AND t.entity_kind = 'batch'`,
);
