import { describe, expect, it } from 'vitest';
import {
  afterReturn,
  isToldToWorkflow,
  judgeSetOffAgainst,
  ledgerOfRepayment,
  ledgerOfSetOff,
  type DebtOfClaim,
  type PayingClaim,
} from '../../../domain/recovery/recovery-steps.ts';

const DEBT = { claimId: 'clm_2', partyId: 'pty_1', state: 'due', amountFen: 300, recoveredFen: 100 } as const;
const CLAIM = { claimId: 'clm_1', payeePartyId: 'pty_1', paysPersons: false, dueFen: 500 };
const WHOLE = 200;

const setOff = (claim: PayingClaim, debt: DebtOfClaim | undefined, amountFen = WHOLE) =>
  judgeSetOffAgainst(claim, debt, { amountFen, decidedBy: 'per_1' });

describe('a debt', () => {
  it('R-074: is repaid in parts, whole at the last fen, and never beyond', () => {
    expect(afterReturn(DEBT, 199)).toEqual({ ok: true, value: { recoveredFen: 299, isWhole: false } });
    expect(afterReturn(DEBT, 200)).toEqual({ ok: true, value: { recoveredFen: 300, isWhole: true } });
    expect(afterReturn(DEBT, 201)).toEqual({ ok: false, reason: 'AMOUNT_MISMATCH' });
  });

  it('R-074: is set off against a due base of the same payee', () => {
    expect(setOff(CLAIM, DEBT).ok).toBe(true);
  });

  it.each([
    ['a claim that pays each person', [{ ...CLAIM, paysPersons: true }, DEBT], 'OTHER_PAYEE'],
    ['another payee', [{ ...CLAIM, payeePartyId: 'pty_2' }, DEBT], 'OTHER_PAYEE'],
    ['no debt', [CLAIM, undefined], 'WRONG_STATE'],
    ['a debt that came back', [CLAIM, { ...DEBT, state: 'recovered' }], 'WRONG_STATE'],
    ['the claim’s own debt', [CLAIM, { ...DEBT, claimId: 'clm_1' }], 'WRONG_STATE'],
    ['more than is owed', [CLAIM, DEBT, 201], 'AMOUNT_MISMATCH'],
    ['more than is due', [{ ...CLAIM, dueFen: 199 }, DEBT], 'AMOUNT_MISMATCH'],
  ] as const)('R-074: is not set off with %s', (_name, [claim, debt, amountFen = WHOLE], reason) => {
    expect(setOff(claim, debt, amountFen)).toEqual({ ok: false, reason });
  });

  it('is reported to the indebted claim, unless it is an advance, which has ended (L1)', () => {
    expect([isToldToWorkflow('main'), isToldToWorkflow(null), isToldToWorkflow('advance')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

const rows = (booked: ReturnType<typeof ledgerOfRepayment>) =>
  booked.map(({ transactionId, account, amountFen }) => [transactionId, account, amountFen]);

describe('the booking of money that came back (D9)', () => {
  const back = { recoveryId: 'rcv_1', actId: 'act_1', claimId: 'clm_1', amountFen: 200 };

  it('of a repayment is the bank against what is recoverable, of a set-off the fund', () => {
    expect(rows(ledgerOfRepayment(back))).toEqual([
      ['rcv_1/repaid/act_1', 'bank', 200],
      ['rcv_1/repaid/act_1', 'recoverable', -200],
    ]);
    expect(rows(ledgerOfSetOff(back, 'EMPLOYMENT'))).toEqual([
      ['rcv_1/setOff/act_1', 'fund:EMPLOYMENT', 200],
      ['rcv_1/setOff/act_1', 'recoverable', -200],
    ]);
  });
});
