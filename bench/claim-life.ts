import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Caller } from '../api/kernel/caller.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { parseIsoDate } from '../domain/calendar.ts';
import type { ClaimCourse, Purpose } from '../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';
import type { ClaimPlan } from '../domain/claim/claim-plan.ts';
import { createClaimStore } from '../prisma/claim/claim-store.ts';
import { createPayoutInbox } from '../prisma/payout/inbox-store.ts';
import { createPayoutStore } from '../prisma/payout/payout-store.ts';
import { createTaskCases } from '../prisma/task/task-cases.ts';
import { makeRoster } from '../scripts/demo/made-classes.ts';
import { keepSigned, signAct, trust } from '../test/support/act-keys.ts';
import { confirmNotice, endPublished, releaseBatch } from '../test/support/asking-entities.ts';
import { planDigest } from '../prisma/recordings/claim-plan-digest.ts';
import { addClass, addPeople } from '../test/support/claim-classes.ts';
import { accountOf } from './bench-accounts.ts';
import { SUBMITTED_AT as AT } from './bench-database.ts';
import type { BenchServers } from './bench-servers.ts';

/** A submitted claim whose workflow has not begun, with everything that its messages will name. */
export interface PreparedClaim {
  readonly claimId: string;
  readonly course: ClaimCourse;
  readonly plan: ClaimPlan;
}

const TRAINEES = 40;
const LATER = new Date('2026-01-05T10:00:00+08:00');

/** Across all parts of a run: everybody gets one subsidy a year and occupation. */
let prepared = 0;

export type ClaimLives = ReturnType<typeof createClaimLives>;

/** Prepares claims of forty lines straight in the database, and says each message of their lives. */
export function createClaimLives(servers: BenchServers) {
  const { pool } = servers.database;
  const callerOf = (username: string) => accountOf(pool, username);
  const actorOf = async (username: string) => {
    const { displayName: _displayName, ...actor } = await callerOf(username);
    return actor;
  };
  return {
    ...createPreparation(servers, callerOf),
    ...createReviewMessages(actorOf),
    ...createNoticeMessages(pool),
    ...createMoneyMessages(servers, callerOf, actorOf),
    back: (claimId: string, message: ClaimMessage) => backMessage(pool, claimId, message),
  };
}

type CallerOf = (username: string) => Promise<Caller>;
type ActorOf = (username: string) => Promise<Actor>;

function createPreparation({ database: { pool }, sealer, asker, library }: BenchServers, callerOf: CallerOf) {
  const claims = createClaimStore(pool, { sealer, asker, library });
  const cases = createTaskCases(pool);
  return {
    /** Without the contract check the claim ends when it is paid. */
    async prepare(hasContractCheck: boolean): Promise<PreparedClaim> {
      prepared += 1;
      const school = await callerOf('school');
      const filingId = await addClass(pool, sealer, {
        partyId: school.partyId ?? '',
        personId: school.personId,
        occupationCode: `1-00-00-${prepared}`,
      });
      await addPeople(pool, sealer, filingId, people(prepared));
      const drafted = await claims.createDraft({ filingId, caller: school, at: AT, key: undefined });
      if (!drafted.ok) {
        throw new RangeError(`No draft: ${drafted.refusal.code}`);
      }
      const { claimId } = drafted;
      const submitted = await claims.submit({ claimId, caller: school, idempotencyKey: randomUUID(), at: AT });
      if (!submitted.ok) {
        throw new RangeError(`Not submitted: ${submitted.refusal.code}`);
      }
      const { course, plan } = present((await cases.claimCase(claimId)) ?? undefined);
      const stages = hasContractCheck ? plan.stages : plan.stages.filter((stage) => stage.kind !== 'contractCheck');
      const own = { ...plan, stages, clockOffsetMs: AT.getTime() - Date.now() };
      // A recording compares the workflow with its row, and its instants with the business clock (S1).
      await pool.query('UPDATE claim SET plan_digest = $2 WHERE id = $1', [claimId, planDigest(own)]);
      await reachLater(pool);
      return { claimId, course, plan: own };
    },

    /** Twelve of forty contracts come in. */
    async addEvidence(claimId: string): Promise<void> {
      const lines = await claims.evidenceLines(claimId);
      const evidence = {
        contractSignedOn: parseIsoDate('2025-07-10'),
        contractStartsOn: parseIsoDate('2025-07-10'),
        contractEndsOn: parseIsoDate('2026-07-09'),
        employer: '鄂尔多斯市示范装备制造有限公司',
        insuredMonths: 1,
        insuranceKinds: ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'] as const,
      };
      const rows = lines.slice(0, 12).map(({ lineId }) => ({ lineId, ...evidence }));
      await claims.putEvidence(claimId, rows, { caller: await callerOf('school'), at: LATER, isOpen: () => true });
    },
  };
}

function createReviewMessages(actorOf: ActorOf) {
  return {
    async decide(username: string, purpose: Purpose, revision: number): Promise<ClaimMessage> {
      const actor = await actorOf(username);
      const decided = { task: 'review', decision: 'approve', refusedLines: 0 } as const;
      return { kind: 'decide', ...asked(purpose), actor, expectedRevision: revision, purpose, ...decided };
    },

    async evidenceIsComplete(revision: number): Promise<ClaimMessage> {
      const actor = await actorOf('school');
      return { kind: 'contractEvidence', ...asked('float'), actor, expectedRevision: revision };
    },
  };
}

function createNoticeMessages(pool: pg.Pool) {
  return {
    async noticeOpening(claimId: string, purpose: Purpose): Promise<ClaimMessage> {
      const found = await pool.query<{ notice_id: string }>(
        `SELECT notice_id FROM notice_claim WHERE claim_id = $1 AND state IN ('drafted', 'open')`,
        [claimId],
      );
      const noticeId = present(found.rows[0]).notice_id;
      return { kind: 'noticeOpening', ...asked(purpose, `${noticeId}/opening/${claimId}`), noticeId };
    },

    noticeClosed(opening: ClaimMessage, purpose: Purpose, claimId: string): ClaimMessage {
      const noticeId = 'noticeId' in opening ? opening.noticeId : '';
      return { kind: 'noticeClosed', ...asked(purpose, `${noticeId}/clean/3/${claimId}`), noticeId, outcome: 'clean' };
    },
  };
}

function createMoneyMessages({ database: { pool }, sealer }: BenchServers, callerOf: CallerOf, actorOf: ActorOf) {
  const intake = { sealer, sign: signAct, ...trust() };
  const payouts = createPayoutStore(pool, intake);
  const inbox = createPayoutInbox(pool, intake);
  return {
    async payoutReleasing(claimId: string, purpose: Purpose): Promise<ClaimMessage> {
      const batch = await payouts.draft(
        { claimIds: [claimId], fund: null, purpose },
        { caller: await callerOf('finance.maker'), at: AT, key: undefined },
      );
      if (batch.kind !== 'drafted') {
        throw new RangeError(`No batch: ${batch.reason}`);
      }
      const maker = await actorOf('finance.maker');
      const checker = await actorOf('finance.checker');
      const { batchId } = batch;
      const frame = asked(purpose, `${batchId}/releasing/${claimId}/${purpose}`);
      return { kind: 'payoutReleasing', ...frame, batchId, purpose, maker, checker };
    },

    async payoutReported(claimId: string, purpose: Purpose): Promise<ClaimMessage> {
      const { id: instructionId, amount_fen: amountFen } = await instructionOf(pool, claimId, purpose);
      const senderId = `bench/${instructionId}`;
      const money = {
        instructionId,
        amountFen,
        valueDate: parseIsoDate('2025-07-01'),
        bankReference: 'BENCH',
        reasonCode: null,
      };
      await inbox.receive({ source: 'webhook', senderId, type: 'payout.settled', state: 'settled', ...money }, AT);
      const found = await pool.query<{ id: string }>('SELECT id FROM payout_inbox WHERE sender_id = $1', [senderId]);
      const inboxId = present(found.rows[0]).id;
      return {
        kind: 'payoutReported',
        ...asked(purpose, `payout/${inboxId}`),
        purpose,
        instructionId,
        inboxId,
        outcome: 'settled',
      };
    },
  };
}

/** Puts behind a message what it counts on: the act that the API kept, or the notice or batch that asks. */
async function backMessage(pool: pg.Pool, claimId: string, message: ClaimMessage): Promise<void> {
  if (message.kind === 'decide' || message.kind === 'contractEvidence') {
    await keepSigned(pool, { entity: 'claim', id: claimId, message }, { personId: message.actor.personId });
  } else if (message.kind === 'noticeOpening') {
    await confirmNotice(pool, message.noticeId, ['dept.hr', 'bureau.review']);
  } else if (message.kind === 'noticeClosed') {
    await reachLater(pool);
    await endPublished(pool, message.noticeId, new Date(message.atMs));
  } else if (message.kind === 'payoutReleasing') {
    await releaseBatch(pool, message.batchId, 'finance.checker');
  }
}

/** The business clock stands after every instant of a life, so that no period ends ahead of it. */
async function reachLater(pool: pg.Pool): Promise<void> {
  await pool.query('UPDATE environment SET clock_offset_ms = $1', [LATER.getTime() - Date.now()]);
}

async function instructionOf(pool: pg.Pool, claimId: string, purpose: Purpose) {
  const found = await pool.query<{ id: string; amount_fen: number }>(
    'SELECT id, amount_fen FROM payout_instruction WHERE claim_id = $1 AND purpose = $2',
    [claimId, purpose],
  );
  return present(found.rows[0]);
}

/** Sends a claim each message of its life in order; `send` may be timed, what lies between is preparation. */
export async function liveThrough(
  lives: ClaimLives,
  claim: PreparedClaim,
  send: (message: ClaimMessage) => Promise<{ readonly revision: number; readonly state: string }>,
): Promise<void> {
  const { claimId } = claim;
  const hasCheck = claim.plan.stages.some((stage) => stage.kind === 'contractCheck');
  let revision = 1;
  const tell = async (message: ClaimMessage): Promise<void> => {
    await lives.back(claimId, message);
    ({ revision } = await send(message));
  };
  const reviewsAndMoney = async (purpose: Purpose): Promise<void> => {
    await tell(await lives.decide('dept.hr', purpose, revision));
    await tell(await lives.decide('bureau.review', purpose, revision));
    const opening = await lives.noticeOpening(claimId, purpose);
    await tell(opening);
    await tell(lives.noticeClosed(opening, purpose, claimId));
    await tell(await lives.payoutReleasing(claimId, purpose));
    await tell(await lives.payoutReported(claimId, purpose));
  };
  await reviewsAndMoney('base');
  if (hasCheck) {
    await lives.addEvidence(claimId);
    await tell(await lives.evidenceIsComplete(revision));
    await reviewsAndMoney('float');
  }
}

function asked(
  purpose: Purpose,
  actId = `act_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
): { readonly actId: string; readonly atMs: number } {
  return {
    actId,
    atMs: (purpose === 'base' ? AT : LATER).getTime(),
  };
}

/** Forty people of their own; nobody is on the certificate register, which leaves a finding and refuses nobody. */
function people(seed: number) {
  return makeRoster(TRAINEES, seed)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','))
    .map(([name = '', idNumber = '']) => ({ name, idNumber, hours: 80, certificateDate: '2025-06-19' }));
}

function present<Row>(row: Row | undefined): Row {
  if (row === undefined) {
    throw new RangeError('A row that the step before has written is not there');
  }
  return row;
}
