import { describe, expect, it } from 'vitest';
import { cellsOf, isEmptyRow, withAccount } from '../../../api/claim/entry-body.ts';
import { CreateClaimBody } from '../../../schemas/claim-schemas.ts';
import { EntryBody } from '../../../schemas/entry-schemas.ts';

describe('a row of a body', () => {
  it('is put into the cells of a file, each with the place that it came from', () => {
    const { cells, pointers } = cellsOf(
      EntryBody.parse({
        person: { name: '王示例', idNumber: '1' },
        certificate: { kind: 'SKILL_LEVEL', date: '2025-06-19' },
        account: { number: '622' },
        months: ['2025-03', '2025-04'],
        insuredMonths: 14,
        renewal: false,
        amountFen: 123_405,
      }),
      '/entries/0',
    );
    expect(cells).toEqual({
      name: '王示例',
      idNumber: '1',
      certificateKind: 'SKILL_LEVEL',
      certificateDate: '2025-06-19',
      accountNumber: '622',
      months: '2025-03;2025-04',
      insuredMonths: '14',
      renewal: 'false',
      amount: '1234.05',
    });
    expect(pointers).toMatchObject({ idNumber: '/entries/0/person/idNumber', amount: '/entries/0/amountFen' });
  });

  it('takes the account of the body where the person has none of their own', () => {
    const empty = cellsOf({}, '');
    expect(isEmptyRow(empty)).toBe(true);
    const account = { holder: '王示例', bank: '中国银行', number: '622' };
    expect(withAccount(empty, account).cells).toMatchObject({ accountHolder: '王示例', accountNumber: '622' });
    const own = cellsOf({ account: { number: '1' } }, '');
    expect(withAccount(own, account).cells.accountNumber).toBe('1');
  });
});

const isTaken = (body: unknown) => CreateClaimBody.safeParse(body).success;

describe('the body of a new claim', () => {
  it('names a class or a route with its jurisdiction, and never both', () => {
    expect(isTaken({ filingId: 'fil_1' })).toBe(true);
    expect(isTaken({ route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' })).toBe(true);
    expect(isTaken({ route: 'INDIVIDUAL_CERTIFICATE' })).toBe(false);
    expect(isTaken({ filingId: 'fil_1', route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' })).toBe(false);
    expect(isTaken({})).toBe(false);
    expect(isTaken({ route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600', somethingElse: 1 })).toBe(false);
  });
});
