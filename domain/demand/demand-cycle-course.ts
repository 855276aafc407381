import type { Actor } from '../authority/actor.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';

/** surveyed, published, pushed; under `BY_HAND` missed where nobody published it by its last day. */
export const DEMAND_CYCLE_STATES = ['survey', 'published', 'pushed', 'missed'] as const;
export type DemandCycleState = (typeof DEMAND_CYCLE_STATES)[number];

/** States in which the cycle has ended; no further act is possible. */
export const ENDED_DEMAND_CYCLE_STATES = ['pushed', 'missed'] as const satisfies readonly DemandCycleState[];

/** States in which the lists are frozen and public. */
export const PUBLIC_DEMAND_CYCLE_STATES = ['published', 'pushed'] as const satisfies readonly DemandCycleState[];

/** `AT_END`: by itself at the end of the last day, or earlier by hand (`demand.publish`). */
export const DEMAND_PUBLISH_MODES = ['AT_END', 'BY_HAND'] as const;
export type DemandPublishMode = (typeof DEMAND_PUBLISH_MODES)[number];

export interface DemandCyclePlan {
  readonly cycleId: string;
  readonly jurisdiction: string;
  /** 0:00 of the first day. */
  readonly opensAtMs: number;
  /** 24:00 of the last day. */
  readonly endsAtMs: number;
  readonly publish: DemandPublishMode;
  readonly clockOffsetMs: number;
}

export interface DemandCycleCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: DemandCycleState;
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

export type DemandCycleMessage =
  | (Asked & { readonly kind: 'begin' })
  | (Asked & { readonly kind: 'publish'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'timerFired' })
  | (Asked & { readonly kind: 'push' });

export type DemandCycleRefusal =
  | 'WRONG_STATE'
  | 'STALE'
  | 'ACT_IN_PROGRESS'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN';

const OPEN_ACTS: Readonly<Record<DemandCycleState, readonly DemandCycleMessage['kind'][]>> = {
  survey: ['begin', 'publish', 'timerFired'],
  published: ['push'],
  pushed: [],
  missed: [],
};

/** Decides on an act of a cycle: a demand officer of the HR bureau of its own jurisdiction publishes. */
export function judgeDemandCycleAct(
  course: DemandCycleCourse,
  message: DemandCycleMessage,
  plan: DemandCyclePlan,
): Verdict<null, DemandCycleRefusal> {
  if (!OPEN_ACTS[course.state].includes(message.kind)) {
    return refused('WRONG_STATE');
  }
  if (message.kind !== 'publish') {
    return granted(null);
  }
  const seat = judgeDemandOfficer(message.actor, plan.jurisdiction);
  if (!seat.ok) {
    return seat;
  }
  return message.expectedRevision === course.revision ? granted(null) : refused('STALE');
}

/** Whether a person is a demand officer of the HR bureau of a jurisdiction. */
export function judgeDemandOfficer(
  { jurisdiction, roles, organ }: Pick<Actor, 'jurisdiction' | 'roles' | 'organ'>,
  of: string,
): Verdict<null, 'OTHER_JURISDICTION' | 'ROLE_REQUIRED' | 'OTHER_ORGAN'> {
  if (jurisdiction !== of) {
    return refused('OTHER_JURISDICTION');
  }
  if (!roles.includes('demandOfficer')) {
    return refused('ROLE_REQUIRED');
  }
  return organ === 'HRSS' ? granted(null) : refused('OTHER_ORGAN');
}

export function moveDemandCycle(
  course: DemandCycleCourse,
  message: DemandCycleMessage,
  { publish }: Pick<DemandCyclePlan, 'publish'>,
): DemandCycleCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  switch (message.kind) {
    case 'begin':
      return next;
    case 'publish':
      return { ...next, state: 'published' };
    case 'timerFired':
      return { ...next, state: publish === 'AT_END' ? 'published' : 'missed' };
    case 'push':
      return { ...next, state: 'pushed' };
    default:
      return unreachable(message);
  }
}

/** The instant at which the state ends by itself; null where it waits for none. */
export function demandCycleWaitMs({ state }: DemandCycleCourse, { endsAtMs }: DemandCyclePlan): number | null {
  return state === 'survey' ? endsAtMs : null;
}

export function isDemandCycleSettled({ state }: DemandCycleCourse): boolean {
  return ENDED_DEMAND_CYCLE_STATES.some((ended) => ended === state);
}
