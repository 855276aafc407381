import { ApplicationFailure } from '@temporalio/activity';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';
import type { GrantMessage } from '../domain/grant/grant-course.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../domain/notice/notice-course.ts';
import { isOneOf } from '../domain/verdict.ts';
import { parkReasonOfRefusal } from '../domain/payout/report-handling.ts';
import { beat, eachOf } from './each-of.ts';
import { openNoticeGrants, settleNoticeGrants, tellGrants } from './grant-work.ts';
import { NOT_ANSWERED } from './entity-ports.ts';
import type { ClaimAnswer, ClaimCaller, EntityPaging, EntityWork, GrantCaller, InboxStep } from './entity-ports.ts';

interface EntityParts {
  readonly store: EntityPaging;
  readonly claims: ClaimCaller;
  readonly grants: GrantCaller;
}

/** The batch entities' paging work (D5). Each question has its own id, so a repeated page asks no claim twice. */
export function createEntityWork(parts: EntityParts): EntityWork {
  return {
    openNoticeClaims: (input) => openNoticeClaims(parts, input),
    settleNoticeClaims: (input) => settleNoticeClaims(parts, input),
    releaseBatchClaims: (input) => releaseBatchClaims(parts, input),
    takeBatchInbox: (input) => takeBatchInbox(parts, input),
    tellGrants: (input) => tellGrants(parts, input),
  };
}

type Input<Name extends keyof EntityWork> = Parameters<EntityWork[Name]>[0];

async function openNoticeClaims(
  { store, claims, grants }: EntityParts,
  { noticeId, atMs }: Input<'openNoticeClaims'>,
): Promise<void> {
  const drafted = (await store.noticeClaims(noticeId)).filter(({ state }) => state === 'drafted');
  await eachOf(drafted, async ({ claimId }) => {
    const actId = `${noticeId}/opening/${claimId}`;
    const answer = await claims.ask(claimId, { kind: 'noticeOpening', actId, atMs, noticeId });
    if (answer.kind === 'refused') {
      await store.dropFromNotice(noticeId, claimId, { reason: answer.code, atMs });
    }
  });
  await openNoticeGrants({ store, grants }, { noticeId, atMs });
}

async function settleNoticeClaims(
  { store, claims, grants }: EntityParts,
  { noticeId, outcome, atMs }: Input<'settleNoticeClaims'>,
): Promise<void> {
  const waiting = (await store.noticeClaims(noticeId)).filter(({ state, hasOpenObjection }) =>
    outcome === 'clean' ? state === 'open' && !hasOpenObjection : isOneOf(LIVE_NOTICE_CLAIM_STATES, state),
  );
  const refused: string[] = [];
  await eachOf(waiting, async ({ claimId, state, noticeRevision }) => {
    // A refusal is an answer too: after another ruling the claim is asked anew.
    const actId = `${noticeId}/${outcome}/${noticeRevision}/${claimId}`;
    const answer = await claims.ask(claimId, { kind: 'noticeClosed', actId, atMs, noticeId, outcome });
    if (answer.kind === 'refused' && state === 'drafted') {
      await store.dropFromNotice(noticeId, claimId, { reason: answer.code, atMs });
    } else if (answer.kind === 'refused') {
      refused.push(claimId);
    }
  });
  refused.push(...(await settleNoticeGrants({ store, grants }, { noticeId, outcome, atMs })));
  if (refused.length > 0) {
    // The publication stays as it is. The other claims have gone on; these are asked again until they agree, and the
    // diagnosis names them in the meantime.
    throw ApplicationFailure.retryable(`Claims do not leave their notice: ${refused.join(', ')}`, 'CLAIMS_REFUSED');
  }
}

async function releaseBatchClaims(
  { store, claims, grants }: EntityParts,
  { batchId, atMs }: Input<'releaseBatchClaims'>,
): Promise<void> {
  const { maker, checker, payments, instalments } = await store.draftedPayments(batchId);
  // A claim takes one act at a time, so its purposes are asked one after the other.
  await eachOf([...new Set(payments.map(({ claimId }) => claimId))], async (claimId) => {
    for (const payment of payments.filter((one) => one.claimId === claimId)) {
      const { purpose } = payment;
      const actId = `${batchId}/releasing/${claimId}/${purpose}`;
      const asked = { kind: 'payoutReleasing', actId, atMs, batchId, purpose, maker, checker } as const;
      const answer = await claims.ask(claimId, asked);
      if (answer.kind === 'refused') {
        await store.cancelPayment(batchId, payment, { reason: answer.code, atMs });
      }
    }
  });
  await eachOf(instalments, async (instalment) => {
    const { grantId, instalmentNo } = instalment;
    const actId = `${batchId}/releasing/${grantId}/${instalmentNo}`;
    const asked = { kind: 'payoutReleasing', actId, atMs, batchId, purpose: 'grant', instalmentNo } as const;
    const answer = await grants.ask(grantId, { ...asked, maker, checker });
    if (answer.kind === 'refused') {
      await store.cancelInstalment(batchId, instalment, { reason: answer.code, atMs });
    }
  });
}

async function takeBatchInbox(
  { store, claims, grants }: EntityParts,
  { batchId }: Input<'takeBatchInbox'>,
): Promise<void> {
  for (let step = await store.nextInboxStep(batchId); step !== null; step = await store.nextInboxStep(batchId)) {
    beat();
    if (step.kind === 'final') {
      const answer = await answerTo(() => claims.ask(step.claimId, reportOf(step)));
      // Stale: another line's result changed the result of the whole payment, so the row is judged again.
      if (answer.kind === 'refused' && answer.code !== 'STALE') {
        await store.parkInbox(step.inboxId, parkReasonOfRefusal(answer.code));
      }
    }
    if (step.kind === 'grantFinal') {
      const answer = await answerTo(() => grants.ask(step.grantId, grantReportOf(step)));
      if (answer.kind === 'refused') {
        await store.parkInbox(step.inboxId, parkReasonOfRefusal(answer.code));
      }
    }
  }
}

/**
 * A claim that does not answer holds up no other one of its batch: its report is parked, and judged again by the sweep until
 * the claim does (D3).
 */
async function answerTo(ask: () => Promise<ClaimAnswer>): Promise<ClaimAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApplicationFailure && isOneOf(NOT_ANSWERED, error.type ?? '')) {
      return { kind: 'refused', code: 'CLAIM_NOT_ANSWERING' };
    }
    throw error;
  }
}

/** The message to a claim about a final result; another result of the whole payment is another act. */
export function reportOf(
  step: Extract<InboxStep, { kind: 'final' }>,
): Extract<ClaimMessage, { kind: 'payoutReported' }> {
  const { inboxId, instructionId, purpose, outcome, own, receivedAtMs: atMs } = step;
  const report = { kind: 'payoutReported', purpose, instructionId, inboxId, outcome, atMs } as const;
  return own === undefined
    ? { ...report, actId: `payout/${inboxId}` }
    : { ...report, own, actId: `payout/${inboxId}/${outcome}` };
}

/** The message to a grant about the result of an instalment. */
function grantReportOf(
  step: Extract<InboxStep, { kind: 'grantFinal' }>,
): Extract<GrantMessage, { kind: 'payoutReported' }> {
  const { inboxId, instructionId, instalmentNo, outcome, receivedAtMs: atMs } = step;
  const said = { kind: 'payoutReported', purpose: 'grant', instalmentNo, instructionId, inboxId, outcome } as const;
  return { ...said, atMs, actId: `payout/${inboxId}` };
}
