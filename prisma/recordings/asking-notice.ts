import type pg from 'pg';
import { senderOf } from '../../domain/authority/actor.ts';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import { CLOCK_SLACK_MS } from '../../domain/authority/own-turn.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { NOTICE_SIDES, sideOf } from '../../domain/notice/notice-course.ts';
import { earliestNoticeEndMs, noticeRule } from '../../domain/notice/notice-period.ts';
import { isRuledAs, type RuledObjection } from '../../domain/notice/objections.ts';
import { digestOfBody, type ActVerifier } from '../kernel/act-signing.ts';
import { fetchAll, fetchFirst } from '../kernel/statements.ts';
import { noticeClosed, noticeOpening, ruledObjections, type AskingNotice } from './asking-statements.ts';
import { isSignedActOf, recordedActs, type RecordedAct } from './kept-act.ts';
import type { RecordingContext } from './recording-context.ts';

type NoticeClosed = Extract<ClaimMessage, { readonly kind: 'noticeClosed' }>;

/** A notice speaks for its two sides only with the signed confirmation of each. */
export async function asksByOpening(
  client: pg.PoolClient,
  { verify }: Pick<RecordingContext, 'verify'>,
  { claimId, noticeId }: { readonly claimId: string; readonly noticeId: string },
): Promise<Asking> {
  const [notice, confirmed] = await Promise.all([
    fetchFirst(client, noticeOpening(claimId, noticeId)),
    fetchAll(client, recordedActs('notice', noticeId, 'confirm')),
  ]);
  if (notice === undefined || confirmedAtMs(verify, { noticeId, notice, confirmed }) === null) {
    return 'never';
  }
  return notice.stands ? 'asks' : 'noLonger';
}

/** What a notice ended by: both sides confirmed what closes clean, one of them rejected or withdrew the others. */
const ENDING = { clean: 'confirm', rejected: 'reject', withdrawn: 'withdraw' } as const;

/**
 * A notice lets a claim go on only if the claim is still open in it, both sides confirmed it, the period that its rule
 * gives is over since then, and every objection to the claim has the signed ruling that its row shows (S1, S8).
 */
export async function asksByClosing(
  client: pg.PoolClient,
  { verify, snapshots }: Pick<RecordingContext, 'verify' | 'snapshots'>,
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
  if (notice === undefined || !areRuled(verify, { noticeId, objections, rulings })) {
    return 'never';
  }
  if (outcome !== 'clean') {
    const kind = ENDING[outcome];
    const isSigned = ended.some((row) => isSignedActOf(verify, row, { entity: 'notice', id: noticeId, kind }));
    return isSigned ? stands(notice) : 'never';
  }
  const atMs = confirmedAtMs(verify, { noticeId, notice, confirmed: ended });
  if (atMs === null || notice.ends_at === null) {
    return 'never';
  }
  const rule = noticeRule(await snapshots.read(client, notice.policy_snapshot_id));
  return notice.ends_at.getTime() < earliestNoticeEndMs(dayAt(atMs - CLOCK_SLACK_MS), rule) ? 'never' : stands(notice);
}

const stands = (notice: { readonly stands: boolean }): Asking => (notice.stands ? 'asks' : 'noLonger');

/** The instant of the later of both sides' signed confirmations, by two people; null: they are not there. */
function confirmedAtMs(
  verify: ActVerifier,
  {
    noticeId,
    notice,
    confirmed,
  }: { readonly noticeId: string; readonly notice: AskingNotice; readonly confirmed: readonly RecordedAct[] },
): number | null {
  const plan = { jurisdiction: notice.jurisdiction, responsibleDepartment: notice.responsible_department };
  const words = confirmed
    .filter((row) => isSignedActOf(verify, row, { entity: 'notice', id: noticeId, kind: 'confirm' }))
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
function areRuled(
  verify: ActVerifier,
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
      isSignedActOf(verify, row, { entity: 'notice', id: noticeId, kind: 'ruleObjection' }) &&
      (row.is_of_before || digestOfBody(row.body).equals(row.body_digest)),
  );
  return objections.every((objection) =>
    signed.some(({ body }) => isRuledAs(objection, objections, { ...body, message: body.asked.message })),
  );
}
