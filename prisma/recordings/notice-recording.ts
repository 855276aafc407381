import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { dayAt } from '../../domain/calendar.ts';
import {
  moveNotice,
  sideOf,
  type NoticeCourse,
  type NoticeFacts,
  type NoticeMessage,
  type NoticePlan,
} from '../../domain/notice/notice-course.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { unreachable } from '../../domain/verdict.ts';
import { noticePeriod, noticeRule } from '../../domain/notice/notice-period.ts';
import { noticePage, noticePageDigest } from '../notice/notice-page.ts';
import { writeOutbox } from '../kernel/outbox-writing.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { RecordingContext } from './recording-context.ts';
import { reconcileTasks, type TaskToOpen } from './task-reconciling.ts';

type NoticeRecording = Recording<NoticeCourse, NoticeMessage, NoticePlan>;

interface NoticeRow {
  readonly notice_no: string;
  readonly policy_snapshot_id: string;
}

interface NoticeWork {
  readonly context: RecordingContext;
  readonly client: pg.PoolClient;
  readonly recording: NoticeRecording;
  readonly body: ActBody;
}

/** Everything that one act changes of a notice, in one transaction (D2, R-095). */
export function recordNotice(
  context: RecordingContext,
  recording: NoticeRecording,
): Promise<Recorded<NoticeCourse, NoticeFacts>> {
  const entity = { table: 'notice', kind: 'notice', id: recording.plan.noticeId } as const;
  return recordAct(context.pool, entity, recording, (client, body) => work({ context, client, recording, body }));
}

async function work(noticeWork: NoticeWork): Promise<RecordedWork<NoticeCourse, NoticeFacts>> {
  const { context, client, recording, body } = noticeWork;
  const { before, message, plan } = recording;
  const found = await client.query<NoticeRow>('SELECT notice_no, policy_snapshot_id FROM notice WHERE id = $1', [
    plan.noticeId,
  ]);
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No notice ${plan.noticeId}`);
  }
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  await applyNoticeAct(noticeWork);
  const period = noticePeriod(dayAt(message.atMs), noticeRule(snapshot), context.calendar);
  const facts: NoticeFacts = {
    endsAtMs: message.kind === 'publish' ? period.endsAtMs : before.endsAtMs,
    claimsOpen: await countOpen(client, plan.noticeId),
  };
  const after = moveNotice(before, message, facts, plan);
  await writeNotice(noticeWork, { after, facts, endsOn: message.kind === 'publish' ? period.endsOn : null });
  await reconcileTasks(client, {
    owner: { column: 'notice_id', id: plan.noticeId, jurisdiction: plan.jurisdiction, subject: row.notice_no },
    wanted: (await wantedNoticeTasks(client, after, plan)).map((task) => ({ ...task, stage: noticeStage(snapshot) })),
    snapshot,
    calendar: context.calendar,
    atMs: message.atMs,
    doneBy: 'actor' in message ? message.actor.personId : null,
    act: message.kind === 'ruleObjection' ? message.ruling : message.kind,
  });
  await tell(client, after, recording);
  return {
    facts,
    after,
    audit: { claimsOpen: facts.claimsOpen, reason: body.reason ?? null, remark: body.remark ?? null },
  };
}

async function applyNoticeAct({ client, recording, body }: NoticeWork): Promise<void> {
  const { message, plan } = recording;
  const at = new Date(message.atMs);
  switch (message.kind) {
    case 'confirm': {
      const side = sideOf(message.actor, plan);
      if (!side.ok) {
        throw new RefusedForGood(side.reason);
      }
      await client.query(
        'INSERT INTO notice_confirmation (notice_id, side, person_id, organ, section, at) VALUES ($1, $2, $3, $4, $5, $6)',
        [plan.noticeId, side.value, message.actor.personId, message.actor.organ, message.actor.section, at],
      );
      return;
    }
    case 'fileObjection':
      await client.query('UPDATE objection SET routed_at = $2 WHERE id = $1', [message.objectionId, at]);
      return;
    case 'ruleObjection': {
      const ruled = await client.query<{ line_id: string | null }>(
        `UPDATE objection SET state = $2, ruled_by = $3, ruled_at = $4, remark = $5 WHERE id = $1 AND state = 'open'
         RETURNING line_id`,
        [
          message.objectionId,
          message.ruling === 'uphold' ? 'upheld' : 'dismissed',
          message.actor.personId,
          at,
          body.remark ?? null,
        ],
      );
      if (ruled.rowCount === 0) {
        throw new RefusedForGood('WRONG_STATE');
      }
      if (message.ruling === 'uphold' && ruled.rows[0]?.line_id === null) {
        await refuseNamedLines(client, message.objectionId, body);
      }
      return;
    }
    case 'withdraw':
      await refuseWhileObjected(client, plan.noticeId);
      return;
    case 'begin':
    case 'publish':
    case 'reject':
    case 'settle':
      return;
    default:
      unreachable(message);
  }
}

/** Of a group that stands without names the ruling says which lines fall out. */
async function refuseNamedLines(client: pg.PoolClient, objectionId: string, body: ActBody): Promise<void> {
  const lines = [...new Set((body.refuseLines ?? []).map(({ lineId }) => lineId))];
  const named = await client.query(
    `UPDATE objection o SET refuse_lines = $2 WHERE id = $1
       AND (SELECT count(*) FROM claim_line l WHERE l.claim_id = o.claim_id AND l.id = ANY ($2)) = cardinality($2::text[])`,
    [objectionId, lines],
  );
  if (lines.length === 0 || named.rowCount === 0) {
    throw new RefusedForGood('LINE_UNKNOWN');
  }
}

/** an objection is answered before its notice goes; the notice's row is held, so none comes in meanwhile. */
async function refuseWhileObjected(client: pg.PoolClient, noticeId: string): Promise<void> {
  const open = await client.query(`SELECT FROM objection WHERE notice_id = $1 AND state = 'open' LIMIT 1`, [noticeId]);
  if (open.rowCount !== 0) {
    throw new RefusedForGood('OBJECTIONS_OPEN');
  }
}

async function countOpen(client: pg.PoolClient, noticeId: string): Promise<number> {
  const found = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM notice_claim WHERE notice_id = $1 AND state = 'open'`,
    [noticeId],
  );
  return found.rows[0]?.open ?? 0;
}

/** A notice is published once, with the digest of what the public sees; from then on the database keeps it. */
async function writeNotice(
  { client, recording, body }: NoticeWork,
  moved: { readonly after: NoticeCourse; readonly facts: NoticeFacts; readonly endsOn: string | null },
): Promise<void> {
  const { after, facts, endsOn } = moved;
  const at = new Date(recording.message.atMs);
  const isPublished = recording.message.kind === 'publish' && after.state === 'published';
  await client.query(
    `UPDATE notice SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
       state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END,
       outcome_reason = CASE WHEN $4 IN ('rejected', 'withdrawn') THEN coalesce($6, outcome_reason, 'NO_CLAIMS_LEFT') END
     WHERE id = $1`,
    [recording.plan.noticeId, after.revision, JSON.stringify(after), after.state, at, body.reason ?? null],
  );
  if (isPublished && facts.endsAtMs !== null && endsOn !== null) {
    const endsAt = new Date(facts.endsAtMs);
    const page = await noticePage(client, recording.plan.noticeId, { publishedAt: at, endsOn, endsAt });
    await client.query(
      'UPDATE notice SET published_at = $2, ends_on = $3, ends_at = $4, page_digest = $5 WHERE id = $1',
      [recording.plan.noticeId, at, endsOn, endsAt, noticePageDigest(page)],
    );
  }
}

/** The pack's own word for its notice. */
function noticeStage({ routeDefinition }: PolicySnapshot): string {
  return routeDefinition.stages.find(({ kind }) => kind === 'notice')?.stage ?? 'jointNotice';
}

/** Both sides are asked for their word; each open objection waits for the responsible department. */
async function wantedNoticeTasks(
  client: pg.PoolClient,
  course: NoticeCourse,
  plan: NoticePlan,
): Promise<readonly Omit<TaskToOpen, 'stage'>[]> {
  const base = { purpose: null, round: 1, section: null, role: 'noticeOfficer' };
  if (course.state === 'draft' || course.state === 'confirmedByOne') {
    const spoken = new Set(course.words.map((word) => word.side));
    const sides = [
      { kind: 'noticeConfirmationDepartment', side: 'department', organ: plan.responsibleDepartment },
      { kind: 'noticeConfirmationBureau', side: 'bureau', organ: 'HRSS' },
    ] as const;
    return sides
      .filter(({ side }) => !spoken.has(side))
      .map(({ kind, organ }) => ({ ...base, kind, organ, daysKey: 'review.bureau.days' }));
  }
  if (course.state !== 'published') {
    return [];
  }
  const open = await client.query<{ id: string }>(
    `SELECT id FROM objection WHERE notice_id = $1 AND state = 'open' AND routed_at IS NOT NULL ORDER BY at, id`,
    [plan.noticeId],
  );
  return open.rows.map(({ id }) => ({
    ...base,
    kind: 'objection',
    organ: plan.responsibleDepartment,
    daysKey: 'objection.days',
    objectionId: id,
  }));
}

async function tell(client: pg.PoolClient, after: NoticeCourse, { message, plan }: NoticeRecording): Promise<void> {
  const topic = topicOf(after, message);
  if (topic !== null) {
    const payload = { noticeId: plan.noticeId, state: after.state };
    await writeOutbox(client, {
      topic,
      entityKind: 'notice',
      entityId: plan.noticeId,
      at: new Date(message.atMs),
      payload,
    });
  }
}

function topicOf(after: NoticeCourse, message: NoticeMessage): string | null {
  if (after.state === 'closed') {
    return 'notice.closed';
  }
  if (message.kind === 'fileObjection') {
    return 'objection.received';
  }
  return message.kind === 'publish' && after.state === 'published' ? 'notice.published' : null;
}
