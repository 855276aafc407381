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

const told = ({ row, column, code }: Readonly<Record<string, unknown>>) => [row, column, code];

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
      expect(body.errors.map(told)).toEqual([
        [4, 'payTo', 'TOO_SMALL'],
        [5, 'occupation', 'OCCUPATION_UNKNOWN'],
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

  it('R-021: sent again under another key adds nothing, and each stored entry stands for one row', async () => {
    // Workers without a name may wish for the same; one of the rows names a banner of the city.
    const header = `${HEADER},jurisdiction`;
    const wish = 'worker,,餐饮业,厨师,,,,4000,5000,无,愿意,4-99-99-99,,';
    const rows = [
      `${wish},150622`,
      `${wish},150622`,
      'employer,旗里的公司,,焊工,焊工,四级,2,5000,7000,,,,,,',
      'worker,,餐饮业,服务员,,,,3000,4000,无,不愿意,,李四,138 0000 0001,',
    ];
    const again = async (lines: readonly string[], query = '') => {
      const file = [header, ...lines].join('\n');
      const { body } = await (
        await office.as('dept.hr2')
      ).upload('POST', `/api/v1/demand-entries/imports${query}`, file);
      return [body.rows, body.accepted, body.imported, body.unchanged];
    };
    const before = (await stored()).length;
    expect(await again(rows, '?dryRun=true')).toEqual([4, 4, 0, 0]);
    expect(await again(rows)).toEqual([4, 4, 4, 0]);
    expect(await again(rows)).toEqual([4, 4, 0, 4]);
    expect(await again(rows, '?dryRun=true')).toEqual([4, 4, 0, 4]);
    // A third worker with the same wish is another one; two files at once bring it once.
    const more = [...rows, `${wish},150622`];
    const both = await Promise.all([again(more), again(more)]);
    expect(both.toSorted()).toEqual([
      [5, 5, 0, 5],
      [5, 5, 1, 4],
    ]);
    expect(await stored()).toHaveLength(before + 5);
    const { rows: places } = await office.pool.query(
      "SELECT jurisdiction, state, count(*)::int AS entries FROM demand_entry WHERE wanted_code = '4-99-99-99' GROUP BY 1, 2",
    );
    expect(places).toEqual([{ jurisdiction: '150622', state: 'checked', entries: 3 }]);
  });

  it('R-021: names the second row of one need, and a place that no cycle covers', async () => {
    const header = `${HEADER},jurisdiction`;
    const need = 'employer,重复公司,,焊工,焊工,四级,2,5000,7000,,,,,,';
    const file = [header, `${need}150623`, `${need}150623`, `${need}110000`].join('\n');
    const factory = await office.as('factory');
    const refused = await factory.upload('POST', '/api/v1/demand-entries/imports', file);
    expect([refused.body.imported, refused.body.errors.map(told)]).toEqual([
      0,
      [
        [3, 'post', 'DUPLICATE_IN_FILE'],
        [4, 'jurisdiction', 'NO_SURVEY_HERE'],
      ],
    ]);
    const taken = await factory.upload('POST', '/api/v1/demand-entries/imports?acceptGood=true', file);
    expect([taken.body.accepted, taken.body.imported]).toEqual([1, 1]);
  });

  it('R-021: of more rows than one transaction should hold is refused whole', async () => {
    const sent = await send(
      'dept.hr',
      Array.from({ length: 1001 }, () => GOOD[0] ?? ''),
    );
    expect([sent.status, sent.body.code]).toEqual([422, 'FILE_TOO_MANY_ROWS']);
  });
});
