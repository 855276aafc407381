import { describe, expect, it } from 'vitest';
import { judgeEntry, type DemandData } from '../../../domain/demand/demand-entry.ts';
import { faultInRow, readDemandRow, type DemandColumn } from '../../../domain/demand/demand-file.ts';
import { unknownRows } from '../../../domain/demand/demand-file-rows.ts';
import { listedOccupations, occupationNames } from '../../../domain/policy/directories.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

type Row = Readonly<Partial<Record<DemandColumn, string>>>;
const NEED: Row = {
  list: '企业',
  employer: '示范公司',
  post: '焊接',
  occupation: '6-18-02-04',
  skillLevel: '四级',
  payFrom: '6000',
  payTo: '8000.50',
};
const WISH: Row = {
  list: '劳动者',
  industry: '餐饮业',
  post: '厨师',
  payFrom: '4000',
  payTo: '5000',
  hasSkill: '无',
  wantsTraining: '愿意',
  wantedOccupation: '4-03-02-01',
};

const nameOf = occupationNames(PRACTICE_LIBRARY);
const listedAs = (text: string) =>
  listedOccupations(PRACTICE_LIBRARY).find(({ code, name }) => code === text || name === text);
const read = (row: Row) => readDemandRow(row, { list: null, jurisdiction: '150600', listedAs });
const faultOf = (row: Row) => {
  const result = read(row);
  return result.ok ? 'ok' : `${result.fault.column} ${result.fault.code}`;
};

const dataOf = (row: Row): DemandData => {
  const result = read(row);
  const verdict = result.ok ? judgeEntry(result.entered, { on: day('2025-06-23'), validDays: 90, nameOf }) : result;
  if (!('data' in verdict)) {
    throw new RangeError('The row is good');
  }
  return verdict.data;
};
const rowOf = (row: Row, saysEnd = false) => ({ jurisdiction: '150600', data: dataOf(row), saysEnd });
const stored = (row: Row) => ({ ...dataOf(row), jurisdiction: '150600' });

describe('a row of a file of demand entries', () => {
  it('R-022, R-023 is read with the words of offices, money in CNY, and the directory’s names', () => {
    expect(read(NEED)).toEqual({
      ok: true,
      jurisdiction: '150600',
      entered: {
        list: 'employer',
        employer: '示范公司',
        post: '焊接',
        occupation: { code: '6-18-02-04', name: '焊工' },
        skillLevel: 'LEVEL_4',
        payFromFen: 600_000,
        payToFen: 800_050,
      },
    });
    expect(read({ ...WISH, jurisdiction: '150621', name: '赵示例', phone: '139 0001 0003' })).toMatchObject({
      jurisdiction: '150621',
      entered: {
        hasSkill: false,
        wantsTraining: true,
        wantedOccupation: { code: '4-03-02-01', name: '中式烹调师' },
        person: { name: '赵示例', phone: '13900010003' },
      },
    });
    // One cell is enough for what a directory lists, and an office's other words are read.
    const words = { ...NEED, list: '用人单位', occupation: '焊工', skillLevel: '不限' };
    expect(read(words)).toMatchObject({
      entered: { list: 'employer', occupation: { code: '6-18-02-04', name: '焊工' }, skillLevel: 'NONE' },
    });
    expect(faultOf({ ...NEED, occupation: '', occupationName: '焊工' })).toBe('ok');
    // Of a worker a code that no directory lists needs no name.
    expect(faultOf({ ...WISH, wantedOccupation: '4-99-99-99' })).toBe('ok');
  });

  it.each<readonly [string, Row]>([
    ['list REQUIRED', { ...NEED, list: '' }],
    ['list UNKNOWN_VALUE', { ...NEED, list: '其他' }],
    ['jurisdiction PLACE_FORMAT', { ...NEED, jurisdiction: '东胜' }],
    ['post FORBIDDEN_CHARACTERS', { ...NEED, post: '=1+1' }],
    ['post TOO_BIG', { ...NEED, post: '焊'.repeat(61) }],
    ['skillLevel UNKNOWN_SKILL_LEVEL', { ...NEED, skillLevel: '九级' }],
    ['openings NUMBER_FORMAT', { ...NEED, openings: '若干' }],
    ['payFrom AMOUNT_FORMAT', { ...NEED, payFrom: '面议' }],
    ['payTo AMOUNT_FORMAT', { ...NEED, payTo: '0' }],
    ['validUntil DATE_FORMAT', { ...NEED, validUntil: '下月' }],
    ['occupation REQUIRED', { ...NEED, occupation: '', occupationName: '没有的职业' }],
    ['occupationName REQUIRED', { ...NEED, occupation: '4-99-99-99' }],
    ['occupation OCCUPATION_UNKNOWN', { ...NEED, occupation: '没有的职业' }],
    ['wantedOccupation REQUIRED', { ...WISH, wantedOccupation: '', wantedOccupationName: '没有的职业' }],
    ['hasSkill YES_OR_NO', { ...WISH, hasSkill: '会一点' }],
    ['name REQUIRED', { ...WISH, phone: '13900010003' }],
    ['phone PHONE_FORMAT', { ...WISH, name: '赵示例' }],
  ])('R-022 with %s says so', (said, row) => {
    expect(faultOf(row)).toBe(said);
  });

  it('R-022 says in which column a fault of the entry stands', () => {
    expect(faultInRow({ pointer: '/payToFen', code: 'TOO_SMALL' }, NEED)).toEqual({
      column: 'payTo',
      code: 'TOO_SMALL',
      facts: { minimum: '6000' },
    });
    expect(faultInRow({ pointer: '/person', code: 'UNKNOWN_FIELD' }, NEED)).toEqual({
      column: 'name',
      code: 'NOT_OF_THIS_LIST',
    });
    expect(faultInRow({ pointer: '/wantsTraining', code: 'REQUIRED' }, WISH)).toEqual({
      column: 'wantsTraining',
      code: 'REQUIRED',
    });
  });
});

describe('a file that is sent again', () => {
  it('R-021 adds only what is not stored, each stored entry standing for one row', () => {
    const file = [rowOf(NEED), rowOf(WISH), rowOf(WISH), rowOf(WISH)];
    expect(unknownRows(file, [])).toHaveLength(4);
    expect(unknownRows(file, [stored(WISH), stored(NEED), stored(WISH)])).toEqual([file[3]]);
    expect(
      unknownRows(
        file,
        file.map(({ data, jurisdiction }) => ({ ...data, jurisdiction })),
      ),
    ).toEqual([]);
    // The day that the law gave moves with the import; a day that was said does not.
    const said = rowOf({ ...NEED, validUntil: '2025-08-01' }, true);
    expect(unknownRows([said], [stored(NEED)])).toEqual([said]);
    expect(unknownRows([rowOf(NEED)], [{ ...stored(NEED), validUntil: day('2025-09-01') }])).toEqual([]);
    expect(unknownRows([rowOf(NEED)], [{ ...stored(NEED), jurisdiction: '150621' }])).toHaveLength(1);
  });
});
