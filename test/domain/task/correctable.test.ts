import { describe, expect, it } from 'vitest';
import { correctableOfClaim, correctableOfFiling } from '../../../domain/task/correctable.ts';
import { listRoutes } from '../../../domain/policy/route-list.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const LISTED = listRoutes(PRACTICE_LIBRARY, { jurisdiction: '150600', on: day('2025-06-01') });
const CLASSES = LISTED.flatMap(({ code, route }) => (route?.intake === 'class' ? [code] : []));
const twice = (labels: readonly string[]) => labels.filter((label, place) => labels.indexOf(label) !== place);

describe('what a return can name', () => {
  it('names each thing of a class once, on every route', () => {
    expect(CLASSES.length).toBeGreaterThan(14);
    for (const code of CLASSES) {
      const snapshot = routeSnapshot(code);
      for (const list of [correctableOfClaim(snapshot, true), correctableOfFiling(snapshot)]) {
        expect({ code, twice: twice(list.map(({ label }) => label.zh)) }).toEqual({ code, twice: [] });
      }
    }
  });

  it('takes attendance and results of a class as lists, not as papers', () => {
    const pointers = correctableOfClaim(routeSnapshot('INSTITUTION_PROJECT_TRAINING'), true).map((one) => one.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/attendance', '/results', '/documents/TEACHING_PLAN']));
    expect(pointers).not.toContain('/documents/ATTENDANCE');
    expect(pointers).not.toContain('/documents/RESULTS');
  });
});
