import type { AnnualPlan, FiledLine, PlanOfOrgan, SplitLine } from '../../api/resources/plans.ts';
import { sentFen } from '../../parts/typed-money.ts';

/** A line as it is typed; the server says what is wrong with it. */
export interface TypedLine {
  readonly key: string;
  readonly organ: string;
  readonly program: string;
  readonly personTimes: string;
  readonly budgetYuan: string;
}

export const EMPTY_LINE: TypedLine = { key: 'first', organ: '', program: '', personTimes: '', budgetYuan: '' };

const FEN_OF_YUAN = 100;

export function newLine(): TypedLine {
  return { ...EMPTY_LINE, key: crypto.randomUUID() };
}

/** What is filed, to be changed by hand. */
export function typedLines({ lines }: Pick<PlanOfOrgan, 'lines'>): readonly TypedLine[] {
  return lines.map(({ program, personTimes, budgetFen }) => ({
    key: program,
    organ: '',
    program,
    personTimes: String(personTimes),
    budgetYuan: String(budgetFen / FEN_OF_YUAN),
  }));
}

export function filedLines(lines: readonly TypedLine[]): readonly FiledLine[] {
  return lines.map(({ program, personTimes, budgetYuan }) => ({
    program: program.trim(),
    personTimes: numberOf(personTimes),
    budgetFen: sentFen(budgetYuan),
  }));
}

/** Lines without an organ are sent, too: what is missing is the server's word. */
export function splitLines(lines: readonly TypedLine[], { organs }: AnnualPlan): readonly SplitLine[] {
  return lines.flatMap(({ organ, program, personTimes }) => {
    const named = organs.find((one) => one.organ === organ)?.organ;
    return named === undefined ? [] : [{ organ: named, program: program.trim(), personTimes: numberOf(personTimes) }];
  });
}

function numberOf(typed: string): number {
  return Number(typed.replaceAll(',', '').trim());
}
