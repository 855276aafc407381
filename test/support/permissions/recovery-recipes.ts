import type { Facts } from './oracle.ts';
import type { Recipe } from './recipes.ts';

const REASON = { reason: '不办了' };

/** How the operations of recoveries are asked; `RECIPES` holds them. */
export const RECOVERY_RECIPES = {
  setOffRecovery: {
    body: ({ parts = {} }: Facts) => ({ recoveryClaimId: parts['recoveryClaimId'] ?? 'clm_none', amountFen: 1 }),
    openOn: ['paying'],
  },
  enterRepayment: { body: { amountFen: 1, bankReference: 'B1' }, openOn: ['owing'] },
  confirmRepayment: { on: ['owing'] },
  rejectRepayment: { on: ['owing'], body: REASON },
  withdrawRepayment: { on: ['owing'], body: REASON },
  confirmSetOff: { on: ['paying'] },
  rejectSetOff: { on: ['paying'], body: REASON },
  withdrawSetOff: { on: ['paying'], body: REASON },
  findRecovery: {
    names: 'claim',
    on: ['owing'],
    body: ({ id: claimId }: Facts) => ({ claimId, cause: 'WRONG_AMOUNT', amountFen: 1, note: '核对' }),
  },
  approveRecovery: { body: {}, openOn: ['found'] },
  refuseRecovery: { body: REASON, openOn: [] },
  appealRecovery: { body: { statement: '有异议' }, openOn: ['noticed'] },
  readRecoveryNotice: { on: ['noticed'] },
  enterRecoveryRepayment: { body: { amountFen: 1, bankReference: 'B2' }, openOn: ['noticed'] },
  confirmRecoveryRepayment: { params: { repaymentId: 'rcs_none' }, judged: 'sight' },
  rejectRecoveryRepayment: { params: { repaymentId: 'rcs_none' }, body: REASON, judged: 'sight' },
  withdrawRecoveryRepayment: { params: { repaymentId: 'rcs_none' }, body: REASON, judged: 'sight' },
  enterRecoverySetOff: { body: { claimId: 'clm_none', amountFen: 1 }, openOn: ['noticed'] },
  confirmRecoverySetOff: { params: { setOffId: 'rcs_none' }, judged: 'sight' },
  rejectRecoverySetOff: { params: { setOffId: 'rcs_none' }, body: REASON, judged: 'sight' },
  withdrawRecoverySetOff: { params: { setOffId: 'rcs_none' }, body: REASON, judged: 'sight' },
  proposeRecoveryInstalments: { body: { plan: [{ dueOn: '2027-01-15', amountFen: 1 }] }, openOn: ['noticed'] },
  confirmRecoveryInstalments: { openOn: [] },
  proposeRecoveryWriteOff: { body: { ...REASON, documentNo: '1' }, openOn: [] },
  confirmRecoveryWriteOff: { openOn: [] },
} as const satisfies Readonly<Record<string, Recipe>>;
