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

const ID = `pin_${'a'.repeat(24)}`;
const amountsOf = (file: string) =>
  readBankFile(Buffer.from(file, 'utf8')).entries.map(({ amountFen, hasOtherAmount }) => [amountFen, hasOtherAmount]);
const noticeOf = (amount: string, details = '') =>
  `<Document><BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry>${amount}<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls><TxDtls><Refs><EndToEndId>${ID}</EndToEndId></Refs>${details}</TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
const statusOf = (amount: string) =>
  `<Document><CstmrPmtStsRpt><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>${ID}</OrgnlEndToEndId><TxSts>ACSC</TxSts>${amount}</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

const two = (currency: string) =>
  noticeOf(`<Amt Ccy="${currency}">1600.00</Amt>`).replace('</NtryDtls>', '<TxDtls/></NtryDtls>');
const row = (amount: string, currency: string) => `${ID},成功,"${amount}",${currency}`;

describe('the amount of an entry', () => {
  it.each([
    ['<Amt Ccy="CNY">1600.00</Amt>', 160_000, false],
    ['<Amt>1600.00</Amt>', 160_000, false],
    ['', null, false],
    ['<Amt Ccy="USD">1600.00</Amt>', null, true],
    ['<Amt Ccy="CNY">1600.005</Amt>', null, true],
    ['<Amt Ccy="CNY">-1600.00</Amt>', null, true],
    ['<Amt Ccy="CNY">1600,00</Amt>', null, true],
    ['<Amt Ccy="CNY"></Amt>', null, true],
  ])('of a booking is a sum of yuan, none, or another one: %s', (amount, fen, isOther) => {
    expect(amountsOf(noticeOf(amount))).toEqual([[fen, isOther]]);
    expect(amountsOf(noticeOf('<Amt Ccy="CNY">1600.00</Amt>', amount))).toEqual([[isOther ? null : 160_000, isOther]]);
  });

  it('of a payment among others is none where it has none of its own, and another one where the booking is no sum of yuan', () => {
    expect(amountsOf(two('CNY'))).toEqual([
      [null, false],
      [null, false],
    ]);
    expect(amountsOf(two('USD'))).toEqual([
      [null, true],
      [null, true],
    ]);
  });

  it.each([
    ['', null, false],
    ['<Amt><InstdAmt Ccy="CNY">1600.00</InstdAmt></Amt>', 160_000, false],
    ['<Amt><InstdAmt Ccy="USD">1600.00</InstdAmt></Amt>', null, true],
    ['<Amt><InstdAmt Ccy="CNY">1600,00</InstdAmt></Amt>', null, true],
    ['<Amt><EqvtAmt><Amt Ccy="USD">1600.00</Amt></EqvtAmt></Amt>', null, true],
    ['<IntrBkSttlmAmt Ccy="EUR">1600.00</IntrBkSttlmAmt>', null, true],
  ])('of a status is the same: %s', (amount, fen, isOther) => {
    expect(amountsOf(statusOf(`<OrgnlTxRef>${amount}</OrgnlTxRef>`))).toEqual([[fen, isOther]]);
  });

  it('of a table is in the currency of its row, and what cannot be read is told by its row', () => {
    const table = [
      '指令编号,状态,金额,币种',
      row('1600.00', '人民币'),
      row('1600.00', 'USD'),
      row('', ''),
      row('1600,00', 'CNY'),
    ];
    const file = `${table.join('\n')}\n`;
    expect(amountsOf(file)).toEqual([
      [160_000, false],
      [null, true],
      [null, false],
    ]);
    expect(readBankFile(Buffer.from(file, 'utf8')).errors).toEqual([
      { row: 5, column: 'amount', code: 'NUMBER_FORMAT' },
    ]);
  });
});

const BATCH_NO = 'ZF-150600-2025-ABCDEFGH';
const readSaid = (content: string) =>
  readBankFile(Buffer.from(`<Document>${content}</Document>`, 'utf8')).entries.map(
    ({ says, reasonCode, instructionId, batchNos, text }) => ({ says, reasonCode, instructionId, batchNos, text }),
  );

const reasoned = (code: string) => `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;
const unstated = (said = '') => `<TxInfAndSts><OrgnlEndToEndId>${ID}</OrgnlEndToEndId>${said}</TxInfAndSts>`;
const messageOf = (group: string, block: string) =>
  readSaid(
    `<CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>${BATCH_NO}</OrgnlMsgId>${group}</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>${block}</OrgnlPmtInfAndSts></CstmrPmtStsRpt>`,
  ).map(({ says, reasonCode }) => [says, reasonCode]);
const detail = (id: string) => `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs></TxDtls>`;
const bookingOf = (details: string, behind: string) =>
  readSaid(
    `<BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>${details}${behind}</Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn>`,
  );

describe('a payment that gives no status of its own', () => {
  it('has that of its block with its reason, or else that of its message', () => {
    const group = `<GrpSts>RJCT</GrpSts>${reasoned('FF01')}`;
    const block = `<PmtInfSts>RJCT</PmtInfSts>${reasoned('AG01')}`;
    expect(messageOf('', `${block}${unstated()}`)).toEqual([['failed', 'AG01']]);
    expect(messageOf(group, unstated())).toEqual([['failed', 'FF01']]);
    expect(messageOf(group, `${block}${unstated(reasoned('AC01'))}`)).toEqual([['failed', 'AC01']]);
    expect(messageOf(group, `<PmtInfSts>PART</PmtInfSts>${unstated()}`)).toEqual([['noted', null]]);
  });

  it('has its own where it gives one, without the reason of others', () => {
    const block = `<PmtInfSts>RJCT</PmtInfSts>${reasoned('AG01')}`;
    expect(messageOf('', `${block}${unstated('<TxSts>ACSP</TxSts>')}`)).toEqual([['accepted', null]]);
  });
});

describe('the payments of a booking', () => {
  it('have the batch that stands around them, and what is written behind them', () => {
    const group = `<NtryDtls><Btch><MsgId>${BATCH_NO}</MsgId></Btch>${detail('NOTPROVIDED')}${detail(ID)}</NtryDtls>`;
    const behind = `<AddtlNtryInf>pin_${'b'.repeat(24)} 批量代发</AddtlNtryInf>`;
    expect(bookingOf(`<NtryDtls/>${group}`, behind)).toMatchObject([
      { instructionId: null, batchNos: [BATCH_NO], text: expect.stringContaining('批量代发') },
      { instructionId: ID, batchNos: [BATCH_NO] },
    ]);
  });

  it('are named by what is written behind them only where there is one', () => {
    const behind = `<AddtlNtryInf>${ID}</AddtlNtryInf>`;
    const one = '<NtryDtls><TxDtls/></NtryDtls>';
    expect(bookingOf(one, behind)).toMatchObject([{ says: 'settled', instructionId: ID }]);
    expect(bookingOf(`${one}${one}`, behind)).toMatchObject([{ instructionId: null }, { instructionId: null }]);
  });

  it('are reversed where the booking says so behind them', () => {
    const details = `<NtryDtls>${detail(ID)}</NtryDtls>`;
    expect(bookingOf(details, '<RvslInd>true</RvslInd>')).toMatchObject([{ says: 'reversed', instructionId: ID }]);
  });
});
