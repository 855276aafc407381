import { setTimeout as pause } from 'node:timers/promises';
import { inLanes } from '../../activities/in-lanes.ts';
import type { ChildName } from '../../main/stack/supervisor.ts';
import { startTemporaryStack } from '../../main/stack/temporary-stack.ts';
import {
  claimToNotice,
  endNotices,
  payClaims,
  prepareFilings,
  STEPS_A_CLAIM,
  type Drive,
  type Paid,
} from './chaos-drive.ts';
import { createKiller, seededRandom, type Killer } from './chaos-killer.ts';
import { openPatientOffice, type PatientOffice } from './chaos-office.ts';
import { findFaults } from './chaos-oracle.ts';
import { makeClasses } from '../demo/made-classes.ts';

export interface ChaosOptions {
  readonly claims: number;
  readonly kills: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface ChaosReport {
  readonly claims: number;
  readonly kills: Readonly<Record<ChildName, number>>;
  /** The conditions violated one minute after the last kill, one sentence each. */
  readonly faults: readonly string[];
  /** Answers outside the contract to correct requests. */
  readonly wrongAnswers: readonly string[];
  readonly met: Readonly<Record<string, number>>;
  readonly seconds: { readonly prepared: number; readonly underFire: number; readonly untilQuiet: number };
}

const TRAINEES = 3;
const LANES = 8;
/** A claim may need this long after calm, and no longer (issue 3, section 8). */
const QUIET_WITHIN_MS = 60_000;

/** Claims from their draft to their payment on a stack whose servers and processes are killed meanwhile. */
export async function runChaos({ claims, kills, seed, log }: ChaosOptions): Promise<ChaosReport> {
  const stack = await startTemporaryStack({ log });
  try {
    const office = openPatientOffice(stack.url, stack.stateFolder);
    const killer = createKiller(stack, { steps: claims * STEPS_A_CLAIM, kills, random: seededRandom(seed) }, log);
    const wrongAnswers: string[] = [];
    const drive: Drive = {
      office,
      lanes: LANES,
      stepped: () => killer.stepped(),
      wrong: (what) => {
        wrongAnswers.push(what);
        log(`✗ ${what}`);
      },
      log,
    };
    const began = Date.now();
    const filingIds = await prepareFilings(
      { ...drive, stepped: () => undefined },
      makeClasses({ count: claims, trainees: TRAINEES, seed }),
    );
    const prepared = Date.now();
    log(`${filingIds.length} classes are assessed after ${seconds(began, prepared)} s; now the kills`);
    const { claimIds, paid } = await driveUnderFire(drive, killer, filingIds);
    await killer.calm();
    const calm = Date.now();
    log(`calm after ${seconds(prepared, calm)} s`);
    const faults = await untilQuiet(office, () => stack.ownerDatabaseUrl, { claimIds, linesAClaim: TRAINEES, paid });
    return {
      claims: claimIds.length,
      kills: killer.kills(),
      faults:
        claimIds.length === claims ? faults : [...faults, `${claims - claimIds.length} claims got lost on the way`],
      wrongAnswers,
      met: Object.fromEntries(office.met),
      seconds: {
        prepared: seconds(began, prepared),
        underFire: seconds(prepared, calm),
        untilQuiet: seconds(calm, Date.now()),
      },
    };
  } finally {
    await stack.stop();
  }
}

async function driveUnderFire(drive: Drive, killer: Killer, filingIds: readonly string[]) {
  const noticed = await inLanes(drive.lanes, filingIds, async (filingId) => {
    try {
      return [await claimToNotice(drive, filingId)];
    } catch (error) {
      drive.wrong(error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  const published = noticed.flat();
  drive.log(`${published.length} notices are published`);
  const jumping = endNotices(
    drive,
    published.map((one) => one.endsAt),
  );
  await pause(300);
  killer.strike('worker');
  await jumping;
  const claimIds = published.map((one) => one.claimId);
  let paid: readonly Paid[] = [];
  try {
    paid = await payClaims(drive, claimIds);
  } catch (error) {
    drive.wrong(error instanceof Error ? error.message : String(error));
  }
  return { claimIds, paid };
}

/** Asks until nothing is wrong, or the minute is over. */
async function untilQuiet(
  office: PatientOffice,
  ownerDatabaseUrl: () => string,
  expected: Parameters<typeof findFaults>[2],
): Promise<readonly string[]> {
  const auditor = await office.desk('auditor');
  const end = Date.now() + QUIET_WITHIN_MS;
  for (;;) {
    const faults = await findFaults({ ownerDatabaseUrl: ownerDatabaseUrl() }, auditor, expected).catch(
      (error: unknown) => [`the check itself failed: ${error instanceof Error ? error.message : String(error)}`],
    );
    if (faults.length === 0 || Date.now() > end) {
      return faults;
    }
    await pause(1_000);
  }
}

function seconds(from: number, to: number): number {
  return Math.round((to - from) / 100) / 10;
}
