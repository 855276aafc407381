import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { CLOCK_SLACK_MS, isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  failureReason,
  moveNotice,
  noticeFactsOf,
  type NoticeCourse,
  type NoticeFacts,
  type NoticeMessage,
  type NoticePlan,
} from '../../domain/notice/notice-course.ts';
import { isPublication, noticeEvent } from '../../domain/notice/notice-event.ts';
import { objectionsAfter } from '../../domain/notice/objections.ts';
import { noticePeriod, noticeRule } from '../../domain/notice/notice-period.ts';
import { wantedNoticeTasks } from '../../domain/notice/notice-tasks.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { noticeStart } from '../kernel/start-inputs.ts';
import { fetchFirst, jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { noticePageDigest, noticePageFrom, readNoticeContent, type NoticeContent } from '../notice/notice-page.ts';
import { askingOfNotice } from './asking-rows.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { noticeActWrites, type NoticeAct, type LockedNotice } from './notice-act.ts';
import { countWrites, readRuling, type RulingRead } from './objection-rulings.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { taskWrites } from './task-reconciling.ts';

type NoticeRecording = Recording<NoticeCourse, NoticeMessage, NoticePlan>;

const lockNotice = sqlText<Row<'notice', 'revision' | 'course'>, [id: string]>(
  'recordings.lockNotice',
  'SELECT revision, course FROM notice WHERE id = $1 FOR UPDATE',
);

interface NoticeRead {
  readonly row: LockedNotice;
  readonly ruling: RulingRead | null;
  /** What a publication makes public; null for every other act. */
  readonly content: NoticeContent | null;
}

/** Records one act of a notice with all its changes in one transaction (D2, R-095). */
export function recordNotice(
  context: RecordingContext,
  recording: NoticeRecording,
): Promise<Recorded<NoticeCourse, NoticeFacts>> {
  const { noticeId } = recording.plan;
  const entity = { kind: 'notice', id: noticeId } as const;
  return recordAct<NoticeCourse, NoticeMessage, NoticePlan, NoticeFacts, NoticeRead>(context, entity, recording, {
    lock: lockNotice,
    asking: (client) => askingOfNotice(client, noticeId, recording.message),
    async read(client) {
      const { message } = recording;
      const [row, ruling, content] = await Promise.all([
        readNotice(client, noticeId),
        readRuling(client, message),
        message.kind === 'publish' ? readNoticeContent(client, noticeId) : null,
      ]);
      return { row, ruling, content };
    },
    isStartedAsOwn: (_client, { row }, isBegun) => {
      const own = noticeStart(row, { noticeId, clockOffsetMs: 0 });
      const { before: course, plan } = recording;
      return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
    },
    dueAtMs: () => (recording.message.kind === 'settle' ? recording.before.endsAtMs : null),
    decide: (client, read) => decide(context, client, recording, read),
  });
}

const lockedNotice = sqlText<LockedNotice, [noticeId: string]>(
  'recordings.lockedNotice',
  `SELECT n.notice_no, n.policy_snapshot_id, n.jurisdiction, n.responsible_department, n.state_since, n.grant_call_id,
     (SELECT count(*) FROM notice_claim c WHERE c.notice_id = n.id AND c.state = 'open')::int
       + (SELECT count(*) FROM notice_grant g WHERE g.notice_id = n.id AND g.state = 'open')::int AS claims_open,
     (SELECT coalesce(json_agg(json_build_object('id', o.id, 'isRouted', o.routed_at IS NOT NULL, 'itemNo', o.item_no, 'lineId', o.line_id)
         ORDER BY o.at, o.id), '[]') FROM objection o WHERE o.notice_id = n.id AND o.state = 'open') AS objections
   FROM notice n WHERE n.id = $1`,
);

async function readNotice(client: pg.PoolClient, noticeId: string): Promise<LockedNotice> {
  const row = await fetchFirst(client, lockedNotice(noticeId));
  if (row === undefined) {
    throw new RangeError(`No notice ${noticeId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  recording: NoticeRecording,
  { row, ruling, content, openTasks, body }: NoticeRead & RecordedRead,
): Promise<RecordedWork<NoticeCourse, NoticeFacts>> {
  const { before, message, plan } = recording;
  if (message.kind === 'publish' && message.atMs < row.state_since.getTime() - CLOCK_SLACK_MS) {
    // Its period would begin before the second confirmation.
    throw new ForgedAct('otherClock');
  }
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const act: NoticeAct = { row, ruling, message, plan, body };
  const writes = noticeActWrites(act);
  const period = noticePeriod(dayAt(message.atMs), noticeRule(snapshot), context.calendar);
  const facts = noticeFactsOf(before, message, { claimsOpen: row.claims_open, endsAtMs: period.endsAtMs });
  const after = moveNotice(before, message, facts, plan);
  const items = objectionsAfter(row.objections, message, {
    named: openTasks.map(({ objectionId }) => objectionId),
    organ: ruling?.organ ?? plan.responsibleDepartment,
  });
  const wanted = wantedNoticeTasks(after, plan, { snapshot, openObjections: items });
  return {
    facts,
    after,
    audit: { claimsOpen: facts.claimsOpen, reason: body.reason ?? null, remark: body.remark ?? null },
    writes: [
      ...writes,
      noticeWrite(act, after),
      ...publicationWrites(act, after, { content, facts, endsOn: period.endsOn }),
      ...taskWrites({
        owner: { kind: 'notice', id: plan.noticeId, jurisdiction: plan.jurisdiction, subject: row.notice_no },
        open: openTasks,
        wanted,
        snapshot,
        calendar: context.calendar,
        atMs: message.atMs,
        doneBy: senderOf(message)?.personId ?? null,
        act: message.kind === 'ruleObjection' ? message.ruling : message.kind,
      }),
      ...countWrites(openTasks, wanted),
      ...eventWrites(act, after),
    ],
  };
}

const updateNotice = sqlText<
  never,
  [
    noticeId: string,
    revision: number,
    course: JsonText<NoticeCourse>,
    state: Row<'notice'>['state'],
    at: Date,
    reason: string | null,
  ]
>(
  'recordings.updateNotice',
  `UPDATE notice SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
     state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END,
     outcome_reason = $6
   WHERE id = $1`,
);

function noticeWrite({ message, plan, body }: NoticeAct, after: NoticeCourse): Statement<unknown> {
  const at = new Date(message.atMs);
  return updateNotice(
    plan.noticeId,
    after.revision,
    jsonText(after),
    after.state,
    at,
    failureReason(after, body.reason ?? null),
  );
}

/** A notice is published once, with the digest of its public content; from then on the database refuses changes. */
function publicationWrites(
  { message, plan }: NoticeAct,
  after: NoticeCourse,
  {
    content,
    facts,
    endsOn,
  }: { readonly content: NoticeContent | null; readonly facts: NoticeFacts; readonly endsOn: IsoDate },
): readonly Statement<unknown>[] {
  if (!isPublication(after, message) || content === null || facts.endsAtMs === null) {
    return [];
  }
  const publishedAt = new Date(message.atMs);
  const endsAt = new Date(facts.endsAtMs);
  const page = noticePageFrom(content, { publishedAt, endsOn, endsAt });
  return [
    query
      .updateTable('notice')
      .set({ published_at: publishedAt, ends_on: endsOn, ends_at: endsAt, page_digest: noticePageDigest(page) })
      .where('id', '=', plan.noticeId),
  ];
}

function eventWrites({ message, plan }: NoticeAct, after: NoticeCourse): readonly Statement<unknown>[] {
  const event = noticeEvent(plan.noticeId, after, message);
  return event === null ? [] : [outboxWrite(event)];
}
