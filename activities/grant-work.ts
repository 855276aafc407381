import { LIVE_NOTICE_CLAIM_STATES } from '../domain/notice/notice-course.ts';
import { isOneOf } from '../domain/verdict.ts';
import { eachOf } from './each-of.ts';
import type { EntityPaging, EntityWork, GrantCaller } from './entity-ports.ts';

interface GrantParts {
  readonly store: EntityPaging;
  readonly grants: GrantCaller;
}

type Input<Name extends keyof EntityWork> = Parameters<EntityWork[Name]>[0];

/** A grant that refuses has moved on: what is still to be told is read anew from both rows by the sweep. */
export async function tellGrants(
  { store, grants }: GrantParts,
  { callId, atMs }: Input<'tellGrants'>,
): Promise<number> {
  const heard: string[] = [];
  await eachOf(await store.tellings(callId), async ({ grantId, callRevision, telling }) => {
    const actId = `${callId}/${telling.kind}/${callRevision}/${grantId}`;
    const answer = await grants.ask(grantId, { ...telling, actId, atMs });
    if (answer.kind === 'done') {
      heard.push(grantId);
    }
  });
  return heard.length;
}

/** Each application is asked before the notice of its proposal is public (D5). */
export async function openNoticeGrants(
  { store, grants }: GrantParts,
  { noticeId, atMs }: { readonly noticeId: string; readonly atMs: number },
): Promise<void> {
  const drafted = (await store.noticeGrants(noticeId)).filter(({ state }) => state === 'drafted');
  await eachOf(drafted, async ({ grantId }) => {
    const actId = `${noticeId}/opening/${grantId}`;
    const answer = await grants.ask(grantId, { kind: 'noticeOpening', actId, atMs, noticeId });
    if (answer.kind === 'refused') {
      await store.dropFromNotice(noticeId, grantId, { reason: answer.code, atMs });
    }
  });
}

/** Sends the notice's result to its applications; returns those that did not take it. */
export async function settleNoticeGrants(
  { store, grants }: GrantParts,
  { noticeId, outcome, atMs }: Input<'settleNoticeClaims'>,
): Promise<readonly string[]> {
  const waiting = (await store.noticeGrants(noticeId)).filter(({ state, hasOpenObjection }) =>
    outcome === 'clean' ? state === 'open' && !hasOpenObjection : isOneOf(LIVE_NOTICE_CLAIM_STATES, state),
  );
  const refused: string[] = [];
  await eachOf(waiting, async ({ grantId, state, noticeRevision, isUpheld }) => {
    const own = outcome === 'clean' && isUpheld ? 'upheld' : outcome;
    const actId = `${noticeId}/${own}/${noticeRevision}/${grantId}`;
    const answer = await grants.ask(grantId, { kind: 'noticeClosed', actId, atMs, noticeId, outcome: own });
    if (answer.kind === 'refused' && state === 'drafted') {
      await store.dropFromNotice(noticeId, grantId, { reason: answer.code, atMs });
    } else if (answer.kind === 'refused') {
      refused.push(grantId);
    }
  });
  return refused;
}
