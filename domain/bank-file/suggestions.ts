import { addDays, workingDaysBetween, type IsoDate, type WorkingCalendar } from '../calendar.ts';

/** Why an instruction may be the one that a report means, the strongest first. */
export const SUGGESTION_REASONS = [
  'ID_NEAR',
  'SAME_AMOUNT',
  'ACCOUNT_ENDS_ALIKE',
  'SAME_HOLDER',
  'SAME_BATCH',
  'VALUE_DATE_NEAR',
] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

const POINTS: Readonly<Record<SuggestionReason, number>> = {
  ID_NEAR: 45,
  SAME_AMOUNT: 20,
  ACCOUNT_ENDS_ALIKE: 15,
  SAME_HOLDER: 10,
  SAME_BATCH: 5,
  VALUE_DATE_NEAR: 5,
};

/** What a parked report says, as far as a person could compare it. */
export interface HintsOfReport {
  readonly instructionId: string | null;
  readonly amountFen: number | null;
  readonly valueDate: IsoDate | null;
  readonly holder: string | null;
  readonly account: string | null;
  readonly batchNos: readonly string[];
}

/** A payment at the bank that a report may mean. */
export interface SuggestedInstruction {
  readonly instructionId: string;
  readonly claimNo: string;
  readonly amountFen: number;
  readonly batchNo: string;
  readonly releasedOn: IsoDate;
  readonly holder: string;
  readonly account: string;
}

export interface Suggestion extends Pick<SuggestedInstruction, 'instructionId' | 'claimNo' | 'amountFen'> {
  /** From 0 to 100. */
  readonly score: number;
  readonly reasons: readonly SuggestionReason[];
}

const MOST_SUGGESTIONS = 5;
const NEAR_LETTERS = 2;
const NEAR_WORKING_DAYS = 5;
/** The longest holidays of a year stand between five working days. */
const MOST_DAYS = 30;

/** The payments that a report may mean, best first, each with why; a person decides, nothing is matched by itself. */
export function suggestionsFor(
  report: HintsOfReport,
  instructions: readonly SuggestedInstruction[],
  calendar: WorkingCalendar,
): readonly Suggestion[] {
  return instructions
    .map((one) => suggestion(report, one, calendar))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => b.score - a.score || (a.instructionId < b.instructionId ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS);
}

function suggestion(report: HintsOfReport, one: SuggestedInstruction, calendar: WorkingCalendar): Suggestion {
  const { instructionId, claimNo, amountFen } = one;
  const holds: Readonly<Record<SuggestionReason, boolean>> = {
    ID_NEAR: report.instructionId !== null && isNear(report.instructionId, instructionId, NEAR_LETTERS),
    SAME_AMOUNT: report.amountFen === amountFen,
    ACCOUNT_ENDS_ALIKE: lastFour(report.account) !== null && lastFour(report.account) === lastFour(one.account),
    SAME_HOLDER: report.holder !== null && plain(report.holder) === plain(one.holder),
    SAME_BATCH: report.batchNos.includes(one.batchNo),
    VALUE_DATE_NEAR: report.valueDate !== null && isSoonAfter(report.valueDate, one.releasedOn, calendar),
  };
  const reasons = SUGGESTION_REASONS.filter((reason) => holds[reason]);
  const score = reasons.reduce((sum, reason) => sum + POINTS[reason], 0);
  return { instructionId, claimNo, amountFen, score, reasons };
}

function isSoonAfter(day: IsoDate, from: IsoDate, calendar: WorkingCalendar): boolean {
  const isNearInDays = day >= from && day <= addDays(from, MOST_DAYS);
  return isNearInDays && workingDaysBetween(from, day, calendar) <= NEAR_WORKING_DAYS;
}

function lastFour(account: string | null): string | null {
  const digits = account?.replaceAll(/\D/g, '') ?? '';
  return digits.length < 4 ? null : digits.slice(-4);
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\s·•（）()]/g, '');
}

/** Whether one text becomes the other by at most so many letters added, left out or changed. */
export function isNear(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) {
    return false;
  }
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [position, letter] of Array.from(one).entries()) {
    const next = [position + 1];
    for (const [at, compared] of Array.from(other).entries()) {
      const changed = (row[at] ?? 0) + (letter === compared ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= most;
}
