import type { AnnualTarget } from '../policy/policy-pack.ts';
import { notSplit, progressBp, totalPersonTimes } from './annual-targets.ts';

/** A line of the year's plan; heads are null where the plan says none. */
export interface PlannedLine {
  readonly planLine: string;
  readonly organ: string;
  readonly program: string;
  readonly personTimes: number | null;
}

/** Person-times of the year by R-152: of one programme of an organ's plan, or of classes that no plan line covers. */
export interface DoneInYear {
  readonly organ: string;
  readonly program: string | null;
  readonly personTimes: number;
}

export interface Progress {
  /** 指导 means guidance, never a cap. */
  readonly guidance: number | null;
  readonly done: number;
  /** Basis points; 11,500 is 115.0 %. */
  readonly progressBp: number | null;
}

export interface PlanProgress {
  readonly planLines: readonly (Progress & Omit<PlannedLine, 'personTimes'>)[];
  /** `outsidePlan`: the part of `done` that belongs to none of the year's lines; organs outside the annex have one too. */
  readonly organs: readonly (Progress & { readonly organ: string; readonly outsidePlan: number })[];
  /** The row 总计 of the annex with everything that was done. */
  readonly total: Progress;
  /** The phase's target of the year, and the part that the annex gives to no organ (R-018, T-04). */
  readonly phase: (Progress & { readonly notSplit: number }) | null;
}

export interface PlanFacts {
  readonly planLines: readonly PlannedLine[];
  readonly annex: readonly AnnualTarget[];
  readonly done: readonly DoneInYear[];
  readonly phaseTarget: number | null;
}

/** done against guidance, per plan line, per organ and together. */
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
  const organs = [...new Set([...annex, ...planLines, ...done].map((one) => one.organ))];
  return {
    planLines: lines,
    organs: organs.map((organ) => {
      const ofOrgan = personTimesOf(done, (one) => one.organ === organ);
      const own = lines.filter((line) => line.organ === organ);
      const inPlan = own.reduce((sum, line) => sum + line.done, 0);
      return { organ, ...against(guidanceOf(organ, own, annex), ofOrgan), outsidePlan: ofOrgan - inPlan };
    }),
    total: against(annexTotal === 0 ? null : annexTotal, total),
    phase:
      phaseTarget === null ? null : { ...against(phaseTarget, total), notSplit: notSplit(phaseTarget, annexTotal) },
  };
}

/** what was done in a region since its plan began, against the number that its last year has to reach. */
export function regionProgress(target: number, done: number): Progress {
  return against(target, done);
}

/** The organ's plan of the year, or else its row of the annex, which has no year; null for one outside both. */
function guidanceOf(
  organ: string,
  own: readonly { readonly guidance: number | null }[],
  annex: readonly AnnualTarget[],
): number | null {
  const planned = own.flatMap((line) => line.guidance ?? []);
  const rows = planned.length > 0 ? planned : annex.filter((row) => row.organ === organ).map((row) => row.personTimes);
  return rows.length === 0 ? null : rows.reduce((sum, one) => sum + one, 0);
}

function against(guidance: number | null, done: number): Progress {
  return { guidance, done, progressBp: progressBp(done, guidance) };
}

function personTimesOf(done: readonly DoneInYear[], isMeant: (one: DoneInYear) => boolean): number {
  return done.filter(isMeant).reduce((sum, one) => sum + one.personTimes, 0);
}
