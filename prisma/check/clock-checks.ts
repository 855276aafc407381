import { sqlText } from '../kernel/statements.ts';
import { checkText, finding, type Checked } from './checked.ts';

const instantOf = (row: string) =>
  `to_timestamp((${row}.course -> 'timer' ->> 'atMs')::numeric / 1000)::timestamptz(3)`;

/** A row with a timer `e`. */
const timerOf = (kind: string, table: string) =>
  `SELECT ${finding({
    subject: 'e.id',
    entityKind: `'${kind}'`,
    entityId: 'e.id',
    claimId: kind === 'claim' ? 'e.id' : 'NULL::text',
    jurisdiction: 'e.jurisdiction',
    since: 'e.state_since',
    evidence: { state: 'e.state', timerOfCourse: instantOf('e'), timerOfRow: 'e.timer_at' },
  })} FROM ${table} e WHERE e.course IS NOT NULL AND e.timer_at IS DISTINCT FROM ${instantOf('e')}`;

/** W7: the instant that people read is not the one that the course waits for. */
export const timersDiffer = sqlText<Checked, []>(
  'check.timersDiffer',
  checkText(
    `FROM (SELECT id FROM claim WHERE course IS NOT NULL UNION ALL SELECT id FROM base_grant WHERE course IS NOT NULL) AS timed`,
    `${timerOf('claim', 'claim')} UNION ALL ${timerOf('grant', 'base_grant')}`,
  ),
);
