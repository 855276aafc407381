import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/authority/actor.ts';
import { addDays, dayAt, endOfDayMs, startOfDayMs } from '../../domain/calendar.ts';
import {
  firstRecoveryCourse,
  type RecoveryCourse,
  type RecoveryFacts,
  type RecoveryMessage,
  type RecoveryPlan,
} from '../../domain/recovery/recovery-course.ts';
import { moveRecovery } from '../../domain/recovery/recovery-moves.ts';
import { recoveryWorkflow } from '../../workflows/index.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { DAY_MS } from '../support/title-courses.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'recovery/rec_1';
const AT_MS = Date.parse('2025-07-01T10:00:00+08:00');
const OWED = 20_000;

const person = (personId: string, organ: Actor['organ'], ...roles: Actor['roles']): Actor => ({
  personId,
  organ,
  section: null,
  jurisdiction: '150600',
  roles,
  partyId: null,
});
const CHECKER = person('per_checker', 'FINANCE', 'financeChecker');
const MAKER = person('per_maker', 'FINANCE', 'financeMaker');
const THIRD = person('per_third', 'HRSS', 'noticeOfficer');
const DEBTOR: Actor = { ...person('per_school', null, 'applicant'), partyId: 'pty_1' };

let plan: RecoveryPlan;
let row: MemoryRow<RecoveryCourse, RecoveryMessage, RecoveryFacts, RecoveryPlan>;
let host: WorkflowHost;
let recoveredFen: number;

beforeEach(async () => {
  plan = {
    recoveryId: 'rec_1',
    jurisdiction: '150600',
    partyId: 'pty_1',
    finderId: 'per_maker',
    clockOffsetMs: AT_MS - Date.now(),
  };
  recoveredFen = 0;
  row = memoryRow({
    move: (course, message: RecoveryMessage, facts) => moveRecovery(course, message, facts),
    count: (message) => {
      recoveredFen += message.kind === 'repaid' ? message.amountFen : 0;
      return { amountFen: OWED, recoveredFen, payDays: 30, appealDays: 15, reminderDays: 30 };
    },
  });
  host = createWorkflowHost({ workflows: { recoveryWorkflow }, activities: () => ({ recordRecovery: row.record }) });
  await host.start('recoveryWorkflow', ID, { course: firstRecoveryCourse('found'), plan });
  await host.quiet();
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const current = (): RecoveryCourse => row.course() ?? firstRecoveryCourse('found');
const goTo = (atMs: number) => host.forward(ID, atMs - plan.clockOffsetMs);
const nowMs = () => host.nowOf(ID) + plan.clockOffsetMs;

/** A message without what every message has. */
type Said = RecoveryMessage extends infer One
  ? One extends { readonly kind: RecoveryMessage['kind'] }
    ? Omit<One, 'actId' | 'atMs'>
    : never
  : never;

async function say(said: Said): Promise<unknown> {
  const message = { ...said, actId: `act_${current().revision + 1}`, atMs: nowMs() };
  const answer = await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
  return answer;
}

const approve = () => say({ kind: 'approve', actor: CHECKER, amountFen: null });
const repay = (amountFen: number) => say({ kind: 'repaid', actor: CHECKER, maker: MAKER, entryId: 'ent_1', amountFen });

describe('the workflow of what is asked back (R-074)', () => {
  it('waits for its approval without a timer, and sends the letter with it', async () => {
    await goTo(AT_MS + 400 * DAY_MS);
    expect([current().state, row.acts]).toEqual(['found', ['begin']]);
    await approve();
    expect(current()).toMatchObject({ state: 'noticed', payBy: addDays(dayAt(nowMs()), 30) });
    expect(row.acts).toEqual(['begin', 'approve', 'sendNotice']);
  });

  it('is due at the end of the last day to pay, reminded of three times, and then waits for people', async () => {
    await approve();
    const payBy = current().payBy ?? addDays(dayAt(AT_MS), 0);
    await goTo(endOfDayMs(payBy) - 1);
    expect(current().state).toBe('noticed');
    await goTo(endOfDayMs(payBy));
    expect(current()).toMatchObject({ state: 'due', dunningLevel: 0 });
    for (const level of [1, 2, 3]) {
      await goTo(startOfDayMs(current().nextDunningOn ?? payBy));
      expect(current().dunningLevel).toBe(level);
    }
    const { revision } = current();
    await goTo(AT_MS + 4_000 * DAY_MS);
    expect([current().revision, current().nextDunningOn]).toEqual([revision, null]);
  });

  it('stops its days while an appeal is open, and moves them by the days that it lasted', async () => {
    await approve();
    const { payBy } = current();
    await goTo(AT_MS + 10 * DAY_MS);
    await say({ kind: 'appeal', actor: DEBTOR });
    await goTo(AT_MS + 110 * DAY_MS);
    expect(current()).toMatchObject({ state: 'appealed', dunningLevel: 0 });
    await say({ kind: 'ruleAppeal', actor: THIRD, ruling: 'dismiss', amountFen: null });
    expect(current()).toMatchObject({ state: 'noticed', payBy: payBy && addDays(payBy, 100) });
    await goTo(AT_MS + 131 * DAY_MS);
    await host.quiet();
    expect(current().state).toBe('due');
  });

  it('waits for each instalment in turn, and a missed one makes all due', async () => {
    await approve();
    const days = [20, 40].map((count) => addDays(dayAt(AT_MS), count));
    const instalments = days.map((dueOn) => ({ dueOn, amountFen: OWED / 2 }));
    await say({ kind: 'proposeInstalments', actor: MAKER, plan: instalments });
    await say({ kind: 'confirmInstalments', actor: CHECKER });
    await repay(OWED / 2);
    await goTo(AT_MS + 21 * DAY_MS);
    expect(current().state).toBe('instalments');
    await goTo(AT_MS + 41 * DAY_MS);
    expect(current()).toMatchObject({ state: 'due', instalments: [] });
    await repay(OWED / 2);
    expect(current()).toMatchObject({ state: 'recovered', nextDunningOn: null });
    expect(host.resultOf(ID)).toBe('recovered');
  });

  it('records a day that ends while money comes back once, after it, and none where all of it came', async () => {
    await approve();
    const payBy = current().payBy ?? addDays(dayAt(AT_MS), 0);
    const release = row.holdNext();
    const repaid = repay(OWED);
    const gone = goTo(endOfDayMs(payBy));
    release();
    await Promise.all([repaid, gone]);
    expect(current().state).toBe('recovered');
    expect(row.acts).toEqual(['begin', 'approve', 'sendNotice', 'repaid']);
  });

  it('refuses the person who found it, and takes no word for what has ended', async () => {
    await expect(
      say({ kind: 'approve', actor: { ...CHECKER, personId: 'per_maker' }, amountFen: null }),
    ).rejects.toMatchObject({ cause: { type: 'SAME_PERSON_FORBIDDEN' } });
    await expect(repay(1)).rejects.toMatchObject({ cause: { type: 'WRONG_STATE' } });
    await say({ kind: 'refuse', actor: CHECKER });
    expect(current().state).toBe('annulled');
    expect(host.resultOf(ID)).toBe('annulled');
  });
});
