import type pg from 'pg';
import type { DiagnosisStore } from '../../api/oversight/diagnosis-ports.ts';
import {
  dayAt,
  daysBetween,
  startOfDayMs,
  workingDaysBetween,
  type IsoDate,
  type WorkingCalendar,
} from '../../domain/calendar.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimRowState } from '../../domain/claim/claim-state.ts';
import type { DiagnosisFacts, OpenTaskFacts } from '../../domain/oversight/diagnosis.ts';
import { stuckLimits } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { OPEN_ADVANCE_SINCE, STUCK_CLAIM, stuckParameters } from './claim-stuck.ts';
import { claimSightOf, VISIBLE_CLAIM } from '../kernel/claim-visibility.ts';

interface FactsRow {
  readonly id: string;
  readonly claim_no: string;
  readonly jurisdiction: string;
  readonly state: ClaimRowState;
  readonly stage: string | null;
  readonly state_since: Date;
  readonly purpose: string;
  readonly revision: number;
  readonly outcome_code: string | null;
  readonly start_requested_at: Date | null;
  readonly started_at: Date | null;
  readonly course: ClaimCourse | null;
  readonly waiting_register: string | null;
  readonly payment_sent_since: Date | null;
  readonly evidence_due_on: string | null;
  readonly open_advance_since: IsoDate | null;
  readonly is_of_college: boolean;
  readonly worker_age_ms: number | null;
  readonly act: { readonly id: string; readonly ageMs: number } | null;
  readonly hold: {
    readonly id: string;
    readonly category: string;
    readonly since: string;
    readonly until: string | null;
  } | null;
  readonly notice: {
    readonly id: string;
    readonly state: string;
    readonly since: string;
    readonly endsAt: string | null;
    readonly sides: readonly string[];
    readonly objections: number;
  } | null;
  readonly tasks: readonly TaskRow[];
}

interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly organ: string;
  readonly section: string | null;
  readonly role: string;
  readonly assignee: string | null;
  readonly createdAt: string;
  readonly startsOn: IsoDate;
  readonly dueOn: IsoDate | null;
  readonly nearOn: IsoDate | null;
  readonly escalateOn: IsoDate | null;
  readonly dueDays: number | null;
  readonly dueUnit: string | null;
  readonly paused: boolean;
}

/** Everything of a claim `c` that a diagnosis asks, in one statement; ages by the database's own, real clock. */
const FACTS = `c.id, c.claim_no, c.jurisdiction, c.state, c.stage, c.state_since, c.purpose, c.revision, c.outcome_code, c.start_requested_at,
  c.started_at, c.course, c.waiting_register, c.evidence_due_on,
  EXISTS (SELECT FROM party p WHERE p.id = c.applicant_party_id AND p.kind = 'college') AS is_of_college,
  ${OPEN_ADVANCE_SINCE} AS open_advance_since,
  (SELECT min(i.state_since) FROM payout_instruction i
    WHERE i.claim_id = c.id AND i.state IN ('instructed', 'accepted', 'inTransit')) AS payment_sent_since,
  (SELECT (extract(epoch FROM now() - max(w.at)) * 1000)::float8 FROM worker_heartbeat w) AS worker_age_ms,
  (SELECT json_build_object('id', a.id, 'ageMs', (extract(epoch FROM now() - a.created_at) * 1000)::float8) FROM act a
    WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.answered_at IS NULL AND a.recorded_revision IS NULL
      AND a.state <> 'refused' ORDER BY a.created_at LIMIT 1) AS act,
  (SELECT json_build_object('id', h.id, 'category', h.category, 'since', h.created_at, 'until', h.until) FROM hold h
    WHERE h.claim_id = c.id AND h.released_at IS NULL ORDER BY h.created_at LIMIT 1) AS hold,
  (SELECT json_build_object('id', n.id, 'state', n.state, 'since', n.state_since, 'endsAt', n.ends_at,
      'sides', (SELECT coalesce(json_agg(w.side ORDER BY w.at), '[]') FROM notice_confirmation w WHERE w.notice_id = n.id),
      'objections', (SELECT count(*) FROM objection o
        WHERE o.notice_id = n.id AND o.claim_id = c.id AND o.state = 'open'))
    FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
    WHERE nc.claim_id = c.id AND nc.state IN ('drafted', 'open') LIMIT 1) AS notice,
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'organ', t.organ, 'section', t.section,
      'role', t.role, 'assignee', p.display_name, 'createdAt', t.created_at, 'startsOn', t.starts_on, 'dueOn', t.due_on,
      'nearOn', t.near_on, 'escalateOn', t.escalate_on, 'dueDays', t.due_days, 'dueUnit', t.due_unit, 'paused', t.paused)
      ORDER BY t.due_on, t.id), '[]')
    FROM task t LEFT JOIN person p ON p.id = t.assignee_id LEFT JOIN objection o ON o.id = t.objection_id
    WHERE t.state = 'open' AND (t.claim_id = c.id
      OR (t.notice_id IN (SELECT nc.notice_id FROM notice_claim nc
          WHERE nc.claim_id = c.id AND nc.state IN ('drafted', 'open')) AND (o.id IS NULL OR o.claim_id = c.id))
      OR t.batch_id IN (SELECT i.batch_id FROM payout_instruction i WHERE i.claim_id = c.id AND i.state = 'draft'))) AS tasks`;

/** Claims are diagnosed by pages, however many there are. */
const PAGE = 1_000;

export function createDiagnosisStore(pool: pg.Pool, library: PolicyLibrary): DiagnosisStore {
  return {
    async factsOf(claimId, at) {
      const found = await pool.query<FactsRow>({
        name: 'diagnosis-facts',
        text: `SELECT ${FACTS} FROM claim c WHERE c.id = $1`,
        values: [claimId],
      });
      const row = found.rows[0];
      return row === undefined ? null : factsOf(row, at, library);
    },

    async *waiting(caller, which, at) {
      const isStuck = which === 'stuck';
      const limits = stuckLimits(library, caller.jurisdiction, dayAt(at.getTime()));
      const given = [...claimSightOf(caller), ...(isStuck ? stuckParameters(at, library.calendar, limits) : [])];
      for (let last: FactsRow | undefined; ;) {
        const found = await pool.query<FactsRow>({
          name: `diagnosis-waiting-${which}`,
          text: waitingPage(isStuck),
          values: [...given, last?.state_since ?? '-infinity', last?.id ?? ''],
        });
        yield found.rows.map((row) => ({ claimId: row.id, claimNo: row.claim_no, facts: factsOf(row, at, library) }));
        last = found.rows.at(-1);
        if (found.rows.length < PAGE) {
          return;
        }
      }
    },
  };
}

/** Oldest first; the last two parameters are where the page begins. */
function waitingPage(isStuck: boolean): string {
  const [since, id] = isStuck ? ['$11', '$12'] : ['$5', '$6'];
  return `SELECT ${FACTS} FROM claim c WHERE ${VISIBLE_CLAIM}
    AND ${isStuck ? STUCK_CLAIM(5) : "c.state NOT IN ('draft', 'closed', 'rejected', 'withdrawn')"}
    AND (c.state_since, c.id) > (${since}::timestamptz, ${id}::text)
    ORDER BY c.state_since, c.id LIMIT ${PAGE}`;
}

function factsOf(row: FactsRow, at: Date, library: PolicyLibrary): DiagnosisFacts {
  const { calendar } = library;
  const nowMs = at.getTime();
  const today = dayAt(nowMs);
  const { hold, notice, act } = row;
  const paymentSentSinceMs = row.payment_sent_since?.getTime() ?? null;
  // What a claim is asked for in `paymentSent` began with its state; money beside another stage, with its instruction.
  const sinceMs = row.state === 'paid' ? (paymentSentSinceMs ?? row.state_since.getTime()) : row.state_since.getTime();
  return {
    nowMs,
    state: row.state,
    stage: row.stage,
    stateSinceMs: row.state_since.getTime(),
    purpose: row.purpose,
    revision: row.revision,
    outcome: row.outcome_code,
    isOfCollege: row.is_of_college,
    workerAgeMs: row.worker_age_ms,
    startWaitsSinceMs: row.started_at === null ? (row.start_requested_at?.getTime() ?? null) : null,
    isStarted: row.started_at !== null,
    openAct: act === null ? null : { actId: act.id, ageMs: act.ageMs },
    timer: row.course?.timer ?? null,
    hold:
      hold === null
        ? null
        : { holdId: hold.id, category: hold.category, sinceMs: Date.parse(hold.since), untilMs: instantOf(hold.until) },
    waitingRegister: row.waiting_register,
    tasks: row.tasks.map((task) => taskFacts(task, today, nowMs, calendar)),
    notice:
      notice === null
        ? null
        : {
            noticeId: notice.id,
            state: notice.state,
            sinceMs: Date.parse(notice.since),
            endsAtMs: instantOf(notice.endsAt),
            confirmedSides: notice.sides,
            openObjections: notice.objections,
          },
    evidenceDueOn: row.evidence_due_on,
    paymentSentSinceMs: row.state === 'paymentSent' ? sinceMs : paymentSentSinceMs,
    workingDaysInState: workingDaysBetween(dayAt(sinceMs), today, calendar),
    openAdvanceSinceMs: row.open_advance_since === null ? null : startOfDayMs(row.open_advance_since),
    limits: stuckLimits(library, row.jurisdiction, today),
  };
}

function taskFacts(task: TaskRow, today: IsoDate, nowMs: number, calendar: WorkingCalendar): OpenTaskFacts {
  const later = (day: IsoDate | null) => (day !== null && startOfDayMs(day) > nowMs ? startOfDayMs(day) : null);
  return {
    taskId: task.id,
    kind: task.kind,
    organ: task.organ,
    section: task.section,
    role: task.role,
    assignee: task.assignee,
    sinceMs: Date.parse(task.createdAt),
    dueOn: task.dueOn,
    nearAtMs: later(task.nearOn),
    escalateAtMs: later(task.escalateOn),
    ...usedDays(task, today, calendar),
  };
}

function usedDays(
  task: TaskRow,
  today: IsoDate,
  calendar: WorkingCalendar,
): Pick<OpenTaskFacts, 'elapsed' | 'allowed'> {
  const { startsOn, dueOn, dueDays } = task;
  if (task.paused || dueOn === null || dueDays === null) {
    return { elapsed: 0, allowed: 1 };
  }
  if (task.dueUnit === 'workingDays') {
    return {
      elapsed: workingDaysBetween(startsOn, today, calendar),
      allowed: workingDaysBetween(startsOn, dueOn, calendar),
    };
  }
  return { elapsed: daysBetween(startsOn, today), allowed: daysBetween(startsOn, dueOn) };
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
