import { describe, expect, it } from 'vitest';
import { checkEntryRow } from '../../../domain/intake/entry-columns.ts';
import { contestRank } from '../../../domain/line/contest-rank.ts';
import { codes, judge } from '../../support/judged-lines.ts';
import { routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const LAW = routeSnapshot('NATIONAL_CONTEST_TOP3_AWARD');
const refusedAt = (result: string) => codes(LAW, { entry: { result } });

const ROW = {
  name: '白云岚',
  idNumber: '159901199603148811',
  phone: '19977700881',
  title: '国家级一类职业技能大赛焊接项目',
  reference: '示例赛字〔2025〕1号',
  achievedOn: '2025-04-20',
  amount: '50000.00',
  accountBank: '示范银行',
  accountNumber: '6217997700000000881',
};
const errorOf = (result: string) => {
  const context = { today: day('2025-06-01'), seen: new Set<string>(), jurisdiction: '150600' };
  const outcome = checkEntryRow({ ...ROW, result }, LAW.routeDefinition, context);
  return outcome.ok ? undefined : outcome.error;
};

describe('the rank of a contest', () => {
  it.each([
    ['第4名', 4],
    ['第四名', 4],
    ['4', 4],
    ['第 ３ 名', 3],
    ['十', 10],
    ['第十二名', 12],
    ['第二十一名', 21],
    ['冠军', 1],
    ['亚军', 2],
    ['季军', 3],
    ['优胜奖', 'HONOUR'],
  ])('L10: %s is read as %s (R-122)', (text, rank) => {
    expect(contestRank(text)).toBe(rank);
  });

  it.each(['', '0', '第零名', '一等奖', '第一二名', '名', '前三', '4.5', '-1', '冠亚军'])(
    'L10: %j is not guessed (R-122)',
    (text) => {
      expect(contestRank(text)).toBeUndefined();
    },
  );

  it('R-122: pays the first three and refuses the fourth and an honour (L10)', () => {
    expect(['第一名', '亚军', '3'].flatMap(refusedAt)).toEqual([]);
    expect(refusedAt('第4名')).toEqual(['RANK_NOT_AWARDED']);
    expect(refusedAt('优胜奖')).toEqual(['RANK_NOT_AWARDED']);
    expect(judge(LAW, { entry: { result: '第4名' } }).refusals[0]).toMatchObject({
      rule: 'R-122',
      detail: { zh: '名次：4；只奖励前 3 名。' },
    });
    expect(codes(withLaw(LAW, { 'award.nationalContest.lastRank': 4 }), { entry: { result: '第4名' } })).toEqual([]);
  });

  it('L10: is missing, and no silent pass, where nothing readable is stored', () => {
    expect(codes(LAW, { entry: {} })).toEqual(['FACT_MISSING']);
    expect(refusedAt('一等奖')).toEqual(['FACT_MISSING']);
  });

  it('L10: that cannot be read is an error of its row, and so is none', () => {
    expect(errorOf('第三名')).toBeUndefined();
    expect(errorOf('第4名')).toBeUndefined();
    expect(errorOf('一等奖')).toEqual({ column: 'result', code: 'RANK_FORMAT' });
    expect(errorOf('')).toEqual({ column: 'result', code: 'REQUIRED' });
  });
});
