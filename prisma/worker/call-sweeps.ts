import type pg from 'pg';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import { ENDED_CALL_STATES, SCORED_CALL_STATES } from '../../domain/grant/call-course.ts';
import { RANKABLE_GRANT_STATES, WAITING_GRANT_STATES } from '../../domain/grant/grant-state.ts';
import { ENDED_NOTICE_STATES } from '../../domain/notice/notice-course.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';

/**
 * Calls of which some application may have to hear: one that was recommended after the panel was named, or one that a
 * crash left out. What each has to hear is read from both rows by the domain.
 */
const toTell = sqlText<{ readonly id: string }, []>(
  'worker.callsToTell',
  `SELECT c.id FROM grant_call c WHERE c.started_at IS NOT NULL AND EXISTS (SELECT FROM base_grant g
     WHERE g.call_id = c.id AND g.submitted_at IS NOT NULL AND (
       c.state = 'underReview' AND c.course -> 'panel' <> 'null' AND g.state = 'recommended'
       OR c.state IN (${sqlList(SCORED_CALL_STATES)}) AND (g.state = 'scoring' OR g.state IN (${sqlList(WAITING_GRANT_STATES)}))
       OR c.state = 'proposed' AND g.state = 'ranked' AND EXISTS (SELECT FROM grant_place p WHERE p.grant_id = g.id)
       OR c.state IN (${sqlList(ENDED_CALL_STATES)})
         AND (g.state IN (${sqlList(WAITING_GRANT_STATES)}) OR g.state IN (${sqlList(RANKABLE_GRANT_STATES)}))))
   ORDER BY c.id LIMIT 200`,
);

/** Calls that wait for a notice which has ended. */
const toSettle = sqlText<{ readonly callId: string; readonly noticeId: string }, []>(
  'worker.callsToSettle',
  `SELECT c.id AS "callId", n.id AS "noticeId" FROM grant_call c JOIN notice n ON n.id = c.course #>> '{proposal,noticeId}'
   WHERE c.state = 'proposed' AND n.grant_call_id = c.id AND n.state IN (${sqlList(ENDED_NOTICE_STATES)})
   ORDER BY c.id LIMIT 200`,
);

export function createCallSweeps(pool: pg.Pool): Pick<SweepStore, 'callsToTell' | 'callsToSettle'> {
  return {
    callsToTell: async () => (await fetchAll(pool, toTell())).map(({ id }) => id),
    callsToSettle: () => fetchAll(pool, toSettle()),
  };
}
