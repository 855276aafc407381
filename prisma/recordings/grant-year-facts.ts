import type pg from 'pg';
import { dayAt, endOfDayMs, startOfDayMs } from '../../domain/calendar.ts';
import type { GrantDecision } from '../../domain/grant/grant-stage.ts';
import { yearOf, type KeptDays, type YearOpened } from '../../domain/grant/grant-title-course.ts';
import { reportingYear, rectifyingYear } from '../../domain/grant/grant-title-timer.ts';
import { keptDays, reportEndsOf } from '../../domain/grant/kept-title.ts';
import { yearLawOf } from '../../domain/grant/pinned-year-law.ts';
import { backbonesBefore, recomputeLater, type ChangedYear, type KeptYear } from '../../domain/grant/studio-average.ts';
import { computeYear, type ComputedYear, type YearFigures } from '../../domain/grant/year-assessment.ts';
import { daysOfYear, rectifyDueOn, type YearLaw } from '../../domain/grant/year-law.ts';
import { figuresOf } from '../../domain/grant/year-report.ts';
import { snapshotText } from '../../domain/policy/policy-snapshot.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import { fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { GrantAct } from './grant-act.ts';
import type { RecordingContext } from './recording-context.ts';

/** A year that opens: its law, pinned on the day of the opening. */
export interface OpenedYear {
  readonly opened: YearOpened;
  readonly law: YearLaw;
  readonly snapshotId: string;
}

/** the law in force on the day on which the next year opens, whatever the law was at the submission. */
export async function openYear(
  client: pg.PoolClient,
  { lawOn }: Pick<RecordingContext, 'lawOn'>,
  act: GrantAct,
): Promise<OpenedYear> {
  const { row, before, message } = act;
  const next = before.title?.next ?? null;
  if (next === null) {
    throw new RangeError(`The grant ${row.id} waits for no year`);
  }
  const { jurisdiction, route, kind, level } = row;
  const snapshot = lawOn?.({ jurisdiction, route, on: dayAt(next.opensMs) }) ?? act.law.snapshot;
  const law = yearLawOf(snapshot, { kind, level }, next.year);
  const after = daysOfYear(next.year + 1, {
    opensOn: snapshotText(snapshot, 'assessment.opensOn'),
    reportDueOn: snapshotText(snapshot, 'assessment.reportDueOn'),
    reviewDueOn: snapshotText(snapshot, 'assessment.reviewDueOn'),
  });
  return {
    law,
    snapshotId: await pinSnapshot(client, snapshot, new Date(message.atMs)),
    opened: {
      year: next.year,
      reportEndsMs: reportEndsOf(law, before.title ?? {}, next.opensMs),
      reviewDueOn: law.reviewDueOn,
      rectifyDays: law.rectifyDays,
      maxRectifications: law.maxRectifications,
      nextOpensMs: startOfDayMs(after.opensOn),
      ofBuilding: await isOfBuilding(client, act, next.year),
    },
  };
}

/** true if the title was still being built when the year began, whether it is now or was accepted since. */
async function isOfBuilding(client: pg.PoolClient, { row, before }: GrantAct, year: number): Promise<boolean> {
  const title = query.selectFrom('grant_title').select('accepted_at').where('grant_id', '=', row.id);
  const acceptedAt = (await fetchFirst(client, title))?.accepted_at ?? null;
  return (
    before.state === 'building' || (acceptedAt !== null && Number(dayAt(acceptedAt.getTime()).slice(0, 4)) >= year)
  );
}

const keptYears = sqlText<KeptYear, [grantId: string]>(
  'recordings.keptYears',
  'SELECT year, state, law, report, rectification FROM grant_year WHERE grant_id = $1 ORDER BY year',
);

/**
 * What a year comes to by an act, by its own law and the years before it: by the figures that the holder
 * says; where time is over, a report that did not come meets nothing, and what was not put right stays as reported. Null
 * for an act that computes none.
 */
export async function computeYearOf(client: pg.PoolClient, act: GrantAct): Promise<ComputedYear | null> {
  const { row } = act;
  const year = yearInQuestion(act);
  if (year === null) {
    return null;
  }
  const years = await fetchAll(client, keptYears(row.id));
  const own = years.find((one) => one.year === year);
  if (own === undefined) {
    throw new RangeError(`No year ${year} of the grant ${row.id}`);
  }
  return computeYear(own.law, figuresSaid(act, own.report), backbonesBefore(years, year));
}

/** What an act changes of the years after the one that it is about. */
export async function laterYears(client: pg.PoolClient, act: GrantAct): Promise<ReturnType<typeof recomputeLater>> {
  const changed = changedYear(act);
  return changed === null ? [] : recomputeLater(await fetchAll(client, keptYears(act.row.id)), changed);
}

/** The holder's days of a title that is kept. */
export async function keptDaysOf(
  client: pg.PoolClient,
  { row, before, message }: GrantAct,
): Promise<readonly KeptDays[]> {
  const laws = (await fetchAll(client, keptYears(row.id))).map(({ year, law }) => [year, law] as const);
  return before.title === null ? [] : keptDays(before.title, new Map(laws), message.atMs);
}

/** What an act leaves of the figures of its year; null where they stay. */
function changedYear({ row, message, body }: GrantAct): ChangedYear | null {
  if (message.kind === 'decide') {
    const { year, stage, decision } = message;
    const state = stage === 'assessment' ? STATE_WITHOUT_FIGURES[decision] : undefined;
    return year === null || state === undefined ? null : { year, state };
  }
  if (body.report === undefined) {
    return null;
  }
  const figures = figuresOf(row.kind, body.report);
  if (message.kind === 'reportYear') {
    return { year: message.year, state: 'reported', report: figures };
  }
  return message.kind === 'rectifyYear' ? { year: message.year, state: 'recheck', rectification: figures } : null;
}

const STATE_WITHOUT_FIGURES: Readonly<Partial<Record<GrantDecision, KeptYear['state']>>> = {
  excuse: 'excused',
  returnForCorrection: 'overdue',
};

function yearInQuestion({ before: { title, timer }, message }: GrantAct): number | null {
  if (title === null) {
    return null;
  }
  if (message.kind === 'reportYear' || message.kind === 'rectifyYear') {
    return yearOf(title, message.year)?.year ?? null;
  }
  if (message.kind !== 'timerFired') {
    return null;
  }
  const lapsed = { reportDue: reportingYear, rectificationEnds: rectifyingYear };
  return timer?.kind === 'reportDue' || timer?.kind === 'rectificationEnds'
    ? (lapsed[timer.kind](title)?.year ?? null)
    : null;
}

function figuresSaid({ row, before, message, body }: GrantAct, report: YearFigures | null): YearFigures | null {
  if (message.kind !== 'reportYear' && message.kind !== 'rectifyYear') {
    return before.timer?.kind === 'reportDue' ? null : report;
  }
  if (body.report === undefined || body.report.spentFen !== message.spentFen) {
    throw new RefusedForGood('WRONG_STATE');
  }
  return figuresOf(row.kind, body.report);
}

/** The last day of what is put right; the day of the decision is not counted. */
export function rectifyEndsMs(atMs: number, days: number): number {
  return endOfDayMs(rectifyDueOn(dayAt(atMs), { rectifyDays: days }));
}
