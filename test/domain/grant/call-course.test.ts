import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import {
  CALL_STATES,
  CALL_TABLE,
  expertsOf,
  isCallSettled,
  NO_CALL_FACTS,
  type CallCourse,
  type CallFacts,
  type CallMessage,
  type CallPlan,
  type CallState,
} from '../../../domain/grant/call-course.ts';
import { judgeCallAct, moveCall } from '../../../domain/grant/call-moves.ts';
import { hasToTell, tellingOf, type ToldGrant } from '../../../domain/grant/call-telling.ts';
import { GRANT_STATES, type GrantState } from '../../../domain/grant/grant-state.ts';
import { APPROVER, OFFICER, START_MS } from '../../support/title-courses.ts';

const PLAN: CallPlan = {
  callId: 'gcl_1',
  jurisdiction: '150000',
  route: 'BASE_GRANT_REGIONAL',
  year: 2025,
  closesAtMs: START_MS,
  clockOffsetMs: 0,
};
const OPEN: CallCourse = { revision: 1, lastActId: 'gcl_1/begin', state: 'open', panel: null, proposal: null };

type Draft = (course: CallCourse) => CallMessage;
const byOfficer = (course: CallCourse, actor: Actor = OFFICER) => ({
  actId: `act_${course.revision + 1}`,
  atMs: START_MS,
  actor,
  expectedRevision: course.revision,
});
const own = ({ revision }: CallCourse) => ({ actId: `act_${revision + 1}`, atMs: START_MS });

const ends: Draft = (course) => ({ kind: 'timerFired', ...own(course) });
const quota: Draft = (course) => ({ kind: 'setQuota', ...byOfficer(course), places: 1, overTarget: false });
const panel: Draft = (course) => ({ kind: 'setPanel', ...byOfficer(course), experts: ['e1', 'e2', 'e3'] });
const changes: Draft = (course) => ({
  kind: 'changePanel',
  ...byOfficer(course),
  changes: [{ personId: 'e4', grantId: 'grt_1', isMember: true }],
  leaving: ['e3'],
});
const closes: Draft = (course) => ({ kind: 'closeScoring', ...byOfficer(course), leaveOut: [] });
const proposes: Draft = (course) => ({
  kind: 'propose',
  ...byOfficer(course),
  noticeId: 'ntc_1',
  grantIds: ['grt_1'],
  hasReason: false,
});
const settles: Draft = (course) => ({ kind: 'noticeSettled', ...own(course), noticeId: 'ntc_1' });
const finishes: Draft = (course) => ({ kind: 'end', ...byOfficer(course) });
const cancels: Draft = (course) => ({ kind: 'cancel', ...byOfficer(course, APPROVER) });

/** Two experts leave one application each. */
const back: Draft = (course) => ({
  kind: 'changePanel',
  ...byOfficer(course),
  changes: [
    { personId: 'e4', grantId: 'grt_1', isMember: false },
    { personId: 'e1', grantId: 'grt_2', isMember: false },
  ],
  leaving: [],
});
/** Two experts leave the call. */
const gone: Draft = (course) => ({ ...byOfficer(course), kind: 'changePanel', changes: [], leaving: ['e4', 'e1'] });
const FOUND: CallFacts = { submitted: 2, placesLeft: 1, applicationsLeft: 1 };

function wordOn(course: CallCourse, message: CallMessage): string {
  const verdict = judgeCallAct(course, message, PLAN);
  return verdict.ok ? 'allowed' : verdict.reason;
}

/** Carries out acts; each must be allowed. */
function after(course: CallCourse, drafts: readonly Draft[], facts = FOUND): CallCourse {
  return drafts.reduce((standing, draft) => {
    const message = draft(standing);
    expect([message.kind, wordOn(standing, message)]).toEqual([message.kind, 'allowed']);
    return moveCall(standing, message, facts);
  }, course);
}

const underReview = after(OPEN, [ends]);
const withPanel = after(underReview, [panel]);
const ranked = after(withPanel, [closes]);
const proposed = after(ranked, [proposes]);
const IN_STATE = { open: OPEN, underReview, 'underReview with a panel': withPanel, ranked, proposed } as const;
type Name = keyof typeof IN_STATE;

describe('a call, by the rows of its table (R-153 to R-156)', () => {
  it.each<readonly [from: Name, act: string, draft: Draft, facts: CallFacts, to: CallState]>([
    ['open', 'its last day', ends, FOUND, 'underReview'],
    ['open', 'its last day without applicants', ends, NO_CALL_FACTS, 'ended'],
    ['open', 'quota', quota, FOUND, 'open'],
    ['open', 'cancellation', cancels, FOUND, 'cancelled'],
    ['underReview', 'panel', panel, FOUND, 'underReview'],
    ['underReview', 'cancellation', cancels, FOUND, 'cancelled'],
    ['underReview with a panel', 'changes', changes, FOUND, 'underReview'],
    ['underReview with a panel', 'close', closes, FOUND, 'ranked'],
    ['ranked', 'quota', quota, FOUND, 'ranked'],
    ['ranked', 'proposal', proposes, FOUND, 'proposed'],
    ['ranked', 'end', finishes, FOUND, 'decided'],
    ['ranked', 'cancellation', cancels, FOUND, 'cancelled'],
    ['proposed', 'quota', quota, FOUND, 'proposed'],
    ['proposed', 'notice, with places and applications left', settles, FOUND, 'ranked'],
    ['proposed', 'notice, without places', settles, { ...FOUND, placesLeft: 0 }, 'decided'],
    ['proposed', 'notice, without applications', settles, { ...FOUND, applicationsLeft: 0 }, 'decided'],
  ])('%s goes by %s on', (...row) => {
    const [from, , draft, facts, to] = row;
    const next = after(IN_STATE[from], [draft], facts);
    expect([next.state, next.revision]).toEqual([to, IN_STATE[from].revision + 1]);
  });

  it('begins once, and takes nothing after its end', () => {
    expect(wordOn({ ...OPEN, revision: 0, lastActId: '' }, { kind: 'begin', actId: 'a', atMs: 0 })).toBe('allowed');
    expect(CALL_STATES.filter((state) => CALL_TABLE[state].length === 0)).toEqual(['decided', 'ended', 'cancelled']);
    expect(CALL_STATES.filter((state) => isCallSettled({ state }))).toEqual(['decided', 'ended', 'cancelled']);
    for (const draft of [quota, panel, closes, proposes, finishes, cancels, ends, settles]) {
      expect(wordOn({ ...ranked, state: 'decided' }, draft(ranked))).toBe('WRONG_STATE');
    }
  });

  it.each<readonly [who: string, on: Name, message: (course: CallCourse) => CallMessage, reason: string]>([
    ['an officer who cancels', 'open', (course) => ({ kind: 'cancel', ...byOfficer(course) }), 'ROLE_REQUIRED'],
    [
      'an approver who closes',
      'underReview with a panel',
      (course) => ({
        ...closes(course),
        actor: APPROVER,
        kind: 'closeScoring',
        leaveOut: [],
        expectedRevision: course.revision,
      }),
      'ROLE_REQUIRED',
    ],
    [
      'an officer of Finance',
      'ranked',
      (course) => ({ kind: 'end', ...byOfficer(course, { ...OFFICER, organ: 'FINANCE' }) }),
      'OTHER_ORGAN',
    ],
    [
      'an officer of a city',
      'ranked',
      (course) => ({ kind: 'end', ...byOfficer(course, { ...OFFICER, jurisdiction: '150600' }) }),
      'OTHER_JURISDICTION',
    ],
    [
      'who saw another revision',
      'ranked',
      (course) => ({ kind: 'end', ...byOfficer(course), expectedRevision: 0 }),
      'STALE',
    ],
    ['a second panel', 'underReview with a panel', panel, 'WRONG_STATE'],
    ['a change of no panel', 'underReview', changes, 'WRONG_STATE'],
    ['a proposal before the ranking', 'underReview with a panel', proposes, 'WRONG_STATE'],
    ['a second proposal', 'proposed', proposes, 'WRONG_STATE'],
    [
      'the end of another notice',
      'proposed',
      (course) => ({ kind: 'noticeSettled', ...own(course), noticeId: 'ntc_2' }),
      'WRONG_STATE',
    ],
    ['a cancellation while a notice stands', 'proposed', cancels, 'WRONG_STATE'],
    ['its last day a second time', 'underReview', ends, 'WRONG_STATE'],
  ])('refuses %s (%s)', (_who, on, message, reason) => {
    expect(wordOn(IN_STATE[on], message(IN_STATE[on]))).toBe(reason);
  });

  it('keeps who proposed what, and whom each application has as experts', () => {
    expect(proposed.proposal).toEqual({ noticeId: 'ntc_1', officerId: OFFICER.personId, grantIds: ['grt_1'] });
    const changed = after(withPanel, [changes]);
    expect(changed.panel).toMatchObject({ officerId: OFFICER.personId, experts: ['e1', 'e2'] });
    const own1 = changed.panel === null ? [] : expertsOf(changed.panel, 'grt_1');
    const own2 = changed.panel === null ? [] : expertsOf(changed.panel, 'grt_2');
    expect([own1, own2]).toEqual([
      ['e1', 'e2', 'e4'],
      ['e1', 'e2'],
    ]);
    const last = after(changed, [back]).panel;
    expect(last === null ? [] : [expertsOf(last, 'grt_1'), expertsOf(last, 'grt_2')]).toEqual([['e1', 'e2'], ['e2']]);
    // An expert who leaves all leaves the additions too.
    expect(after(changed, [gone]).panel).toEqual({ officerId: OFFICER.personId, experts: ['e2'], changes: [] });
  });
});

const told = (state: GrantState, also: Partial<ToldGrant> = {}): ToldGrant => ({
  grantId: 'grt_1',
  state,
  panel: [],
  hasPlace: false,
  ...also,
});
const says = (call: CallCourse, grant: ToldGrant) => tellingOf('gcl_1', call, grant)?.kind ?? null;
const SEATS = ['e1', 'e2', 'e3'].map((personId) => ({ personId, state: 'scored' }) as const);

describe('what a call has still to tell an application', () => {
  it('is nothing while it is open or has no panel', () => {
    expect(GRANT_STATES.map((state) => says(OPEN, told(state)))).toEqual(GRANT_STATES.map(() => null));
    expect(GRANT_STATES.map((state) => says(underReview, told(state)))).toEqual(GRANT_STATES.map(() => null));
    expect([OPEN, underReview, withPanel, ranked, proposed].map(hasToTell)).toEqual([false, false, true, true, true]);
  });

  it('R-154: is its panel, once the city has recommended it, until it has just that panel', () => {
    expect(says(withPanel, told('cityFinance'))).toBeNull();
    expect(tellingOf('gcl_1', withPanel, told('recommended'))).toEqual({
      kind: 'panelChanged',
      callId: 'gcl_1',
      officerId: OFFICER.personId,
      experts: ['e1', 'e2', 'e3'],
    });
    expect(says(withPanel, told('scoring', { panel: SEATS }))).toBeNull();
    expect(says(withPanel, told('scoring', { panel: SEATS.slice(1) }))).toBe('panelChanged');
    const removed = [...SEATS, { personId: 'e4', state: 'removed' } as const];
    expect(says(withPanel, told('scoring', { panel: removed }))).toBeNull();
    expect(
      says(withPanel, told('scoring', { panel: removed.map((seat) => ({ ...seat, state: 'asked' as const })) })),
    ).toBe('panelChanged');
  });

  it('R-155, R-156: is the close, that its city came too late, or that it is proposed', () => {
    expect(says(ranked, told('scoring'))).toBe('scoringClosed');
    expect(says(ranked, told('returnedToApplicant'))).toBe('notSelected');
    expect(says(ranked, told('ranked', { hasPlace: true }))).toBeNull();
    expect(tellingOf('gcl_1', proposed, told('ranked', { hasPlace: true }))).toEqual({
      kind: 'proposed',
      callId: 'gcl_1',
      officerId: OFFICER.personId,
    });
    expect(says(proposed, told('ranked'))).toBeNull();
    expect(says(proposed, told('ranked', { hasPlace: true, grantId: 'grt_2' }))).toBeNull();
    expect(says(proposed, told('noticeOpen', { hasPlace: true }))).toBeNull();
  });

  it.each(['decided', 'ended', 'cancelled'] as const)('is that it is not selected where the call is %s', (state) => {
    const open = GRANT_STATES.filter((one) => says({ ...ranked, state }, told(one)) === 'notSelected');
    expect(open).toEqual([
      'cityRecommendation',
      'cityFinance',
      'returnedToApplicant',
      'recommended',
      'scoring',
      'ranked',
    ]);
  });
});
