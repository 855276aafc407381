import { setTimeout as pause } from 'node:timers/promises';
import { dayAt } from '../domain/calendar.ts';
import { lateAfterMinutes } from '../domain/policy/office-parameters.ts';
import { missingPeriods, runningRows, type RunningRow } from '../domain/period/missing-periods.ts';
import { periodRowOf, periodsBetween, type PeriodRow } from '../domain/period/period-rule.ts';
import { periodRowName, type ExpectedPeriod } from '../domain/period/period-words.ts';
import type { PolicyLibrary } from '../domain/policy/policy-pack.ts';
import type { PeriodSchedules, PeriodStore, PeriodWork } from './period-ports.ts';

const MINUTE_MS = 60_000;
const POLL_MS = 50;

interface PeriodParts {
  readonly store: PeriodStore;
  readonly schedules: PeriodSchedules;
  readonly library: PolicyLibrary;
  /** Real time in ms. */
  readonly systemNow: () => number;
}

export interface PeriodKeeping {
  /**
   * Compares what the rules expect since the birth with what stands, has the Schedules run again what is missing, and
   * waits for it until the deadline (real time). Moves the mark of a row only when all its periods stand.
   * @returns how many periods opened, and the rows of which periods are still missing
   */
  complete(
    nowMs: number,
    deadlineMs: number,
  ): Promise<{ readonly opened: number; readonly missing: readonly string[] }>;
  /** The same once a minute, without waiting long. Returns how many periods opened. */
  sweep(nowMs: number, options: { readonly eager: boolean }): Promise<number>;
}

/** Records the period of a Schedule's action, as the rules have it: the workflow only names the row and the instant. */
export function createPeriodWork({ store, library }: Pick<PeriodParts, 'store' | 'library'>): PeriodWork {
  return {
    async openPeriod({ atMs, ...of }) {
      const row = periodRowOf(library, of);
      const [period] = row === null ? [] : periodsBetween(library, row, { fromMs: atMs - 1, toMs: atMs });
      const began = await store.began();
      if (period === undefined || began === null || period.opensAtMs < began) {
        return 'notInRule';
      }
      const opened = await store.open(period, { lateAfterMinutes: minutesOf(library, period) });
      return opened.kind;
    },
  };
}

function minutesOf(library: PolicyLibrary, { jurisdiction, opensAtMs }: ExpectedPeriod): number {
  return lateAfterMinutes(library, jurisdiction, dayAt(opensAtMs));
}

export function createPeriodKeeping(parts: PeriodParts): PeriodKeeping {
  const { store, systemNow } = parts;
  /** Whether each row's Schedule is paused, as this process left it. */
  const kept = new Map<string, boolean>();
  let sweptAtMs = 0;

  const look = async (nowMs: number, deadlineMs: number, isJump: boolean) => {
    const beganMs = await store.began();
    const rows = beganMs === null ? [] : runningRows(parts.library, nowMs, (kind) => store.hasEntity({ kind }));
    await keepSchedules(parts, rows, kept);
    const asked = await askMissing(parts, rows, { beganMs: beganMs ?? nowMs, nowMs });
    if (!isJump) {
      await noteLate(parts, asked, nowMs);
    }
    const missing = await waitFor(parts, asked, deadlineMs);
    const late = new Set(missing.map(({ row }) => periodRowName(row)));
    for (const name of rows.map(({ row }) => periodRowName(row)).filter((row) => !late.has(row))) {
      await store.cover(name, { coveredUntilMs: nowMs, paused: kept.get(name) ?? true, atMs: nowMs });
    }
    return { opened: asked.length - missing.length, missing: [...late] };
  };

  return {
    // What a jump passes is not missing: its instant comes with the jump.
    complete: (nowMs, deadlineMs) => look(nowMs, deadlineMs, true),

    async sweep(nowMs, { eager }) {
      if (!eager && systemNow() - sweptAtMs < MINUTE_MS) {
        return 0;
      }
      sweptAtMs = systemNow();
      return (await look(nowMs, systemNow() + LONGEST_WAIT_MS, false)).opened;
    },
  };
}

/** A sweep delays the other sweeps only for this time; what opens later is found by a later turn. */
const LONGEST_WAIT_MS = 5_000;

async function keepSchedules(
  { schedules }: PeriodParts,
  rows: readonly RunningRow[],
  kept: Map<string, boolean>,
): Promise<void> {
  for (const { row, rhythm } of rows) {
    const name = periodRowName(row);
    if (!kept.has(name)) {
      kept.set(name, await schedules.keep(row, rhythm));
    }
  }
}

async function waitFor(
  { store, systemNow }: PeriodParts,
  asked: readonly Missing[],
  deadlineMs: number,
): Promise<readonly Missing[]> {
  let missing = asked;
  while (missing.length > 0 && systemNow() < deadlineMs) {
    await pause(POLL_MS);
    missing = missingOf(missing, await store.standing());
  }
  return missing;
}

interface Missing {
  readonly row: PeriodRow;
  readonly period: ExpectedPeriod;
}

/** Has the Schedules run what is missing since the birth; returns it. */
async function askMissing(
  { store, schedules, library }: PeriodParts,
  rows: readonly RunningRow[],
  { beganMs, nowMs }: { readonly beganMs: number; readonly nowMs: number },
): Promise<readonly Missing[]> {
  const standing = await store.standing();
  const found: Missing[] = [];
  for (const { row } of rows) {
    const missing = missingPeriods(library, row, { beganMs, nowMs, standing });
    const [first, last] = [missing[0], missing.at(-1)];
    if (first !== undefined && last !== undefined) {
      await schedules.backfill(row, { fromMs: first.opensAtMs, toMs: last.opensAtMs });
    }
    found.push(...missing.map((period) => ({ row, period })));
  }
  return found;
}

function missingOf(
  periods: readonly Missing[],
  standing: Awaited<ReturnType<PeriodStore['standing']>>,
): readonly Missing[] {
  return periods.filter(({ period }) => !standing.has(period));
}

/** Tells of those that are missing for longer than a period may be late. */
async function noteLate({ store, library }: PeriodParts, missing: readonly Missing[], nowMs: number): Promise<void> {
  for (const { period } of missing) {
    if (nowMs - period.opensAtMs > minutesOf(library, period) * MINUTE_MS) {
      await store.noteMissing(period, nowMs);
    }
  }
}
