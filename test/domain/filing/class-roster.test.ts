import { describe, expect, it } from 'vitest';
import type { EntryColumnCode } from '../../../domain/policy/route-codes.ts';
import {
  checkClassRosterRow,
  classRosterColumn,
  neededColumns,
  rosterExtras,
  type ClassRosterContext,
  type ClassRosterRow,
} from '../../../domain/filing/class-roster.ts';
import { checkRosterRow } from '../../../domain/intake/roster-row.ts';
import { day, practiceCsv } from '../../support/policy-library.ts';

const column = (code: EntryColumnCode, required: boolean) => ({ code, required });
const APPRENTICES = rosterExtras({
  payee: 'institution',
  columns: [column('employedOn', true), column('contractFrom', false), column('contractTo', false)],
});
const PLAIN = rosterExtras({ payee: 'institution', columns: [] });

const NOBODY = () => undefined;
const context = (change: Partial<ClassRosterContext> = {}): ClassRosterContext => ({
  today: day('2025-05-12'),
  opensOn: day('2025-05-26'),
  minAge: 16,
  seen: new Set(),
  stored: NOBODY,
  jurisdiction: '150600',
  extras: APPRENTICES,
  ...change,
});

const GOOD = {
  name: '额尔敦巴特尔',
  idNumber: '159901197906112286',
  phone: '19901000001',
  categories: 'REGISTERED_UNEMPLOYED',
  employer: '示范装备',
  employedOn: '2025-05-01',
};
const ACCOUNT = { accountBank: '中国银行', accountNumber: '6216 6102 0000 0000 018' };

const rowOf = (cells: object, change: Partial<ClassRosterContext> = {}): ClassRosterRow => {
  const outcome = checkClassRosterRow({ ...GOOD, ...cells }, context(change));
  if (!outcome.ok) {
    throw new Error(outcome.error.code);
  }
  return outcome.row;
};
const errorOf = (cells: object, change: Partial<ClassRosterContext> = {}) => {
  const outcome = checkClassRosterRow({ ...GOOD, ...cells }, context(change));
  return outcome.ok ? null : [outcome.error.column, outcome.error.code];
};

describe('the columns of a class roster', () => {
  it('are the common ones, those of its route, and an account (C09)', () => {
    expect(classRosterColumn('上岗日期', APPRENTICES)).toBe('employedOn');
    expect(classRosterColumn('上岗日期', PLAIN)).toBeUndefined();
    expect(classRosterColumn('银行账号', PLAIN)).toBe('accountNumber');
    expect(classRosterColumn('户籍', APPRENTICES)).toBe('registeredAt');
    expect(neededColumns(APPRENTICES)).toEqual(['name', 'idNumber', 'phone', 'categories', 'employedOn']);
    expect(neededColumns(PLAIN)).toEqual(['name', 'idNumber', 'phone', 'categories']);
  });

  it('hold a common one that the route requires (C45)', () => {
    const chain = rosterExtras({ payee: 'enterprise', columns: [column('employer', true)] });
    expect(errorOf({ employer: '' }, { extras: chain })).toEqual(['employer', 'REQUIRED']);
    expect(rowOf({}, { extras: chain }).facts).toEqual({});
    expect(neededColumns(chain)).toContain('employer');
  });
});

describe('a roster whose people are paid by name', () => {
  const paid = rosterExtras({ payee: 'person', columns: [column('accountBank', false), column('employedOn', true)] });

  it('asks for every account, which may be another holder’s to name', () => {
    expect(neededColumns(paid)).toEqual([...neededColumns(PLAIN), 'employedOn', 'accountBank', 'accountNumber']);
    expect(errorOf({}, { extras: paid })).toEqual(['accountBank', 'REQUIRED']);
    expect(errorOf({ accountBank: '中国银行' }, { extras: paid })).toEqual(['accountNumber', 'REQUIRED']);
    expect(rowOf(ACCOUNT, { extras: paid }).account?.holder).toBe('额尔敦巴特尔');
  });
});

describe('a row of a class roster', () => {
  it('says what the route asks, and goes to the own account', () => {
    expect(rowOf(ACCOUNT)).toMatchObject({
      employer: '示范装备',
      facts: { employedOn: '2025-05-01' },
      account: { holder: '额尔敦巴特尔', bank: '中国银行', number: '6216610200000000018' },
    });
    expect(rowOf({}).account).toBeNull();
    expect(rowOf({ ...ACCOUNT, accountHolder: '他人' }).account?.holder).toBe('他人');
  });

  it('is wrong in the order of the codes, whichever column it is', () => {
    expect(errorOf({ employedOn: '' })).toEqual(['employedOn', 'REQUIRED']);
    expect(errorOf({ employedOn: '', idNumber: '1' })).toEqual(['employedOn', 'REQUIRED']);
    expect(errorOf({ employedOn: 'May', phone: '1' })).toEqual(['phone', 'PHONE_FORMAT']);
    expect(errorOf({ employedOn: 'May' })).toEqual(['employedOn', 'DATE_FORMAT']);
    expect(errorOf({ accountBank: '中国银行' })).toEqual(['accountNumber', 'REQUIRED']);
  });

  it('is unchanged only with the same columns of the route and the same account', () => {
    const stored = rowOf(ACCOUNT);
    const known = { stored: () => stored };
    const again = checkClassRosterRow({ ...GOOD, ...ACCOUNT }, context(known));
    expect(again).toMatchObject({ ok: true, isUnchanged: true });
    expect(errorOf({ ...ACCOUNT, employedOn: '2025-05-02' }, known)).toEqual(['idNumber', 'ALREADY_ON_ROSTER']);
    expect(errorOf({}, known)).toEqual(['idNumber', 'ALREADY_ON_ROSTER']);
  });

  it('of the practice class is read as it always was (R-030)', () => {
    const common = { today: day('2025-05-12'), opensOn: day('2025-05-26'), minAge: 16, seen: new Set<string>() };
    for (const cells of practiceCsv('class-welders/roster.csv')) {
      const before = checkRosterRow(cells, { ...common, stored: NOBODY });
      const now = checkClassRosterRow(cells, context({ extras: PLAIN }));
      expect(now).toEqual(before.ok ? { ...before, row: { ...before.row, facts: {}, account: null } } : before);
    }
  });
});
