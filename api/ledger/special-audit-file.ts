import type { AuditedPayment, AuditRow, AuditTotals } from '../../domain/ledger/special-audit.ts';
import { parseFen, plainYuan } from '../../domain/money.ts';
import type { LawNames } from '../../domain/policy/law-names.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import {
  FUND_WORDS,
  INSTRUCTION_STATE_WORDS,
  LINE_STATE_WORDS,
  PURPOSE_WORDS,
} from '../../domain/texts/state-words.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';

type CellsOf = (row: AuditRow) => string;

const HEADERS = [
  { zh: '类别', en: 'Kind' },
  { zh: '申领或项目编号', en: 'Number' },
  { zh: '标识', en: 'Id' },
  { zh: '途径', en: 'Route' },
  { zh: '主管部门', en: 'Organ' },
  { zh: '明细标识', en: 'Line' },
  { zh: '明细状态', en: 'State of the line' },
  { zh: '培训补贴（元）', en: 'Training subsidy (CNY)' },
  { zh: '生活费补贴（元）', en: 'Living allowance (CNY)' },
  { zh: '就业上浮补贴（元）', en: 'Employment top-up (CNY)' },
  { zh: '决定', en: 'Decisions' },
  { zh: '支付', en: 'Payments' },
  { zh: '材料及 SHA-256', en: 'Documents and SHA-256' },
] as const satisfies readonly Sentence[];

const KINDS = {
  line: { zh: '明细', en: 'Line' },
  claim: { zh: '申领', en: 'Claim' },
  grant: { zh: '项目', en: 'Grant' },
} as const satisfies Readonly<Record<AuditRow['row'], Sentence>>;

const TOTAL: Sentence = { zh: '合计', en: 'Total' };
const OF_ALL: Sentence = { zh: '整单', en: 'whole claim' };
const FIGURES: Sentence = {
  zh: '{fund}：支付 {settled}，退回 {returned}，净额 {net}，{payments} 笔',
  en: '{fund}: paid {settled}, came back {returned}, net {net}, payments {payments}',
};
const EQUAL: Sentence = { zh: '与资金使用报表一致', en: 'Equals the report of the use of the funds' };
const DIFFERS: Sentence = {
  zh: '导出期间有新入账，与资金使用报表不一致，请重新导出',
  en: 'Results were booked meanwhile, and the report of the use of the funds differs: export again',
};

/** The words of the export's table; acts, decisions, stages and kinds of documents are the codes of the contract. */
export function auditCells(names: LawNames, language: Language) {
  const cells: readonly CellsOf[] = [
    ({ row }) => KINDS[row][language],
    ({ claimNo, grantNo }) => claimNo ?? grantNo ?? '',
    ({ claimId, grantId }) => claimId ?? grantId ?? '',
    ({ route }) => names.route(route)[language],
    ({ department }) => (department === null ? '' : organWord(department)[language]),
    ({ line }) => line?.id ?? '',
    ({ line }) => (line === null ? '' : LINE_STATE_WORDS[line.state][language]),
    ({ line }) => yuanOf(line?.baseFen),
    ({ line }) => yuanOf(line?.allowanceFen),
    ({ line }) => yuanOf(line?.floatFen),
    ({ decisions }) => listed(decisions.map((one) => decisionText(one, language))),
    ({ payments }) => listed(payments.map((one) => paymentText(one, language))),
    ({ documents }) =>
      listed(documents.map(({ of, kind, version, fileId, sha256 }) => `${of} ${kind} v${version} ${fileId} ${sha256}`)),
  ];
  return {
    header: HEADERS.map((header) => header[language]),
    rowOf: (row: AuditRow): readonly string[] => cells.map((cell) => cell(row)),
    totalsOf: (totals: AuditTotals): readonly string[] => totalsRow(totals, language),
  };
}

function decisionText(
  { at, of, act, decision, stage, organ, section, personId }: AuditRow['decisions'][number],
  language: Language,
): string {
  const place = organ === null ? null : organWord(organ)[language];
  return joined([at.toISOString(), of, act, decision, stage, place, section, personId]);
}

function paymentText(payment: AuditedPayment, language: Language): string {
  const { bookedOn, valueDate, amountFen, result, fund, purpose, batchNo, instructionId, lineId } = payment;
  return joined([
    valueDate ?? bookedOn,
    INSTRUCTION_STATE_WORDS[result][language],
    yuanOf(amountFen),
    FUND_WORDS[fund][language],
    PURPOSE_WORDS[purpose][language],
    batchNo,
    instructionId,
    lineId === null ? OF_ALL[language] : null,
    payment.bankReference,
    payment.latePeriod,
  ]);
}

/** The sums stand below the payments, and the check below the documents. */
function totalsRow({ rows, funds, equalsFundUse }: AuditTotals, language: Language): readonly string[] {
  const sums = funds.map((one) =>
    fill(
      FIGURES[language],
      {
        fund: FUND_WORDS[one.fund][language],
        settled: yuanOf(one.settledFen),
        returned: yuanOf(one.returnedFen),
        net: yuanOf(one.netFen),
        payments: one.payments,
      },
      language,
    ),
  );
  const between = HEADERS.slice(4).map(() => '');
  return [TOTAL[language], String(rows), ...between, listed(sums), (equalsFundUse ? EQUAL : DIFFERS)[language]];
}

function yuanOf(fen: number | undefined): string {
  return fen === undefined ? '' : plainYuan(parseFen(fen));
}

function joined(words: readonly (string | null)[]): string {
  return words.filter((word) => word !== null && word !== '').join(' ');
}

const listed = (texts: readonly string[]): string => texts.join('\n');
