import type { OrganCode } from '../codes.ts';
import { parseFen, sumFen, type Fen } from '../money.ts';
import { notSplit, totalPersonTimes } from '../grant/annual-targets.ts';
import type { Annex } from '../policy/plan-targets.ts';

/** A line of an organ's plan. */
export interface FiledLine {
  readonly program: string;
  readonly personTimes: number;
  readonly budgetFen: number;
}

/** A row of the HR bureau's split, or of the annex. */
export interface SplitLine {
  readonly organ: OrganCode;
  readonly program: string;
  readonly personTimes: number;
}

/** The places of rows that name the same line as an earlier one. */
export function repeatedRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly number[] {
  const keys = rows.map(keyOf);
  return keys.flatMap((key, place) => (keys.indexOf(key) < place ? [place] : []));
}

/** Money of a plan line that claims use, by programme. */
export interface CommittedLine {
  readonly program: string;
  readonly committedFen: number;
}

/**
 * returns the programmes whose budget would be below what is reserved, bound and paid; a programme that a version
 * leaves out has no budget.
 */
export function belowCommitted(
  lines: readonly FiledLine[],
  committed: readonly CommittedLine[],
): readonly CommittedLine[] {
  return committed.filter(({ program, committedFen }) => {
    const budget = lines.find((line) => line.program === program)?.budgetFen ?? 0;
    return committedFen > budget;
  });
}

/** What a line's guidance is from: the split of the year, the annex in its years, or the annex as last known. */
export const GUIDANCE_SOURCES = ['split', 'annex', 'lastKnown'] as const;
export type GuidanceSource = (typeof GUIDANCE_SOURCES)[number];

export interface Guidance {
  readonly from: GuidanceSource;
  readonly lines: readonly SplitLine[];
}

/** returns the guidance of a year; null before the first annex and without a split. */
export function guidanceOfYear(split: readonly SplitLine[] | null, annex: Annex | null): Guidance | null {
  if (split !== null) {
    return { from: 'split', lines: split };
  }
  return annex === null
    ? null
    : {
        from: annex.inForce ? 'annex' : 'lastKnown',
        lines: annex.rows.flatMap(({ organ, programs }) => programs.map((one) => ({ ...one, organ }))),
      };
}

export interface PlanTotals {
  readonly personTimes: number;
  readonly budgetFen: Fen;
  readonly annexTotal: number | null;
  readonly phaseTarget: number | null;
  readonly notSplit: number | null;
}

/**
 * the sums of accepted lines beside the annex and the target of the year. `notSplit` is what the target
 * leaves above the split, or above the annex in its years; null without a target.
 */
export function planTotals(
  lines: readonly Pick<FiledLine, 'personTimes' | 'budgetFen'>[],
  law: {
    readonly annex: Annex | null;
    readonly phaseTarget: number | null;
    readonly split: readonly SplitLine[] | null;
  },
): PlanTotals {
  const { annex, phaseTarget, split } = law;
  const annexTotal = annex === null ? null : totalPersonTimes(annex.rows);
  const ofAnnex = annex?.inForce === true ? annexTotal : null;
  const given = split === null ? ofAnnex : sumOf(split);
  return {
    personTimes: sumOf(lines),
    budgetFen: sumFen(lines.map(({ budgetFen }) => parseFen(budgetFen))),
    annexTotal,
    phaseTarget,
    notSplit: phaseTarget === null ? null : notSplit(phaseTarget, given ?? 0),
  };
}

function sumOf(lines: readonly { readonly personTimes: number }[]): number {
  return lines.reduce((sum, { personTimes }) => sum + personTimes, 0);
}
