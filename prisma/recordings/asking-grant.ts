import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { isPlain, type Asking } from '../../domain/authority/authentic-act.ts';
import { isCourseOfRecord } from '../../domain/authority/own-course.ts';
import { authorityOf } from '../../domain/authority/message-authority.ts';
import { tellingOf } from '../../domain/grant/call-telling.ts';
import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { courseEntryOf, courseFacts, lastEntryOf, type EntryJson } from '../kernel/course-digests.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { asksBySuspension } from './asking-grant-case.ts';
import { asksByInstalmentReport, asksByRelease } from './asking-grant-money.ts';
import { asksGrantByClosing, asksGrantByOpening } from './asking-grant-notice.ts';
import type { Trusting } from './asking-notice.ts';
import type { RecordingContext } from './recording-context.ts';

type Told = Extract<GrantMessage, { readonly kind: 'panelChanged' | 'scoringClosed' | 'proposed' | 'notSelected' }>;

interface CallOfGrant extends Row<'grant_call', 'revision' | 'course'> {
  readonly state: Row<'base_grant'>['state'];
  readonly grant_course: Row<'base_grant'>['course'];
  readonly has_place: boolean;
  readonly last_entry: EntryJson | null;
}

/** The call as its own last record left it, and what it sees of the grant. */
const callOfGrant = sqlText<CallOfGrant, [grantId: string, callId: string]>(
  'recordings.callOfGrant',
  `SELECT c.revision, c.course, g.state, g.course AS grant_course,
     EXISTS (SELECT FROM grant_place p WHERE p.grant_id = g.id AND p.call_id = c.id) AS has_place,
     ${lastEntryOf("'grantCall'", 'c.id')} AS last_entry
   FROM base_grant g JOIN grant_call c ON c.id = g.call_id WHERE g.id = $1 AND c.id = $2`,
);

const PLAIN = /^[\w./:-]{1,200}$/;

/**
 * Reads whether the entity behind a grant's message asks for it: its call, a case, a batch, or the notice that it is in. Null for a message
 * that counts on a person or on nothing.
 */
export function askingOfGrant(
  client: pg.PoolClient,
  context: Trusting & Pick<RecordingContext, 'snapshots'>,
  { grantId, message }: { readonly grantId: string; readonly message: GrantMessage },
): Promise<Asking> | null {
  if (authorityOf('grant', message) !== 'entity' || !isPlain(message)) {
    return null;
  }
  if (message.kind === 'payoutReleasing') {
    return asksByRelease(client, context, grantId, message);
  }
  if (message.kind === 'payoutReported') {
    return asksByInstalmentReport(client, context, grantId, message);
  }
  if (message.kind === 'suspend' || message.kind === 'resume') {
    return asksBySuspension(client, context.verify, grantId, message);
  }
  if (message.kind === 'noticeOpening' || message.kind === 'noticeClosed') {
    return isOfNotice(message) ? asksByNotice(client, context, { grantId, message }) : null;
  }
  return isOfCall(message) && PLAIN.test(message.callId) ? asksByCall(client, context, { grantId, message }) : null;
}

type Noticed = Extract<GrantMessage, { readonly kind: 'noticeOpening' | 'noticeClosed' }>;

/** The id of the act begins with the notice, so that nobody takes the id of another one. */
function isOfNotice({ noticeId, actId }: Noticed): boolean {
  return typeof noticeId === 'string' && PLAIN.test(noticeId) && actId.startsWith(`${noticeId}/`);
}

function asksByNotice(
  client: pg.PoolClient,
  context: Trusting & Pick<RecordingContext, 'snapshots'>,
  { grantId, message }: { readonly grantId: string; readonly message: Noticed },
): Promise<Asking> {
  return message.kind === 'noticeOpening'
    ? asksGrantByOpening(client, context, { grantId, noticeId: message.noticeId, atMs: message.atMs })
    : asksGrantByClosing(client, context, { grantId, message });
}

function isOfCall(message: GrantMessage): message is Told {
  return 'callId' in message && typeof message.callId === 'string';
}

/** A call tells a grant what follows from both rows, and only from a course that its own recording left (S1). */
async function asksByCall(
  client: pg.PoolClient,
  { keyed }: Pick<RecordingContext, 'keyed'>,
  { grantId, message }: { readonly grantId: string; readonly message: Told },
): Promise<Asking> {
  const { callId } = message;
  const row = await fetchFirst(client, callOfGrant(grantId, callId));
  if (row?.course == null || !message.actId.startsWith(`${callId}/`)) {
    return 'never';
  }
  const digest = courseFacts('grantCall', callId, row.course).courseDigest;
  const last = courseEntryOf(keyed, { kind: 'grantCall', id: callId }, row.last_entry);
  if (!isCourseOfRecord({ revision: row.revision, course: row.course, digest }, last)) {
    return 'never';
  }
  const panel = row.grant_course?.panel ?? [];
  const telling = tellingOf(callId, row.course, { grantId, state: row.state, panel, hasPlace: row.has_place });
  const { actId, atMs } = message;
  return isDeepStrictEqual(telling === null ? null : { ...telling, actId, atMs }, message) ? 'asks' : 'noLonger';
}
