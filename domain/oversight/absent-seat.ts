import { addDays, dayAt, startOfDayMs, type IsoDate } from '../calendar.ts';
import type { Cause, DiagnosisFacts, OpenTaskFacts } from './diagnosis.ts';
import type { Found } from './found-cause.ts';

/** Somebody of a task's seat who is away and could act otherwise. */
export interface AbsentOfficial {
  readonly name: string;
  readonly from: IsoDate;
  /** The last day. */
  readonly until: IsoDate;
}

/** Causes that are an open task of an office and nothing else. */
const OF_A_SEAT: readonly Cause[] = [
  'reviewOpen',
  'correctionByBureau',
  'accountConfirmation',
  'disbursementOpen',
  'recoveryOpen',
  'batchRelease',
  'noticeConfirmation',
  'objectionOpen',
];

/** Whether a finding waits for the seat of a task. */
export function isOfSeat(
  { cause, owner = null }: Pick<Found, 'cause' | 'owner'>,
  { organ, section, role }: Pick<OpenTaskFacts, 'organ' | 'section' | 'role'>,
): boolean {
  return OF_A_SEAT.includes(cause) && organ === owner?.organ && section === owner.section && role === owner.role;
}

/** The task whose seat a finding waits for, if everybody of that seat is away. */
export function emptySeatOf(found: Pick<Found, 'owner'>, { tasks }: Pick<DiagnosisFacts, 'tasks'>): EmptySeat | null {
  const { owner = null } = found;
  const task = tasks.find(
    (one) =>
      one.absent !== null && one.organ === owner?.organ && one.section === owner.section && one.role === owner.role,
  );
  return task === undefined || task.absent === null ? null : { task, absent: task.absent };
}

interface EmptySeat {
  readonly task: OpenTaskFacts;
  readonly absent: readonly AbsentOfficial[];
}

/** The first day on which somebody is back. */
export function backOn(absent: readonly AbsentOfficial[]): IsoDate | null {
  const [first] = absent.map(({ until }) => until).toSorted();
  return first === undefined ? null : addDays(first, 1);
}

/**
 * Absence alone: everybody of the seat is away, and one of them could act. In its place where an office is waited for that
 * has nobody. A seat whose people may not act, or partly may not, is another cause.
 */
export function nobodyPresent(found: Found, facts: DiagnosisFacts): Found | undefined {
  const seat = OF_A_SEAT.includes(found.cause) ? emptySeatOf(found, facts) : null;
  const back = seat === null ? null : backOn(seat.absent);
  if (seat === null || back === null || found.owner == null) {
    return undefined;
  }
  const lastLeft =
    seat.absent
      .map(({ from }) => from)
      .toSorted()
      .at(-1) ?? dayAt(found.sinceMs);
  return {
    ...found,
    cause: 'nobodyPresent',
    sinceMs: Math.max(found.sinceMs, startOfDayMs(lastLeft)),
    owner: { ...found.owner, displayName: null },
    nextAutomaticEvent: 'absenceEnds',
    nextAutomaticAtMs: startOfDayMs(back),
    suggestedActs: ['endAbsence', 'extension'],
    evidence: [
      { fact: 'task', value: seat.task.taskId },
      { fact: 'absent', value: String(seat.absent.length) },
      { fact: 'backOn', value: back },
    ],
  };
}
