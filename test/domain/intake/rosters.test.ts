import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, hasIdNumberForm, hasRightChecksum } from '../../../domain/intake/id-number.ts';
import { maskAccount, maskIdNumber, maskName, maskPhone } from '../../../domain/notice/mask.ts';
import {
  checkRosterRow,
  rosterColumn,
  rosterKey,
  type RosterColumn,
  type RosterRow,
} from '../../../domain/intake/roster-row.ts';
import { checkTable, numberedRows } from '../../../domain/intake/table-check.ts';
import { day, practiceCsv, practiceJson } from '../../support/policy-library.ts';

const CONTEXT = { today: day('2025-05-12'), opensOn: day('2025-05-26'), minAge: 16, seen: new Set<string>() };
const NOBODY = () => undefined;
const GOOD = {
  name: '额尔敦·巴图',
  idNumber: '159901198809245647',
  phone: '19946222144',
  categories: 'COLLEGE_GRADUATE',
  registeredAt: '内蒙古自治区鄂尔多斯市',
  employer: '',
};

function check(table: readonly Record<string, string>[], stored: (id: string) => RosterRow | undefined = NOBODY) {
  return checkTable(numberedRows<RosterColumn>(table), rosterKey, (cells, seen) =>
    checkRosterRow(cells, { ...CONTEXT, seen, stored }),
  );
}

function errorOf(change: Record<string, string>, stored: (id: string) => RosterRow | undefined = NOBODY) {
  const outcome = checkRosterRow({ ...GOOD, ...change }, { ...CONTEXT, stored });
  return outcome.ok ? 'good' : `${outcome.error.column} ${outcome.error.code}`;
}

describe('a roster', () => {
  it('R-030: with one broken rule per row gives exactly the expected report', () => {
    const checked = check(practiceCsv('roster-with-errors/roster-with-errors.csv'));
    expect({ rows: checked.rows, accepted: checked.good.length, errors: checked.errors }).toEqual(
      practiceJson('roster-with-errors/expected.json'),
    );
  });

  it('in GB 18030 gives the same good rows', () => {
    const checked = check(practiceCsv('roster-with-errors/roster-gb18030.csv', 'gb18030'));
    expect(checked.errors).toEqual([]);
    expect(checked.good).toEqual(check(practiceCsv('roster-with-errors/roster-with-errors.csv')).good);
    expect(checked.good.at(-1)?.categories).toEqual(['RURAL_TRANSFER_WORKER', 'VETERAN']);
  });

  it('trims spaces, raises a small x and reads CNY to the fen', () => {
    const outcome = checkRosterRow(
      { ...GOOD, idNumber: ' 15990119900120349x ', fee: '200.5' },
      { ...CONTEXT, stored: NOBODY },
    );
    expect(outcome).toMatchObject({ ok: true, row: { idNumber: '15990119900120349X', feeFen: 20_050 } });
  });

  it('takes the same row again as unchanged and refuses a different one of the same person', () => {
    const [stored] = check([GOOD]).good;
    expect(check([GOOD], () => stored).unchanged).toHaveLength(1);
    expect(errorOf({ phone: '19946222145' }, () => stored)).toBe('idNumber ALREADY_ON_ROSTER');
    expect(errorOf({ categories: 'ASTRONAUT' }, () => stored)).toBe('idNumber ALREADY_ON_ROSTER');
  });

  it.each([
    [{ name: '' }, 'name REQUIRED'],
    [{ name: '', idNumber: 'x' }, 'name REQUIRED'],
    [{ employer: '@SUM(A1)' }, 'employer FORBIDDEN_CHARACTERS'],
    [{ idNumber: '159901198802305640' }, 'idNumber ID_FORMAT'],
    [{ fee: '1.234' }, 'fee FEE_FORMAT'],
    [{ phone: '12345678901' }, 'phone PHONE_FORMAT'],
    [{ categories: 'constructor' }, 'categories UNKNOWN_CATEGORY'],
    [{ name: '长'.repeat(501) }, 'name TOO_LONG'],
  ])('of %j says the first error in the documented order', (change, expected) => {
    expect(errorOf(change)).toBe(expected);
  });

  it('reads Chinese and English headers', () => {
    expect(['姓名', '证件号码', '手机号', '人员类别', '户籍', '用人单位', '收费'].map(rosterColumn)).toEqual([
      'name',
      'idNumber',
      'phone',
      'categories',
      'registeredAt',
      'employer',
      'fee',
    ]);
    expect(rosterColumn('IDNumber')).toBe('idNumber');
    expect(rosterColumn('shoeSize')).toBeUndefined();
  });
});

describe('an ID number', () => {
  it('is of age from the sixteenth birthday on (GB 11643)', () => {
    expect(ageOn('159901200905260000', day('2025-05-25'))).toBe(15);
    expect(ageOn('159901200905260000', day('2025-05-26'))).toBe(16);
  });

  test.prop([fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 })])(
    'with one digit changed never passes both checks',
    (position, shift) => {
      const good = GOOD.idNumber;
      const changed = good.slice(0, position) + ((Number(good[position]) + shift) % 10) + good.slice(position + 1);
      expect(hasIdNumberForm(changed) && hasRightChecksum(changed)).toBe(false);
    },
  );
});

describe('a mask', () => {
  it('shows two and three of an ID number (R-096)', () => {
    expect(maskIdNumber('152701199001011234')).toBe('15*************234');
    expect(maskIdNumber('short')).toBe('*****');
  });

  it.each([
    ['张三', '张*'],
    ['张美丽', '张*丽'],
    ['乌云其木格', '乌***格'],
    ['额尔敦·巴图', '额****图'],
    ['㛃㛃', '㛃*'],
    ['王', '*'],
    ['', ''],
  ])('R-096: of the name %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['张　三', '张*'],
    ['李 四', '李*'],
    ['王\u200B五', '王*'],
    ['欧阳 小 明', '欧**明'],
    ['乌云 其木格', '乌***格'],
  ])('F3: of a name whose characters are set apart counts no blanks: %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['张·三', '张*'],
    ['张-三', '张*'],
    ['张.三', '张*'],
    ['张 · 三', '张*'],
    ['L i', 'L*'],
    ['王·', '*'],
    ['·王', '*'],
    ['··', '**'],
    ['李·小·明', '李***明'],
  ])('F3: of a name of two letters hides one of them, whatever stands between: %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.prop([
    fc.array(fc.constantFrom('张', '三', '丽', ' ', '\u3000', '·', '-', '.', 'a', '1'), { minLength: 1, maxLength: 6 }),
  ])('F3: never shows all letters of a name, in any mixture of letters, dots and blanks', (characters) => {
    const name = characters.join('');
    const [shown, all] = [maskName(name), name].map((text) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
    expect(all === 0 || (shown ?? 0) < (all ?? 0)).toBe(true);
  });

  it('of phone and account leaves the ends that staff need', () => {
    expect(maskPhone('13812341234')).toBe('138****1234');
    expect(maskAccount('6222 0000 1111 2222')).toBe('****2222');
  });

  test.prop([fc.string({ unit: 'grapheme', minLength: 2, maxLength: 20 })])(
    'never shows more than two characters of a name',
    (name) => {
      const shown = maskName(name.replaceAll('*', '')).replaceAll('*', '');
      expect([...new Intl.Segmenter('zh').segment(shown)].length).toBeLessThanOrEqual(2);
    },
  );
});
