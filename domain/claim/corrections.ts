import type { Label } from '../policy/policy-pack.ts';
import { unreachable } from '../verdict.ts';

/** What a return asked to be corrected: the place in the claim, as a JSON pointer, and what is wrong there. */
export interface Correction {
  readonly pointer: string;
  readonly remark: string;
}

/** Tables that an applicant fills anew. */
export const CORRECTED_TABLES = ['attendance', 'results', 'roster', 'entries'] as const;
export type CorrectedTable = (typeof CORRECTED_TABLES)[number];

/** What of a claim is not as the return left it. */
export interface Corrected {
  /** Papers that have a newer version: their kinds, and the line of a paper of one person. */
  readonly papers: readonly { readonly kind: string; readonly lineId: string | null }[];
  readonly lines: readonly { readonly lineId: string; readonly position: number; readonly fields: readonly string[] }[];
  /** Tables of which the applicant has sent rows that are new. */
  readonly tables: readonly CorrectedTable[];
  readonly isAccountChanged: boolean;
}

/** What a correction is about. */
export type CorrectionSubject =
  | { readonly of: 'document'; readonly kind: string }
  | {
      readonly of: 'line';
      readonly lineId: string | null;
      readonly position: number | null;
      /** The only field that was asked for; null for the whole line. */
      readonly field: string | null;
    }
  | { readonly of: 'account' | 'lines' | 'attendance' | 'results' | 'other' };

/**
 * Reads `/documents/TEACHING_PLAN`, `/lines/lin_…`, `/lines/3`, `/lines/3/certificateNo`, `/payeeAccount`, `/roster`,
 * `/attendance`, `/results`. The tables of a class that a route lists as papers are its tables.
 */
export function correctionSubject(pointer: string): CorrectionSubject {
  const [, part = '', name = '', field = ''] = pointer.split('/');
  if (part === 'documents' && name !== '') {
    const table = TABLE_PAPERS[name];
    return table === undefined ? { of: 'document', kind: name } : { of: table };
  }
  if (part === 'lines' && name !== '') {
    const of = { of: 'line', field: field === '' ? null : (LINE_FIELDS[field] ?? field) } as const;
    return name.startsWith('lin_')
      ? { ...of, lineId: name, position: null }
      : { ...of, lineId: null, position: Number(name) };
  }
  return { of: SUBJECTS[part] ?? 'other' };
}

const TABLE_PAPERS: Readonly<Record<string, 'attendance' | 'results'>> = {
  ATTENDANCE: 'attendance',
  RESULTS: 'results',
};

const SUBJECTS: Readonly<Record<string, 'account' | 'lines' | 'attendance' | 'results'>> = {
  payeeAccount: 'account',
  payee: 'account',
  account: 'account',
  lines: 'lines',
  roster: 'lines',
  entries: 'lines',
  attendance: 'attendance',
  results: 'results',
};

/** Fields of a line that its differences call otherwise. */
const LINE_FIELDS: Readonly<Record<string, string>> = {
  hours: 'attendedHours',
  certificateKind: 'certificate',
  certificateNo: 'certificate',
  certificateDate: 'certificate',
  accountHolder: 'account',
  accountBank: 'account',
  accountNumber: 'account',
};

/** What a new count says of a line; the applicant has changed nothing by it. */
const COUNTED_FIELDS: readonly string[] = ['state', 'baseFen', 'allowanceFen', 'floatFen'];

/**
 * Whether the applicant changed what a return asked to be corrected, since that return. A table is corrected by new rows,
 * also where the sums stay what they were; a line not by what a count makes of it.
 */
export function isAnswered(subject: CorrectionSubject, corrected: Corrected): boolean {
  const { papers, tables, isAccountChanged } = corrected;
  const lines = corrected.lines.map(({ fields, ...line }) => ({
    ...line,
    fields: fields.filter((field) => !COUNTED_FIELDS.includes(field)),
  }));
  const hasField = (name: string) => lines.some(({ fields }) => fields.includes(name));
  const isListChanged = tables.length > 0 || lines.some(({ fields }) => fields.length > 0);
  switch (subject.of) {
    case 'document':
      return papers.some(({ kind }) => kind === subject.kind);
    case 'line':
      return isLineAnswered(subject, { ...corrected, lines });
    case 'account':
      return isAccountChanged || hasField('account');
    case 'attendance':
      return tables.includes('attendance') || hasField('attendedHours');
    case 'results':
      return tables.includes('results') || hasField('certificate');
    case 'lines':
      return isListChanged;
    case 'other':
      return isListChanged || papers.length > 0 || isAccountChanged;
    default:
      return unreachable(subject);
  }
}

function isLineAnswered(
  { lineId, position, field }: Extract<CorrectionSubject, { of: 'line' }>,
  { lines, papers }: Corrected,
): boolean {
  const own = lines.find((line) => line.lineId === lineId || line.position === position);
  if (field !== null) {
    return own?.fields.includes(field) === true;
  }
  const hasPaper = papers.some((paper) => paper.lineId !== null && paper.lineId === (own?.lineId ?? lineId));
  return hasPaper || (own?.fields.length ?? 0) > 0;
}

/** Names of what is no paper and no person. */
export const CORRECTION_WORDS: Readonly<Record<Exclude<CorrectionSubject['of'], 'document' | 'line'>, Label>> = {
  account: { zh: '收款账户', en: 'Account' },
  lines: { zh: '人员名单', en: 'List of people' },
  attendance: { zh: '考勤记录', en: 'Attendance' },
  results: { zh: '考核结果', en: 'Assessment results' },
  other: { zh: '其他事项', en: 'Other matters' },
};
