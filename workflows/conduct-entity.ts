import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  setHandler,
  sleep,
  type defineQuery,
  type defineUpdate,
} from '@temporalio/workflow';
import type { Recorded, Recording } from '../activities/recording-ports.ts';
import { unreachable, type Verdict } from '../domain/verdict.ts';
import type { ActAnswer } from './act-answer.ts';
import { goOn, type NextRun } from './next-run.ts';

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

type Update<Message> = ReturnType<typeof defineUpdate<ActAnswer, [Message]>>;

/**
 * What one kind of entity adds to the common workflow: pure functions of the domain, its messages and its own turns.
 */
export interface EntityRules<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan> {
  judge(course: Course, message: Message, plan: Plan): Verdict<unknown, string>;
  move(course: Course, message: Message, facts: Facts, plan: Plan): Course;
  /** The one recording activity. */
  record(recording: Recording<Course, Message, Plan>): Promise<Recorded<Course, Facts>>;
  /** The Updates that other senders may use, and the query that shows the course. */
  readonly updates: readonly Update<Message>[];
  readonly current: ReturnType<typeof defineQuery<Course>>;
  idOf(plan: Plan): string;
  /** The first message that the workflow records. */
  begin(turn: OwnTurn, plan: Plan): Message;
  isSettled(course: Course): boolean;
  /** Waits for the next act of the entity itself, and does it; returns early when the course has moved. */
  nextTurn(conductor: Conductor<Course, Message>, plan: Plan): Promise<void>;
  /** A state that the entity leaves by itself: an Update that leads into it is answered once the course has left it. */
  readonly passingState?: Course['state'];
  /** An Update is answered once this is true of the course that it left; absent: at once. */
  isAnswerable?(course: Course): boolean;
  /** Where a life of years goes on in another run (D7); absent for an entity that lives in one. */
  readonly nextRun?: NextRun<Course, Plan>;
  /** After the last turn, before the workflow ends. */
  beforeEnd?(conductor: Conductor<Course, Message>, plan: Plan): Promise<void>;
}

/** A turn of the workflow itself: its act's id, which a replay creates again, and its business time. */
export interface OwnTurn {
  readonly actId: string;
  readonly atMs: number;
}

/** The part of each plan that the common workflow reads. */
interface EntityPlan {
  readonly clockOffsetMs: number;
}

/** One entity's running state: one act at a time, each recorded before the next is judged (D2). */
export interface Conductor<Course, Message> {
  course(): Course;
  isBusy(): boolean;
  /** Business time in ms. */
  readonly nowMs: () => number;
  /**
   * Records an act of the workflow itself. If the act is not allowed any more, nothing happens; if another act was
   * recorded at this revision, its course is adopted. Never refuses, because a refusal that leaves the main function
   * ends the workflow.
   * @returns whether the course moved
   */
  ownTurn(message: Message): Promise<boolean>;
}

/**
 * The main function of every entity's workflow: registers the messages, records `begin`, takes turns until the entity
 * is settled.
 */
export async function conduct<
  Course extends EntityCourse,
  Message extends EntityMessage,
  Facts,
  Plan extends EntityPlan,
>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  { course, plan }: { readonly course: Course; readonly plan: Plan },
): Promise<Course['state']> {
  const conductor = createConductor(rules, course, plan);
  setHandler(rules.current, () => conductor.course());
  for (const update of rules.updates) {
    setHandler(update, (message) => answered(rules, conductor, message), {
      validator: (message) => {
        conductor.check(message);
      },
    });
  }
  await conductor.ownTurn(rules.begin({ actId: `${rules.idOf(plan)}/begin`, atMs: conductor.nowMs() }, plan));
  do {
    while (!rules.isSettled(conductor.course())) {
      await rules.nextTurn(conductor, plan);
      await goOn(rules.nextRun, { begun: course, conductor, plan });
    }
    await rules.beforeEnd?.(conductor, plan);
    // An Update whose handler still awaits would fail for its caller when the workflow returns; and it may have opened
    // the entity again.
    await condition(allHandlersFinished);
  } while (!rules.isSettled(conductor.course()));
  return conductor.course().state;
}

interface ActingConductor<Course, Message> extends Conductor<Course, Message> {
  /** For validators: synchronous, refuses before an event enters the history. */
  check(message: Message): void;
  perform(message: Message): Promise<ActAnswer>;
}

async function answered<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  conductor: ActingConductor<Course, Message>,
  message: Message,
): Promise<ActAnswer> {
  const { passingState } = rules;
  const answer = await conductor.perform(message);
  if (rules.isAnswerable !== undefined) {
    const left = conductor.course();
    await condition(() => rules.isAnswerable?.(left) !== false);
  }
  if (passingState === undefined || answer.state !== passingState) {
    return answer;
  }
  await condition(() => conductor.course().state !== passingState);
  return { revision: conductor.course().revision, state: conductor.course().state };
}

function createConductor<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan extends EntityPlan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  begin: Course,
  plan: Plan,
): ActingConductor<Course, Message> {
  // Start busy: an Update delivered with the first workflow task must wait until `begin` is recorded. A course with an
  // act belongs to a row whose workflow is started again: its `begin` is recorded, so the workflow continues from
  // there.
  const isBegun = begin.lastActId !== '';
  const running: Running<Course> = { course: begin, recording: isBegun ? null : FIRST_RECORD };
  const check = (message: Message): void => {
    const code = refusalReason(rules, running, message, plan);
    if (code !== null) {
      throw refusal(code);
    }
  };
  return {
    course: () => running.course,
    isBusy: () => running.recording !== null,
    nowMs: () => Date.now() + plan.clockOffsetMs,
    check,

    async perform(message) {
      check(message);
      const recorded = await record(rules, running, { message, plan, isOwnTurn: false });
      if (recorded.kind !== 'recorded') {
        throw refusal(recorded.kind === 'refused' ? recorded.code : 'WRONG_STATE');
      }
      return { revision: running.course.revision, state: running.course.state };
    },

    async ownTurn(message) {
      if (refusalReason(rules, running, message, plan) !== null) {
        return false;
      }
      const { revision, lastActId } = running.course;
      const recorded = await record(rules, running, { message, plan, isOwnTurn: true });
      if (recorded.kind === 'refused') {
        // This fails the workflow task and not the workflow: the task is retried, visibly, until the cause is fixed.
        throw new Error(`An act of the workflow's own was refused: ${recorded.code}`);
      }
      return running.course.revision !== revision || running.course.lastActId !== lastActId;
    },
  };
}

/** The current course, and the act that is being recorded, if any. */
interface Running<Course> {
  course: Course;
  recording: string | null;
}

/** Why a message may not be recorded now, or null when it may. */
function refusalReason<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  { course, recording }: Running<Course>,
  message: Message,
  plan: Plan,
): string | null {
  const isFirst = recording === FIRST_RECORD && message.kind === 'begin';
  if (recording !== null && !isFirst) {
    return 'ACT_IN_PROGRESS';
  }
  // An act without an id could not be told from no act at all, and another would be taken beside it.
  const isNamed = typeof message.actId === 'string' && message.actId !== '';
  if ((message.kind === 'begin' && !isFirst) || !isNamed) {
    return 'WRONG_STATE';
  }
  const verdict = rules.judge(course, message, plan);
  return verdict.ok ? null : verdict.reason;
}

/** Records one act and moves the course; no other act is accepted in the meantime. */
async function record<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  running: Running<Course>,
  asked: Omit<Recording<Course, Message, Plan>, 'before'>,
): Promise<Recorded<Course, Facts>> {
  const recording = { before: running.course, ...asked };
  running.recording = asked.message.actId;
  try {
    const recorded = await rules.record(recording);
    running.course = courseAfter(rules, recorded, recording);
    return recorded;
  } finally {
    running.recording = null;
  }
}

const FIRST_RECORD = 'begin';

/**
 * The course after a recording: moved by this act; or adopted from the act that was recorded at this revision; or
 * unchanged if a constraint refused for good.
 */
function courseAfter<Course extends EntityCourse, Message extends EntityMessage, Facts, Plan>(
  rules: EntityRules<Course, Message, Facts, Plan>,
  recorded: Recorded<Course, Facts>,
  { before, message, plan }: Recording<Course, Message, Plan>,
): Course {
  switch (recorded.kind) {
    case 'recorded':
      return rules.move(before, message, recorded.facts, plan);
    case 'superseded':
      return recorded.course;
    case 'refused':
      return before;
    default:
      return unreachable(recorded);
  }
}

/** Only a Temporal failure answers an Update; any other error would make the workflow task fail for ever. */
function refusal(code: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`Refused: ${code}`, code);
}

/** Waits until the instant, or until `isOver`. @returns whether the instant came */
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
