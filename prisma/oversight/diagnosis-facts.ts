import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { SENT_INSTRUCTION_STATES, WAITING_REPORT_STATES } from '../../domain/payout/inbox-judgement.ts';
import type pg from 'pg';
import type { DiagnosisStore, WaitingClaim } from '../../api/oversight/diagnosis-ports.ts';
import {
  dayAt,
  daysBetween,
  startOfDayMs,
  workingDaysBetween,
  type IsoDate,
  type WorkingCalendar,
} from '../../domain/calendar.ts';
import { paymentOf, PURPOSES } from '../../domain/claim/claim-course.ts';
import { ENDED_CLAIM_STATES, NOT_UNDER_WAY_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type { DiagnosisFacts, HoldingCase, OpenTaskFacts } from '../../domain/oversight/diagnosis.ts';
import { stuckLimits } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { engineFacts, type KeptFault } from '../../domain/standing/engine-facts.ts';
import type { StuckReason } from '../../domain/oversight/stuck.ts';
import {
  OPEN_ADVANCE_SINCE,
  stuckClaim,
  stuckParameters,
  stuckReasonsOf,
  TASKS_WAITED_FOR,
  type StuckParameters,
} from './claim-stuck.ts';
import { keptFault, LISTING_AGE } from '../standing/standing-facts.ts';
import { absentOfSeat, unableOfSeat } from './empty-seat.ts';
import { openTaskOf, type OpenTaskRow } from './open-task-row.ts';
import { readStuckEntities } from './entity-stuck.ts';
import { claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { ENTRIES_ABOUT_CLAIM, ENTRY_WAITS } from '../kernel/money-entry-rows.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, query, sqlText, type Connection, type InJson, type Row } from '../kernel/statements.ts';

type FactsRow = Row<
  'claim',
  | ('id' | 'claim_no' | 'jurisdiction' | 'state' | 'stage' | 'state_since' | 'purpose' | 'revision' | 'outcome_code')
  | ('start_requested_at' | 'started_at' | 'course' | 'waiting_register' | 'evidence_due_on')
> & {
  readonly register_asked_since: Date | null;
  readonly payment_sent_since: Date | null;
  readonly payee_refused_at: Date | null;
  readonly open_advance_since: IsoDate | null;
  readonly worker_age_ms: number | null;
  readonly act: (Row<'act', 'id'> & { readonly age_ms: number }) | null;
  readonly entry: InJson<Row<'money_entry', 'id' | 'kind' | 'entered_at'>> | null;
  readonly hold:
    | (InJson<Row<'hold', 'id' | 'category' | 'created_at' | 'until'>> & { readonly case: HoldingCase | null })
    | null;
  readonly report: InJson<Row<'payout_inbox', 'id' | 'park_reason' | 'received_at'>> | null;
  readonly notice:
    | (InJson<Row<'notice', 'id' | 'state' | 'state_since' | 'ends_at'>> & {
        readonly sides: readonly string[];
        readonly objections: number;
      })
    | null;
  readonly engine_fault: KeptFault | null;
  readonly listing_age_ms: number | null;
  readonly tasks: readonly TaskRow[];
  readonly stuck_reasons: readonly StuckReason[];
};

type TaskRow = OpenTaskRow & InJson<Row<'task', 'starts_on' | 'due_unit' | 'paused'>>;

/**
 * All facts of a claim `c` that a diagnosis needs, in one statement; ages are measured on the database's real clock. $first
 * is the number of the first of the `stuckParameters`, the day.
 */
const factsFrom = (
  first: number,
) => `c.id, c.claim_no, c.jurisdiction, c.state, c.stage, c.state_since, c.purpose, c.revision, c.outcome_code, c.start_requested_at,
  c.started_at, c.course, c.waiting_register, c.evidence_due_on,
  (SELECT max(a.at) FROM audit_entry a WHERE a.act = 'payeeRefused' AND a.entity_kind = 'claim' AND a.entity_id = c.id
    AND NOT EXISTS (SELECT FROM audit_entry b WHERE b.entity_kind = 'claim' AND b.entity_id = c.id AND b.seq > a.seq
      AND b.facts ? 'payeeDigest')) AS payee_refused_at,
  ${OPEN_ADVANCE_SINCE} AS open_advance_since,
  CASE WHEN c.waiting_register IS NOT NULL THEN (SELECT min(a.asked_at) FROM claim_line l JOIN trainee t ON t.id = l.trainee_id
    JOIN register_answer a ON a.register = c.waiting_register AND a.person_index = t.id_number_index
    WHERE l.claim_id = c.id AND l.state = 'proposed') END AS register_asked_since,
  (SELECT min(i.state_since) FROM payout_instruction i
    WHERE i.claim_id = c.id AND i.state IN (${sqlList(SENT_INSTRUCTION_STATES)})) AS payment_sent_since,
  (SELECT (extract(epoch FROM now() - max(w.at)) * 1000)::float8 FROM worker_heartbeat w) AS worker_age_ms,
  ${keptFault(`'claim'`, 'c.id')} AS engine_fault, ${LISTING_AGE} AS listing_age_ms,
  (SELECT json_build_object('id', a.id, 'age_ms', (extract(epoch FROM now() - a.created_at) * 1000)::float8) FROM act a
    WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.answered_at IS NULL AND a.recorded_revision IS NULL
      AND a.state <> 'refused' ORDER BY a.created_at LIMIT 1) AS act,
  (SELECT json_build_object('id', e.id, 'kind', e.kind, 'entered_at', e.entered_at) ${ENTRIES_ABOUT_CLAIM}
    WHERE ${ENTRY_WAITS} ORDER BY e.entered_at, e.id LIMIT 1) AS entry,
  (SELECT json_build_object('id', h.id, 'category', h.category, 'created_at', h.created_at, 'until', h.until,
      'case', (SELECT json_build_object('caseId', k.id, 'closers', closers_of(k),
          'wordsMissing', CASE WHEN k.suspected_crime AND k.closing_asked_by IS NULL THEN 2 ELSE 1 END)
        FROM integrity_case_claim held JOIN integrity_case k ON k.id = held.case_id AND k.closed_at IS NULL
        WHERE held.hold_id = h.id)) FROM hold h
    WHERE h.claim_id = c.id AND h.released_at IS NULL ORDER BY h.created_at LIMIT 1) AS hold,
  (SELECT json_build_object('id', x.id, 'park_reason', CASE WHEN x.state = 'parked' THEN x.park_reason END,
      'received_at', x.received_at) FROM payout_instruction i JOIN payout_inbox x ON x.instruction_id = i.id
    WHERE i.claim_id = c.id AND x.state IN (${sqlList(WAITING_REPORT_STATES)}) ORDER BY x.state = 'parked' DESC, x.received_at, x.id LIMIT 1) AS report,
  (SELECT json_build_object('id', n.id, 'state', n.state, 'state_since', n.state_since, 'ends_at', n.ends_at,
      'sides', (SELECT coalesce(json_agg(w.side ORDER BY w.at), '[]') FROM notice_confirmation w WHERE w.notice_id = n.id),
      'objections', (SELECT count(*) FROM objection o
        WHERE o.notice_id = n.id AND o.claim_id = c.id AND o.state = 'open'))
    FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
    WHERE nc.claim_id = c.id AND nc.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) LIMIT 1) AS notice,
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'organ', t.organ, 'section', t.section,
      'role', t.role, 'assignee', p.display_name, 'created_at', t.created_at, 'starts_on', t.starts_on, 'due_on', t.due_on,
      'near_on', t.near_on, 'escalate_on', t.escalate_on, 'due_unit', t.due_unit, 'paused', t.paused,
      'absent', ${absentOfSeat(`$${first}`)}, 'gone', p.disabled_at IS NOT NULL, 'unable', ${unableOfSeat(`$${first}`)})
      ORDER BY t.due_on, t.id), '[]')
    FROM (${TASKS_WAITED_FOR}) own JOIN task t ON t.id = own.id LEFT JOIN person p ON p.id = t.assignee_id) AS tasks`;

/** Claims are diagnosed in pages, so their number does not matter. */
const PAGE = 1_000;

export function createDiagnosisStore(pool: pg.Pool, library: PolicyLibrary): DiagnosisStore {
  return {
    async factsOf(claimId, at) {
      const claim = await fetchFirst(pool, query.selectFrom('claim').select('jurisdiction').where('id', '=', claimId));
      if (claim === undefined) {
        return null;
      }
      const limits = stuckLimits(library, claim.jurisdiction, dayAt(at.getTime()));
      const row = await fetchFirst(pool, factsOfClaim(claimId, ...stuckParameters(at, library.calendar, limits)));
      return row === undefined ? null : factsOf(row, at, library);
    },

    stuckEntities(caller, at) {
      const limits = stuckLimits(library, caller.jurisdiction, dayAt(at.getTime()));
      return readStuckEntities(pool, caller, at, { calendar: library.calendar, limits });
    },

    waiting(caller, which, at) {
      const { jurisdiction } = caller;
      return readWaiting(pool, library, { sight: claimSightOf(caller, 'listStuckClaims'), jurisdiction, which }, at);
    },
  };
}

/** Claims in a sight that wait, oldest first, in pages; the law of the jurisdiction says from when on they are stuck. */
export async function* readWaiting(
  connection: Connection,
  library: PolicyLibrary,
  asked: { readonly sight: ClaimSight; readonly jurisdiction: string; readonly which: 'stuck' | 'underWay' },
  at: Date,
): AsyncGenerator<readonly WaitingClaim[]> {
  const limits = stuckLimits(library, asked.jurisdiction, dayAt(at.getTime()));
  const page = asked.which === 'stuck' ? stuckPage : underWayPage;
  const given = [...asked.sight, ...stuckParameters(at, library.calendar, limits)] as const;
  for (let last: FactsRow | undefined; ;) {
    const rows = await fetchAll(connection, page(...given, last?.state_since ?? '-infinity', last?.id ?? ''));
    yield rows.map((row) => ({ claimId: row.id, claimNo: row.claim_no, facts: factsOf(row, at, library) }));
    last = rows.at(-1);
    if (rows.length < PAGE) {
      return;
    }
  }
}

const factsOfClaim = sqlText<FactsRow, [claimId: string, ...StuckParameters]>(
  'oversight.factsOfClaim',
  `SELECT ${factsFrom(2)}, ${stuckReasonsOf(2)} AS stuck_reasons FROM claim c WHERE c.id = $1`,
);

type Page = readonly [...ClaimSight, ...StuckParameters, afterSince: Date | string, afterId: string];

const underWayPage = sqlText<FactsRow, [...Page]>(
  'oversight.underWayPage',
  pageOf(`c.state NOT IN (${sqlList(NOT_UNDER_WAY_CLAIM_STATES)})`),
);

const stuckPage = sqlText<FactsRow, [...Page]>('oversight.stuckPage', pageOf(stuckClaim(5)));

/** Oldest first; $11 and $12 are where the page begins. */
function pageOf(condition: string): string {
  return `SELECT ${factsFrom(5)}, ${stuckReasonsOf(5)} AS stuck_reasons FROM claim c WHERE ${VISIBLE_CLAIM} AND ${condition}
    AND (c.state_since, c.id) > ($11::timestamptz, $12::text)
    ORDER BY c.state_since, c.id LIMIT ${PAGE}`;
}

function factsOf(row: FactsRow, at: Date, library: PolicyLibrary): DiagnosisFacts {
  const { calendar } = library;
  const nowMs = at.getTime();
  const today = dayAt(nowMs);
  const { hold, notice, act, entry, report } = row;
  const paymentSentSinceMs = row.payment_sent_since?.getTime() ?? null;
  // A payment asked for in `paymentSent` began with the state; a payment beside another stage began with its
  // instruction.
  const engine = engineOf(row);
  const sinceMs = row.state === 'paid' ? (paymentSentSinceMs ?? row.state_since.getTime()) : row.state_since.getTime();
  return {
    nowMs,
    state: row.state,
    stage: row.stage,
    stateSinceMs: row.state_since.getTime(),
    purpose: row.purpose,
    revision: row.revision,
    outcome: row.outcome_code,
    workerAgeMs: row.worker_age_ms,
    startWaitsSinceMs: row.started_at === null ? (row.start_requested_at?.getTime() ?? null) : null,
    isStarted: row.started_at !== null,
    openAct: act === null ? null : { actId: act.id, ageMs: act.age_ms },
    timer: row.course?.timer ?? null,
    engine,
    hold: hold === null ? null : holdOf(hold),
    report:
      report === null
        ? null
        : { eventId: report.id, parked: report.park_reason, sinceMs: Date.parse(report.received_at) },
    waitingEntry:
      entry === null ? null : { entryId: entry.id, kind: entry.kind, sinceMs: Date.parse(entry.entered_at) },
    waitingRegister: row.waiting_register,
    registerAskedSinceMs: row.register_asked_since?.getTime() ?? null,
    tasks: row.tasks.map((task) => taskFacts(task, today, nowMs, calendar)),
    notice: notice === null ? null : noticeOf(notice),
    evidenceDueOn: row.evidence_due_on,
    failedPayments: failedPayments(row.course),
    paymentSentSinceMs: row.state === 'paymentSent' ? sinceMs : paymentSentSinceMs,
    workingDaysInState: workingDaysBetween(dayAt(sinceMs), today, calendar),
    payeeRefusedSinceMs: row.payee_refused_at?.getTime() ?? null,
    openAdvanceSinceMs: row.open_advance_since === null ? null : startOfDayMs(row.open_advance_since),
    stuckReasons: row.stuck_reasons.filter((reason) => reason !== 'engineFault' || engine.fault !== null),
    limits: stuckLimits(library, row.jurisdiction, today),
  };
}

function holdOf(hold: NonNullable<FactsRow['hold']>): DiagnosisFacts['hold'] {
  return {
    holdId: hold.id,
    category: hold.category,
    sinceMs: Date.parse(hold.created_at),
    untilMs: instantOf(hold.until),
    case: hold.case,
  };
}

function noticeOf(notice: NonNullable<FactsRow['notice']>): DiagnosisFacts['notice'] {
  return {
    noticeId: notice.id,
    state: notice.state,
    sinceMs: Date.parse(notice.state_since),
    endsAtMs: instantOf(notice.ends_at),
    confirmedSides: notice.sides,
    openObjections: notice.objections,
  };
}

function engineOf(row: FactsRow): DiagnosisFacts['engine'] {
  const isEnded = ENDED_CLAIM_STATES.some((state) => state === row.state);
  const seen = { revision: row.revision, isBegun: row.started_at !== null, isEnded };
  return engineFacts(row.engine_fault, seen, row.listing_age_ms);
}

function failedPayments(course: FactsRow['course']): DiagnosisFacts['failedPayments'] {
  const payments = course === null ? [] : PURPOSES.map((purpose) => paymentOf(course, purpose));
  return payments
    .filter(({ state }) => state === 'failed')
    .map(({ accountCorrected }) => ({ isCorrected: accountCorrected }));
}

function taskFacts(task: TaskRow, today: IsoDate, nowMs: number, calendar: WorkingCalendar): OpenTaskFacts {
  return { ...openTaskOf(task, nowMs), ...usedDays(task, today, calendar) };
}

function usedDays(
  task: TaskRow,
  today: IsoDate,
  calendar: WorkingCalendar,
): Pick<OpenTaskFacts, 'elapsed' | 'allowed'> {
  const { starts_on: startsOn, due_on: dueOn } = task;
  if (task.paused || dueOn === null) {
    return { elapsed: 0, allowed: 1 };
  }
  if (task.due_unit === 'workingDays') {
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
