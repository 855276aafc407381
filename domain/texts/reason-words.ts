import type { Label } from '../policy/policy-pack.ts';

/** Why a bank did not pay, by the codes of ISO 20022 (external status reasons) that Chinese banks answer with. */
const OF_BANKS: Readonly<Record<string, Label>> = {
  AC01: { zh: '账号有误', en: 'Account number incorrect' },
  AC03: { zh: '收款账号无效', en: 'Account number of the payee invalid' },
  AC04: { zh: '账户已销户', en: 'Account closed' },
  AC06: { zh: '账户已冻结', en: 'Account blocked' },
  AG01: { zh: '此账户不能办理该交易', en: 'Transaction forbidden on this account' },
  AM02: { zh: '金额超过限额', en: 'Amount above the limit' },
  AM04: { zh: '付款账户余额不足', en: 'Not enough money on the paying account' },
  AM05: { zh: '重复付款', en: 'Paid twice' },
  BE01: { zh: '户名与账号不符', en: 'Name does not belong to the account' },
  BE04: { zh: '缺少收款人地址', en: 'Address of the payee missing' },
  MD07: { zh: '收款人已故', en: 'Payee deceased' },
  MS02: { zh: '收款人退回，未说明原因', en: 'Refused by the payee, no reason given' },
  MS03: { zh: '银行退回，未说明原因', en: 'Refused by the bank, no reason given' },
  NARR: { zh: '原因见银行附言', en: 'As the bank says in its note' },
  RC01: { zh: '开户银行行号有误', en: 'Bank code incorrect' },
};

/** Why we took a payment out of its batch. */
const OF_OURS: Readonly<Record<string, Label>> = {
  CLAIM_LEFT_FINANCE: { zh: '申领已离开财政环节', en: 'The claim left Finance' },
};

/** What a code of a payment's reason says; undefined for a code that the bank made itself. */
export function reasonWord(code: string): Label | undefined {
  return OF_BANKS[code] ?? OF_OURS[code];
}
