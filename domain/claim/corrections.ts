import type { Label } from '../policy/policy-pack.ts';
import { unreachable } from '../verdict.ts';

/** What a return asked to be corrected: the place in the claim, as a JSON pointer, and what is wrong there. */
export interface Correction {
  readonly pointer: string;
  readonly remark: string;
}

/** What of a claim is not as it was when it was returned. */
export interface Corrected {
  /** Kinds of papers that have a newer version. */
  readonly documents: readonly string[];
  readonly lines: readonly { readonly lineId: string; readonly position: number; readonly fields: readonly string[] }[];
  readonly isAccountChanged: boolean;
}

/** What a correction is about. */
export type CorrectionSubject =
  | { readonly of: 'document'; readonly kind: string }
  | { readonly of: 'line'; readonly lineId: string | null; readonly position: number | null }
  | { readonly of: 'account' | 'lines' | 'attendance' | 'results' | 'other' };

/** Reads `/documents/TEACHING_PLAN`, `/lines/lin_…`, `/lines/3`, `/payeeAccount`, `/roster`, `/attendance`, `/results`. */
export function correctionSubject(pointer: string): CorrectionSubject {
  const [, part = '', name = ''] = pointer.split('/');
  if (part === 'documents' && name !== '') {
    return { of: 'document', kind: name };
  }
  if (part === 'lines' && name !== '') {
    return name.startsWith('lin_')
      ? { of: 'line', lineId: name, position: null }
      : { of: 'line', lineId: null, position: Number(name) };
  }
  return { of: SUBJECTS[part] ?? 'other' };
}

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

/** Whether the applicant changed what a return asked to be corrected. */
export function isAnswered(subject: CorrectionSubject, corrected: Corrected): boolean {
  const { documents, lines, isAccountChanged } = corrected;
  const hasField = (...names: readonly string[]) =>
    lines.some(({ fields }) => fields.some((one) => names.includes(one)));
  switch (subject.of) {
    case 'document':
      return documents.includes(subject.kind);
    case 'line':
      return lines.some(({ lineId, position }) => lineId === subject.lineId || position === subject.position);
    case 'account':
      return isAccountChanged || hasField('account');
    case 'attendance':
      return hasField('attendedHours');
    case 'results':
      return hasField('certificate');
    case 'lines':
      return lines.length > 0;
    case 'other':
      return documents.length > 0 || lines.length > 0 || isAccountChanged;
    default:
      return unreachable(subject);
  }
}

/** Names of what is no paper and no person. */
export const CORRECTION_WORDS: Readonly<Record<Exclude<CorrectionSubject['of'], 'document' | 'line'>, Label>> = {
  account: { zh: '收款账户', en: 'Account' },
  lines: { zh: '人员名单', en: 'List of people' },
  attendance: { zh: '考勤记录', en: 'Attendance' },
  results: { zh: '考核结果', en: 'Assessment results' },
  other: { zh: '其他事项', en: 'Other matters' },
};
