import { heartbeat } from '@temporalio/activity';
import type { ClaimCaller, EntityStore, EntityWork } from './entity-ports.ts';

const IN_FLIGHT = 8;

/** The batch entities' paging work (D5). Each question carries an id of its own, so a repeated page asks nothing twice. */
export function createEntityWork({
  store,
  claims,
}: {
  readonly store: EntityStore;
  readonly claims: ClaimCaller;
}): EntityWork {
  return {
    async openNoticeClaims({ noticeId, atMs }) {
      const drafted = (await store.noticeClaims(noticeId)).filter(({ state }) => state === 'drafted');
      await eachOf(drafted, async ({ claimId }) => {
        const actId = `${noticeId}/opening/${claimId}`;
        const answer = await claims.ask(claimId, { kind: 'noticeOpening', actId, atMs, noticeId });
        if (answer.kind === 'refused') {
          await store.dropFromNotice(noticeId, claimId, answer.code);
        }
      });
    },

    async settleNoticeClaims({ noticeId, outcome, atMs }) {
      const waiting = (await store.noticeClaims(noticeId)).filter(({ state, hasOpenObjection }) =>
        outcome === 'clean' ? state === 'open' && !hasOpenObjection : state === 'open' || state === 'drafted',
      );
      await eachOf(waiting, async ({ claimId }) => {
        const actId = `${noticeId}/${outcome}/${claimId}`;
        const answer = await claims.ask(claimId, { kind: 'noticeClosed', actId, atMs, noticeId, outcome });
        if (answer.kind === 'refused') {
          await store.dropFromNotice(noticeId, claimId, answer.code);
        }
      });
    },

    async releaseBatchClaims({ batchId, atMs }) {
      const { maker, checker, lines } = await store.batchLines(batchId);
      const drafted = lines.filter(({ state }) => state === 'draft');
      await eachOf(drafted, async ({ claimId, purpose, instructionId }) => {
        const actId = `${batchId}/releasing/${instructionId}`;
        const answer = await claims.ask(claimId, {
          kind: 'payoutReleasing',
          actId,
          atMs,
          batchId,
          purpose,
          maker,
          checker,
        });
        if (answer.kind === 'refused') {
          await store.cancelInstruction(instructionId, answer.code, atMs);
        }
      });
    },

    async takeBatchInbox({ batchId }) {
      for (let step = await store.nextInboxStep(batchId); step !== null; step = await store.nextInboxStep(batchId)) {
        heartbeat();
        if (step.kind === 'final') {
          const { inboxId, instructionId, claimId, purpose, outcome, receivedAtMs } = step;
          const message = { kind: 'payoutReported', purpose, instructionId, inboxId, outcome } as const;
          const answer = await claims.ask(claimId, { ...message, actId: `payout/${inboxId}`, atMs: receivedAtMs });
          if (answer.kind === 'refused') {
            await store.parkInbox(inboxId, answer.code);
          }
        }
      }
    },
  };
}

/** At most eight questions at a time: more would only wait for the same worker. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item);
      heartbeat();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
