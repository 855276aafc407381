import { ACCOUNT_NUMBER } from './account-number.ts';
import type { IsoDate } from '../calendar.ts';
import { CERTIFICATE_KINDS, isSkillLevel, type CertificateKind, type RowErrorCode, type SkillLevel } from '../codes.ts';
import type { EntryColumnCode } from '../policy/route-codes.ts';
import { parseFen, type Fen } from '../money.ts';
import { isJurisdiction } from '../authority/jurisdiction.ts';
import { dayOf, listOf } from './table-cell.ts';
import { traineeCategoryOf } from '../filing/trainee-categories.ts';
import { EMPLOYER_KINDS } from '../line/work-line-checks.ts';
import type { EntryFacts } from './entry.ts';

/** The facts of a cell, or its error. */
export type EntryCell = EntryFacts | { readonly code: RowErrorCode };

interface CellContext {
  readonly today: IsoDate;
  readonly jurisdiction: string;
}

const CERTIFICATE_TERMS: ReadonlyMap<string, CertificateKind> = new Map([
  ...CERTIFICATE_KINDS.map((kind) => [kind, kind] as const),
  ['职业资格证书', 'QUALIFICATION'],
  ['职业技能等级证书', 'SKILL_LEVEL'],
  ['专项职业能力证书', 'SPECIFIC_ABILITY'],
  ['特种作业操作证书', 'SPECIAL_OPERATION'],
  ['培训合格证书', 'TRAINING_COMPLETION'],
]);

const LEVEL_TERMS: Readonly<Record<SkillLevel, readonly string[]>> = {
  LEVEL_5: ['五级', '初级工', '五级/初级工', '初级', '5'],
  LEVEL_4: ['四级', '中级工', '四级/中级工', '中级', '4'],
  LEVEL_3: ['三级', '高级工', '三级/高级工', '高级', '3'],
  LEVEL_2: ['二级', '技师', '二级/技师', '2'],
  LEVEL_1: ['一级', '高级技师', '一级/高级技师', '1'],
  NONE: ['无等级', '无', '不分等级'],
};
const LEVELS: ReadonlyMap<string, string> = byTerm(LEVEL_TERMS);

/** Modules of entrepreneurship training with the names of their courses. */
export const ENTREPRENEURSHIP_MODULES = {
  IDEA: ['产生你的企业想法', '创业意识', 'GYB'],
  START: ['创办你的企业', '创办企业', 'SYB'],
  IMPROVE: ['改善你的企业', '改善企业', 'IYB'],
  ONLINE: ['网络创业', '网络创业培训', '电商创业'],
} as const;
const MODULES: ReadonlyMap<string, string> = byTerm(ENTREPRENEURSHIP_MODULES);
const EMPLOYERS: ReadonlyMap<string, string> = byTerm(EMPLOYER_KINDS);

export const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['是', true],
  ['false', false],
  ['no', false],
  ['否', false],
]);
const HERE = ['本地', '本市', '本旗', 'local'];

/** The cell has the right form and adds no fact. */
const NOTHING: EntryFacts = {};

/** Columns of personal data, which are sealed elsewhere: they are checked and add no fact. */
const SILENT_COLUMNS = ['name', 'idNumber', 'accountHolder', 'accountBank'] as const;

type FactColumn = Exclude<EntryColumnCode, (typeof SILENT_COLUMNS)[number]>;

const READERS: Readonly<Record<FactColumn, (text: string, context: CellContext) => EntryCell>> = {
  phone: (text) => (/^1[3-9]\d{9}$/.test(text.replaceAll(/[ -]/g, '')) ? NOTHING : { code: 'PHONE_FORMAT' }),
  categories: categoriesOf,
  registeredAt: (text, context) => known(placeOf(text, context), 'PLACE_FORMAT', (registeredAt) => ({ registeredAt })),
  residesAt: (text, context) => known(placeOf(text, context), 'PLACE_FORMAT', (residesAt) => ({ residesAt })),
  worksAt: (text, context) => known(placeOf(text, context), 'PLACE_FORMAT', (worksAt) => ({ worksAt })),
  trainedAt: (text, context) => known(placeOf(text, context), 'PLACE_FORMAT', (trainedAt) => ({ trainedAt })),
  employer: (employer) => ({ employer }),
  employerKind: (text) => known(EMPLOYERS.get(text), 'UNKNOWN_EMPLOYER_KIND', (employerKind) => ({ employerKind })),
  employedOn: (text, context) => past(text, context, (employedOn) => ({ employedOn })),
  certificateKind: (text) =>
    known(CERTIFICATE_TERMS.get(text), 'UNKNOWN_CERTIFICATE_KIND', (certificateKind) => ({ certificateKind })),
  certificateNo: (certificateNo) => ({ certificateNo }),
  certificateDate: (text, context) => past(text, context, (certificateDate) => ({ certificateDate })),
  occupation: (occupation) => ({ occupation }),
  skillLevel: (text) => known(levelOf(text), 'UNKNOWN_SKILL_LEVEL', (skillLevel) => ({ skillLevel })),
  fee: (text) => known(fenOf(text), 'FEE_FORMAT', (feeFen) => ({ feeFen })),
  accountNumber: (text) => (ACCOUNT_NUMBER.test(text) ? NOTHING : { code: 'ACCOUNT_FORMAT' }),
  module: (text) => known(MODULES.get(text), 'UNKNOWN_MODULE', (module) => ({ module })),
  courseNo: (courseNo) => ({ courseNo }),
  graduatesOn: (text) => known(dayOf(text), 'DATE_FORMAT', (graduatesOn) => ({ graduatesOn })),
  months: monthsOf,
  insuredMonths: (text) => (/^\d{1,3}$/.test(text) ? { insuredMonths: Number(text) } : { code: 'NUMBER_FORMAT' }),
  renewal: (text) => known(YES_OR_NO.get(text.toLowerCase()), 'YES_OR_NO', (isRenewal) => ({ isRenewal })),
  internshipFrom: (text) => known(dayOf(text), 'DATE_FORMAT', (internshipFrom) => ({ internshipFrom })),
  internshipTo: (text) => known(dayOf(text), 'DATE_FORMAT', (internshipTo) => ({ internshipTo })),
  contractFrom: (text) => known(dayOf(text), 'DATE_FORMAT', (contractFrom) => ({ contractFrom })),
  contractTo: (text) => known(dayOf(text), 'DATE_FORMAT', (contractTo) => ({ contractTo })),
  releasedOn: (text) => known(dayOf(text), 'DATE_FORMAT', (releasedOn) => ({ releasedOn })),
  title: (title) => ({ title }),
  result: (result) => ({ result }),
  achievedOn: (text, context) => past(text, context, (achievedOn) => ({ achievedOn })),
  amount: (text) => {
    const amountFen = fenOf(text);
    return amountFen === undefined || amountFen <= 0 ? { code: 'AMOUNT_FORMAT' } : { amountFen };
  },
  reference: (reference) => ({ reference }),
};

/** Reads one filled cell; a code and its Chinese term are equivalent. */
export function readEntryCell(column: EntryColumnCode, text: string, context: CellContext): EntryCell {
  return isSilent(column) ? NOTHING : READERS[column](text, context);
}

export function isEntryRefused(read: EntryCell): read is { readonly code: RowErrorCode } {
  return 'code' in read;
}

/** CNY with at most two decimals, exactly to the fen; undefined for anything else. */
export function fenOf(text: string): Fen | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [, yuan = '0', cents = ''] = parts;
  return parseFen(Number(yuan) * 100 + Number(cents.padEnd(2, '0')));
}

function isSilent(column: EntryColumnCode): column is (typeof SILENT_COLUMNS)[number] {
  return SILENT_COLUMNS.some((one) => one === column);
}

function known<Value>(value: Value | undefined, code: RowErrorCode, fact: (value: Value) => EntryFacts): EntryCell {
  return value === undefined ? { code } : fact(value);
}

/** A day that is not in the future: certificates, posts and results have already happened. */
function past(text: string, { today }: CellContext, fact: (day: IsoDate) => EntryFacts): EntryCell {
  const day = dayOf(text);
  if (day === undefined) {
    return { code: 'DATE_FORMAT' };
  }
  return day > today ? { code: 'DATE_IN_FUTURE' } : fact(day);
}

function categoriesOf(text: string): EntryCell {
  const words = listOf(text);
  const categories = words.map(traineeCategoryOf).filter((category) => category !== undefined);
  return categories.length < words.length
    ? { code: 'UNKNOWN_CATEGORY' }
    : { categories: [...new Set(categories)].toSorted() };
}

function placeOf(text: string, { jurisdiction }: CellContext): string | undefined {
  if (HERE.includes(text.toLowerCase())) {
    return jurisdiction;
  }
  return isJurisdiction(text) ? text : undefined;
}

export function levelOf(text: string): SkillLevel | undefined {
  const level = LEVELS.get(text);
  return level !== undefined && isSkillLevel(level) ? level : undefined;
}

/**
 * Reads `2025-03;2025-04` and the forms that offices use: 2025/3, 2025年3月. Each month once, in order, and none that has
 * not begun.
 */
function monthsOf(text: string, { today }: CellContext): EntryCell {
  const words = listOf(text);
  const months = words.map(monthOf).filter((month) => month !== undefined);
  if (months.length < words.length || months.length === 0) {
    return { code: 'MONTH_FORMAT' };
  }
  return months.some((month) => month > today.slice(0, 7))
    ? { code: 'DATE_IN_FUTURE' }
    : { months: [...new Set(months)].toSorted() };
}

function monthOf(word: string): string | undefined {
  const parts = /^(\d{4})(?:[-/.]|年)(\d{1,2})月?$/.exec(word);
  if (parts === null) {
    return undefined;
  }
  const [, year = '', month = ''] = parts;
  return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, '0')}` : undefined;
}

/** Maps codes and terms to their code. */
function byTerm(terms: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(terms).flatMap(([code, words]) => [code, ...words].map((word) => [word, code] as const)),
  );
}
