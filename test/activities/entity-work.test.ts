import { ApplicationFailure } from '@temporalio/activity';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BatchPayment, ClaimAnswer, EntityPaging, InboxStep } from '../../activities/entity-ports.ts';
import { createEntityWork } from '../../activities/entity-work.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';

const ACTOR: Actor = {
  personId: 'per_maker',
  organ: 'FINANCE',
  section: null,
  jurisdiction: '150600',
  roles: ['financeMaker'],
  partyId: null,
};

/** A store of these payments and steps; what it was told to cancel and to park. */
function storeOf(payments: readonly BatchPayment[], steps: readonly InboxStep[] = []) {
  const cancelled: string[] = [];
  const parked: string[] = [];
  const waiting = [...steps];
  const store: EntityPaging = {
    tellings: () => Promise.resolve([]),
    noticeGrants: () => Promise.resolve([]),
    noticeClaims: () => Promise.resolve([]),
    dropFromNotice: () => Promise.resolve(),
    draftedPayments: () => Promise.resolve({ maker: ACTOR, checker: ACTOR, payments, instalments: [] }),
    cancelInstalment: () => Promise.resolve(),
    cancelPayment: (_batchId, { claimId, purpose }, { reason }) => {
      cancelled.push(`${claimId}/${purpose}: ${reason}`);
      return Promise.resolve();
    },
    nextInboxStep: () => Promise.resolve(waiting.shift() ?? null),
    parkInbox: (inboxId, reason) => {
      parked.push(`${inboxId}: ${reason}`);
      return Promise.resolve();
    },
  };
  return { store, cancelled, parked };
}

/** Claims that answer so, one act at a time each; anybody who is asked while another act runs would be refused. */
function claimsThat(answer: (message: ClaimMessage) => ClaimAnswer) {
  const asked: ClaimMessage[] = [];
  const busy = new Set<string>();
  const ask = async (claimId: string, message: ClaimMessage): Promise<ClaimAnswer> => {
    if (busy.has(claimId)) {
      return { kind: 'refused', code: 'ACT_IN_PROGRESS' };
    }
    busy.add(claimId);
    asked.push(message);
    // A turn of the loop, in which another act would be asked if it were not waited for.
    await setImmediate();
    busy.delete(claimId);
    return answer(message);
  };
  return { claims: { ask }, asked };
}

const NO_GRANTS = { ask: () => Promise.reject(new RangeError('No grant is asked here')) };
const DONE: ClaimAnswer = { kind: 'done' };

describe('releasing a batch', () => {
  it('asks a claim once for each purpose, one after the other, however many lines it pays (D5, D24)', async () => {
    const payments = ['clm_a', 'clm_b'].flatMap((claimId) => [
      { claimId, purpose: 'base' as const },
      { claimId, purpose: 'allowance' as const },
    ]);
    const { store, cancelled } = storeOf(payments);
    const { claims, asked } = claimsThat(() => DONE);
    await createEntityWork({ store, claims, grants: NO_GRANTS }).releaseBatchClaims({
      batchId: 'pob_1',
      actId: 'act_1',
      atMs: 1,
    });
    expect(asked.map(({ actId }) => actId).toSorted()).toEqual([
      'pob_1/releasing/clm_a/allowance',
      'pob_1/releasing/clm_a/base',
      'pob_1/releasing/clm_b/allowance',
      'pob_1/releasing/clm_b/base',
    ]);
    expect(cancelled).toEqual([]);
  });

  it('ends all obligations of a payment that its claim refuses, and of no other', async () => {
    const { store, cancelled } = storeOf([
      { claimId: 'clm_a', purpose: 'base' },
      { claimId: 'clm_a', purpose: 'allowance' },
    ]);
    const { claims } = claimsThat((message) =>
      message.kind === 'payoutReleasing' && message.purpose === 'base'
        ? { kind: 'refused', code: 'AMOUNT_MISMATCH' }
        : DONE,
    );
    await createEntityWork({ store, claims, grants: NO_GRANTS }).releaseBatchClaims({
      batchId: 'pob_1',
      actId: 'act_1',
      atMs: 1,
    });
    expect(cancelled).toEqual(['clm_a/base: AMOUNT_MISMATCH']);
  });
});

describe('taking an inbox', () => {
  const step = {
    kind: 'final',
    inboxId: 'evt_1',
    instructionId: 'pin_1',
    claimId: 'clm_a',
    purpose: 'base',
    receivedAtMs: 1,
  } as const;

  it('tells a claim the outcome of the whole and of the instruction, each outcome as an act of its own', async () => {
    const steps: InboxStep[] = [
      { ...step, outcome: 'settled' },
      { kind: 'noted', inboxId: 'evt_2' },
      { ...step, inboxId: 'evt_3', outcome: 'failed', own: 'settled' },
    ];
    const { store } = storeOf([], steps);
    const { claims, asked } = claimsThat(() => DONE);
    await createEntityWork({ store, claims, grants: NO_GRANTS }).takeBatchInbox({ batchId: 'pob_1' });
    expect(asked).toMatchObject([
      { actId: 'payout/evt_1', outcome: 'settled' },
      { actId: 'payout/evt_3/failed', outcome: 'failed', own: 'settled' },
    ]);
  });

  it('judges a report again when another line changed what the claim was to hear; any other refusal waits for a person', async () => {
    const steps: InboxStep[] = [
      { ...step, outcome: 'settled' },
      { ...step, outcome: 'failed', own: 'settled' },
      { ...step, inboxId: 'evt_9', outcome: 'settled' },
    ];
    const { store, parked } = storeOf([], steps);
    const answers: ClaimAnswer[] = [{ kind: 'refused', code: 'STALE' }, DONE, { kind: 'refused', code: 'WRONG_STATE' }];
    const { claims, asked } = claimsThat(() => answers.shift() ?? DONE);
    await createEntityWork({ store, claims, grants: NO_GRANTS }).takeBatchInbox({ batchId: 'pob_1' });
    expect(asked.map(({ actId }) => actId)).toEqual(['payout/evt_1', 'payout/evt_1/failed', 'payout/evt_9']);
    expect(parked).toEqual(['evt_9: CONTRADICTION']);
  });

  it.each(['CLAIM_UNANSWERED', 'CLAIM_BUSY'])(
    'parks the report of a claim that does not answer (%s) and goes on with the others of its batch',
    async (type) => {
      const steps: InboxStep[] = [
        { ...step, outcome: 'settled' },
        { ...step, inboxId: 'evt_9', outcome: 'settled' },
      ];
      const { store, parked } = storeOf([], steps);
      const { claims, asked } = claimsThat(() => DONE);
      const silent = {
        ask: (claimId: string, message: Parameters<typeof claims.ask>[1]) =>
          message.actId === 'payout/evt_1'
            ? Promise.reject(ApplicationFailure.retryable('no answer', type))
            : claims.ask(claimId, message),
      };
      await createEntityWork({ store, claims: silent, grants: NO_GRANTS }).takeBatchInbox({ batchId: 'pob_1' });
      expect(parked).toEqual(['evt_1: CLAIM_NOT_ANSWERING']);
      expect(asked.map(({ actId }) => actId)).toEqual(['payout/evt_9']);
    },
  );
});
