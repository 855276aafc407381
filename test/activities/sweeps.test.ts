import { describe, expect, it } from 'vitest';
import type { SweepCalls, SweepStore } from '../../activities/sweep-ports.ts';
import { createSweeps } from '../../activities/sweeps.ts';

const none = <Item>(): Promise<readonly Item[]> => Promise.resolve([]);
const nothing = () => Promise.resolve(0);
const notCalled = () => Promise.reject(new Error('nothing was found to call'));

describe('the sweeps of a turn', () => {
  it('all run though one fails, the log names it, and the turn fails after them', async () => {
    const ran: string[] = [];
    const count = (name: string, found: number) => () => {
      ran.push(name);
      return Promise.resolve(found);
    };
    const store: SweepStore = {
      unstarted: none,
      unansweredActs: none,
      tryReportsAgain: () => Promise.resolve(),
      waitingInboxes: none,
      openQuestions: none,
      claimsWithAnswers: none,
      evidenceWithAnswers: none,
      judgeEvidence: notCalled,
      questionOfClaim: notCalled,
      unroutedObjections: none,
      unlinkedFilings: none,
      callsToTell: none,
      callsToSettle: none,
      endedHolds: none,
      actsOfCases: none,
      actsOfCalendar: none,
      claimsToCorrect: none,
      correctLaw: notCalled,
      handOverRulings: () => Promise.reject(new RangeError('no right to it')),
      handOverTasks: nothing,
      advanceDebts: count('advanceDebts', 1),
      remind: count('remind', 2),
      reconcileEvenings: count('reconcileEvenings', 0),
      relayOutbox: count('relayOutbox', 0),
      forgetAnswers: count('forgetAnswers', 0),
      sealAudit: count('sealAudit', 3),
      recomputeDeadlines: nothing,
      beat: () => Promise.resolve(),
    };
    const calls: SweepCalls = {
      start: notCalled,
      deliver: notCalled,
      inboxChanged: notCalled,
      takeInbox: notCalled,
      registerAnswered: notCalled,
      objectionFiled: notCalled,
      claimOpened: notCalled,
      tellGrants: notCalled,
      noticeSettled: notCalled,
      releaseHold: notCalled,
    };
    const said: object[] = [];
    const log = { warn: (facts: object) => said.push(facts) };
    const sweeps = createSweeps({
      store,
      calls,
      asker: { ask: notCalled },
      periods: { sweep: () => Promise.resolve(0) },
      repairs: { sweep: () => Promise.resolve(0) },
      now: nothing,
      log,
    });
    await expect(sweeps.sweep({ eager: true })).rejects.toThrow('no right to it');
    expect(said).toEqual([{ sweep: 'rulings', reason: 'RangeError' }]);
    expect(ran).toEqual(['advanceDebts', 'remind', 'reconcileEvenings', 'relayOutbox', 'forgetAnswers', 'sealAudit']);

    const healed = createSweeps({
      store: { ...store, handOverRulings: nothing },
      calls,
      asker: { ask: notCalled },
      periods: { sweep: () => Promise.resolve(0) },
      repairs: { sweep: () => Promise.resolve(0) },
      now: nothing,
      log,
    });
    expect(await healed.sweep({ eager: true })).toBe(6);
  });
});
