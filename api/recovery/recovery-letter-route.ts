import { formatFen, parseFen } from '../../domain/money.ts';
import { letterLaw, type LetterLaw } from '../../domain/recovery/recovery-letter.ts';
import type { RecoveryCause } from '../../domain/recovery/recovery-words.ts';
import { capitalAmount } from '../../domain/texts/capital-amount.ts';
import { RECOVERY_CAUSE_WORDS } from '../../domain/texts/recovery-words.ts';
import { AcceptHeaders } from '../../schemas/notice-schemas.ts';
import { RecoveryLetter, RecoveryParams } from '../../schemas/recovery-schemas.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { prefersHtml } from '../kernel/prefers-html.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { sheetReply, type Sheet } from '../kernel/sheet.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { requireConducted } from './recovery-acting.ts';
import type { LetterRecord, RecoveryRecord } from './recovery-ports.ts';
import { debtorName } from './recovery-view.ts';

/** 追回通知书: the letter to the debtor, as JSON or as a sheet by Accept. */
export function recoveryLetterRoute({ recoveries, library, sheet }: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'readRecoveryNotice',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/recoveries/:recoveryId/notice',
    summary:
      'The letter: amount per line, cause, clause, account, last days to pay and to appeal; a sheet or JSON by Accept',
    params: RecoveryParams,
    headers: AcceptHeaders,
    answer: RecoveryLetter,
    rawAnswers: ['text/html'],
    problems: ['NOT_FOUND', 'WRONG_STATE'],
    async handle({ caller, params: { recoveryId }, headers, at, language }) {
      const { row } = await requireConducted(recoveries, recoveryId, caller);
      const record = await recoveries.letter(recoveryId);
      if (record === null || row.cause === null) {
        throw new Problem('WRONG_STATE');
      }
      const { cause, jurisdiction } = row;
      const { fund, noticedOn: on } = record;
      const law = record.law ?? letterLaw(library, { cause, fund, jurisdiction, on });
      const letter = letterOf(row, { ...record, law, cause }, { debtor: debtorName(row, caller), language });
      return prefersHtml(headers.accept)
        ? sheetReply(sheet, letterSheet(letter, language), { caller, at, language })
        : { body: letter };
    },
  });
}

type Letter = ReturnType<typeof letterOf>;

function letterOf(
  { id: recoveryId, claimNo }: RecoveryRecord,
  {
    noticedOn,
    payBy,
    appealBy,
    amountFen,
    lines,
    law: { clause, account },
    cause,
  }: LetterRecord & { readonly law: LetterLaw; readonly cause: RecoveryCause },
  { debtor, language }: { readonly debtor: string; readonly language: Language },
) {
  return {
    recoveryId,
    claimNo: claimNo ?? '',
    noticedOn,
    debtor,
    cause,
    causeText: RECOVERY_CAUSE_WORDS[cause][language],
    clause,
    amountFen,
    amountInCapitals: capitalAmount(parseFen(amountFen)),
    lines: [...lines],
    account,
    payBy,
    appealBy,
    interestFen: 0,
  };
}

function letterSheet(letter: Letter, language: Language): Sheet {
  const { account, clause } = letter;
  return {
    title: { zh: '补贴资金追回通知书', en: 'Letter asking a subsidy back' },
    number: letter.claimNo,
    facts: [
      [{ zh: '追回编号', en: 'Recovery' }, letter.recoveryId],
      [{ zh: '缴款单位', en: 'Debtor' }, letter.debtor],
      [{ zh: '追回事由', en: 'Cause' }, letter.causeText],
      [{ zh: '依据', en: 'Clause' }, `${clause.document} ${clause.clause} ${clause.quote}`.trim()],
      [{ zh: '通知日期', en: 'Date' }, letter.noticedOn],
      [{ zh: '缴回期限', en: 'Pay by' }, letter.payBy],
      [{ zh: '申诉期限', en: 'Appeal by' }, letter.appealBy],
      [{ zh: '收款账户', en: 'Account' }, account === null ? UNNAMED[language] : accountText(account)],
      [{ zh: '利息', en: 'Interest' }, { zh: '不计利息', en: 'None' }[language]],
    ],
    amount: { label: { zh: '应缴回金额（元）', en: 'To be paid back (CNY)' }, fen: letter.amountFen },
    tables:
      letter.lines.length === 0
        ? []
        : [
            {
              caption: { zh: '追回明细', en: 'Lines' },
              columns: [
                { header: { zh: '序号', en: 'No.' } },
                { header: { zh: '明细编号', en: 'Line' } },
                { header: { zh: '金额（元）', en: 'Amount (CNY)' }, isNumber: true },
              ],
              rows: letter.lines.map(({ lineId, amountFen }, position) => [
                String(position + 1),
                lineId,
                formatFen(parseFen(amountFen)),
              ]),
            },
          ],
    signatures: [
      { zh: '经办', en: 'Handled by' },
      { zh: '单位负责人', en: 'Head of the office' },
    ],
  };
}

const UNNAMED = { zh: '由财政部门另行告知', en: 'Finance names it' } as const;

function accountText({ holder, bank, number }: NonNullable<Letter['account']>): string {
  return [holder, bank, number].filter((part) => part !== '').join(' · ');
}
