import type { GrantDecision } from './grant-stage.ts';
import type { KeptDays, TitleCourse, TitleFacts, TitleYear, YearState } from './grant-title-course.ts';
import { rectifyingYear, reportingYear } from './grant-title-timer.ts';

/** The title after a report or what was put right; the figures and what they come to stand in the year's row. */
export function afterYearReport(
  title: TitleCourse,
  { kind, year, atMs }: { readonly kind: 'reportYear' | 'rectifyYear'; readonly year: number; readonly atMs: number },
  { meets = null, later }: TitleFacts,
): TitleCourse {
  return withYear(withLater(title, later), year, (one) =>
    kind === 'reportYear'
      ? { ...one, state: 'reported', late: one.late || atMs >= one.reportEndsMs, meets }
      : { ...one, state: 'recheck', rectifyEndsMs: null, meets },
  );
}

/** an assessment or a recheck, by the state of the year. */
export function afterYearDecision(
  title: TitleCourse,
  {
    year,
    decision,
    actor,
    atMs,
  }: {
    readonly year: number | null;
    readonly decision: GrantDecision;
    readonly actor: { readonly personId: string };
    readonly atMs: number;
  },
  facts: TitleFacts,
): TitleCourse {
  return withYear(withLater(title, facts.later), year, (one) => {
    const assessed = { ...one, assessorId: one.assessorId ?? actor.personId };
    if (decision === 'rectify') {
      const rectifyEndsMs = facts.rectifyEndsMs ?? null;
      return { ...assessed, state: 'rectifying', rectified: one.rectified + 1, rectifyEndsMs };
    }
    if (decision === 'returnForCorrection') {
      // Without figures an overdue year meets nothing, as at the end of its days.
      return atMs < one.reportEndsMs
        ? { ...one, state: 'open', meets: null }
        : { ...one, state: 'overdue', meets: false };
    }
    const state = ENDS[decision];
    return state === undefined ? one : { ...assessed, state };
  });
}

const ENDS: Readonly<Partial<Record<GrantDecision, YearState>>> = { pass: 'passed', fail: 'failed', excuse: 'excused' };

/** a year opens, its report is overdue, or the time to put it right is over. */
export function afterYearTimer(
  title: TitleCourse,
  kind: 'yearOpens' | 'reportDue' | 'rectificationEnds',
  { opened, meets = null }: TitleFacts,
): TitleCourse {
  if (kind === 'yearOpens') {
    return opened === undefined ? title : withOpened(title, opened);
  }
  return kind === 'reportDue'
    ? withYear(title, reportingYear(title)?.year ?? null, (one) => ({ ...one, state: 'overdue', meets: false }))
    : withYear(title, rectifyingYear(title)?.year ?? null, (one) => ({
        ...one,
        state: 'recheck',
        rectifyEndsMs: null,
        meets,
      }));
}

function withOpened(title: TitleCourse, opened: NonNullable<TitleFacts['opened']>): TitleCourse {
  const { year, reportEndsMs, reviewDueOn, rectifyDays, maxRectifications, nextOpensMs, ofBuilding } = opened;
  const one: TitleYear = {
    year,
    state: 'open',
    late: false,
    reportEndsMs,
    ...(reviewDueOn !== undefined && { reviewDueOn }),
    rectifyDays,
    rectifyEndsMs: null,
    rectified: 0,
    maxRectifications,
    meets: null,
    assessorId: null,
    ...(ofBuilding !== undefined && { ofBuilding }),
  };
  return { ...title, years: [...title.years, one], next: { year: year + 1, opensMs: nextOpensMs } };
}

function withYear(title: TitleCourse, year: number | null, move: (one: TitleYear) => TitleYear): TitleCourse {
  return { ...title, years: title.years.map((one) => (one.year === year ? move(one) : one)) };
}

function withLater(title: TitleCourse, later: TitleFacts['later'] = []): TitleCourse {
  return later.reduce((after, { year, meets }) => withYear(after, year, (one) => ({ ...one, meets })), title);
}

/** A kept title: the holder's days that passed meanwhile begin anew with the decision. */
export function withKeptDays(title: TitleCourse, kept: readonly KeptDays[], keptMs: number): TitleCourse {
  const after = kept.reduce(
    (standing, { year, ...days }) => withYear(standing, year, (one) => ({ ...one, ...days })),
    title,
  );
  return { ...after, keptMs };
}
