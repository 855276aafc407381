import { FUND_CODES } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import { FUND_WORDS } from './state-words.ts';

const WORDS: Readonly<Record<string, Label>> = {
  bank: { zh: '银行存款', en: 'Bank' },
  payable: { zh: '应付补贴', en: 'Owed to payees' },
  recoverable: { zh: '应追回款', en: 'Due back' },
  'fund:': { zh: '资金待定', en: 'Fund not named' },
};

const LOSS: Label = { zh: '核销：', en: 'Written off: ' };

/** The name of an account of the ledger; a fund's own account has the fund's, and so has what it lost. */
export function accountWord(account: string): Label {
  const [kind, code] = account.split(':');
  const fund = FUND_CODES.find((one) => one === code);
  if (fund === undefined) {
    return WORDS[account] ?? { zh: account, en: account };
  }
  const { zh, en } = FUND_WORDS[fund];
  return kind === 'loss' ? { zh: `${LOSS.zh}${zh}`, en: `${LOSS.en}${en}` } : { zh, en };
}
