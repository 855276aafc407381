import type { AnnualTarget } from '../policy/policy-pack.ts';
import type { Guidance, GuidanceSource } from '../plan/plan-content.ts';
import { notSplit, progressBp, totalPersonTimes } from './annual-targets.ts';

/** A line of the year's plan; heads are null if the plan gives none. */
export interface PlannedLine {
  readonly planLine: string;
  readonly organ: string;
  readonly program: string;
  /** Accepted person-times of the plan. */
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

/** Both figures of §11: trained, because attendance is met, and subsidised, because a claim was approved. */
export interface Figures {
  readonly trained: number;
  readonly subsidised: number;
}

export interface LineProgress extends Progress, Figures, Omit<PlannedLine, 'personTimes'> {
  /** Person-times of the accepted plan. */
  readonly planned: number | null;
  /** What the guidance is from; null for a line that no guidance names. */
  readonly guidanceFrom: GuidanceSource | null;
}

export interface PlanProgress {
  /** `done` is what was subsidised; compared with a guidance in force, else with the plan. */
  readonly planLines: readonly LineProgress[];
  /** `outsidePlan`: the part of `done` that belongs to no line of the year; organs outside the annex also have one. */
  readonly organs: readonly (Progress & Figures & { readonly organ: string; readonly outsidePlan: number })[];
  /** The total done against the row 总计 of the annex; outside its years, against the plans of the organs. */
  readonly total: Progress & Figures;
  /** The phase's target of the year, compared with what was trained (§11), and the part that the annex assigns to no organ (R-018, T-04). */
  readonly phase: (Progress & Figures & { readonly notSplit: number }) | null;
}

export interface PlanFacts {
  /** jurisdiction/year, with which ids of plan lines begin. */
  readonly place: string;
  readonly planLines: readonly PlannedLine[];
  /** The rows of the annex in force in the year; none before its first and after its last year. */
  readonly annex: readonly AnnualTarget[];
  /** Subsidised. */
  readonly done: readonly DoneInYear[];
  readonly trained: readonly DoneInYear[];
  /** The split of the year, else the annex, in force or as last known; null without either. */
  readonly guidance: Guidance | null;
  readonly phaseTarget: number | null;
}

/** calculates what was trained and subsidised beside plan and guidance. */
export function planProgress(facts: PlanFacts): PlanProgress {
  const { planLines, annex, done, trained, phaseTarget, guidance } = facts;
  const all = figuresOf(facts, () => true);
  const annexTotal = totalPersonTimes(annex);
  const lines = [...planLines, ...unplannedLines(facts)].map((line) => lineProgress(facts, line));
  const split = guidance?.from === 'split' ? guidance.lines : [];
  const codes = [...new Set([...annex, ...planLines, ...split, ...done, ...trained].map((one) => one.organ))];
  const organs = codes.map((organ) => {
    const figures = figuresOf(facts, (one) => one.organ === organ);
    const organLines = lines.filter((line) => line.organ === organ);
    const inPlan = organLines.reduce((sum, line) => sum + line.subsidised, 0);
    const ofOrgan = guidanceOf(organ, organLines, facts);
    return { organ, ...against(ofOrgan, figures.subsidised), ...figures, outsidePlan: figures.subsidised - inPlan };
  });
  const total = annex.length > 0 ? annexTotal : sumOrNull(organs.flatMap((one) => one.guidance ?? []));
  const given = split.length > 0 ? split.reduce((sum, { personTimes }) => sum + personTimes, 0) : annexTotal;
  return {
    planLines: lines,
    organs,
    total: { ...against(split.length > 0 ? given : total, all.subsidised), ...all },
    phase:
      phaseTarget === null
        ? null
        : { ...against(phaseTarget, all.trained), ...all, notSplit: notSplit(phaseTarget, given) },
  };
}

/** Lines that the split of the year names and no plan has yet. */
function unplannedLines({ planLines, guidance, place }: PlanFacts): readonly PlannedLine[] {
  if (guidance?.from !== 'split') {
    return [];
  }
  return guidance.lines
    .filter(({ organ, program }) => !planLines.some((line) => line.organ === organ && line.program === program))
    .map(({ organ, program }) => ({ planLine: `${place}/${organ}/${program}`, organ, program, personTimes: null }));
}

function lineProgress(facts: PlanFacts, { planLine, organ, program, personTimes: planned }: PlannedLine): LineProgress {
  const figures = figuresOf(facts, (one) => one.organ === organ && one.program === program);
  const guided = facts.guidance?.lines.find((line) => line.organ === organ && line.program === program);
  const guidance = guided?.personTimes ?? null;
  const guidanceFrom = guided === undefined ? null : (facts.guidance?.from ?? null);
  const compared = guidanceFrom === null || guidanceFrom === 'lastKnown' ? planned : guidance;
  const { progressBp: progress } = against(compared, figures.subsidised);
  return {
    planLine,
    organ,
    program,
    planned,
    guidance,
    guidanceFrom,
    done: figures.subsidised,
    progressBp: progress,
    ...figures,
  };
}

function figuresOf({ done, trained }: PlanFacts, isMeant: (one: DoneInYear) => boolean): Figures {
  return { trained: personTimesOf(trained, isMeant), subsidised: personTimesOf(done, isMeant) };
}

/**
 * calculates the person-times done in a region since its plan began, relative to the number required by its last
 * year.
 */
export function regionProgress(target: number, done: number): Progress {
  return against(target, done);
}

/**
 * Returns what the split gives the organ, else its plan of the year, else its row of the annex in force; null for an organ
 * outside all.
 */
function guidanceOf(
  organ: string,
  organLines: readonly LineProgress[],
  { annex, guidance }: Pick<PlanFacts, 'annex' | 'guidance'>,
): number | null {
  if (guidance?.from === 'split') {
    return sumOrNull(guidance.lines.filter((line) => line.organ === organ).map((line) => line.personTimes));
  }
  const planned = organLines.flatMap((line) => line.planned ?? []);
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
