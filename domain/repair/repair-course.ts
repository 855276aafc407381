import { addWorkingDays, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { Fault, RepairCommand, RepairState } from './repair-words.ts';

/** A proposal lapses when nobody has approved it for so many working days. */
const LAPSES_AFTER_WORKING_DAYS = 5;

/** The last day on which a proposal may be approved. */
export function lastDayToApprove(today: IsoDate, calendar: WorkingCalendar): IsoDate {
  return addWorkingDays(today, LAPSES_AFTER_WORKING_DAYS, calendar);
}

export interface JudgedRepair {
  readonly state: RepairState;
  readonly proposedBy: string;
}

/** Another person than the proposer, an approver, lets a repair be applied. */
export function judgeApproval(
  { state, proposedBy }: JudgedRepair,
  { personId, isApprover }: { readonly personId: string; readonly isApprover: boolean },
): Verdict<null, 'WRONG_STATE' | 'SAME_PERSON_FORBIDDEN' | 'ROLE_REQUIRED'> {
  if (state !== 'proposed') {
    return refused('WRONG_STATE');
  }
  if (personId === proposedBy) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  return isApprover ? granted(null) : refused('ROLE_REQUIRED');
}

/** Every operator, also the proposer, may end a proposal. */
export function judgeRejection({ state }: Pick<JudgedRepair, 'state'>): Verdict<null, 'WRONG_STATE'> {
  return state === 'proposed' ? granted(null) : refused('WRONG_STATE');
}

/** When an applied repair is looked at, in ms after its application by the real clock. */
const PROBED_AFTER_MS = [0, 5_000, 30_000, 60_000] as const;

/** True if the next look is due, after `probes` looks. */
export function isProbeDue(probes: number, sinceAppliedMs: number): boolean {
  return sinceAppliedMs >= (PROBED_AFTER_MS[probes] ?? 0);
}

/** The faults that each command is there for. */
const HEALS: Readonly<Record<RepairCommand, readonly Fault[]>> = {
  restartMissingWorkflow: ['workflowMissing', 'workflowEnded'],
  terminateAndReplace: ['workflowBehind', 'workflowTaskFailing', 'actNotRecorded'],
  retryStep: ['actNotRecorded'],
  rebuildProjection: ['noOpenTask', 'orphanTask'],
  closeOrphanTasks: ['orphanTask'],
  reassignTask: ['assigneeGone'],
  releaseHold: ['held'],
};

export interface Probe {
  readonly command: RepairCommand;
  /** Before the proposal, and now. */
  readonly before: readonly Fault[];
  readonly after: readonly Fault[];
  /** The engine answered. */
  readonly isSeen: boolean;
  /** Looks before this one. */
  readonly probes: number;
}

/**
 * What an applied repair came to: healed if what it is there for is gone and no other fault came. Before the last look
 * anything else is no end yet (null). A hold that somebody has put on meanwhile is no fault of the repair.
 */
export function judgeProbe({
  command,
  before,
  after,
  isSeen,
  probes,
}: Probe): 'healed' | 'notHealed' | 'madeWorse' | null {
  const remains = HEALS[command].some((fault) => before.includes(fault) && after.includes(fault));
  const isWorse = after.some((fault) => fault !== 'held' && !before.includes(fault));
  if (isSeen && !remains && !isWorse) {
    return 'healed';
  }
  if (probes + 1 < PROBED_AFTER_MS.length) {
    return null;
  }
  return isSeen && isWorse ? 'madeWorse' : 'notHealed';
}
