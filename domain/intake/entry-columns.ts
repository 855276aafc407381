import type { IsoDate } from '../calendar.ts';
import { ROW_ERROR_CODES, type RowErrorCode } from '../codes.ts';
import { ENTRY_COLUMN_CODES, type EntryColumnCode } from '../route-codes.ts';
import type { RouteColumn, RouteDefinition } from '../policy/policy-pack.ts';
import { ageOn, birthDateOf } from '../rules/id-number.ts';
import {
  cell,
  columnOf,
  idNumberError,
  idNumberOf,
  textError,
  type Cells,
  type Headers,
  type RowError,
  type RowOutcome,
} from '../rules/table-cell.ts';
import type { Entry, EntryAccount, EntryFacts } from './entry.ts';
import { isEntryRefused, readEntryCell } from './entry-cells.ts';

/** Headers of the files of every route; the first of each is the one that is written. */
export const ENTRY_HEADERS: Headers<EntryColumnCode> = {
  name: ['姓名', 'name'],
  idNumber: ['证件号码', '身份证号', '身份证号码', 'idNumber'],
  phone: ['手机号', '手机号码', '联系电话', 'phone'],
  categories: ['人员类别', 'categories'],
  registeredAt: ['户籍地代码', '户籍地', '户籍所在地', '户籍', 'registeredAt'],
  residesAt: ['常住地代码', '常住地', 'residesAt'],
  worksAt: ['求职就业地代码', '求职就业地', '就业地', 'worksAt'],
  trainedAt: ['培训地代码', '培训地', '培训地点', 'trainedAt'],
  employer: ['用人单位', '工作单位', 'employer'],
  employerKind: ['用人主体类型', '单位类型', 'employerKind'],
  employedOn: ['上岗日期', '入职日期', 'employedOn'],
  certificateKind: ['证书类型', '证书种类', 'certificateKind'],
  certificateNo: ['证书编号', 'certificateNo'],
  certificateDate: ['发证日期', 'certificateDate'],
  occupation: ['职业代码', '职业（工种）代码', '职业', 'occupation'],
  skillLevel: ['技能等级', '职业技能等级', '等级', 'skillLevel'],
  fee: ['收费', '缴费', '培训费', 'fee'],
  accountHolder: ['户名', '账户名', '开户名', 'accountHolder'],
  accountBank: ['开户银行', '开户行', 'accountBank'],
  accountNumber: ['银行账号', '账号', '银行卡号', 'accountNumber'],
  module: ['培训课程', '课程', '创业培训课程', 'module'],
  courseNo: ['班级编号', '开班编号', '备案编号', 'courseNo'],
  graduatesOn: ['毕业日期', '毕业时间', 'graduatesOn'],
  months: ['补贴月份', '申领月份', '月份', 'months'],
  insuredMonths: ['缴费月数', '累计缴费月数', '参保月数', 'insuredMonths'],
  renewal: ['是否复审', '复审换证', 'renewal'],
  internshipFrom: ['实习开始日期', 'internshipFrom'],
  internshipTo: ['实习结束日期', 'internshipTo'],
  contractFrom: ['合同开始日期', '劳动合同开始日期', 'contractFrom'],
  contractTo: ['合同结束日期', '劳动合同结束日期', 'contractTo'],
  title: ['项目名称', '成果名称', '名称', 'title'],
  result: ['结果', '名次', '成果', 'result'],
  achievedOn: ['取得日期', '完成日期', 'achievedOn'],
  amount: ['金额', '申领金额', 'amount'],
  reference: ['证明文号', '合同编号', '文号', 'reference'],
};

export interface EntryContext {
  readonly today: IsoDate;
  /** Keys (`entryKey`) of the rows above in the same file, and of those stored already. */
  readonly seen: ReadonlySet<string>;
  /** The claim's; a place written 本地 is this one. */
  readonly jurisdiction: string;
  /** `roster.minAge`, full years today; sixteen where nobody says it. */
  readonly minAge?: number;
}

const WORKING_AGE = 16;
const CERTIFICATE = ['certificateKind', 'certificateNo', 'certificateDate'] as const;
const ACCOUNT = ['accountBank', 'accountNumber'] as const;
/** What, with the person, makes two rows the same; months of one person stand in one row. */
const KEY_COLUMNS = ['certificateNo', 'module', 'title', 'reference'] as const;
const SPANS = [
  ['internshipFrom', 'internshipTo'],
  ['contractFrom', 'contractTo'],
] as const;

/** The column of the route that a header names; undefined for one that the route has not. */
export function entryColumn(header: string, columns: readonly RouteColumn[]): EntryColumnCode | undefined {
  const known = ENTRY_COLUMN_CODES.filter((code) => columns.some((column) => column.code === code));
  const found = columnOf(header, ENTRY_HEADERS);
  return known.find((code) => code === found);
}

/**
 * Checks one row of a route's own file, or its one person put into cells: one error at most, the first in the order of
 * ROW_ERROR_CODES and in that the leftmost column. Columns that the route has not are not read. A certificate has kind,
 * number and date or none of them; an account has bank and number and is the own one unless the file names a holder.
 */
export function checkEntryRow(
  cells: Cells<EntryColumnCode>,
  route: Pick<RouteDefinition, 'columns' | 'intake'>,
  context: EntryContext,
): RowOutcome<Entry, EntryColumnCode> {
  const own = ownCells(cells, route.columns);
  const textual = textError(own, ENTRY_HEADERS, requiredOf(own, route));
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  const key = entryKey(own);
  const personal = personError(own, context);
  if (personal !== undefined) {
    return { ok: false, error: { column: 'idNumber', code: personal } };
  }
  if (key !== undefined && context.seen.has(key)) {
    return { ok: false, error: { column: keyColumn(own), code: 'DUPLICATE_IN_FILE' } };
  }
  const { facts, errors } = readFacts(own, context);
  const [first] = errors.toSorted((a, b) => ROW_ERROR_CODES.indexOf(a.code) - ROW_ERROR_CODES.indexOf(b.code));
  return first === undefined ? { ok: true, row: entryOf(own, facts), isUnchanged: false } : { ok: false, error: first };
}

/**
 * What later rows of the file are compared by: the person, with the certificate, module or result that the row is about;
 * undefined when the row has nothing that counts.
 */
export function entryKey(cells: Cells<EntryColumnCode>): string | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const person = idNumberError(idNumber) === undefined ? [idNumber] : [];
  const about = KEY_COLUMNS.map((column) => cell(cells, column)).filter((text) => text !== '');
  const parts = [...person, ...about];
  return parts.length === 0 ? undefined : parts.join('|');
}

function keyColumn(cells: Cells<EntryColumnCode>): EntryColumnCode {
  const columns = ['idNumber', ...KEY_COLUMNS] as const;
  return columns.find((column) => cell(cells, column) !== '') ?? 'idNumber';
}

function ownCells(cells: Cells<EntryColumnCode>, columns: readonly RouteColumn[]): Cells<EntryColumnCode> {
  const own: Partial<Record<EntryColumnCode, string>> = {};
  for (const { code } of columns) {
    own[code] = cell(cells, code);
  }
  return own;
}

/** In the order of the list; a person is known by name and number wherever the route pays or judges people. */
function requiredOf(
  cells: Cells<EntryColumnCode>,
  { columns, intake }: Pick<RouteDefinition, 'columns' | 'intake'>,
): readonly EntryColumnCode[] {
  const has = (code: EntryColumnCode) => columns.some((column) => column.code === code);
  const isFilled = (code: EntryColumnCode) => cell(cells, code) !== '';
  const person: readonly EntryColumnCode[] =
    intake === 'persons' || intake === 'months' || isFilled('name') || isFilled('idNumber') ? ['name', 'idNumber'] : [];
  const asked: readonly EntryColumnCode[] = [
    ...columns.filter(({ required }) => required).map(({ code }) => code),
    ...person,
    ...(intake === 'months' ? (['months'] as const) : []),
    ...(CERTIFICATE.some(isFilled) ? CERTIFICATE : []),
    ...(ACCOUNT.some(isFilled) || isFilled('accountHolder') ? ACCOUNT : []),
  ];
  return ENTRY_COLUMN_CODES.filter((code) => asked.includes(code) && has(code));
}

function personError(cells: Cells<EntryColumnCode>, context: EntryContext): RowErrorCode | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  if (idNumber === '') {
    return undefined;
  }
  const formal = idNumberError(idNumber);
  if (formal !== undefined) {
    return formal;
  }
  if (birthDateOf(idNumber) > context.today) {
    return 'BORN_IN_FUTURE';
  }
  return ageOn(idNumber, context.today) < (context.minAge ?? WORKING_AGE) ? 'TOO_YOUNG' : undefined;
}

/** Every column by itself, then the pairs of days; errors from the left to the right. */
function readFacts(
  cells: Cells<EntryColumnCode>,
  context: EntryContext,
): { readonly facts: EntryFacts; readonly errors: readonly RowError<EntryColumnCode>[] } {
  const errors: RowError<EntryColumnCode>[] = [];
  let facts: EntryFacts = {};
  for (const column of ENTRY_COLUMN_CODES) {
    const text = cell(cells, column);
    const read = text === '' ? {} : readEntryCell(column, text, context);
    if (isEntryRefused(read)) {
      errors.push({ column, code: read.code });
    } else {
      facts = { ...facts, ...read };
    }
  }
  for (const [from, to] of SPANS) {
    const [first, last] = [facts[from], facts[to]];
    if (first !== undefined && last !== undefined && last < first) {
      errors.push({ column: to, code: 'ENDS_BEFORE_STARTS' });
    }
  }
  return { facts, errors };
}

function entryOf(cells: Cells<EntryColumnCode>, facts: EntryFacts): Entry {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const phone = cell(cells, 'phone').replaceAll(/[ -]/g, '');
  return {
    name: cell(cells, 'name'),
    idNumber: idNumber === '' ? null : idNumber,
    phone: phone === '' ? null : phone,
    account: accountOf(cells),
    facts,
  };
}

function accountOf(cells: Cells<EntryColumnCode>): EntryAccount | null {
  const number = cell(cells, 'accountNumber').replaceAll(/[ -]/g, '');
  const holder = cell(cells, 'accountHolder');
  return number === ''
    ? null
    : { holder: holder === '' ? cell(cells, 'name') : holder, bank: cell(cells, 'accountBank'), number };
}
