import { describe, expect, it } from 'vitest';
import type { WantedKey } from '../../../domain/line/entitlement-keys.ts';
import { bodyResults, repeatedResults } from '../../../domain/line/repeated-results.ts';

const result = (key: string): WantedKey => ({ kind: 'RESULT', key, keys: [key], refusal: 'RESULT_USED', facts: {} });
const course: WantedKey = { ...result('c'), kind: 'COURSE' };
const line = (lineId: string, key: string) => ({ lineId, wanted: result(key) });

describe('a result of a body', () => {
  it('is a wanted for a RESULT on a line without a person', () => {
    const lines = [
      { lineId: 'body', traineeId: null, wantedKeys: [course, result('medal')] },
      { lineId: 'person', traineeId: 'per_1', wantedKeys: [result('medal')] },
      { lineId: 'other', traineeId: null, wantedKeys: [course] },
    ];
    expect(bodyResults(lines)).toEqual([line('body', 'medal')]);
  });

  it('is refused with its own key where another living claim of the body has it (R-050)', () => {
    const refused = repeatedResults([line('a', 'medal'), line('b', 'contest')], ['medal', 'rank']);
    expect([...refused]).toEqual([['a', result('medal')]]);
  });

  it('is paid once where one claim names it twice: the first line keeps it (R-050)', () => {
    expect([...repeatedResults([line('a', 'medal'), line('b', 'medal'), line('c', 'medal')], []).keys()]).toEqual([
      'b',
      'c',
    ]);
  });

  it('is not refused where no other claim names it', () => {
    expect(repeatedResults([line('a', 'medal')], ['contest']).size).toBe(0);
    expect(repeatedResults([], ['contest']).size).toBe(0);
  });
});
