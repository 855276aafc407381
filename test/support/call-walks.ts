import { fc } from '@fast-check/vitest';
import { type CallCourse, type CallMessage } from '../../domain/grant/call-course.ts';
import { judgeCallAct, moveCall } from '../../domain/grant/call-moves.ts';
import {
  closeRefusal,
  freesPlace,
  judgeProposal,
  judgeQuota,
  leftAfterNotice,
  unheardGrants,
  type CallGrant,
} from '../../domain/grant/call-rules.ts';
import { hasToTell, tellingOf } from '../../domain/grant/call-telling.ts';
import type { GrantCourse } from '../../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { moveGrant } from '../../domain/grant/grant-moves.ts';
import {
  CITY_FINANCE,
  CITY_HR,
  decides,
  EXPERTS,
  foundFor,
  noticeClosed,
  noticeOpening,
  ofExpert,
  ofHolder,
  PANEL,
  type Draft,
} from './grant-acts.ts';
import { IN_STATE } from './grant-courses.ts';
import { APPROVER, OFFICER, PLAN, START_MS } from './title-courses.ts';

interface Applied {
  readonly course: GrantCourse;
  readonly hasPlace: boolean;
}
export interface World {
  readonly call: CallCourse;
  readonly places: number | null;
  readonly grants: ReadonlyMap<string, Applied>;
  /** The notice of the last proposal has ended. */
  readonly isNoticeOver: boolean;
}

const CALL_ID = 'gcl_1';
const IDS = ['grt_1', 'grt_2', 'grt_3'];
const CALL_PLAN = {
  callId: CALL_ID,
  jurisdiction: PLAN.jurisdiction,
  route: 'R',
  year: 2025,
  closesAtMs: 0,
  clockOffsetMs: 0,
};
const LAW = { passMarkCenti: 6000, quorum: 1 };
export const BEGUN: World = {
  call: { revision: 1, lastActId: 'gcl_1/begin', state: 'open', panel: null, proposal: null },
  places: null,
  grants: new Map(
    IDS.map((id, number) => [
      id,
      { course: number === 0 ? IN_STATE.cityFinance : IN_STATE.recommended, hasPlace: false },
    ]),
  ),
  isNoticeOver: false,
};

/** What the call sees of its applications; each has points above the pass mark. */
function seen({ grants }: World): readonly CallGrant[] {
  return [...grants].map(([grantId, { course, hasPlace }], number) => ({
    grantId,
    state: course.state,
    scoreCenti: course.panel.some(({ state }) => state === 'scored') ? 7000 + number : null,
    validScores: course.panel.filter(({ state }) => state === 'scored').length,
    submittedAtMs: number,
    hasPlace,
  }));
}

type Step = { readonly act: number; readonly grant: number; readonly number: number };
type Act = (world: World, step: Step) => World;

const asked = (course: { readonly revision: number }) => ({ actId: `act_${course.revision + 1}`, atMs: START_MS });
const byOfficer = (course: CallCourse, actor = OFFICER) => ({
  ...asked(course),
  actor,
  expectedRevision: course.revision,
});

/** An act of an application, if it is allowed; its place is free again where the rule says so. */
function onGrant(world: World, grantId: string, draft: Draft): World {
  const applied = world.grants.get(grantId);
  if (applied === undefined) {
    return world;
  }
  const message = draft(applied.course, asked(applied.course));
  if (!judgeGrantAct(applied.course, message, PLAN).ok) {
    return world;
  }
  const course = moveGrant(applied.course, message, foundFor(applied.course, message, true), PLAN);
  const hasPlace = applied.hasPlace && !freesPlace(applied.course.state, course.state);
  return { ...world, grants: new Map(world.grants).set(grantId, { course, hasPlace }) };
}

/** An act of the call, if table and rows allow it. */
function onCall(world: World, message: CallMessage): World {
  if (!judgeCallAct(world.call, message, CALL_PLAN).ok || !isAllowedByRows(world, message)) {
    return world;
  }
  const left = leftAfterNotice(seen(world), { places: world.places ?? 0, ...LAW });
  const call = moveCall(world.call, message, { submitted: IDS.length, ...left });
  const freed = message.kind === 'noticeSettled' ? unheardGrants(seen(world)) : [];
  const taken = message.kind === 'propose' ? message.grantIds : [];
  const grants = [...world.grants].map(([id, one]): [string, Applied] => [
    id,
    { ...one, hasPlace: taken.includes(id) || (one.hasPlace && !freed.includes(id)) },
  ]);
  return {
    call,
    places: message.kind === 'setQuota' ? message.places : world.places,
    grants: new Map(grants),
    isNoticeOver: message.kind !== 'propose' && world.isNoticeOver,
  };
}

function isAllowedByRows(world: World, message: CallMessage): boolean {
  const grants = seen(world);
  switch (message.kind) {
    case 'setQuota': {
      const taken = grants.filter(({ hasPlace }) => hasPlace).length;
      return judgeQuota(message.places, { taken, remaining: null, overTarget: false }).ok;
    }
    case 'closeScoring':
      return closeRefusal(grants, { ...LAW, leaveOut: message.leaveOut }) === null;
    case 'propose':
      return judgeProposal(message.grantIds, grants, { ...LAW, places: world.places, hasReason: true }).ok;
    case 'noticeSettled':
      return world.isNoticeOver;
    case 'begin':
    case 'timerFired':
    case 'setPanel':
    case 'changePanel':
    case 'end':
    case 'cancel':
      return true;
    default:
      return message satisfies never;
  }
}

/** What the call says to one application now. */
function told(world: World, grantId: string): World {
  const applied = world.grants.get(grantId);
  const telling =
    applied === undefined || !hasToTell(world.call)
      ? null
      : tellingOf(CALL_ID, world.call, {
          grantId,
          state: applied.course.state,
          panel: applied.course.panel,
          hasPlace: applied.hasPlace,
        });
  return telling === null ? world : onGrant(world, grantId, (_course, of) => ({ ...telling, ...of }));
}

/** The notice ends for an application: where it has heard of its proposal. */
const ends =
  (outcome: Parameters<typeof noticeClosed>[0]): Act =>
  (world, { grant }) => {
    const closed = onGrant(world, idOf(grant), noticeClosed(outcome));
    return closed === world ? world : { ...closed, isNoticeOver: true };
  };
const idOf = (grant: number): string => IDS[grant % IDS.length] ?? 'grt_1';
const onOne =
  (draft: Draft): Act =>
  (world, { grant }) =>
    onGrant(world, idOf(grant), draft);

/** Seldom, so that what comes before has come. */
const seldom =
  (times: number, act: Act): Act =>
  (world, step) =>
    step.number % times === 0 ? act(world, step) : world;

const OF_APPLICATIONS: readonly Act[] = [
  ...[
    decides('cityRecommendation', 'recommend', CITY_HR),
    decides('cityFinance', 'recommend', CITY_FINANCE),
    ofHolder('resubmit'),
    noticeOpening,
    decides('designation', 'designate', APPROVER),
    decides('designation', 'refuse', APPROVER),
    ...EXPERTS.map((expert) => ofExpert('score', expert)),
  ].map(onOne),
  seldom(8, onOne(ofHolder('withdraw'))),
  seldom(8, onOne(decides('cityFinance', 'returnToHr', CITY_FINANCE))),
  seldom(8, onOne(decides('cityRecommendation', 'returnForCorrection', CITY_HR))),
  ends('clean'),
  ends('upheld'),
  ends('rejected'),
  (world, { grant }) => told(world, idOf(grant)),
  (world, { grant }) => told(world, idOf(grant)),
];

/** An application that has not heard of its proposal yet is withdrawn, or the notice ends. */
const beforeItHears: Act = (world, { number }) => {
  const unheard = seen(world).find(({ state, hasPlace }) => state === 'ranked' && hasPlace);
  if (unheard === undefined || number % 3 === 2) {
    return world;
  }
  return number % 3 === 0 ? { ...world, isNoticeOver: true } : onGrant(world, unheard.grantId, ofHolder('withdraw'));
};

const ofCall =
  (make: (call: CallCourse, step: Step) => CallMessage): Act =>
  (world, step) =>
    onCall(world, make(world.call, step));

const ACTS: readonly Act[] = [
  ...OF_APPLICATIONS,
  ...OF_APPLICATIONS,
  beforeItHears,
  beforeItHears,
  seldom(
    3,
    ofCall((call) => ({ kind: 'timerFired', ...asked(call) })),
  ),
  seldom(
    4,
    ofCall((call, { grant }) => ({ kind: 'setQuota', ...byOfficer(call), places: grant, overTarget: false })),
  ),
  ofCall((call) => ({ kind: 'setPanel', ...byOfficer(call), experts: PANEL })),
  seldom(
    4,
    ofCall((call, { number, grant }) => ({
      kind: 'changePanel',
      ...byOfficer(call),
      changes: [{ personId: EXPERTS[grant]?.personId ?? '', grantId: idOf(number), isMember: number % 8 === 0 }],
      leaving: [],
    })),
  ),
  ofCall((call) => ({ kind: 'closeScoring', ...byOfficer(call), leaveOut: IDS })),
  ofCall((call, { grant, number }) => ({
    kind: 'propose',
    ...byOfficer(call),
    noticeId: 'ntc_1',
    grantIds: number % 2 === 0 ? [idOf(grant)] : [idOf(grant), idOf(grant + 1)],
    hasReason: true,
  })),
  ofCall((call) => ({ kind: 'noticeSettled', ...asked(call), noticeId: 'ntc_1' })),
  seldom(
    12,
    ofCall((call) => ({ kind: 'end', ...byOfficer(call) })),
  ),
  seldom(
    60,
    ofCall((call) => ({ kind: 'cancel', ...byOfficer(call, APPROVER) })),
  ),
];

export const STEPS = fc.array(fc.record({ act: fc.nat(10_000), grant: fc.nat(2), number: fc.nat(1_000) }), {
  minLength: 30,
  maxLength: 120,
});

/** The first act from a place on that changes something. */
function after(world: World, step: Step): World {
  for (let number = 0; number < ACTS.length; number += 1) {
    const next = ACTS[(step.act + 5 * number) % ACTS.length]?.(world, step) ?? world;
    if (next !== world) {
      return next;
    }
  }
  return world;
}

export function played(steps: readonly Step[]): readonly World[] {
  const worlds = [BEGUN];
  for (const step of steps) {
    worlds.push(after(worlds.at(-1) ?? BEGUN, step));
  }
  return worlds;
}

/** All applications have received the decision of the call, or of its notice. */
export function settled(world: World): World {
  let now = world;
  for (let turn = 0; turn < 4; turn += 1) {
    now = IDS.reduce(told, now);
  }
  return now;
}

export const statesOf = ({ grants }: World) => [...grants.values()].map(({ course }) => course.state);
