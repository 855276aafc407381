import type { IsoDate } from '../../domain/calendar.ts';
import { ENDLESS_HOLD_DAYS, MACHINE_PATIENCE_MS } from '../../domain/check/check-limits.ts';
import { TIMER_PATIENCE_MS } from '../../domain/oversight/diagnosis.ts';
import { runsOn, SITS_IN_SEAT } from '../kernel/absence-rows.ts';
import { sqlText } from '../kernel/statements.ts';
import { isSeatUnable } from '../oversight/empty-seat.ts';
import { checkText, finding, type Checked } from './checked.ts';

/** An open task `t`; the claim is its own where it is a task of a claim. */
const OF_TASK = {
  subject: 't.id',
  entityKind: 't.entity_kind',
  entityId: 't.entity_id',
  claimId: `CASE WHEN t.entity_kind = 'claim' THEN t.entity_id END`,
  jurisdiction: 't.jurisdiction',
} as const;

/** T3: the assignee has no account any more, lost the seat, or is away without a deputy. */
export const assigneesGone = sqlText<Checked, [today: IsoDate]>(
  'check.assigneesGone',
  checkText(
    `FROM task WHERE state = 'open' AND assignee_id IS NOT NULL`,
    `SELECT ${finding({
      ...OF_TASK,
      since: 'coalesce(p.disabled_at, t.created_at)',
      evidence: { taskId: 't.id', assigneeId: 'p.id', organ: 't.organ', isDisabled: 'p.disabled_at IS NOT NULL' },
    })}
     FROM task t JOIN person p ON p.id = t.assignee_id
     WHERE t.state = 'open' AND (NOT ${SITS_IN_SEAT} OR EXISTS (SELECT FROM absence a
       WHERE a.person_id = p.id AND a.deputy_id IS NULL AND ${runsOn('$1')}))`,
  ),
);

/** T4: an open task that nobody may do. */
export const tasksOfNobody = sqlText<Checked, [today: IsoDate]>(
  'check.tasksOfNobody',
  checkText(
    `FROM task WHERE state = 'open'`,
    `SELECT ${finding({
      ...OF_TASK,
      since: 't.created_at',
      evidence: { taskId: 't.id', organ: 't.organ', section: 't.section', role: 't.role' },
    })}
     FROM task t WHERE t.state = 'open' AND ${isSeatUnable('$1')}`,
  ),
);

/** T5: a hold of an official that names no end and is old, or a hold of a case that is closed. */
export const holdsWithoutEnd = sqlText<Checked, [at: Date]>(
  'check.holdsWithoutEnd',
  checkText(
    'FROM hold WHERE released_at IS NULL',
    `SELECT ${finding({
      subject: 'h.id',
      entityKind: `'claim'`,
      entityId: 'c.id',
      claimId: 'c.id',
      jurisdiction: 'c.jurisdiction',
      since: 'h.created_at',
      evidence: { holdId: 'h.id', category: 'h.category', caseId: 'k.id' },
    })}
     FROM hold h JOIN claim c ON c.id = h.claim_id LEFT JOIN integrity_case_claim held ON held.hold_id = h.id
       LEFT JOIN integrity_case k ON k.id = held.case_id
     WHERE h.released_at IS NULL AND CASE WHEN k.id IS NULL
       THEN h.until IS NULL AND h.created_at < $1::timestamptz - interval '${ENDLESS_HOLD_DAYS} days'
       ELSE k.closed_at < $1::timestamptz - interval '${MACHINE_PATIENCE_MS} milliseconds' END`,
  ),
);

/** T6: days that were counted beyond the end of the published holiday list ($1): of open tasks, and ends of notices. */
export const provisionalDays = sqlText<Checked, [publishedThrough: IsoDate]>(
  'check.provisionalDays',
  checkText(
    `FROM (SELECT id FROM task WHERE state = 'open' AND due_on IS NOT NULL
       UNION ALL SELECT id FROM notice WHERE state = 'published') AS dated`,
    `SELECT ${finding({ ...OF_TASK, since: 't.created_at', evidence: { taskId: 't.id', dueOn: 't.due_on' } })}
     FROM task t WHERE t.state = 'open' AND t.provisional
     UNION ALL SELECT ${finding({
       subject: 'n.id',
       entityKind: `'notice'`,
       entityId: 'n.id',
       jurisdiction: 'n.jurisdiction',
       since: 'n.published_at',
       evidence: { noticeId: 'n.id', endsOn: 'n.ends_on' },
     })} FROM notice n WHERE n.state = 'published' AND n.ends_on > $1::date`,
  ),
);

/** A1: acts that were kept and have no answer ($1 is of the real clock). */
export const actsUnanswered = sqlText<Checked, [before: Date]>(
  'check.actsUnanswered',
  checkText(
    `FROM act WHERE answered_at IS NULL AND state <> 'refused'`,
    `SELECT ${finding({
      subject: 'a.id',
      entityKind: 'a.entity_kind',
      entityId: 'a.entity_id',
      claimId: `CASE WHEN a.entity_kind = 'claim' THEN a.entity_id END`,
      since: 'a.at',
      evidence: { actId: 'a.id', act: 'a.act', state: 'a.state' },
    })}
     FROM act a WHERE a.answered_at IS NULL AND a.state <> 'refused' AND a.created_at < $1::timestamptz`,
  ),
);

/** N1: a notice is over and no objection is open, and its claims or applications are still in it. */
export const noticesNotSettled = sqlText<Checked, [at: Date]>(
  'check.noticesNotSettled',
  checkText(
    `FROM notice WHERE state = 'published'`,
    `SELECT ${finding({
      subject: 'n.id',
      entityKind: `'notice'`,
      entityId: 'n.id',
      jurisdiction: 'n.jurisdiction',
      since: 'n.ends_at',
      evidence: { noticeId: 'n.id', noticeNo: 'n.notice_no', endsOn: 'n.ends_on' },
    })}
     FROM notice n WHERE n.state = 'published' AND n.ends_at < $1::timestamptz - interval '${TIMER_PATIENCE_MS} milliseconds'
       AND NOT EXISTS (SELECT FROM objection o WHERE o.notice_id = n.id AND o.state = 'open')`,
  ),
);

/** An open objection `o` to a notice `n`. */
const OF_OBJECTION = {
  subject: 'o.id',
  entityKind: `'notice'`,
  entityId: 'n.id',
  claimId: 'o.claim_id',
  jurisdiction: 'n.jurisdiction',
  since: 'o.at',
} as const;

/** N2: a citizen has a receipt, and nobody has the task to rule. */
export const objectionsUnrouted = sqlText<Checked, [at: Date]>(
  'check.objectionsUnrouted',
  checkText(
    `FROM objection WHERE state = 'open'`,
    `SELECT ${finding({ ...OF_OBJECTION, evidence: { objectionId: 'o.id', receiptNo: 'o.receipt_no', noticeState: 'n.state' } })}
     FROM objection o JOIN notice n ON n.id = o.notice_id
     WHERE o.state = 'open' AND o.at < $1::timestamptz - interval '${MACHINE_PATIENCE_MS} milliseconds'
       AND NOT EXISTS (SELECT FROM task t JOIN objection x ON x.id = t.objection_id
         WHERE t.state = 'open' AND x.notice_id = o.notice_id AND x.item_no = o.item_no)`,
  ),
);

/** N2: the day of a ruling is over. */
export const objectionsOverdue = sqlText<Checked, [today: IsoDate]>(
  'check.objectionsOverdue',
  checkText(
    `FROM task WHERE state = 'open' AND kind = 'objection'`,
    `SELECT ${finding({ ...OF_OBJECTION, subject: 't.id', evidence: { taskId: 't.id', objectionId: 'o.id', dueOn: 't.due_on' } })}
     FROM task t JOIN objection o ON o.id = t.objection_id JOIN notice n ON n.id = o.notice_id
     WHERE t.state = 'open' AND t.kind = 'objection' AND t.due_on < $1::date AND NOT t.paused`,
  ),
);
