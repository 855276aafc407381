import { describe, expect, it } from 'vitest';
import { filterWords } from '../../../api/kernel/filter-words.ts';
import { ORGAN_CODES } from '../../../domain/codes.ts';
import { DUE_STATES } from '../../../domain/task/deadlines.ts';
import { TASK_BOXES, TASK_SORTS } from '../../../domain/task/task-lists.ts';
import { FILTERS } from '../../../schemas/task-schemas.ts';
import { ClaimListQuery } from '../../../schemas/claim-list-schemas.ts';

const CODES = /[A-Z]{2,}_|[a-z][A-Z]|[a-z]{3}_/;

describe('the filter on a file', () => {
  it('is named in words, whatever it is', () => {
    const names = [...Object.keys(FILTERS), ...Object.keys(ClaimListQuery.shape), 'box', 'sort'];
    const said = names.map((name) => filterWords(name, 'x', undefined));
    expect(said.filter(({ zh, en }) => CODES.test(zh) || CODES.test(en))).toEqual([]);
  });

  it('has its value in words: offices, boxes, orders, deadlines; and neither code nor id where it has none', () => {
    const values = [
      ...ORGAN_CODES.map((value) => ['organ', value] as const),
      ...TASK_BOXES.map((value) => ['box', value] as const),
      ...TASK_SORTS.map((value) => ['sort', value] as const),
      ...DUE_STATES.map((value) => ['dueState', value] as const),
      ['claimId', 'clm_2345abc'],
      ['planLine', '150600/2025/HRSS/INSTITUTION_TRAINING'],
      ['route', 'INSTITUTION_PROJECT_TRAINING'],
    ] as const;
    const said = values.map(([name, value]) => filterWords(name, value, undefined));
    expect(said.filter(({ zh, en }) => CODES.test(zh) || CODES.test(en))).toEqual([]);
    expect(filterWords('q', '焊工', undefined).zh).toBe('查找：焊工');
    expect(filterWords('jurisdiction', '150600', undefined)).toEqual({ zh: '地区：鄂尔多斯市', en: 'Place: Ordos' });
    const route = { zh: '培训', en: 'Training' };
    expect(filterWords('route', 'SAFETY_TRAINING', () => route).en).toBe('Subsidy: Training');
  });
});
