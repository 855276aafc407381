import { describe, expect, it } from 'vitest';
import { isProbeDue, judgeApproval, judgeProbe, judgeRejection } from '../../../domain/repair/repair-course.ts';
import { REPAIR_STATES } from '../../../domain/repair/repair-words.ts';

const PROPOSED = { state: 'proposed', proposedBy: 'per_a' } as const;

describe('a repair', () => {
  it('is approved by an approver who is not its proposer, and only while it is proposed', () => {
    expect(judgeApproval(PROPOSED, { personId: 'per_b', isApprover: true }).ok).toBe(true);
    expect(judgeApproval(PROPOSED, { personId: 'per_a', isApprover: true })).toMatchObject({
      reason: 'SAME_PERSON_FORBIDDEN',
    });
    expect(judgeApproval(PROPOSED, { personId: 'per_b', isApprover: false })).toMatchObject({
      reason: 'ROLE_REQUIRED',
    });
    for (const state of REPAIR_STATES.filter((one) => one !== 'proposed')) {
      expect(judgeApproval({ ...PROPOSED, state }, { personId: 'per_b', isApprover: true })).toMatchObject({
        reason: 'WRONG_STATE',
      });
      expect(judgeRejection({ state }).ok).toBe(false);
    }
  });

  it('is looked at at once, and after 5, 30 and 60 seconds', () => {
    expect([0, 1, 2, 3].map((probes) => isProbeDue(probes, 5_000))).toEqual([true, true, false, false]);
    expect(isProbeDue(3, 60_000)).toBe(true);
  });
});

const OF_RESTART = { command: 'restartMissingWorkflow', before: ['workflowMissing'], isSeen: true } as const;

describe('the probe of a repair', () => {
  it('says healed as soon as the fault is gone and no other came', () => {
    expect(judgeProbe({ ...OF_RESTART, after: [], probes: 0 })).toBe('healed');
    expect(judgeProbe({ ...OF_RESTART, after: ['held'], probes: 0 })).toBe('healed');
  });

  it('keeps a fault that stood before and is not its own out of the judgement', () => {
    const before = ['workflowMissing', 'actNotRecorded'] as const;
    expect(judgeProbe({ ...OF_RESTART, before, after: ['actNotRecorded'], probes: 0 })).toBe('healed');
  });

  it('waits for the last look before it says that the fault is still there, or that another one came', () => {
    const still = { ...OF_RESTART, after: ['workflowMissing'] } as const;
    expect([0, 1, 2, 3].map((probes) => judgeProbe({ ...still, probes }))).toEqual([null, null, null, 'notHealed']);
    const worse = { ...OF_RESTART, after: ['workflowTaskFailing'] } as const;
    expect([0, 3].map((probes) => judgeProbe({ ...worse, probes }))).toEqual([null, 'madeWorse']);
  });

  it('never says healed of an engine that did not answer', () => {
    const unseen = { ...OF_RESTART, after: [], isSeen: false } as const;
    expect([0, 3].map((probes) => judgeProbe({ ...unseen, probes }))).toEqual([null, 'notHealed']);
  });
});
