import type { z } from 'zod';
import { parseFen, plainYuan } from '../../domain/money.ts';
import { FUND_WORDS } from '../../domain/texts/state-words.ts';
import type { FundUseAnswer } from '../../schemas/ledger-schemas.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import type { TableRows } from '../kernel/table-file.ts';

type Use = z.output<typeof FundUseAnswer>;

const HEADERS = [
  { zh: '类别', en: 'Kind' },
  { zh: '名称', en: 'Name' },
  { zh: '支付（元）', en: 'Paid (CNY)' },
  { zh: '退回（元）', en: 'Came back (CNY)' },
  { zh: '净额（元）', en: 'Net (CNY)' },
  { zh: '笔数', en: 'Payments' },
] as const satisfies readonly Sentence[];

const KINDS = {
  fund: { zh: '资金', en: 'Fund' },
  route: { zh: '途径', en: 'Route' },
  department: { zh: '主管部门', en: 'Organ' },
  payee: { zh: '收款方', en: 'Payee' },
  late: { zh: '已结账季度补记', en: 'Late for a closed quarter' },
  total: { zh: '合计', en: 'Total' },
} as const satisfies Readonly<Record<string, Sentence>>;

/** One row for each fund, route, organ and payee, then what is late, then the sum. */
export function fundUseRows(use: Use, language: Language): TableRows {
  const row = (kind: keyof typeof KINDS, name: string, figures: Use['total']): readonly string[] => [
    KINDS[kind][language],
    name,
    yuan(figures.settledFen),
    yuan(figures.returnedFen),
    yuan(figures.netFen),
    String(figures.payments),
  ];
  return [
    HEADERS.map((header) => header[language]),
    ...use.funds.map((one) => row('fund', FUND_WORDS[one.fund][language], one)),
    ...use.routes.map((one) => row('route', one.routeName, one)),
    ...use.departments.map((one) => row('department', one.departmentName, one)),
    ...use.payees.map((one) => row('payee', one.payeeName, one)),
    ...use.late.map((one) => row('late', `${one.period} ${FUND_WORDS[one.fund][language]}`, one)),
    row('total', `${use.from} – ${use.to}`, use.total),
  ];
}

function yuan(fen: number): string {
  return plainYuan(parseFen(fen));
}
