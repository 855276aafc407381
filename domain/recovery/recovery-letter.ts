import type { IsoDate } from '../calendar.ts';
import { allocateFen, parseFen } from '../money.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { resolveParameter } from '../policy/resolve-parameter.ts';
import type { RecoveryLine } from './recovery-course.ts';
import type { RecoveryCause } from './recovery-words.ts';

/** What the law of its day says in a letter: the clause by which money is asked back, and the account that takes it. */
export interface LetterLaw {
  readonly clause: { readonly document: string; readonly clause: string; readonly quote: string };
  /** Null where the local pack names none. */
  readonly account: { readonly holder: string; readonly bank: string; readonly number: string } | null;
}

/** What a letter is about: why, whose fund paid, where. */
export interface LetterSubject {
  readonly cause: RecoveryCause;
  readonly fund: string | null;
  readonly jurisdiction: string;
}

/**
 * R-074 (ours): what is asked of each line, in fen. Where less is asked than was found, every line falls in proportion, so that
 * the lines always sum to what is asked.
 */
export function linesAsked(lines: readonly RecoveryLine[], amountFen: number): readonly RecoveryLine[] {
  if (lines.length === 0) {
    return [];
  }
  const weights = lines.map((line) => line.amountFen);
  const shares = allocateFen(parseFen(amountFen), weights);
  return lines.map(({ lineId }, position) => ({ lineId, amountFen: shares[position] ?? 0 }));
}

/** the clause and the account of a letter, by the law of a day. */
export function letterLaw(library: PolicyLibrary, subject: LetterSubject & { readonly on: IsoDate }): LetterLaw {
  return { clause: clauseOf(library, subject), account: accountOf(library, subject) };
}

/** The clause of the advance, or ours for every recovery. */
function clauseOf(
  library: PolicyLibrary,
  { cause, jurisdiction, on }: LetterSubject & { readonly on: IsoDate },
): LetterLaw['clause'] {
  const isOfAdvance = cause === 'NEGATIVE_SETTLEMENT' || cause === 'ADVANCE_NEVER_CLAIMED';
  const key = isOfAdvance ? 'advance.rate' : 'recovery.payDays';
  const { winner } = resolveParameter(library, { jurisdiction, on, route: '', key });
  return { document: winner?.document ?? '', clause: winner?.clause ?? '', quote: winner?.quote ?? '' };
}

/** The account of the fund that paid, as the local pack names it. */
function accountOf(
  library: PolicyLibrary,
  { fund, jurisdiction, on }: LetterSubject & { readonly on: IsoDate },
): LetterLaw['account'] {
  const said = (field: string): string => {
    const key = `fund.account.${fund ?? ''}.${field}`;
    const value = resolveParameter(library, { jurisdiction, on, route: '', key }).winner?.value;
    return typeof value === 'string' ? value : '';
  };
  const [holder, bank, number] = [said('holder'), said('bank'), said('number')];
  return holder === '' || number === '' ? null : { holder, bank, number };
}
