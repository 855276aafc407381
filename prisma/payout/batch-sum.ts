import { BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { UNCOUNTED_INSTRUCTION_STATES } from '../../domain/payout/batch-sum.ts';
import { sqlList } from '../kernel/sql-list.ts';

const UNCOUNTED = BATCH_STATES.flatMap((batch) =>
  UNCOUNTED_INSTRUCTION_STATES[batch].map((payment) => `(${sqlList([batch, payment])})`),
).join(', ');

/** SQL: whether payment `i` counts in the control sum of batch `b`. */
export const COUNTS_IN_BATCH = `(b.state, i.state) NOT IN (${UNCOUNTED})`;

/** SQL: the control sum of batch `b`, in fen. */
export const BATCH_SUM_FEN = `(SELECT coalesce(sum(i.amount_fen), 0)::bigint FROM payout_instruction i
  WHERE i.batch_id = b.id AND ${COUNTS_IN_BATCH})`;

/** SQL: the number of payments of batch `b`. */
export const BATCH_LINE_COUNT = `(SELECT count(*)::int FROM payout_instruction i
  WHERE i.batch_id = b.id AND ${COUNTS_IN_BATCH})`;
