import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import { authorityOf } from '../../domain/authority/message-authority.ts';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { recomputeReturn } from '../../domain/claim/claim-return.ts';
import type { FilingMessage } from '../../domain/filing/filing-course.ts';
import { LIVE_NOTICE_CLAIM_STATES, NOTICE_SIDES, type NoticeMessage } from '../../domain/notice/notice-course.ts';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import { unreachable } from '../../domain/verdict.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { isSignedAct, recordedActs, type RecordedAct } from './kept-act.ts';

/** Whether the row that asks, which names this entity, is where it would ask this; no row: nobody asks. */
interface Asker {
  readonly stands: boolean;
}

/** What reading needs besides the transaction. */
export interface AskingContext {
  readonly verify: ActVerifier;
  readonly calendar: WorkingCalendar;
}

/**
 * Reads whether the entity behind a claim's message asks for it (D2, D5): a notice that both sides confirmed, a batch that
 * its checker released, a report in the inbox, an open case. Null for a message that counts on a person or on nothing.
 * The statements are sent at once, so they run with the recording's other reads.
 */
export function askingOfClaim(
  client: pg.PoolClient,
  { verify, calendar }: AskingContext,
  { claimId, message }: { readonly claimId: string; readonly message: ClaimMessage },
): Promise<Asking> | null {
  if (authorityOf('claim', message) !== 'entity' || !hasPlainIds(message)) {
    return null;
  }
  switch (message.kind) {
    case 'noticeOpening':
      return asksWithActs(client, verify, {
        asker: noticeOpening(claimId, message.noticeId),
        acts: recordedActs('notice', message.noticeId, 'confirm'),
        people: NOTICE_SIDES.length,
      });
    case 'noticeClosed':
      return asks(client, noticeClosed(claimId, message.noticeId, message.outcome, instantOf(message.atMs)));
    case 'payoutReleasing':
      return asksWithActs(client, verify, {
        asker: batchReleasing(
          claimId,
          message.batchId,
          message.purpose,
          seatOf(message.maker),
          seatOf(message.checker),
        ),
        acts: recordedActs('batch', message.batchId, 'release'),
        people: 1,
      });
    case 'payoutReported':
      return asksByReport(client, claimId, message);
    case 'registerAnswered':
      return asks(client, registerWaited(claimId));
    case 'recovered':
      return asks(client, setOffOf(claimId));
    case 'rearm':
      return asksByCalendar(client, calendar, { claimId, message });
    case 'hold':
      return asks(client, holdOfCase(claimId, message.actId));
    case 'release':
      return asks(client, releaseOfHold(claimId, message.actId, instantOf(message.atMs)));
    case 'begin':
    case 'contractEvidence':
    case 'correctAccount':
    case 'decide':
    case 'repaid':
    case 'resubmit':
    case 'setOff':
    case 'timerFired':
    case 'withdraw':
      return null;
    default:
      return unreachable(message);
  }
}

/** A claim of the class that was submitted. */
export function askingOfFiling(
  client: pg.PoolClient,
  filingId: string,
  message: FilingMessage,
): Promise<Asking> | null {
  return message.kind === 'claimOpened' && hasPlainIds(message) ? asks(client, claimOfFiling(filingId)) : null;
}

/** An objection that somebody filed. */
export function askingOfNotice(
  client: pg.PoolClient,
  noticeId: string,
  message: NoticeMessage,
): Promise<Asking> | null {
  return message.kind === 'fileObjection' && hasPlainIds(message)
    ? asks(client, objectionOfNotice(noticeId, message.objectionId))
    : null;
}

async function asks(client: pg.PoolClient, asker: Statement<Asker>): Promise<Asking> {
  const row = await fetchFirst(client, asker);
  if (row === undefined) {
    return 'never';
  }
  return row.stands ? 'asks' : 'noLonger';
}

/** An entity speaks for people only with their signed acts behind it. */
async function asksWithActs(
  client: pg.PoolClient,
  verify: ActVerifier,
  {
    asker,
    acts,
    people,
  }: { readonly asker: Statement<Asker>; readonly acts: Statement<RecordedAct>; readonly people: number },
): Promise<Asking> {
  const [asking, recorded] = await Promise.all([asks(client, asker), fetchAll(client, acts)]);
  const signed = recorded.filter((row) => isSignedAct(verify, row)).map(({ person_id: personId }) => personId);
  return new Set(signed).size >= people ? asking : 'never';
}

async function asksByReport(
  client: pg.PoolClient,
  claimId: string,
  { inboxId, instructionId, purpose, outcome, own = outcome }: Extract<ClaimMessage, { kind: 'payoutReported' }>,
): Promise<Asking> {
  const report = await fetchFirst(client, reportOf(claimId, inboxId, instructionId, purpose));
  if (report === undefined || reportedStateOf(report.type) !== own) {
    return 'never';
  }
  return report.state === 'new' ? 'asks' : 'noLonger';
}

/** D8: the timer moves to the instant that the calendar gives, whoever says so. */
async function asksByCalendar(
  client: pg.PoolClient,
  calendar: WorkingCalendar,
  { claimId, message }: { readonly claimId: string; readonly message: Extract<ClaimMessage, { kind: 'rearm' }> },
): Promise<Asking> {
  const row = await fetchFirst(client, returnOf(claimId));
  if (row === undefined) {
    return 'never';
  }
  const rule = { startsOn: row.return_starts_on, days: row.return_days, unit: row.return_unit };
  const period = { rule, dueOn: row.return_due_on, endsAtMs: row.timer_at.getTime() };
  const { endsAtMs } = recomputeReturn(period, calendar, dayAt(instantOf(message.atMs).getTime()));
  return endsAtMs === message.endsAtMs ? 'asks' : 'noLonger';
}

const noticeOpening = sqlText<Asker, [claimId: string, noticeId: string]>(
  'recordings.noticeOpening',
  `SELECT n.state = 'opening' AND c.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) AS stands
   FROM notice n JOIN notice_claim c ON c.notice_id = n.id WHERE n.id = $2 AND c.claim_id = $1`,
);

/** Clean: the period of the published notice is over and no objection to this claim is open. */
const noticeClosed = sqlText<Asker, [claimId: string, noticeId: string, outcome: string, at: Date]>(
  'recordings.noticeClosed',
  `SELECT CASE WHEN $3 = 'clean' THEN coalesce(n.state = 'published' AND n.ends_at <= $4 AND NOT EXISTS (
       SELECT FROM objection o WHERE o.notice_id = n.id AND o.claim_id = $1 AND o.state = 'open'), false)
     ELSE n.state = $3 END AS stands
   FROM notice n JOIN notice_claim c ON c.notice_id = n.id WHERE n.id = $2 AND c.claim_id = $1`,
);

const SEAT = (person: string) =>
  `json_build_array(${person}.id, ${person}.organ, ${person}.section, ${person}.jurisdiction)::text::jsonb`;

const batchReleasing = sqlText<
  Asker,
  [claimId: string, batchId: string, purpose: string, maker: string, checker: string]
>(
  'recordings.batchReleasing',
  `SELECT b.state = 'releasing' AND EXISTS (SELECT FROM payout_instruction i
       WHERE i.batch_id = b.id AND i.claim_id = $1 AND i.purpose = $3 AND i.state = 'draft') AS stands
   FROM batch b JOIN person m ON m.id = b.maker_id JOIN person c ON c.id = b.checker_id
   WHERE b.id = $2 AND ${SEAT('m')} = $4::jsonb AND ${SEAT('c')} = $5::jsonb
     AND EXISTS (SELECT FROM payout_instruction i WHERE i.batch_id = b.id AND i.claim_id = $1 AND i.purpose = $3)`,
);

const reportOf = sqlText<
  Row<'payout_inbox', 'type' | 'state'>,
  [claimId: string, inboxId: string, instructionId: string, purpose: string]
>(
  'recordings.reportOf',
  `SELECT x.type, x.state FROM payout_inbox x JOIN payout_instruction i ON i.id = x.instruction_id
   WHERE x.id = $2 AND i.id = $3 AND i.claim_id = $1 AND i.purpose = $4`,
);

const registerWaited = sqlText<Asker, [claimId: string]>(
  'recordings.registerWaited',
  'SELECT waiting_register IS NOT NULL AS stands FROM claim WHERE id = $1',
);

const setOffOf = sqlText<Asker, [claimId: string]>(
  'recordings.setOffOf',
  `SELECT true AS stands FROM recovery r JOIN recovery_step s ON s.recovery_id = r.id
   WHERE r.claim_id = $1 AND s.kind = 'setOff' LIMIT 1`,
);

const returnOf = sqlText<
  {
    readonly [Column in 'return_starts_on' | 'return_days' | 'return_unit' | 'return_due_on']: NonNullable<
      Row<'claim', Column>[Column]
    >;
  } & { readonly timer_at: Date },
  [claimId: string]
>(
  'recordings.returnOf',
  `SELECT return_starts_on, return_days, return_unit, return_due_on, timer_at FROM claim
   WHERE id = $1 AND course #>> '{timer,kind}' = 'resubmission' AND return_due_on IS NOT NULL`,
);

const holdOfCase = sqlText<Asker, [claimId: string, actId: string]>(
  'recordings.holdOfCase',
  `SELECT a.body #>> '{hold,holdId}' = t.hold_id AS stands
   FROM integrity_case_claim t JOIN act a ON a.id = t.hold_act_id WHERE t.claim_id = $1 AND t.hold_act_id = $2`,
);

/** The end of an integrity case, or the day until which a hold was set. */
const releaseOfHold = sqlText<Asker, [claimId: string, actId: string, at: Date]>(
  'recordings.releaseOfHold',
  `SELECT true AS stands FROM integrity_case_claim t JOIN integrity_case k ON k.id = t.case_id
     JOIN act a ON a.id = t.release_act_id AND a.body ->> 'holdId' = t.hold_id
   WHERE t.claim_id = $1 AND t.release_act_id = $2 AND k.closed_at IS NOT NULL
   UNION ALL SELECT h.until <= $3 FROM hold h JOIN act a ON a.id = $2 AND a.body ->> 'holdId' = h.id
   WHERE h.claim_id = $1 AND h.until IS NOT NULL`,
);

const claimOfFiling = sqlText<Asker, [filingId: string]>(
  'recordings.claimOfFiling',
  `SELECT bool_or(submitted_at IS NOT NULL) AS stands FROM claim WHERE filing_id = $1 HAVING count(*) > 0`,
);

const objectionOfNotice = sqlText<Asker, [noticeId: string, objectionId: string]>(
  'recordings.objectionOfNotice',
  `SELECT state = 'open' AS stands FROM objection WHERE notice_id = $1 AND id = $2`,
);

/** Ids go into statements only if they look like ids: anything else names nothing. */
function hasPlainIds(message: object): boolean {
  return Object.entries(message).every(([field, value]: [string, unknown]) =>
    /(?:Id|purpose|outcome)$/.test(field) ? typeof value === 'string' && PLAIN.test(value) : true,
  );
}

const PLAIN = /^[\w./:-]{1,200}$/;

/** The start of all time for an instant that is none: nothing has ended by then. */
function instantOf(atMs: number): Date {
  return new Date(Number.isSafeInteger(atMs) && Math.abs(atMs) < 8.64e15 ? atMs : 0);
}

function seatOf(actor: Actor | undefined): string {
  const { personId = '', organ = null, section = null, jurisdiction = '' } = actor ?? {};
  return JSON.stringify([personId, organ, section, jurisdiction]);
}
