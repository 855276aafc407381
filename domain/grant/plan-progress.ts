import type { AnnualTarget } from '../policy/policy-pack.ts';
import { notSplit, progressBp, totalPersonTimes } from './annual-targets.ts';

/** A line of the year's plan; heads are null if the plan gives none. */
export interface PlannedLine {
  readonly planLine: string;
  readonly organ: string;
  readonly program: string;
  readonly personTimes: number | null;
}

/** Person-times of the year by R-152: of one programme of an organ's plan, or of classes without a plan line. */
export interface DoneInYear {
  readonly organ: string;
  readonly program: string | null;
  readonly personTimes: number;
}

export interface Progress {
  /** 指导 means guidance, not a limit. */
  readonly guidance: number | null;
  readonly done: number;
  /** Basis points; 11,500 is 115.0 %. */
  readonly progressBp: number | null;
}

export interface PlanProgress {
  readonly planLines: readonly (Progress & Omit<PlannedLine, 'personTimes'>)[];
  /** `outsidePlan`: the part of `done` that belongs to no line of the year; organs outside the annex also have one. */
  readonly organs: readonly (Progress & { readonly organ: string; readonly outsidePlan: number })[];
  /** The total done against the row 总计 of the annex; outside its years, against the plans of the organs. */
  readonly total: Progress;
  /** The phase's target of the year, and the part that the annex assigns to no organ (R-018, T-04). */
  readonly phase: (Progress & { readonly notSplit: number }) | null;
}

export interface PlanFacts {
  readonly planLines: readonly PlannedLine[];
  /** The rows of the annex in force in the year; none before its first and after its last year. */
  readonly annex: readonly AnnualTarget[];
  readonly done: readonly DoneInYear[];
  readonly phaseTarget: number | null;
}

/** calculates person-times done relative to guidance, per plan line, per organ and in total. */
export function planProgress({ planLines, annex, done, phaseTarget }: PlanFacts): PlanProgress {
  const total = done.reduce((sum, one) => sum + one.personTimes, 0);
  const annexTotal = totalPersonTimes(annex);
  const lines = planLines.map(({ planLine, organ, program, personTimes }) => ({
    planLine,
    organ,
    program,
    ...against(
      personTimes,
      personTimesOf(done, (one) => one.organ === organ && one.program === program),
    ),
  }));
  const codes = [...new Set([...annex, ...planLines, ...done].map((one) => one.organ))];
  const organs = codes.map((organ) => {
    const ofOrgan = personTimesOf(done, (one) => one.organ === organ);
    const organLines = lines.filter((line) => line.organ === organ);
    const inPlan = organLines.reduce((sum, line) => sum + line.done, 0);
    return { organ, ...against(guidanceOf(organ, organLines, annex), ofOrgan), outsidePlan: ofOrgan - inPlan };
  });
  return {
    planLines: lines,
    organs,
    total: against(annex.length > 0 ? annexTotal : sumOrNull(organs.flatMap((one) => one.guidance ?? [])), total),
    phase:
      phaseTarget === null ? null : { ...against(phaseTarget, total), notSplit: notSplit(phaseTarget, annexTotal) },
  };
}

/**
 * calculates the person-times done in a region since its plan began, relative to the number required by its last
 * year.
 */
export function regionProgress(target: number, done: number): Progress {
  return against(target, done);
}

/** Returns the organ's plan of the year, else its row of the annex in force; null for an organ outside both. */
function guidanceOf(
  organ: string,
  organLines: readonly { readonly guidance: number | null }[],
  annex: readonly AnnualTarget[],
): number | null {
  const planned = organLines.flatMap((line) => line.guidance ?? []);
  return sumOrNull(
    planned.length > 0 ? planned : annex.filter((row) => row.organ === organ).map((row) => row.personTimes),
  );
}

function sumOrNull(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0);
}

function against(guidance: number | null, done: number): Progress {
  return { guidance, done, progressBp: progressBp(done, guidance) };
}

function personTimesOf(done: readonly DoneInYear[], isMeant: (one: DoneInYear) => boolean): number {
  return done.filter(isMeant).reduce((sum, one) => sum + one.personTimes, 0);
}
