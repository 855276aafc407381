import type pg from 'pg';
import { isPlain, type Asking } from '../../domain/authority/authentic-act.ts';
import type { CallMessage } from '../../domain/grant/call-course.ts';
import { ENDED_NOTICE_STATES } from '../../domain/notice/notice-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { isAuthenticEntry, lastEntryOf, type EntryJson } from '../kernel/course-digests.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import type { RecordingContext } from './recording-context.ts';

/** The notice of the call's proposal, and the entry of its last record. */
const noticeOfCall = sqlText<
  Row<'notice', 'state'> & { readonly last_entry: EntryJson | null },
  [callId: string, noticeId: string]
>(
  'recordings.noticeOfCall',
  `SELECT n.state, ${lastEntryOf("'notice'", 'n.id')} AS last_entry FROM notice n WHERE n.id = $2 AND n.grant_call_id = $1`,
);

const PLAIN = /^ntc_[A-Za-z0-9]{1,64}$/;

/** Reads whether the notice behind a call's message has settled. Null for a message of a person or of the call itself. */
export function askingOfCall(
  client: pg.PoolClient,
  context: Pick<RecordingContext, 'keyed'>,
  { callId, message }: { readonly callId: string; readonly message: CallMessage },
): Promise<Asking> | null {
  if (message.kind !== 'noticeSettled' || !isPlain(message) || !PLAIN.test(message.noticeId)) {
    return null;
  }
  return message.actId.startsWith(`${message.noticeId}/settled/`)
    ? asksBySettled(client, context, { callId, noticeId: message.noticeId })
    : null;
}

/** A notice has settled when its own last record, which bears the product's key, says so (S1). */
async function asksBySettled(
  client: pg.PoolClient,
  { keyed }: Pick<RecordingContext, 'keyed'>,
  { callId, noticeId }: { readonly callId: string; readonly noticeId: string },
): Promise<Asking> {
  const row = await fetchFirst(client, noticeOfCall(callId, noticeId));
  const entry = row?.last_entry ?? null;
  if (row === undefined || entry === null || !isAuthenticEntry(keyed, { kind: 'notice', id: noticeId }, entry)) {
    return 'never';
  }
  const isEnded = isOneOf(ENDED_NOTICE_STATES, row.state) && entry.facts['state'] === row.state;
  return isEnded ? 'asks' : 'noLonger';
}
