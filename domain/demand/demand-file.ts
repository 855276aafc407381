import { isJurisdiction } from '../authority/jurisdiction.ts';
import { fenOf, levelOf, YES_OR_NO } from '../intake/entry-cells.ts';
import { cell, columnsOf, dayOf, textError, type Cells, type Headers } from '../intake/table-cell.ts';
import type { EnteredDemand, EntryFault } from './demand-entry.ts';
import { NATIONAL_CODE } from './demand-occupations.ts';
import type { DemandList, NamedOccupation } from './demand-words.ts';

/** Headers of a file of demand entries: the Chinese one to write, the English one, then others that are also read. */
export const DEMAND_FILE_HEADERS = {
  list: ['清单', 'List', '清单类型'],
  jurisdiction: ['地区代码', 'Place code', '旗县区代码', 'jurisdiction'],
  employer: ['用人单位', 'Employer', '企业名称', '单位名称'],
  industry: ['行业', 'Industry', '意向行业'],
  post: ['岗位', 'Post', '岗位名称', '意向岗位'],
  occupation: ['职业代码', 'Occupation code', '职业（工种）代码', '职业', 'occupation'],
  occupationName: ['职业名称', 'Occupation name', '职业（工种）', 'occupationName'],
  skillLevel: ['技能等级', 'Skill level', '职业技能等级', '等级', 'skillLevel'],
  openings: ['需求人数', 'Openings', '招聘人数', '人数'],
  payFrom: ['最低薪酬', 'Pay from', '最低薪酬（元）', '最低薪酬（元/月）', '月薪从', 'payFrom'],
  payTo: ['最高薪酬', 'Pay to', '最高薪酬（元）', '最高薪酬（元/月）', '月薪到', 'payTo'],
  hasSkill: ['有无技能', 'Has a skill', '是否有技能', 'hasSkill'],
  wantsTraining: ['培训意愿', 'Wants training', '参加培训意愿', 'wantsTraining'],
  wantedOccupation: ['意向职业代码', 'Wanted occupation code', '希望学习的职业', 'wantedOccupation'],
  wantedOccupationName: ['意向职业名称', 'Wanted occupation name', 'wantedOccupationName'],
  name: ['姓名', 'Name'],
  phone: ['手机号', 'Phone', '手机号码', '联系电话'],
  validUntil: ['有效期至', 'Valid until', '截止日期', 'validUntil'],
} as const satisfies Headers<string>;
export type DemandColumn = keyof typeof DEMAND_FILE_HEADERS;

/** What is wrong with a row: one cell, the leftmost. */
export interface DemandRowFault {
  readonly column: DemandColumn;
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export type ReadDemandRow =
  | { readonly ok: true; readonly entered: EnteredDemand; readonly jurisdiction: string }
  | { readonly ok: false; readonly fault: DemandRowFault };

interface ReadingOf {
  /** Said for the whole file; null: each row says its own. */
  readonly list: DemandList | null;
  /** Of rows that say no place. */
  readonly jurisdiction: string;
  /** The occupation of the directories that has this code or this name. */
  readonly listedAs: (text: string) => NamedOccupation | undefined;
}

const LISTS: ReadonlyMap<string, DemandList> = new Map([
  ['employer', 'employer'],
  ['企业', 'employer'],
  ['用人单位', 'employer'],
  ['用工需求', 'employer'],
  ['worker', 'worker'],
  ['劳动者', 'worker'],
  ['培训需求', 'worker'],
]);
const WISHES: ReadonlyMap<string, boolean> = new Map([
  ...YES_OR_NO,
  ['有', true],
  ['无', false],
  ['愿意', true],
  ['不愿意', false],
]);

/** The longest text of a cell, as of the same field over HTTP. */
const LONGEST: readonly (readonly [DemandColumn, number])[] = [
  ['employer', 120],
  ['industry', 60],
  ['post', 60],
  ['occupation', 40],
  ['occupationName', 60],
  ['wantedOccupation', 40],
  ['wantedOccupationName', 60],
  ['name', 60],
];

type Reader = (text: string) => Partial<EnteredDemand> | undefined;

/** How a filled cell is read that stands for a field by itself, and what is said of one that cannot be read. */
const READERS: readonly (readonly [DemandColumn, string, Reader])[] = [
  ['employer', 'TOO_LONG', (employer) => ({ employer })],
  ['industry', 'TOO_LONG', (industry) => ({ industry })],
  ['post', 'TOO_LONG', (post) => ({ post })],
  ['skillLevel', 'UNKNOWN_SKILL_LEVEL', (text) => said(neededLevel(text), (skillLevel) => ({ skillLevel }))],
  ['openings', 'NUMBER_FORMAT', (text) => (/^[1-9]\d{0,4}$/.test(text) ? { openings: Number(text) } : undefined)],
  ['payFrom', 'AMOUNT_FORMAT', (text) => said(payOf(text), (payFromFen) => ({ payFromFen }))],
  ['payTo', 'AMOUNT_FORMAT', (text) => said(payOf(text), (payToFen) => ({ payToFen }))],
  ['hasSkill', 'YES_OR_NO', (text) => said(WISHES.get(text.toLowerCase()), (hasSkill) => ({ hasSkill }))],
  [
    'wantsTraining',
    'YES_OR_NO',
    (text) => said(WISHES.get(text.toLowerCase()), (wantsTraining) => ({ wantsTraining })),
  ],
  ['validUntil', 'DATE_FORMAT', (text) => said(dayOf(text), (validUntil) => ({ validUntil }))],
];

/** Reads one row of a file; whether the entry is complete is judged as for every other entry. */
export function readDemandRow(cells: Cells<DemandColumn>, asked: ReadingOf): ReadDemandRow {
  const list = asked.list ?? LISTS.get(cell(cells, 'list').toLowerCase());
  const fault = textError(cells, DEMAND_FILE_HEADERS, asked.list === null ? ['list'] : []) ?? lengthFault(cells);
  if (fault !== undefined) {
    return { ok: false, fault };
  }
  if (list === undefined) {
    return { ok: false, fault: { column: 'list', code: 'UNKNOWN_VALUE' } };
  }
  const jurisdiction = cell(cells, 'jurisdiction') === '' ? asked.jurisdiction : cell(cells, 'jurisdiction');
  if (!isJurisdiction(jurisdiction)) {
    return { ok: false, fault: { column: 'jurisdiction', code: 'PLACE_FORMAT' } };
  }
  const fields = fieldsOf(cells);
  const trades = tradesOf(cells, list, asked.listedAs);
  const person = personOf(cells);
  const failed = [fields, trades, person].find((part) => 'code' in part);
  if (failed !== undefined && 'code' in failed) {
    return { ok: false, fault: failed };
  }
  return { ok: true, entered: { list, ...plain(fields), ...plain(trades), ...plain(person) }, jurisdiction };
}

type Part = Partial<EnteredDemand> | DemandRowFault;

function plain(part: Part): Partial<EnteredDemand> {
  return 'code' in part ? {} : part;
}

function fieldsOf(cells: Cells<DemandColumn>): Part {
  const filled = READERS.filter(([column]) => cell(cells, column) !== '');
  const read = filled.map(([column, code, reader]) => reader(cell(cells, column)) ?? { column, code });
  return (
    read.find((part) => 'code' in part) ?? read.reduce<Partial<EnteredDemand>>((all, part) => ({ ...all, ...part }), {})
  );
}

function lengthFault(cells: Cells<DemandColumn>): DemandRowFault | undefined {
  const long = LONGEST.find(([column, maximum]) => cell(cells, column).length > maximum);
  return long === undefined ? undefined : { column: long[0], code: 'TOO_BIG', facts: { maximum: long[1] } };
}

function tradesOf(cells: Cells<DemandColumn>, list: DemandList, listedAs: ReadingOf['listedAs']): Part {
  const had = tradeOf(cells, ['occupation', 'occupationName'], { list, listedAs });
  const wanted = tradeOf(cells, ['wantedOccupation', 'wantedOccupationName'], { list, listedAs });
  const fault = [had, wanted].find((one) => one !== null && 'column' in one);
  if (fault !== undefined && fault !== null && 'column' in fault) {
    return fault;
  }
  return {
    ...(had !== null && !('column' in had) && { occupation: had }),
    ...(wanted !== null && !('column' in wanted) && { wantedOccupation: wanted }),
  };
}

/**
 * Null where nothing was filled in. One cell is enough for what a directory lists, by its code or its name. Another code
 * of the national classification wants a name beside it, but not a worker's, which is published by its code alone.
 */
function tradeOf(
  cells: Cells<DemandColumn>,
  [column, nameColumn]: readonly [DemandColumn, DemandColumn],
  { list, listedAs }: Pick<ReadingOf, 'listedAs'> & { readonly list: DemandList },
): NamedOccupation | DemandRowFault | null {
  const [text, name] = [cell(cells, column), cell(cells, nameColumn)];
  const listed = listedAs(text === '' ? name : text);
  if (listed !== undefined) {
    return name === '' ? listed : { code: listed.code, name };
  }
  if (text === '') {
    return name === '' ? null : { column, code: 'REQUIRED' };
  }
  if (name !== '') {
    return { code: text, name };
  }
  if (!NATIONAL_CODE.test(text)) {
    return { column, code: 'OCCUPATION_UNKNOWN' };
  }
  return list === 'worker' ? { code: text, name: text } : { column: nameColumn, code: 'REQUIRED' };
}

function personOf(cells: Cells<DemandColumn>): Part {
  const [name, phone] = [cell(cells, 'name'), cell(cells, 'phone').replaceAll(/[ -]/g, '')];
  if (name === '' && phone === '') {
    return {};
  }
  if (name === '') {
    return { column: 'name', code: 'REQUIRED' };
  }
  return /^1\d{10}$/.test(phone) ? { person: { name, phone } } : { column: 'phone', code: 'PHONE_FORMAT' };
}

/** As in every file; 不限 asks for no level. */
function neededLevel(text: string) {
  return text === '不限' ? 'NONE' : levelOf(text.toUpperCase());
}

/** CNY, at least one fen and at most ten million. */
function payOf(text: string): number | undefined {
  const fen = fenOf(text);
  return fen === undefined || fen < 1 || fen > 1_000_000_000 ? undefined : fen;
}

function said<Value>(
  value: Value | undefined,
  field: (value: Value) => Partial<EnteredDemand>,
): Partial<EnteredDemand> | undefined {
  return value === undefined ? undefined : field(value);
}

const COLUMN_OF_POINTER: Readonly<Record<string, DemandColumn>> = {
  '/payFromFen': 'payFrom',
  '/payToFen': 'payTo',
  '/occupation/code': 'occupation',
  '/occupation/name': 'occupationName',
  '/wantedOccupation/code': 'wantedOccupation',
  '/wantedOccupation/name': 'wantedOccupationName',
  '/person': 'name',
};

/** Where a fault of an entry stands in its row, in the words of the file. */
export function faultInRow({ pointer, code, facts }: EntryFault, cells: Cells<DemandColumn>): DemandRowFault {
  const found = COLUMN_OF_POINTER[pointer] ?? columnsOf(DEMAND_FILE_HEADERS).find((one) => `/${one}` === pointer);
  const column = found ?? 'post';
  if (code === 'TOO_SMALL') {
    return { column, code, facts: { minimum: cell(cells, 'payFrom') } };
  }
  return { column, code: code === 'UNKNOWN_FIELD' ? 'NOT_OF_THIS_LIST' : code, ...(facts !== undefined && { facts }) };
}
