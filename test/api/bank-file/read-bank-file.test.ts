import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readBankFile } from '../../../api/bank-file/read-bank-file.ts';

const balance = (code: string, day: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1.00</Amt><Dt><Dt>${day}</Dt></Dt></Bal>`;
const booking = (day: string, status = 'BOOK') =>
  `<Ntry><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>${day}</Dt></BookgDt></Ntry>`;
const WRITTEN = '<CreDtTm>2025-06-25T03:00:00</CreDtTm>';
const PERIOD = '<FrToDt><FrDtTm>2025-06-24T00:00:00</FrDtTm><ToDtTm>2025-06-25T00:00:00</ToDtTm></FrToDt>';
const dayOf = (content: string) =>
  readBankFile(
    Buffer.from(`<Document><BkToCstmrStmt><Stmt><Id>1</Id>${content}</Stmt></BkToCstmrStmt></Document>`, 'utf8'),
  ).statements[0]?.on;

describe('the day of an account statement that was written the next morning', () => {
  it('is that of its closing balance, also where the period ends at midnight', () => {
    const balances = `${balance('OPBD', '2025-06-23')}${balance('CLBD', '2025-06-24')}`;
    expect(dayOf(`${WRITTEN}${balances}`)).toBe('2025-06-24');
    expect(dayOf(`${WRITTEN}${PERIOD}${balances}${booking('2025-06-23')}`)).toBe('2025-06-24');
  });

  it('is the last one on which it books something where it gives neither balance nor period', () => {
    const bookings = `${booking('2025-06-24')}${booking('2025-06-23')}${booking('2025-06-26', 'PDNG')}`;
    expect(dayOf(`${WRITTEN}${balance('OPBD', '2025-06-23')}${bookings}`)).toBe('2025-06-24');
  });

  it('is the day of its writing where nothing else says it', () => {
    expect(dayOf(WRITTEN)).toBe('2025-06-25');
  });
});

const valueDatesOf = (said: string) => {
  const block = `<OrgnlPmtInfAndSts><TxInfAndSts><TxSts>ACSC</TxSts>${said}</TxInfAndSts></OrgnlPmtInfAndSts>`;
  const content = `<Document><CstmrPmtStsRpt>${block}</CstmrPmtStsRpt></Document>`;
  return readBankFile(Buffer.from(content, 'utf8')).entries.map(({ valueDate }) => valueDate);
};

it('a status report gives no value date by the instant of its acceptance, and one by the settlement between the banks', () => {
  expect(valueDatesOf('<AccptncDtTm>2025-06-30T23:59:00</AccptncDtTm>')).toEqual([null]);
  expect(valueDatesOf('<FctvIntrBkSttlmDt><Dt>2025-07-01</Dt></FctvIntrBkSttlmDt>')).toEqual(['2025-07-01']);
});

const statement = (account: string, day: string, content: string) =>
  `<Stmt><Acct><Id><Othr><Id>${account}</Id></Othr></Id></Acct>${balance('CLBD', day)}${content}</Stmt>`;

it('a file of several statements has the account and the day of each, and says of a booking in which it stands', () => {
  const detailed = booking('2025-06-25').replace('</Ntry>', '<NtryDtls><TxDtls/><TxDtls/></NtryDtls></Ntry>');
  const read = readBankFile(
    Buffer.from(
      `<Document><BkToCstmrStmt>${statement('1', '2025-06-24', booking('2025-06-24'))}${statement('2', '2025-06-24', '')}${statement('1', '2025-06-25', detailed)}</BkToCstmrStmt></Document>`,
      'utf8',
    ),
  );
  expect(read.statements).toEqual([
    { account: '1', on: '2025-06-24' },
    { account: '2', on: '2025-06-24' },
    { account: '1', on: '2025-06-25' },
  ]);
  expect(read.entries.map(({ no, account, statementNo }) => [no, account, statementNo])).toEqual([
    [1, '1', 1],
    [2, '1', 3],
    [3, '1', 3],
  ]);
});
