import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  sleep,
} from '@temporalio/workflow';
import type { Recorded, Recording } from '../activities/recording-ports.ts';
import { unreachable, type Verdict } from '../domain/verdict.ts';
import type { ActAnswer } from './act-answer.ts';

interface EntityCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: string;
}

interface EntityMessage {
  readonly kind: string;
  readonly actId: string;
  readonly atMs: number;
}

/** How one kind of entity judges, records and moves: pure functions of the domain and one recording activity. */
export interface EntityRules<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan> {
  judge(course: Course, message: Message, plan: Plan): Verdict<unknown, string>;
  move(course: Course, message: Message, facts: Facts, plan: Plan): Course;
  record(recording: Recording<Course, Message, Plan>): Promise<Recorded<Course, Facts>>;
}

/** One entity's running state: one act at a time, each recorded before the next is judged (D2). */
export interface Conductor<Course, Message> {
  course(): Course;
  isBusy(): boolean;
  /** For validators: synchronous, refuses before anything enters the history. */
  check(message: Message): void;
  perform(message: Message): Promise<ActAnswer>;
  /**
   * For the workflow's own loop: what is not open any more is left, and another act's record is adopted. Never refuses,
   * because a refusal that leaves the main function ends the workflow for good. Says whether the course moved.
   */
  ownTurn(message: Message): Promise<boolean>;
}

export function conduct<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  begin: Course,
  plan: Plan,
): Conductor<Course, Message> {
  // Busy from birth: an Update that came with the first workflow task must not overtake the first record.
  const held: { course: Course; recording: string | null } = { course: begin, recording: FIRST_RECORD };

  const check = (message: Message): void => {
    if (held.recording !== null && !(held.recording === FIRST_RECORD && message.kind === 'begin')) {
      throw refusal('ACT_IN_PROGRESS');
    }
    const verdict = rules.judge(held.course, message, plan);
    if (!verdict.ok) {
      throw refusal(verdict.reason);
    }
  };

  const perform = async (message: Message): Promise<ActAnswer> => {
    check(message);
    held.recording = message.actId;
    try {
      const recorded = await rules.record({ before: held.course, message, plan });
      held.course = courseAfter(rules, { before: held.course, message, plan }, recorded);
      if (recorded.kind === 'superseded') {
        throw refusal('WRONG_STATE');
      }
      return { revision: held.course.revision, state: held.course.state };
    } finally {
      held.recording = null;
    }
  };

  const ownTurn = async (message: Message): Promise<boolean> => {
    const isFirst = held.recording === FIRST_RECORD && message.kind === 'begin';
    if ((held.recording !== null && !isFirst) || !rules.judge(held.course, message, plan).ok) {
      return false;
    }
    const { revision, lastActId } = held.course;
    held.recording = message.actId;
    try {
      const recorded = await rules.record({ before: held.course, message, plan });
      if (recorded.kind === 'refused') {
        // Not a failure of the workflow: its task fails and is tried again, where everybody sees it, until it is mended.
        throw new Error(`An act of the workflow's own was refused: ${recorded.code}`);
      }
      held.course = courseAfter(rules, { before: held.course, message, plan }, recorded);
    } finally {
      held.recording = null;
    }
    return held.course.revision !== revision || held.course.lastActId !== lastActId;
  };

  return { ownTurn, course: () => held.course, isBusy: () => held.recording !== null, check, perform };
}

const FIRST_RECORD = 'begin';

/** A refusal by a constraint leaves the course as it was; another act at this revision brings its own course. */
function courseAfter<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  { before, message, plan }: Recording<Course, Message, Plan>,
  recorded: Recorded<Course, Facts>,
): Course {
  switch (recorded.kind) {
    case 'recorded':
      return rules.move(before, message, recorded.facts, plan);
    case 'superseded':
      return recorded.course;
    case 'refused':
      throw refusal(recorded.code);
    default:
      return unreachable(recorded);
  }
}

/** Only a Temporal failure answers an Update; any other error would leave the workflow task failing for ever. */
export function refusal(code: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`Refused: ${code}`, code);
}

/** Ends at the instant, or earlier when what was waited for no longer is. Says whether the instant came. */
export async function waitUntil(atMs: number, nowMs: () => number, isOver: () => boolean): Promise<boolean> {
  const timer = new CancellationScope();
  const slept: { through: boolean } = { through: atMs <= nowMs() };
  if (slept.through) {
    return true;
  }
  const sleeping = timer
    .run(() => sleep(atMs - nowMs()))
    .then(() => {
      slept.through = true;
    })
    .catch((error: unknown) => {
      if (!isCancellation(error)) {
        throw error;
      }
    });
  await condition(() => slept.through || isOver());
  if (!slept.through) {
    timer.cancel();
  }
  await sleeping;
  return slept.through;
}

/** Before a workflow returns: an Update whose handler still awaits would fail for its caller. */
export async function untilHandlersFinished(): Promise<void> {
  await condition(allHandlersFinished);
}
