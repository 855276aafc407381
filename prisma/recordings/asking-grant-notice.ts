import type pg from 'pg';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import { CLOCK_SLACK_MS } from '../../domain/authority/own-turn.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { judgeClosing, judgeOpening } from '../../domain/notice/notice-of-record.ts';
import { earliestNoticeEndMs, noticeRule } from '../../domain/notice/notice-period.ts';
import type { RuledObjection } from '../../domain/notice/objections.ts';
import { firstEntryOf, lastEntryOf, lastRecordOf } from '../kernel/course-digests.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { areRuled, confirmedAtMs, ofRecord, type Trusting } from './asking-notice.ts';
import { isReached, type AskingNotice, type TyingEntries } from './asking-statements.ts';
import { isRecordedActOf, recordedActs } from './kept-act.ts';
import type { RecordingContext } from './recording-context.ts';

type Closed = Extract<GrantMessage, { readonly kind: 'noticeClosed' }>;

interface NoticeOfGrant extends AskingNotice, TyingEntries, Row<'notice', 'ends_at' | 'policy_snapshot_id'> {
  readonly objected: boolean;
  readonly upheld: boolean;
  readonly over: boolean;
}

/** The notice, where the grant is in it, what was ruled on it, and the entries that tie both. */
const noticeOfGrant = sqlText<NoticeOfGrant, [grantId: string, noticeId: string, at: Date]>(
  'recordings.noticeOfGrant',
  `SELECT n.jurisdiction, n.responsible_department, n.ends_at, n.policy_snapshot_id,
     g.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) AS stands,
     EXISTS (SELECT FROM objection o WHERE o.notice_id = n.id AND o.grant_id = $1 AND o.state = 'open') AS objected,
     EXISTS (SELECT FROM objection o WHERE o.notice_id = n.id AND o.grant_id = $1 AND o.state = 'upheld') AS upheld,
     coalesce(n.ends_at <= $3 AND ${isReached('$3')}, false) AS over,
     ${lastEntryOf("'notice'", '$2')} AS last_entry, ${firstEntryOf("'notice'", '$2', 'draft')} AS draft_entry,
     ${lastRecordOf("'grant'", '$1', ['noticeOpening', 'noticeClosed'])} AS claim_entry
   FROM notice n JOIN notice_grant g ON g.notice_id = n.id WHERE n.id = $2 AND g.grant_id = $1`,
);

const ruledOfGrant = sqlText<RuledObjection, [grantId: string, noticeId: string]>(
  'recordings.ruledOfGrant',
  `SELECT id, item_no AS "itemNo", line_id AS "lineId", state, ruled_by AS "ruledBy", ruled_at AS "ruledAt",
     coalesce(refuse_lines, '{}') AS "refusedLines"
   FROM objection WHERE grant_id = $1 AND notice_id = $2 AND state <> 'open'`,
);

/** A notice speaks for its two sides only with the signed confirmation of each, to grants that it was drafted for. */
export async function asksGrantByOpening(
  client: pg.PoolClient,
  trust: Trusting,
  { grantId, noticeId, atMs }: { readonly grantId: string; readonly noticeId: string; readonly atMs: number },
): Promise<Asking> {
  const [notice, confirmed] = await Promise.all([
    fetchFirst(client, noticeOfGrant(grantId, noticeId, new Date(atMs))),
    fetchAll(client, recordedActs('notice', noticeId, 'confirm')),
  ]);
  if (notice === undefined || confirmedAtMs(trust, { noticeId, notice: asOfGrants(notice), confirmed }) === null) {
    return 'never';
  }
  const asking = judgeOpening(ofRecord(trust, { claimId: grantId, noticeId, of: 'grant' }, notice), grantId);
  return asking === 'asks' && !notice.stands ? 'noLonger' : asking;
}

const ENDING = { clean: 'confirm', upheld: 'confirm', rejected: 'reject', withdrawn: 'withdraw' } as const;

/**
 * A notice lets a grant go on only after its period, with the signed confirmations of both sides and a signed ruling on
 * each objection; upheld, if one was (S1, S8, R-099).
 */
export async function asksGrantByClosing(
  client: pg.PoolClient,
  context: Trusting & Pick<RecordingContext, 'snapshots'>,
  { grantId, message }: { readonly grantId: string; readonly message: Closed },
): Promise<Asking> {
  const { noticeId, outcome } = message;
  const kind = ENDING[outcome];
  const [notice, ended, objections, rulings] = await Promise.all([
    fetchFirst(client, noticeOfGrant(grantId, noticeId, new Date(message.atMs))),
    fetchAll(client, recordedActs('notice', noticeId, kind)),
    fetchAll(client, ruledOfGrant(grantId, noticeId)),
    fetchAll(client, recordedActs('notice', noticeId, 'ruleObjection')),
  ]);
  // As it arrives, an outcome may be any word.
  if (notice === undefined || kind === undefined || !areRuled(context, { noticeId, objections, rulings })) {
    return 'never';
  }
  const endsAtMs = notice.ends_at?.getTime() ?? null;
  const record = ofRecord(context, { claimId: grantId, noticeId, of: 'grant' }, notice);
  const isPassed = outcome === 'clean' || outcome === 'upheld';
  const asking = judgeClosing(record, grantId, { outcome: isPassed ? 'clean' : outcome, endsAtMs });
  const isThere = asking === 'asks' && !notice.stands ? 'noLonger' : asking;
  if (!isPassed) {
    const isSaid = ended.some((row) => isRecordedActOf(context, row, { entity: 'notice', id: noticeId, kind }));
    return isSaid ? isThere : 'never';
  }
  const atMs = confirmedAtMs(context, { noticeId, notice: asOfGrants(notice), confirmed: ended });
  if (atMs === null || endsAtMs === null || notice.upheld !== (outcome === 'upheld')) {
    return 'never';
  }
  const rule = noticeRule(await context.snapshots.read(client, notice.policy_snapshot_id));
  if (endsAtMs < earliestNoticeEndMs(dayAt(atMs - CLOCK_SLACK_MS), rule)) {
    return 'never';
  }
  return notice.over && !notice.objected ? isThere : 'noLonger';
}

function asOfGrants(notice: NoticeOfGrant) {
  return { ...notice, about: 'grants' as const };
}
