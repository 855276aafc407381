import { dayAt } from '../../domain/calendar.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import { FUND_WORDS, INSTRUCTION_STATE_WORDS, PURPOSE_WORDS } from '../../domain/texts/state-words.ts';
import type { FileOfList } from '../kernel/list-file.ts';
import type { InstructionRecord } from './payout-ports.ts';
import { reasonLabel } from './reason-label.ts';

/** The instructions of a batch as a file, payees masked; whole accounts leave in the payment file alone. */
export function instructionFile(batchNo: string, items: readonly InstructionRecord[]): FileOfList<InstructionRecord> {
  return {
    name: `${batchNo}-instructions`,
    items,
    columns: [
      { header: { zh: '指令编号', en: 'Instruction' }, cell: ({ id }) => id },
      { header: { zh: '申领编号', en: 'Claim' }, cell: ({ claimNo }) => claimNo },
      { header: { zh: '用途', en: 'For' }, cell: ({ purpose }, language) => PURPOSE_WORDS[purpose][language] },
      { header: { zh: '收款人', en: 'Payee' }, cell: ({ payee }) => payee },
      { header: { zh: '金额（元）', en: 'Amount (CNY)' }, cell: ({ amountFen }) => formatFen(parseFen(amountFen)) },
      { header: { zh: '资金来源', en: 'Fund' }, cell: ({ fund }, language) => FUND_WORDS[fund][language] },
      { header: { zh: '状态', en: 'State' }, cell: ({ state }, language) => INSTRUCTION_STATE_WORDS[state][language] },
      { header: { zh: '银行原因代码', en: "Bank's reason (code)" }, cell: ({ reasonCode }) => reasonCode },
      { header: { zh: '原因', en: 'Reason' }, cell: ({ reasonCode }, language) => reasonLabel(reasonCode, language) },
      { header: { zh: '状态起始', en: 'In its state since' }, cell: ({ stateSince }) => dayAt(stateSince.getTime()) },
    ],
  };
}
