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
import { openPatientOffice } from './chaos-office.ts';
import { findingsThatMustBeZero } from '../demo/zero-findings.ts';
import { findFaults } from './chaos-oracle.ts';
import { startChaosReceiver } from './chaos-receiver.ts';
import { makeClasses } from '../demo/made-classes.ts';

export interface ChaosOptions {
  readonly claims: number;
  readonly kills: number;
  readonly seed: number;
  /** After this time nothing more is waited for: what is not done by then is a fault of the report. */
  readonly withinMs: number;
  readonly log: (line: string) => void;
}

export interface ChaosReport {
  readonly claims: number;
  readonly kills: Readonly<Record<ChildName, number>>;
  /** The conditions violated one minute after the last kill, one sentence each. */
  readonly faults: readonly string[];
  /** Answers outside the contract to correct requests. */
  readonly wrongAnswers: readonly string[];
  /** Of the receiver that was away for a third of the time. */
  readonly events: { readonly taken: number; readonly turnedAway: number };
  readonly met: Readonly<Record<string, number>>;
  readonly seconds: { readonly prepared: number; readonly underFire: number; readonly untilQuiet: number };
}

const TRAINEES = 3;
const LANES = 8;
/** A claim may need this long after calm, and no longer (issue 3, section 8). */
const QUIET_WITHIN_MS = 60_000;

/** Claims from their draft to their payment on a stack whose servers and processes are killed meanwhile. */
export async function runChaos({ claims, kills, seed, withinMs, log }: ChaosOptions): Promise<ChaosReport> {
  const began = Date.now();
  const stack = await startTemporaryStack({ log });
  try {
    const office = openPatientOffice(stack.url, stack.stateFolder, began + withinMs);
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
    const started = Date.now();
    const classes = makeClasses({ count: claims, trainees: TRAINEES, seed });
    const filingIds = await noted(drive, [], () => prepareFilings({ ...drive, stepped: () => undefined }, classes));
    const receiver = await startChaosReceiver(await office.desk('ops'));
    const prepared = Date.now();
    log(`${filingIds.length} classes are assessed after ${seconds(started, prepared)} s; now the kills`);
    const { claimIds, paid } = await driveUnderFire(drive, killer, filingIds);
    await killer.calm();
    const calm = Date.now();
    log(`calm after ${seconds(prepared, calm)} s`);
    receiver.stay();
    const expected = { claimIds, linesAClaim: TRAINEES, paid };
    const faults = await untilQuiet(async () => [
      ...(await findFaults(stack, await office.desk('auditor'), expected)),
      ...(await receiver.faults()),
      ...(await findingsThatMustBeZero(await office.desk('ops'))),
    ]);
    await receiver.close();
    return {
      claims: claimIds.length,
      kills: killer.kills(),
      faults: [
        ...faults,
        ...(claimIds.length === claims ? [] : [`${claims - claimIds.length} claims got lost on the way`]),
        ...(calm < began + withinMs ? [] : [`cut off after ${withinMs / 1_000} s`]),
      ],
      wrongAnswers,
      events: receiver.met,
      met: Object.fromEntries(office.met),
      seconds: {
        prepared: seconds(started, prepared),
        underFire: seconds(prepared, calm),
        untilQuiet: seconds(calm, Date.now()),
      },
    };
  } finally {
    await stack.stop();
  }
}

/** Notes what went wrong and continues with `otherwise`: the oracle says what it means for the claims. */
async function noted<Done>(drive: Drive, otherwise: Done, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    drive.wrong(error instanceof Error ? error.message : String(error));
    return otherwise;
  }
}

async function driveUnderFire(drive: Drive, killer: Killer, filingIds: readonly string[]) {
  const noticed = await inLanes(drive.lanes, filingIds, (filingId) =>
    noted(drive, null, () => claimToNotice(drive, filingId)),
  );
  const published = noticed.filter((one) => one !== null);
  drive.log(`${published.length} notices are published`);
  const instants = published.map((one) => one.endsAt);
  const jumping = noted(drive, undefined, () => endNotices(drive, instants));
  await pause(300);
  killer.strike('worker');
  await jumping;
  const claimIds = published.map((one) => one.claimId);
  const paid = await noted<readonly Paid[]>(drive, [], () => payClaims(drive, claimIds));
  return { claimIds, paid };
}

/** Asks until nothing is wrong, or the minute is over. */
async function untilQuiet(find: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const end = Date.now() + QUIET_WITHIN_MS;
  for (;;) {
    const faults = await find().catch((error: unknown) => [
      `the check itself failed: ${error instanceof Error ? error.message : String(error)}`,
    ]);
    if (faults.length === 0 || Date.now() > end) {
      return faults;
    }
    await pause(1_000);
  }
}

function seconds(from: number, to: number): number {
  return Math.round((to - from) / 100) / 10;
}
