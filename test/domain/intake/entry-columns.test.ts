import { describe, expect, it } from 'vitest';
import { ENTRY_COLUMN_CODES, type EntryColumnCode, type Intake } from '../../../domain/policy/route-codes.ts';
import { checkEntryRow, entryColumn, entryKey } from '../../../domain/intake/entry-columns.ts';
import { ENTRY_HEADERS } from '../../../domain/intake/entry-headers.ts';
import { lineOfEntry } from '../../../domain/intake/entry-line.ts';
import type { RouteColumn } from '../../../domain/policy/policy-pack.ts';
import type { Cells } from '../../../domain/intake/table-cell.ts';
import { hasRightChecksum } from '../../../domain/intake/id-number.ts';
import { checkTable, numberedRows } from '../../../domain/intake/table-check.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

type Row = Cells<EntryColumnCode>;

const TODAY = day('2025-06-23');
const EVERY: readonly RouteColumn[] = ENTRY_COLUMN_CODES.map((code) => ({ code, required: false }));
const PERSON: Row = { name: '额尔敦·巴图', idNumber: '159901198809245647', phone: '199 4622-2144' };
const CERTIFIED: Row = { certificateKind: '职业技能等级证书', certificateNo: 'A1', certificateDate: '2025年6月19日' };

function check(cells: Row, intake: Intake = 'persons', columns = EVERY, seen: ReadonlySet<string> = new Set()) {
  return checkEntryRow(cells, { columns, intake, checks: [] }, { today: TODAY, seen, jurisdiction: '150600' });
}

function errorOf(cells: Row, intake: Intake = 'persons', columns = EVERY) {
  const outcome = check(cells, intake, columns);
  return outcome.ok ? 'good' : `${outcome.error.column} ${outcome.error.code}`;
}

const factsOf = (cells: Row) => {
  const outcome = check({ ...PERSON, ...cells });
  return outcome.ok ? outcome.row.facts : outcome.error;
};

/** Seventeen digits with the check character that fits. */
function idNumberFor(digits: string): string {
  const last = '0123456789X'.split('').find((character) => hasRightChecksum(`${digits}${character}`));
  return `${digits}${last ?? ''}`;
}

describe('the headers', () => {
  it('name every column in Chinese and English, and no two columns alike', () => {
    const names = ENTRY_COLUMN_CODES.flatMap((code) => ENTRY_HEADERS[code].map((name) => name.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
    for (const code of ENTRY_COLUMN_CODES) {
      expect(entryColumn(` ${code.toUpperCase()} `, EVERY)).toBe(code);
      expect(entryColumn(ENTRY_HEADERS[code][0] ?? '', EVERY)).toBe(code);
    }
  });

  it('are known to a route only where it has the column', () => {
    expect(entryColumn('证书编号', [{ code: 'name', required: true }])).toBeUndefined();
    expect(entryColumn('天气', EVERY)).toBeUndefined();
  });
});

describe('a row of people', () => {
  it.each([
    [null, 'good'],
    ['额尔敦•巴图', 'good'],
    ['钱示例', 'name NOT_THE_APPLICANT'],
  ])('is about the person who applies, whatever dot the name has (%s)', (ownName, said) => {
    const route = { columns: EVERY, intake: 'persons', checks: [] } as const;
    const outcome = checkEntryRow(PERSON, route, { today: TODAY, seen: new Set(), jurisdiction: '150600', ownName });
    expect(outcome.ok ? 'good' : `${outcome.error.column} ${outcome.error.code}`).toBe(said);
  });

  it('is read by codes and by words: levels, certificates, places, modules, days, months, amounts', () => {
    expect(
      factsOf({
        ...CERTIFIED,
        skillLevel: '四级/中级工',
        categories: '退役军人；VETERAN;残疾人',
        registeredAt: '220100',
        worksAt: '本地',
        employerKind: '参保企业',
        module: 'SYB',
        months: '2025年4月;2025-03、2025/3',
        insuredMonths: '14',
        renewal: '否',
        fee: '200.5',
        amount: '1234.56',
      }),
    ).toEqual({
      certificateKind: 'SKILL_LEVEL',
      certificateNo: 'A1',
      certificateDate: '2025-06-19',
      skillLevel: 'LEVEL_4',
      categories: ['DISABLED_PERSON', 'VETERAN'],
      registeredAt: '220100',
      worksAt: '150600',
      employerKind: 'INSURED_ENTERPRISE',
      module: 'START',
      months: ['2025-03', '2025-04'],
      insuredMonths: 14,
      isRenewal: false,
      feeFen: 20_050,
      amountFen: 123_456,
    });
  });

  it.each([
    ['五级', 'LEVEL_5'],
    ['初级工', 'LEVEL_5'],
    ['高级工', 'LEVEL_3'],
    ['技师', 'LEVEL_2'],
    ['高级技师', 'LEVEL_1'],
    ['无等级', 'NONE'],
    ['LEVEL_4', 'LEVEL_4'],
  ])('R-049: a level written %s is %s', (skillLevel, code) => {
    expect(factsOf({ skillLevel })).toEqual({ skillLevel: code });
  });

  it.each<[Row, string]>([
    [{ name: '' }, 'name REQUIRED'],
    [{ idNumber: '' }, 'idNumber REQUIRED'],
    [{ employer: '=1+1' }, 'employer FORBIDDEN_CHARACTERS'],
    [{ employer: 'x'.repeat(501) }, 'employer TOO_LONG'],
    [{ idNumber: '15990119880924564' }, 'idNumber ID_FORMAT'],
    [{ idNumber: '159901198809245648' }, 'idNumber ID_CHECKSUM'],
    [{ categories: '宇航员' }, 'categories UNKNOWN_CATEGORY'],
    [{ phone: '12345678901' }, 'phone PHONE_FORMAT'],
    [{ fee: '1.234' }, 'fee FEE_FORMAT'],
    [{ registeredAt: '鄂尔多斯' }, 'registeredAt PLACE_FORMAT'],
    [{ registeredAt: '150001' }, 'registeredAt PLACE_FORMAT'],
    [{ employerKind: '政府' }, 'employerKind UNKNOWN_EMPLOYER_KIND'],
    [{ employedOn: '2025-06-24' }, 'employedOn DATE_IN_FUTURE'],
    [{ ...CERTIFIED, certificateDate: '2025-02-29' }, 'certificateDate DATE_FORMAT'],
    [{ ...CERTIFIED, certificateDate: '2025-06-24' }, 'certificateDate DATE_IN_FUTURE'],
    [{ ...CERTIFIED, certificateKind: '协会证书' }, 'certificateKind UNKNOWN_CERTIFICATE_KIND'],
    [{ certificateNo: 'A1' }, 'certificateKind REQUIRED'],
    [{ skillLevel: '六级' }, 'skillLevel UNKNOWN_SKILL_LEVEL'],
    [{ module: 'XYZ' }, 'module UNKNOWN_MODULE'],
    [{ months: '2025-13' }, 'months MONTH_FORMAT'],
    [{ months: ';' }, 'months MONTH_FORMAT'],
    [{ months: '2025-06;2025-07' }, 'months DATE_IN_FUTURE'],
    [{ insuredMonths: '12.5' }, 'insuredMonths NUMBER_FORMAT'],
    [{ renewal: '也许' }, 'renewal YES_OR_NO'],
    [{ graduatesOn: '明年' }, 'graduatesOn DATE_FORMAT'],
    [{ internshipFrom: '2025-09-01', internshipTo: '2025-08-31' }, 'internshipTo ENDS_BEFORE_STARTS'],
    [{ contractFrom: '2025-09-01', contractTo: '2025-08-31' }, 'contractTo ENDS_BEFORE_STARTS'],
    [{ amount: '0.00' }, 'amount AMOUNT_FORMAT'],
    [{ amount: '-1' }, 'amount FORBIDDEN_CHARACTERS'],
    [{ accountNumber: '6222' }, 'accountBank REQUIRED'],
    [{ accountBank: '练习银行', accountNumber: '6222' }, 'accountNumber ACCOUNT_FORMAT'],
    [{ months: '2025-06', contractFrom: '2025-09-01', contractTo: '2025-09-01' }, 'good'],
  ])('R-030: %j is %s', (change, expected) => {
    expect(errorOf({ ...PERSON, ...change })).toBe(expected);
  });

  it.each([
    ['20090623', 'good'],
    ['20090624', 'idNumber TOO_YOUNG'],
    ['20250623', 'idNumber TOO_YOUNG'],
    ['20250624', 'idNumber BORN_IN_FUTURE'],
  ])('R-030: born on %s is %s on 2025-06-23', (birth, expected) => {
    expect(errorOf({ ...PERSON, idNumber: idNumberFor(`159901${birth}001`) })).toBe(expected);
  });

  it('R-030: is as old as the pack says', () => {
    const context = { today: TODAY, seen: new Set<string>(), jurisdiction: '150600', minAge: 37 };
    expect(checkEntryRow(PERSON, { columns: EVERY, intake: 'persons', checks: [] }, context)).toMatchObject({
      error: { code: 'TOO_YOUNG' },
    });
  });

  it('has the first error in the order of the list, then from the left', () => {
    expect(errorOf({ ...PERSON, skillLevel: '六级', phone: '1', categories: '宇航员' })).toBe(
      'categories UNKNOWN_CATEGORY',
    );
    expect(errorOf({ ...PERSON, worksAt: 'x', registeredAt: 'y' })).toBe('registeredAt PLACE_FORMAT');
  });

  it('reads only columns of the route', () => {
    const columns: readonly RouteColumn[] = [
      { code: 'name', required: true },
      { code: 'idNumber', required: true },
    ];
    expect(check({ ...PERSON, skillLevel: '六级', accountNumber: '1' }, 'persons', columns)).toMatchObject({
      ok: true,
      row: { facts: {}, phone: null, account: null },
    });
  });

  it('R-107: has an own account unless it names another holder', () => {
    const account = { accountBank: '练习银行', accountNumber: '6222 0000 1234' };
    expect(check({ ...PERSON, ...account })).toMatchObject({
      row: { phone: '19946222144', account: { holder: '额尔敦·巴图', bank: '练习银行', number: '622200001234' } },
    });
    expect(check({ ...PERSON, ...account, accountHolder: '别人' })).toMatchObject({
      row: { account: { holder: '别人' } },
    });
  });

  it('is the same as a row above by person and certificate', () => {
    const rows = [
      { ...PERSON, ...CERTIFIED },
      { ...PERSON, ...CERTIFIED, certificateNo: 'A2' },
      { ...PERSON, ...CERTIFIED },
    ];
    const checked = checkTable(numberedRows<EntryColumnCode>(rows), entryKey, (cells, seen) =>
      check(cells, 'persons', EVERY, seen),
    );
    expect(checked.good).toHaveLength(2);
    expect(checked.errors).toEqual([{ row: 4, column: 'idNumber', code: 'DUPLICATE_IN_FILE' }]);
  });
});

describe('a row of months or of results', () => {
  it('R-062: names the person and the months; a person stands in one row', () => {
    expect(errorOf(PERSON, 'months')).toBe('months REQUIRED');
    const months = { ...PERSON, months: '2025-03' };
    expect(errorOf(months, 'months')).toBe('good');
    expect(entryKey(months)).toBe(entryKey({ ...PERSON, months: '2025-04' }));
  });

  it('needs no person, but a whole one', () => {
    const result = { title: '设备更新', amount: '5000', achievedOn: '2025-06-01', reference: '第 5 号' };
    expect(check(result, 'results')).toMatchObject({
      row: { idNumber: null, name: '', facts: { amountFen: 500_000 } },
    });
    expect(errorOf({ ...result, name: '某人' }, 'results')).toBe('idNumber REQUIRED');
    const rows = [result, { ...result, reference: '第 6 号' }, result];
    const checked = checkTable(numberedRows<EntryColumnCode>(rows), entryKey, (cells, seen) =>
      check(cells, 'results', EVERY, seen),
    );
    expect(checked.errors).toEqual([{ row: 4, column: 'title', code: 'DUPLICATE_IN_FILE' }]);
    expect(entryKey({})).toBeUndefined();
  });

  it.each(['INDIVIDUAL_CERTIFICATE', 'SKILL_UPGRADE_SUBSIDY', 'APPRAISAL_SUBSIDY'])(
    '%s reads a row of its own columns and asks for the level',
    (route) => {
      const { routeDefinition } = routeSnapshot(route);
      const context = { today: TODAY, seen: new Set<string>(), jurisdiction: '150600' };
      const account = { accountHolder: '额尔敦·巴图', accountBank: '练习银行', accountNumber: '622200001234' };
      const cells = {
        ...PERSON,
        ...CERTIFIED,
        ...account,
        occupation: '6-18-02-04',
        skillLevel: '五级',
        worksAt: '本地',
      };
      expect(checkEntryRow(cells, routeDefinition, context)).toMatchObject({ ok: true });
      expect(checkEntryRow({ ...cells, skillLevel: '' }, routeDefinition, context)).toMatchObject({
        error: { column: 'skillLevel', code: 'REQUIRED' },
      });
    },
  );
});

describe('where a person belongs', () => {
  it('R-047: is one of three places, and a row without any is an error of the file', () => {
    const { routeDefinition } = routeSnapshot('INDIVIDUAL_CERTIFICATE');
    const context = { today: TODAY, seen: new Set<string>(), jurisdiction: '150600' };
    const account = { accountBank: '练习银行', accountNumber: '622200001234' };
    const cells = { ...PERSON, ...CERTIFIED, ...account, occupation: '6-18-02-04', skillLevel: '五级' };
    expect(checkEntryRow(cells, routeDefinition, context)).toMatchObject({
      error: { column: 'registeredAt', code: 'NO_PLACE' },
    });
    for (const column of ['registeredAt', 'residesAt', 'worksAt']) {
      expect(checkEntryRow({ ...cells, [column]: '150600' }, routeDefinition, context)).toMatchObject({ ok: true });
    }
    const upgrade = routeSnapshot('SKILL_UPGRADE_SUBSIDY').routeDefinition;
    expect(checkEntryRow(cells, upgrade, context)).toMatchObject({ ok: true });
  });
});

describe('the line of an entry', () => {
  it('R-001: is judged on the day of its certificate, or on the reference date without one', () => {
    const outcome = check({
      ...PERSON,
      ...CERTIFIED,
      occupation: '6-18-02-04',
      skillLevel: '五级',
      categories: 'VETERAN',
      fee: '10',
    });
    const line = outcome.ok ? lineOfEntry(outcome.row, TODAY) : undefined;
    expect(line).toMatchObject({
      opensOn: '2025-06-19',
      endsOn: '2025-06-19',
      occupation: '6-18-02-04',
      skillLevel: 'LEVEL_5',
      categories: ['VETERAN'],
      feeFen: 1_000,
      result: { hasPassed: true, certificate: { kind: 'SKILL_LEVEL', certificateNo: 'A1', issuedOn: '2025-06-19' } },
    });
    expect(lineOfEntry({ idNumber: null, facts: {} }, TODAY)).toMatchObject({
      opensOn: TODAY,
      occupation: '',
      skillLevel: 'NONE',
      result: null,
    });
  });
});
