import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bankListColumns, bankListRows } from '../../../domain/bank-file/bank-list.ts';
import { pain001 } from '../../../domain/bank-file/pain-001.ts';
import { firstRowNotShown } from '../../../domain/bank-file/shown-in-gb18030.ts';
import { safeCell, safeTableCell } from '../../../domain/bank-file/safe-cell.ts';
import type { OrderLine, PaymentOrder } from '../../../domain/bank-file/payment-order.ts';
import { suggestionsFor } from '../../../domain/bank-file/suggestions.ts';
import { fundAccount } from '../../../domain/policy/fund-accounts.ts';
import { ROOT } from '../../../main/config.ts';
import { FUND_CODES } from '../../../domain/codes.ts';
import { createPainCheck } from '../../../api/bank-file/pain-check.ts';
import { csvBytes } from '../../../api/bank-file/table-bytes.ts';
import { paymentRows } from '../../../api/bank-file/payment-rows.ts';
import { tableCsv } from '../../../api/kernel/table-file.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const line = (over: Partial<OrderLine> = {}): OrderLine => ({
  instructionId: `pin_${'a'.repeat(24)}`,
  claimNo: 'BT-150600-2025-ABCDEFGH',
  purpose: 'base',
  holder: '张丽',
  bank: '示范银行',
  account: '6216610200000000011',
  amountFen: 160_000,
  ...over,
});

const order = (lines: readonly OrderLine[]): PaymentOrder => ({
  batchNo: 'ZF-150600-2025-ABCDEFGH',
  releasedAtMs: Date.parse('2025-06-23T02:00:00Z'),
  executeOn: day('2025-06-24'),
  account: { holder: '财政局', number: '15060019990001', bank: '示范支行', cnaps: '102205000999' },
  lines,
});

const check = createPainCheck(undefined);
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 250 }).filter((text) => text.trim() !== '');

describe('a payment order', () => {
  test.prop([anyText, anyText], { numRuns: 40 })('is valid whatever a name or a bank holds', async (holder, bank) => {
    expect(await check(pain001(order([line({ holder, bank })])))).toBe(null);
  });

  it('cuts a text of 200 characters after 140 of them, never inside one', () => {
    const xml = pain001(order([line({ holder: '😀'.repeat(200) })]));
    expect(xml).toContain(`<Nm>${'😀'.repeat(140)}</Nm>`);
  });

  it('that says another sum, currency or order than the schema wants is not valid', async () => {
    const xml = pain001(order([line()]));
    expect(await check(xml)).toBe(null);
    expect(await check(xml.replace('Ccy="CNY"', 'Ccy="yuan"'))).toContain('Ccy');
    expect(await check(xml.replaceAll('<NbOfTxs>1</NbOfTxs>', '<NbOfTxs>one</NbOfTxs>'))).toContain('NbOfTxs');
    expect(await check(xml.replace(/ *<ReqdExctnDt>.*?<\/ReqdExctnDt>\n/s, ''))).toContain('Dbtr');
  });
});

describe('the schema of the office', () => {
  it('counts beside ours, where the office lays the official one among its packs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'butie-xsd-'));
    mkdirSync(join(folder, 'xsd'));
    const own = readFileSync(join(ROOT, 'schemas/xsd/pain.001.001.09.xsd'), 'utf8');
    const xml = pain001(order([line({ holder: '内蒙古自治区示范职业技能培训学校' })]));
    writeFileSync(join(folder, 'xsd/pain.001.001.09.xsd'), own);
    expect(await createPainCheck(folder)(xml)).toBe(null);
    writeFileSync(
      join(folder, 'xsd/pain.001.001.09.xsd'),
      own.replace('maxLength value="140"', 'maxLength value="10"'),
    );
    expect(await createPainCheck(folder)(xml)).toContain('maxLength');
    // One that cannot be read is named, and the next file reads it anew.
    const checking = createPainCheck(folder);
    for (const broken of ['<schema', '<a/>']) {
      writeFileSync(join(folder, 'xsd/pain.001.001.09.xsd'), broken);
      await expect(checking(xml)).rejects.toMatchObject({
        code: 'SCHEMA_NOT_READABLE',
        details: { facts: { file: 'xsd/pain.001.001.09.xsd' } },
      });
    }
    writeFileSync(join(folder, 'xsd/pain.001.001.09.xsd'), own);
    expect(await checking(xml)).toBe(null);
    rmSync(folder, { recursive: true });
  });
});

describe('the cells of files for banks', () => {
  const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '');
  const text = fc.tuple(starts, fc.string({ unit: 'binary', maxLength: 30 })).map(([start, rest]) => start + rest);

  test.prop([text, text, text, text])(
    'start no formula, whatever names, banks and remarks hold',
    (holder, bank, account, claimNo) => {
      const cells = { holder, bank, account, claimNo };
      const template = {
        columns: bankListColumns([
          'no:序号',
          'holder:户名',
          'account:账号',
          'bank:开户行',
          'claimNo:备注',
          'amount:金额',
        ]),
        hasTotal: true,
      };
      const lists = [
        bankListRows([line(cells)], template),
        paymentRows([{ ...line(cells), fund: 'EMPLOYMENT_SUBSIDY' }]),
      ];
      for (const cell of lists.flat(2).map(safeCell)) {
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
      }
      const written = csvBytes(lists[0] ?? [], 'utf-8').toString('utf8');
      expect(written).not.toMatch(/(^|,|\n)"?[=+@＝＋－＠]/u);
    },
  );

  it('end with a total where the bank’s template wants one, amounts without thousands marks', () => {
    const columns = bankListColumns(['holder:户名', 'amount:金额（元）']);
    expect(bankListRows([line(), line({ amountFen: 100_000_000 })], { columns, hasTotal: true })).toEqual([
      ['户名', '金额（元）'],
      ['张丽', '1600.00'],
      ['张丽', '1000000.00'],
      ['合计', '1001600.00'],
    ]);
  });

  it('in GB 18030 may hold every Han character, and no emoji', () => {
    expect(firstRowNotShown([['户名'], ['𠮷田'], ['阿木尔·〇']])).toBe(null);
    expect(firstRowNotShown([['户名'], ['李😀']])).toBe(2);
    expect(firstRowNotShown([['户名'], ['张丽'], ['\uE000']])).toBe(3);
  });
});

describe('the account of a fund', () => {
  it.each(FUND_CODES)('is in the practice pack: %s', (fund) => {
    expect(fundAccount(PRACTICE_LIBRARY, { jurisdiction: '150600', on: day('2025-06-23'), fund })).toMatchObject({
      ok: true,
      value: { cnaps: '102205000999' },
    });
  });

  it('that no pack names is missing by its key', () => {
    const asked = { jurisdiction: '220000', on: day('2025-06-23'), fund: 'EMPLOYMENT_SUBSIDY' } as const;
    expect(fundAccount(PRACTICE_LIBRARY, asked)).toEqual({
      ok: false,
      reason: 'fund.account.EMPLOYMENT_SUBSIDY.holder',
    });
  });
});

const candidate = (over: object = {}) => ({
  instructionId: `pin_${'a'.repeat(24)}`,
  claimNo: 'BT-1',
  amountFen: 80_000,
  batchNo: 'ZF-150600-2025-ABCDEFGH',
  releasedOn: day('2025-06-23'),
  holder: '张丽',
  account: '6216610200000000011',
  ...over,
});

describe('suggestions for a report', () => {
  const report = {
    instructionId: `pin_${'a'.repeat(22)}bb`,
    amountFen: 80_000,
    valueDate: day('2025-06-24'),
    holder: '张 丽',
    account: '****0011',
    batchNos: [],
  };

  it('name why, the best first', () => {
    const other = candidate({ instructionId: `pin_${'c'.repeat(24)}`, holder: '李明', account: '1' });
    expect(suggestionsFor(report, [other, candidate()], PRACTICE_LIBRARY.calendar)).toEqual([
      {
        instructionId: candidate().instructionId,
        claimNo: 'BT-1',
        amountFen: 80_000,
        score: 95,
        reasons: ['ID_NEAR', 'SAME_AMOUNT', 'ACCOUNT_ENDS_ALIKE', 'SAME_HOLDER', 'VALUE_DATE_NEAR'],
      },
      {
        instructionId: other.instructionId,
        claimNo: 'BT-1',
        amountFen: 80_000,
        score: 25,
        reasons: ['SAME_AMOUNT', 'VALUE_DATE_NEAR'],
      },
    ]);
  });

  it('take two changed letters of an id for near, and three for another one', () => {
    const three = { ...report, instructionId: `pin_${'a'.repeat(21)}bbb`, holder: null, account: null };
    const [found] = suggestionsFor(three, [candidate()], PRACTICE_LIBRARY.calendar);
    expect(found?.reasons).toEqual(['SAME_AMOUNT', 'VALUE_DATE_NEAR']);
  });
});

describe('the tables of figures', () => {
  it.each(['-800.00', '-0.05', '800.00', '', '张丽'])('leave a plain amount or text as it is: %s', (text) => {
    expect(safeTableCell(text)).toBe(text);
  });

  it.each(['-800.00+1', '-1', '=1.00', '+800.00', '-cmd|x', '-800.00\n=1', '－800.00', '\t-800.00'])(
    'guard everything else that starts a formula: %s',
    (text) => {
      expect(safeTableCell(text)).toBe(`'${text}`);
    },
  );

  it('R-136: have a negative sum as a number in csv', () => {
    expect(tableCsv([['EMPLOYMENT_SUBSIDY', '0.00', '800.00', '-800.00']])).toContain(
      'EMPLOYMENT_SUBSIDY,0.00,800.00,-800.00\n',
    );
  });
});
