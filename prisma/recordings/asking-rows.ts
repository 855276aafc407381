import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import { isPlain, type Asking } from '../../domain/authority/authentic-act.ts';
import { authorityOf } from '../../domain/authority/message-authority.ts';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { recomputeReturn } from '../../domain/claim/claim-return.ts';
import type { FilingMessage } from '../../domain/filing/filing-course.ts';
import type { NoticeMessage } from '../../domain/notice/notice-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { fetchAll, fetchFirst, type Statement } from '../kernel/statements.ts';
import { asksByCase, asksByEndOfHold } from './asking-case.ts';
import { asksByClosing, asksByOpening } from './asking-notice.ts';
import { asksByReport } from './asking-report.ts';
import {
  batchReleasing,
  claimOfFiling,
  objectionOfNotice,
  registerWaited,
  returnOf,
  setOffOf,
  type Asker,
} from './asking-statements.ts';
import { isRecordedActOf, recordedActs } from './kept-act.ts';
import type { RecordingContext } from './recording-context.ts';

/** What reading needs besides the transaction. */
type AskingContext = Pick<RecordingContext, 'verify' | 'keyed' | 'calendar' | 'snapshots'>;

/** What a claim is told by entities, sweeps and registers. */
type MessageOfEntity = Extract<
  ClaimMessage,
  {
    readonly kind:
      | 'hold'
      | 'noticeClosed'
      | 'noticeOpening'
      | 'payoutReleasing'
      | 'payoutReported'
      | 'rearm'
      | 'recovered'
      | 'registerAnswered'
      | 'release';
  }
>;

function isOfEntity(message: ClaimMessage): message is MessageOfEntity {
  return authorityOf('claim', message) === 'entity';
}

/**
 * Reads whether the entity behind a claim's message asks for it (D2, D5): a notice that both sides confirmed, a batch that
 * its checker released, a report in the inbox, an open case. Null for a message that counts on a person or on nothing.
 * The statements are sent at once, so they run with the recording's other reads.
 */
export function askingOfClaim(
  client: pg.PoolClient,
  context: AskingContext,
  { claimId, message }: { readonly claimId: string; readonly message: ClaimMessage },
): Promise<Asking> | null {
  if (!isOfEntity(message) || !isReadable(message, actIdBegins(claimId, message))) {
    return null;
  }
  const { verify, calendar } = context;
  switch (message.kind) {
    case 'noticeOpening':
      return asksByOpening(client, context, { claimId, noticeId: message.noticeId });
    case 'noticeClosed':
      return asksByClosing(client, context, { claimId, message });
    case 'payoutReleasing':
      return asksWithRelease(client, context, { claimId, message });
    case 'payoutReported':
      return asksByReport(client, verify, claimId, message);
    case 'registerAnswered':
      return asks(client, registerWaited(claimId));
    case 'recovered':
      return asks(client, setOffOf(claimId));
    case 'rearm':
      return asksByCalendar(client, calendar, { claimId, message });
    case 'hold':
      return asksByCase(client, verify, { claimId, actId: message.actId });
    case 'release':
      return asksByEndOfHold(client, verify, { claimId, actId: message.actId, at: new Date(message.atMs) });
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
  return message.kind === 'claimOpened' && isReadable(message, '') ? asks(client, claimOfFiling(filingId)) : null;
}

/** An objection that somebody filed. */
export function askingOfNotice(
  client: pg.PoolClient,
  noticeId: string,
  message: NoticeMessage,
): Promise<Asking> | null {
  return message.kind === 'fileObjection' && isReadable(message, `${message.objectionId}/`)
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

/** A batch speaks only with the signed release of its checker (D5). */
async function asksWithRelease(
  client: pg.PoolClient,
  trust: Pick<RecordingContext, 'verify' | 'keyed'>,
  {
    claimId,
    message,
  }: { readonly claimId: string; readonly message: Extract<ClaimMessage, { kind: 'payoutReleasing' }> },
): Promise<Asking> {
  const { batchId, purpose, maker, checker } = message;
  if (!isSeat(maker) || !isSeat(checker)) {
    return 'never';
  }
  const asker = batchReleasing(
    claimId,
    batchId,
    purpose,
    maker.personId,
    seatOf(maker),
    checker.personId,
    seatOf(checker),
  );
  const [asking, released] = await Promise.all([
    asks(client, asker),
    fetchAll(client, recordedActs('batch', batchId, 'release')),
  ]);
  const isReleased = released.some(
    (row) =>
      row.person_id === checker.personId &&
      isRecordedActOf(trust, row, { entity: 'batch', id: batchId, kind: 'release' }),
  );
  return isReleased ? asking : 'never';
}

/** D8: the timer may move only to the instant that the calendar gives. */
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
  const { endsAtMs } = recomputeReturn(period, calendar, dayAt(message.atMs));
  return endsAtMs === message.endsAtMs ? 'asks' : 'noLonger';
}

/** Only what can stand in a statement goes into one; anything else names nothing. */
function isReadable(message: ClaimMessage | FilingMessage | NoticeMessage, prefix: string): boolean {
  return isPlain(message) && message.actId.startsWith(prefix) && hasPlainIds(message);
}

/** The people of a batch are looked into as well. */
function hasPlainIds(value: object): boolean {
  return Object.entries(value).every(([field, inner]: [string, unknown]) => {
    if (typeof inner === 'object' && inner !== null) {
      return hasPlainIds(inner);
    }
    return !/(?:Id|purpose|outcome)$/.test(field) || inner === null || (typeof inner === 'string' && PLAIN.test(inner));
  });
}

const PLAIN = /^[\w./:-]{1,200}$/;

/** A message has no type on its way. */
function isSeat(seat: Actor | undefined): seat is Actor {
  return typeof seat?.personId === 'string';
}

function seatOf({ organ, section, jurisdiction }: Actor): string {
  return JSON.stringify([organ, section, jurisdiction]);
}

/** How the id of an act begins that another entity asks for, so that nobody takes the id of another one. */
function actIdBegins(claimId: string, message: MessageOfEntity): string {
  switch (message.kind) {
    case 'noticeOpening':
      return `${message.noticeId}/opening/`;
    case 'noticeClosed':
      return `${message.noticeId}/${message.outcome}/`;
    case 'payoutReleasing':
      return `${message.batchId}/releasing/`;
    case 'payoutReported':
      return `payout/${message.inboxId}`;
    case 'registerAnswered':
      return `${claimId}/register/`;
    case 'recovered':
    case 'rearm':
    case 'hold':
    case 'release':
      return 'act_';
    default:
      return unreachable(message);
  }
}
