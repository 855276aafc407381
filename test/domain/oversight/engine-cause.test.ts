import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../domain/oversight/diagnose.ts';
import type { DiagnosisFacts } from '../../../domain/oversight/diagnosis.ts';
import type { FaultFacts } from '../../../domain/standing/engine-facts.ts';
import { ENGINE_FAULTS, type EngineFault } from '../../../domain/standing/standing-words.ts';
import { CALM, DAY, faultOf, HOUR, NOW, task } from '../../support/diagnosis-facts.ts';

const HELD = { holdId: 'hld_1', category: 'CASE', sinceMs: NOW - DAY, untilMs: NOW + DAY, case: null };
const damaged = (fault: EngineFault, change: Partial<FaultFacts> = {}): DiagnosisFacts => ({
  ...CALM,
  tasks: [task()],
  engine: { fault: faultOf(fault, change), listingAgeMs: 10_000 },
});

describe('a claim whose workflow is damaged', () => {
  it.each(ENGINE_FAULTS)('waits for an operator by %s, although a person has its task', (fault) => {
    const { cause, waitingFor, owner, suggestedActs, sentence, sentenceForApplicant, sinceMs } = diagnose(
      damaged(fault),
    );
    expect([cause, waitingFor, owner?.kind, suggestedActs]).toEqual([fault, 'error', 'operator', ['repair']]);
    expect(sinceMs).toBe(NOW - HOUR);
    for (const text of [sentence.zh, sentence.en]) {
      expect(text).not.toMatch(/[{}]|重试中/);
    }
    expect(sentenceForApplicant.en).toContain('nothing is wanted of you');
  });

  it('is told what the engine said', () => {
    const ended = diagnose(damaged('workflowEnded', { status: 'terminated' }));
    expect([ended.sentence.zh, ended.sentence.en]).toEqual([
      expect.stringContaining('被终止'),
      expect.stringContaining('terminated'),
    ]);
    const failing = damaged('workflowTaskFailing', { taskAttempt: 6, taskFailure: 'NonDeterministicError' });
    expect(diagnose(failing).sentence.en).toContain('attempt 6, NonDeterministicError');
    const step = { activityType: 'releaseClaims', activityAttempt: 7, activityFailure: 'CLAIM_BUSY' };
    expect(diagnose(damaged('activityFailing', step)).sentence.en).toContain('releaseClaims, attempt 7, CLAIM_BUSY');
  });

  it('says that something is repeated only where the engine repeats it, and a worker runs', () => {
    const next = (fault: EngineFault) => diagnose(damaged(fault)).nextAutomaticEvent;
    expect(ENGINE_FAULTS.filter((fault) => next(fault) === 'retry')).toEqual([
      'workflowTaskFailing',
      'activityFailing',
    ]);
    const without = { workerAgeMs: null };
    expect(diagnose({ ...damaged('activityFailing'), ...without }).cause).toBe('reviewOpen');
    expect(diagnose({ ...damaged('workflowMissing'), ...without }).cause).toBe('workflowMissing');
    const missed = { state: 'postCheck', timer: { kind: 'evidence', atMs: NOW - DAY } } as const;
    expect(diagnose({ ...CALM, ...missed, stuckReasons: ['timerMissed'] }).nextAutomaticEvent).toBeNull();
    expect(diagnose(CALM).nextAutomaticEvent).toBeNull();
  });

  it('waits for the engine where a worker runs and has no listing for three minutes', () => {
    const silent = { ...CALM, tasks: [task()], engine: { fault: null, listingAgeMs: 180_001 } };
    expect(diagnose(silent)).toMatchObject({
      cause: 'engineDown',
      waitingFor: 'worker',
      suggestedActs: ['startEngine'],
    });
    expect(diagnose({ ...silent, workerAgeMs: 60_000 }).cause).toBe('reviewOpen');
    expect(diagnose({ ...silent, engine: { fault: null, listingAgeMs: null } }).cause).toBe('reviewOpen');
  });

  it('is told after its end and its hold, and of nothing that has not begun', () => {
    expect(diagnose({ ...damaged('workflowEnded'), state: 'closed' }).cause).toBe('closed');
    expect(diagnose({ ...damaged('workflowEnded'), state: 'suspended', hold: HELD }).cause).toBe('held');
    expect(diagnose({ ...damaged('workflowEnded'), isStarted: false }).cause).toBe('reviewOpen');
  });
});
