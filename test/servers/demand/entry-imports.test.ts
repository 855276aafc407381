import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const HEADER =
  'list,employer,industry,post,occupation,skillLevel,openings,payFrom,payTo,hasSkill,wantsTraining,wantedOccupation,name,phone';
const GOOD = [
  'employer,示范公司,,焊工,6-18-02-04,LEVEL_5,3,4000,6000.50,,,,,',
  '劳动者,,养老服务,护理员,,,,3000,4000,否,是,养老护理员,张三,13800000000',
];

const send = async (who: string, lines: readonly string[], query = '', language = 'zh-CN') =>
  (await office.as(who)).upload('POST', `/api/v1/demand-entries/imports${query}`, [HEADER, ...lines].join('\n'), {
    name: 'demand.csv',
    headers: { 'Accept-Language': language },
  });

const stored = async () => {
  const { rows } = await office.pool.query(
    'SELECT list, source, state, pay_to_fen, wanted_code FROM demand_entry ORDER BY list',
  );
  return rows;
};

describe('a file of entries', () => {
  it('R-022, R-023: names row, column and cure of what is wrong, in both languages, and enters nothing', async () => {
    const wrong = [
      ...GOOD,
      'employer,示范公司,,焊工,6-18-02-04,LEVEL_5,3,6000,4000,,,,,',
      'employer,示范公司,,焊工,没有的职业,LEVEL_5,3,4000,6000,,,,,',
      'boss,示范公司,,焊工,6-18-02-04,LEVEL_5,3,4000,6000,,,,,',
      'worker,,养老服务,护理员,,,,3000,4000,否,,,,',
      'worker,,养老服务,护理员,,,,三千,4000,否,否,,张三,12',
      'employer,=1+1,,焊工,6-18-02-04,LEVEL_5,3,4000,6000,,,,,',
    ];
    for (const [language, message] of [
      ['zh-CN', '没有这个值'],
      ['en', 'There is no such value'],
    ] as const) {
      const { status, body } = await send('dept.hr', wrong, '', language);
      expect([status, body.rows, body.accepted, body.imported]).toEqual([200, 8, 2, 0]);
      expect(
        body.errors.map(({ row, column, code }: { row: number; column: string; code: string }) => [row, column, code]),
      ).toEqual([
        [4, 'payTo', 'TOO_SMALL'],
        [5, 'occupation', 'REQUIRED'],
        [6, 'list', 'UNKNOWN_VALUE'],
        [7, 'wantsTraining', 'REQUIRED'],
        [8, 'payFrom', expect.any(String)],
        [9, 'employer', 'FORBIDDEN_CHARACTERS'],
      ]);
      expect(body.errors[2].message).toBe(message);
    }
    expect(await stored()).toEqual([]);
  });

  it('R-022, R-023: counts as checked where an officer sends it, and not where an enterprise does', async () => {
    const dry = await send('dept.hr2', GOOD, '?dryRun=true');
    expect([dry.body.accepted, dry.body.imported]).toEqual([2, 0]);
    const sent = await send('dept.hr2', GOOD);
    expect([sent.status, sent.body.imported]).toEqual([200, 2]);
    expect(await stored()).toMatchObject([
      { list: 'employer', source: 'FILE', state: 'checked', pay_to_fen: 600_050 },
      { list: 'worker', source: 'FILE', state: 'checked', wanted_code: '4-10-01-05' },
    ]);
    const own = await send('factory', GOOD.slice(0, 1));
    expect([own.status, own.body.imported]).toEqual([200, 1]);
    expect((await stored()).filter(({ state }) => state === 'unchecked')).toHaveLength(1);
    expect((await send('finance.maker', GOOD)).status).toBe(403);
  });
});
