import type { IsoDate } from '../calendar.ts';
import type { RowErrorCode } from '../codes.ts';
import { fenOf, isEntryRefused, readEntryCell } from '../intake/entry-cells.ts';
import { cell, columnOf, dayOf, textError, type Cells, type Headers, type RowOutcome } from '../intake/table-cell.ts';
import { judgeEntry, type DemandData, type EnteredDemand, type EntryFault } from './demand-entry.ts';
import type { DemandList, NamedOccupation } from './demand-words.ts';

export type DemandColumn =
  | 'employer'
  | 'industry'
  | 'post'
  | 'occupationCode'
  | 'occupation'
  | 'skillLevel'
  | 'openings'
  | 'payFrom'
  | 'payTo'
  | 'hasSkill'
  | 'wantsTraining'
  | 'wantedCode'
  | 'wantedOccupation'
  | 'name'
  | 'phone'
  | 'validUntil';

export const DEMAND_HEADERS: Headers<DemandColumn> = {
  employer: ['用人单位', '企业名称', 'employer'],
  industry: ['意愿行业', 'industry'],
  post: ['岗位', 'post'],
  occupationCode: ['职业编码', 'occupationCode'],
  occupation: ['职业（工种）', '职业', 'occupation'],
  skillLevel: ['技能等级', 'skillLevel'],
  openings: ['用工数量', '人数', 'openings'],
  payFrom: ['薪酬下限', 'payFrom'],
  payTo: ['薪酬上限', 'payTo'],
  hasSkill: ['是否有技能', 'hasSkill'],
  wantsTraining: ['培训意愿', 'wantsTraining'],
  wantedCode: ['意愿职业编码', 'wantedCode'],
  wantedOccupation: ['意愿职业', 'wantedOccupation'],
  name: ['姓名', 'name'],
  phone: ['手机号', 'phone'],
  validUntil: ['有效期至', 'validUntil'],
};

export const NEEDED_DEMAND_COLUMNS: Readonly<Record<DemandList, readonly DemandColumn[]>> = {
  employer: ['employer', 'post', 'occupationCode', 'occupation', 'skillLevel', 'payFrom', 'payTo'],
  worker: ['industry', 'post', 'payFrom', 'payTo', 'hasSkill'],
};

export function demandColumn(header: string): DemandColumn | undefined {
  return columnOf(header, DEMAND_HEADERS);
}

interface RowContext {
  readonly list: DemandList;
  readonly today: IsoDate;
  readonly jurisdiction: string;
  readonly validDays: number;
}

/** Checks one row of a file of demand entries; pay is in CNY. */
export function checkDemandRow(cells: Cells<DemandColumn>, context: RowContext): RowOutcome<DemandData, DemandColumn> {
  const { list, today, validDays } = context;
  const textual = textError(cells, DEMAND_HEADERS, NEEDED_DEMAND_COLUMNS[list]);
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  const read = enteredOf(cells, context);
  if ('code' in read) {
    return { ok: false, error: read };
  }
  const verdict = judgeEntry(read, { on: today, validDays });
  if (verdict.ok) {
    return { ok: true, row: verdict.data, isUnchanged: false };
  }
  const [fault] = verdict.faults;
  return { ok: false, error: rowErrorOf(fault) };
}

type Read = EnteredDemand | { readonly column: DemandColumn; readonly code: RowErrorCode };

function enteredOf(cells: Cells<DemandColumn>, { list, today, jurisdiction }: RowContext): Read {
  const text = (column: DemandColumn) => cell(cells, column);
  const faults: { readonly column: DemandColumn; readonly code: RowErrorCode }[] = [];
  const read = <Value>(column: DemandColumn, code: RowErrorCode, parse: (said: string) => Value | undefined) => {
    const said = text(column);
    const value = said === '' ? undefined : parse(said);
    if (said !== '' && value === undefined) {
      faults.push({ column, code });
    }
    return value;
  };
  const level = read('skillLevel', 'UNKNOWN_SKILL_LEVEL', (said) => {
    const found = readEntryCell('skillLevel', said, { today, jurisdiction });
    return isEntryRefused(found) ? undefined : found.skillLevel;
  });
  const openings = read('openings', 'NUMBER_FORMAT', (said) =>
    /^[1-9]\d{0,4}$/.test(said) ? Number(said) : undefined,
  );
  const payFromFen = read('payFrom', 'AMOUNT_FORMAT', positiveFen);
  const payToFen = read('payTo', 'AMOUNT_FORMAT', positiveFen);
  const hasSkill = read('hasSkill', 'YES_OR_NO', yesOrNo);
  const wantsTraining = read('wantsTraining', 'YES_OR_NO', yesOrNo);
  const phone = read('phone', 'PHONE_FORMAT', (said) => (/^1\d{10}$/.test(said) ? said : undefined));
  const validUntil = read('validUntil', 'DATE_FORMAT', dayOf);
  const occupation = named(text('occupationCode'), text('occupation'));
  const wantedOccupation = named(text('wantedCode'), text('wantedOccupation'));
  const [fault] = faults;
  if (fault !== undefined) {
    return fault;
  }
  return {
    list,
    post: text('post'),
    ...(text('employer') !== '' && { employer: text('employer') }),
    ...(text('industry') !== '' && { industry: text('industry') }),
    ...(occupation !== null && { occupation }),
    ...(level !== undefined && { skillLevel: level }),
    ...(openings !== undefined && { openings }),
    ...(payFromFen !== undefined && { payFromFen }),
    ...(payToFen !== undefined && { payToFen }),
    ...(hasSkill !== undefined && { hasSkill }),
    ...(wantsTraining !== undefined && { wantsTraining }),
    ...(wantedOccupation !== null && { wantedOccupation }),
    ...(text('name') !== '' && phone !== undefined && { person: { name: text('name'), phone } }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

function named(code: string, name: string): NamedOccupation | null {
  return code === '' || name === '' ? null : { code, name };
}

function positiveFen(said: string): number | undefined {
  const fen = fenOf(said);
  return fen === undefined || fen <= 0 ? undefined : fen;
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['是', true],
  ['true', true],
  ['否', false],
  ['false', false],
]);

function yesOrNo(said: string): boolean | undefined {
  return WORDS.get(said.toLowerCase());
}

/** A cell of the other list counts as one that is missing in its own. */
const ROW_CODES: Readonly<Record<EntryFault['code'], RowErrorCode>> = {
  REQUIRED: 'REQUIRED',
  UNKNOWN_FIELD: 'REQUIRED',
  TOO_SMALL: 'AMOUNT_FORMAT',
  NOT_LATER: 'ENDS_BEFORE_START',
};

/** The column of a field, and the error that its fault is. */
function rowErrorOf(fault: EntryFault | undefined): { readonly column: DemandColumn; readonly code: RowErrorCode } {
  const columns: Readonly<Record<string, DemandColumn>> = {
    '/employer': 'employer',
    '/industry': 'industry',
    '/occupation': 'occupationCode',
    '/skillLevel': 'skillLevel',
    '/openings': 'openings',
    '/payFromFen': 'payFrom',
    '/payToFen': 'payTo',
    '/hasSkill': 'hasSkill',
    '/wantsTraining': 'wantsTraining',
    '/wantedOccupation': 'wantedCode',
    '/person': 'name',
    '/validUntil': 'validUntil',
  };
  const column = columns[fault?.pointer ?? ''] ?? 'post';
  return { column, code: ROW_CODES[fault?.code ?? 'REQUIRED'] };
}
