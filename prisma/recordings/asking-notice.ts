import type pg from 'pg';
import { senderOf } from '../../domain/authority/actor.ts';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import { CLOCK_SLACK_MS } from '../../domain/authority/own-turn.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { NOTICE_SIDES, sideOf } from '../../domain/notice/notice-course.ts';
import { judgeClosing, judgeOpening, type NoticeOfRecord } from '../../domain/notice/notice-of-record.ts';
import { earliestNoticeEndMs, noticeRule } from '../../domain/notice/notice-period.ts';
import { isRuledAs, type RuledObjection } from '../../domain/notice/objections.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { digestOfBody } from '../kernel/act-signing.ts';
import { isAuthenticEntry, type EntryJson } from '../kernel/course-digests.ts';
import { fetchAll, fetchFirst } from '../kernel/statements.ts';
import {
  noticeClosed,
  noticeOpening,
  ruledObjections,
  type AskingNotice,
  type TyingEntries,
} from './asking-statements.ts';
import { isRecordedActOf, recordedActs, type RecordedAct } from './kept-act.ts';
import type { RecordingContext } from './recording-context.ts';

type NoticeClosed = Extract<ClaimMessage, { readonly kind: 'noticeClosed' }>;

export type Trusting = Pick<RecordingContext, 'verify' | 'keyed'>;

/** A notice speaks for its two sides only with the signed confirmation of each, to claims that it was drafted for. */
export async function asksByOpening(
  client: pg.PoolClient,
  trust: Trusting,
  { claimId, noticeId }: { readonly claimId: string; readonly noticeId: string },
): Promise<Asking> {
  const [notice, confirmed] = await Promise.all([
    fetchFirst(client, noticeOpening(claimId, noticeId)),
    fetchAll(client, recordedActs('notice', noticeId, 'confirm')),
  ]);
  if (notice === undefined || confirmedAtMs(trust, { noticeId, notice, confirmed }) === null) {
    return 'never';
  }
  return alsoInRow(notice, judgeOpening(ofRecord(trust, { claimId, noticeId }, notice), claimId));
}

/** What a notice ended by: both sides confirmed what closes clean, one of them rejected or withdrew the others. */
const ENDING = { clean: 'confirm', rejected: 'reject', withdrawn: 'withdraw' } as const;

/**
 * A notice lets a claim go on only if the claim entered this very one last, both sides confirmed it, the period that its
 * rule gives is over since then, and every objection to the claim has the signed ruling that its row shows (S1, S8).
 */
export async function asksByClosing(
  client: pg.PoolClient,
  context: Trusting & Pick<RecordingContext, 'snapshots'>,
  { claimId, message }: { readonly claimId: string; readonly message: NoticeClosed },
): Promise<Asking> {
  const { noticeId, outcome } = message;
  if (!Object.hasOwn(ENDING, outcome)) {
    return 'never';
  }
  const [notice, ended, objections, rulings] = await Promise.all([
    fetchFirst(client, noticeClosed(claimId, noticeId, outcome, new Date(message.atMs))),
    fetchAll(client, recordedActs('notice', noticeId, ENDING[outcome])),
    fetchAll(client, ruledObjections(claimId, noticeId)),
    fetchAll(client, recordedActs('notice', noticeId, 'ruleObjection')),
  ]);
  if (notice === undefined || !areRuled(context, { noticeId, objections, rulings })) {
    return 'never';
  }
  const endsAtMs = notice.ends_at?.getTime() ?? null;
  const record = ofRecord(context, { claimId, noticeId }, notice);
  const asking = alsoInRow(notice, judgeClosing(record, claimId, { outcome, endsAtMs }));
  if (outcome !== 'clean') {
    const kind = ENDING[outcome];
    return ended.some((row) => isRecordedActOf(context, row, { entity: 'notice', id: noticeId, kind }))
      ? asking
      : 'never';
  }
  const atMs = confirmedAtMs(context, { noticeId, notice, confirmed: ended });
  if (atMs === null || endsAtMs === null) {
    return 'never';
  }
  const rule = noticeRule(await context.snapshots.read(client, notice.policy_snapshot_id));
  return endsAtMs < earliestNoticeEndMs(dayAt(atMs - CLOCK_SLACK_MS), rule) ? 'never' : asking;
}

/** What the rows say counts besides, never alone. */
const alsoInRow = ({ stands }: AskingNotice, asking: Asking): Asking =>
  asking === 'asks' && !stands ? 'noLonger' : asking;

/** What the entries that bear the product's key say of a notice, and of a claim or grant in it. */
export function ofRecord(
  { keyed }: Trusting,
  {
    claimId,
    noticeId,
    of = 'claim',
  }: { readonly claimId: string; readonly noticeId: string; readonly of?: 'claim' | 'grant' },
  entries: TyingEntries,
): NoticeOfRecord {
  const authentic = (kind: EntityKind, id: string, entry: EntryJson | null) =>
    entry !== null && isAuthenticEntry(keyed, { kind, id }, entry) ? entry : null;
  const last = authentic('notice', noticeId, entries.last_entry);
  const draft = authentic('notice', noticeId, entries.draft_entry);
  const told = authentic(of, claimId, entries.claim_entry);
  const claimIds = draft?.facts[of === 'claim' ? 'claimIds' : 'grantIds'];
  return {
    noticeId,
    last: last === null ? null : { act: last.act, state: last.facts['state'], atMs: Date.parse(last.at) },
    draft: draft === null || !Array.isArray(claimIds) ? null : { claimIds, atMs: Date.parse(draft.at) },
    told:
      told === null
        ? entries.claim_entry && 'notAuthentic'
        : { act: told.act, noticeId: told.facts['noticeId'], atMs: Date.parse(told.at) },
  };
}

/** The instant of the later of both sides' signed confirmations, by two people; null: they are not there. */
export function confirmedAtMs(
  trust: Trusting,
  {
    noticeId,
    notice,
    confirmed,
  }: {
    readonly noticeId: string;
    readonly notice: Pick<AskingNotice, 'jurisdiction' | 'responsible_department'> & { readonly about?: 'grants' };
    readonly confirmed: readonly RecordedAct[];
  },
): number | null {
  const about = notice.about === undefined ? {} : { about: notice.about };
  const plan = { jurisdiction: notice.jurisdiction, responsibleDepartment: notice.responsible_department, ...about };
  const words = confirmed
    .filter((row) => isRecordedActOf(trust, row, { entity: 'notice', id: noticeId, kind: 'confirm' }))
    .map(({ body }) => body.asked.message)
    .flatMap((message) => {
      const actor = senderOf(message);
      return actor === null ? [] : [{ personId: actor.personId, side: sideOf(actor, plan), atMs: message.atMs }];
    });
  const sides = new Set(words.flatMap(({ side }) => (side.ok ? [side.value] : [])));
  const people = new Set(words.map(({ personId }) => personId));
  const isWhole = sides.size === NOTICE_SIDES.length && people.size >= NOTICE_SIDES.length;
  return isWhole ? Math.max(...words.map(({ atMs }) => atMs)) : null;
}

/** Whether each objection that has a ruling has it by an act that an API process kept whole. */
export function areRuled(
  trust: Trusting,
  {
    noticeId,
    objections,
    rulings,
  }: {
    readonly noticeId: string;
    readonly objections: readonly RuledObjection[];
    readonly rulings: readonly RecordedAct[];
  },
): boolean {
  const signed = rulings.filter(
    (row) =>
      isRecordedActOf(trust, row, { entity: 'notice', id: noticeId, kind: 'ruleObjection' }) &&
      (row.is_of_before || digestOfBody(row.body).equals(row.body_digest)),
  );
  return objections.every((objection) =>
    signed.some(({ body }) => isRuledAs(objection, objections, { ...body, message: body.asked.message })),
  );
}
