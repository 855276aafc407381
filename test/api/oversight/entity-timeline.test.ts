import { describe, expect, it } from 'vitest';
import { entryView } from '../../../api/oversight/entity-timeline.ts';

const ENTRY = {
  seq: 1,
  revision: 1,
  at: new Date(0),
  organ: 'HRSS',
  section: null,
  displayName: '王示例',
  isPrivate: false,
  onBehalfOf: null,
} as const;

const factsOf = (act: 'decide' | 'score', facts: Readonly<Record<string, unknown>>) =>
  entryView(
    { ...ENTRY, act, facts },
    {
      isOfficial: true,
      language: 'zh',
      documents: [{ code: 'BUDGET', label: { zh: '资金预算', en: 'budget' }, when: 'filing', required: true }],
    },
  ).facts;

describe('the history of a grant', () => {
  it('names every place that a return asked to be corrected', () => {
    const corrections = [
      { pointer: '/documents/BUDGET', remark: '少一页' },
      { pointer: '/application', remark: '目标不明' },
    ];
    expect(factsOf('decide', { decision: 'returnForCorrection', corrections })['corrections']).toEqual([
      { pointer: '/documents/BUDGET', remark: '少一页', label: '资金预算' },
      { pointer: '/application', remark: '目标不明', label: '申报内容' },
    ]);
  });

  it('leaves the words of an expert with the score, which is blind until the scoring is closed (R-154)', () => {
    expect(factsOf('score', { remark: '目标偏低', callId: 'gcl_1' })).toEqual({ callId: 'gcl_1' });
    expect(factsOf('decide', { remark: '齐全' })).toEqual({ remark: '齐全' });
  });
});
