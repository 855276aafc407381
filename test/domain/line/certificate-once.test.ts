import { describe, expect, it } from 'vitest';
import { allot } from '../../../domain/line/allotment.ts';
import { certificateKey } from '../../../domain/line/certificate-once.ts';
import { wantedKeysOf } from '../../../domain/line/entitlement-keys.ts';
import { CONTEXT, GOOD_LINE, routeSnapshot } from '../../support/line-facts.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';

/** What a line of the good person would take under a route, in a class of the route's own. */
const lineOf = (route: string, lineId: string) => ({
  lineId,
  traineeId: 'per_1',
  wantedKeys: wantedKeysOf(
    { ...GOOD_LINE, entry: { module: 'START' }, context: { ...CONTEXT, trainingId: route } },
    routeSnapshot(route),
  ),
});

/** C01 to C08, C15 to C23, C45. */
const TRAINING_ROUTES: readonly string[] = [
  ...PRACTICE_LIBRARY.packs
    .flatMap(({ parameters }) => parameters)
    .flatMap(({ key, value }) => (key === 'limit.countedKinds' && Array.isArray(value) ? value : [])),
  'TRIAL_ENTREPRENEURSHIP_2000',
];

describe('one certificate', () => {
  it('L2: has one key over all routes of the training subsidies, however its number is typed', () => {
    const routes = PRACTICE_LIBRARY.packs
      .flatMap((pack) => pack.routes)
      .filter(({ code }) => TRAINING_ROUTES.includes(code));
    expect(new Set(routes.map(({ code }) => code)).size).toBe(19);
    expect(routes.filter(({ keys }) => !keys.includes('CERTIFICATE')).map(({ code }) => code)).toEqual([]);
    const typed = ['A1', ' a1', 'Ａ１', 'A 1'].map((certificateNo) =>
      certificateKey({ kind: 'TRAINING_COMPLETION', certificateNo }),
    );
    expect(new Set(typed)).toEqual(new Set(['TRAINING_COMPLETION/A1']));
  });

  it('L2: is no key of a route that pays no training: an honour (C36) leaves it to C06 and C11', () => {
    const others = PRACTICE_LIBRARY.packs
      .flatMap((pack) => pack.routes)
      .filter(({ code, keys }) => keys.includes('CERTIFICATE') && !TRAINING_ROUTES.includes(code));
    // C11 is paid from insurance money for the same certificate.
    expect(new Set(others.map(({ code }) => code))).toEqual(new Set(['SKILL_UPGRADE_SUBSIDY']));
  });

  it('L2: earns as C07 or as C08, whichever takes it first', () => {
    const course = lineOf('ENTREPRENEURSHIP_TRAINING', 'course');
    const trial = lineOf('TRIAL_ENTREPRENEURSHIP_2000', 'trial');
    for (const lines of [
      [course, trial],
      [trial, course],
    ]) {
      const { refused } = allot(lines, []);
      expect([...refused].map(([id, { refusal }]) => [id, refusal])).toEqual([
        [lines[1]?.lineId, 'COURSE_CLAIMED_OTHERWISE'],
      ]);
    }
  });
});
