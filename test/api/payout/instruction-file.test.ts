import { describe, expect, it } from 'vitest';
import { instructionFile } from '../../../api/payout/instruction-file.ts';
import type { InstructionRecord } from '../../../api/payout/payout-ports.ts';

const PAID: InstructionRecord = {
  id: 'pin_1',
  claimId: 'clm_1',
  grantId: null,
  instalmentNo: null,
  claimNo: 'BT-1',
  lineId: null,
  purpose: 'base',
  payee: '示范学校 6216***0018',
  amountFen: 80_000,
  fund: 'EMPLOYMENT_SUBSIDY',
  state: 'returned',
  reasonCode: 'AC04',
  stateSince: new Date('2025-06-23T02:00:00Z'),
};

describe('the file of the instructions of a batch', () => {
  it.each([
    ['AC04', '账户已销户', 'Account closed'],
    ['PAYEE_CHANGED', '收款账户与核准时不一致', 'The payee is not the one that was approved'],
    ['CLAIM_LEFT_FINANCE', '申领已离开财政环节', 'The claim left Finance'],
    ['X99', null, null],
    [null, null, null],
  ])('says the reason %s as code and in words', (reasonCode, zh, en) => {
    const row = (language: 'zh' | 'en') => {
      const { columns } = instructionFile('PB-1', []);
      const cells = columns.map(({ header, cell }) => [header.zh, cell({ ...PAID, reasonCode }, language)]);
      return Object.fromEntries(cells);
    };
    expect(row('zh')).toMatchObject({ 银行原因代码: reasonCode });
    expect([row('zh')['原因'], row('en')['原因']]).toEqual([zh, en]);
  });
});
