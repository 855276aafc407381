import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { CALL_STATES, isCallSettled } from '../../../domain/grant/call-course.ts';
import { isGrantSettled } from '../../../domain/grant/grant-course.ts';
import { BEGUN, played, settled, statesOf, STEPS } from '../../support/call-walks.ts';

const WAITING = ['cityRecommendation', 'cityFinance', 'returnedToApplicant', 'recommended', 'scoring', 'ranked'];
/** The seed of a failure is enough to see it again. */
const RUNS = { numRuns: 60, endOnFailure: true };

describe('a call with its applications, whatever people do in whatever order', () => {
  it.prop([STEPS], RUNS)('R-156: gives no more places than it has, and keeps none for who is out', (steps) => {
    for (const { grants, places } of played(steps)) {
      const placed = [...grants.values()].filter(({ hasPlace }) => hasPlace);
      expect(placed.length).toBeLessThanOrEqual(places ?? 0);
      const out = placed.filter(({ course }) => isGrantSettled(course)).map(({ course }) => course.state);
      expect(out).toEqual([]);
    }
  });

  it.prop([STEPS], RUNS)('R-153: leaves no application waiting for it once it has ended', (steps) => {
    const world = settled(played(steps).at(-1) ?? BEGUN);
    if (isCallSettled(world.call)) {
      expect(statesOf(world).filter((state) => WAITING.includes(state))).toEqual([]);
    }
  });

  it.prop([STEPS], RUNS)('R-156: has nobody proposed by a notice that is over and settled', (steps) => {
    for (const world of played(steps).filter(({ call }) => call.state !== 'proposed')) {
      const proposed = statesOf(world).map((state) => state === 'proposed');
      expect(statesOf(settled(world)).map((state, at) => state === 'proposed' && proposed[at] !== true)).not.toContain(
        true,
      );
    }
  });

  it('comes to every state of a call, and designates', () => {
    const worlds = fc.sample(STEPS, { numRuns: 150, seed: 2_026 }).flatMap(played);
    expect([...new Set(worlds.map(({ call }) => call.state))].toSorted()).toEqual(
      CALL_STATES.filter((state) => state !== 'ended').toSorted(),
    );
    expect(worlds.flatMap(statesOf)).toContain('agreement');
  });
});
