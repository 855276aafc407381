import { describe, expect, it } from 'vitest';
import { CYCLE_CAUSES, diagnoseCycle, type CycleDiagnosisFacts } from '../../../domain/demand/cycle-diagnosis.ts';
import { DEMAND_CYCLE_STATES, DEMAND_PUBLISH_MODES } from '../../../domain/demand/demand-cycle-course.ts';

const HOUR_MS = 3_600_000;
const FACTS: CycleDiagnosisFacts = {
  state: 'survey',
  publish: 'AT_END',
  isStarted: true,
  stateSinceMs: 0,
  endsAtMs: 100 * HOUR_MS,
  nowMs: HOUR_MS,
  workerAgeMs: 1_000,
};
const causeOf = (change: Partial<CycleDiagnosisFacts>) => {
  const { waitingFor, cause, suggested } = diagnoseCycle({ ...FACTS, ...change });
  return [waitingFor, cause, ...suggested];
};

describe('why a demand cycle waits', () => {
  it('is one cause in every state, with what a person may do about it', () => {
    const late = { nowMs: 101 * HOUR_MS };
    expect(causeOf({})).toEqual(['clock', 'surveyRunning', 'publication']);
    expect(causeOf({ publish: 'BY_HAND' })).toEqual(['person', 'publicationOpen', 'publication']);
    expect(causeOf(late)).toEqual(['error', 'timerMissed']);
    expect(causeOf({ ...late, workerAgeMs: null })).toEqual(['worker', 'workerDown', 'startWorker']);
    expect(causeOf({ isStarted: false })).toEqual(['error', 'startLost']);
    expect(causeOf({ isStarted: false, nowMs: 1_000 })).toEqual(['worker', 'starting']);
    expect(causeOf({ state: 'published' })).toEqual(['worker', 'pushing']);
    expect(causeOf({ state: 'pushed' })).toEqual(['done', 'pushed']);
    expect(causeOf({ state: 'missed' })).toEqual(['done', 'missed']);
  });

  it('is known in every combination, and a survey that no worker watches is still only the clock’s', () => {
    for (const state of DEMAND_CYCLE_STATES) {
      for (const publish of DEMAND_PUBLISH_MODES) {
        for (const isStarted of [true, false]) {
          expect(CYCLE_CAUSES).toContain(diagnoseCycle({ ...FACTS, state, publish, isStarted }).cause);
        }
      }
    }
    expect(causeOf({ workerAgeMs: 60_000 })).toEqual(['clock', 'surveyRunning', 'publication']);
  });
});
