import type { GrantTimer } from './grant-course.ts';
import type { GrantState } from './grant-state.ts';
import type { TitleCourse, TitleYear } from './grant-title-course.ts';

/** States in which the years of a title go on. */
export const ASSESSED_GRANT_STATES = ['building', 'active'] as const satisfies readonly GrantState[];

/** The earliest of all that a title waits for; null where it waits for people alone. */
export function titleTimer(state: GrantState, title: TitleCourse): GrantTimer | null {
  const timers = timersOf(state, title);
  return timers.reduce<GrantTimer | null>(
    (first, timer) => (first === null || timer.atMs < first.atMs ? timer : first),
    null,
  );
}

/** In the order in which they fire where two have the same instant. */
function timersOf(state: GrantState, title: TitleCourse): readonly GrantTimer[] {
  if (state === 'agreement') {
    return at('agreement', title.agreementEndsMs);
  }
  if (!ASSESSED_GRANT_STATES.some((one) => one === state)) {
    return [];
  }
  const { acceptance, buildEndsMs, suspended, next } = title;
  return [
    ...at('suspensionEnds', suspended.untilMs),
    ...(state === 'building' && acceptance.state === 'none' ? at('buildEnds', buildEndsMs) : []),
    ...(state === 'building' && acceptance.state === 'rectifying'
      ? at('acceptanceEnds', acceptance.rectifyEndsMs)
      : []),
    ...at('rectificationEnds', rectifyingYear(title)?.rectifyEndsMs ?? null),
    ...at('reportDue', reportingYear(title)?.reportEndsMs ?? null),
    ...at('yearOpens', next?.opensMs ?? null),
  ];
}

function at(kind: GrantTimer['kind'], atMs: number | null): readonly GrantTimer[] {
  return atMs === null ? [] : [{ kind, atMs }];
}

/** The year whose report is awaited and not yet overdue; the earliest. */
export function reportingYear({ years }: Pick<TitleCourse, 'years'>): TitleYear | undefined {
  return years.find(({ state }) => state === 'open');
}

/** The year that is being put right and ends first. */
export function rectifyingYear({ years }: Pick<TitleCourse, 'years'>): TitleYear | undefined {
  return years
    .filter(({ state }) => state === 'rectifying')
    .toSorted((a, b) => (a.rectifyEndsMs ?? 0) - (b.rectifyEndsMs ?? 0))[0];
}
