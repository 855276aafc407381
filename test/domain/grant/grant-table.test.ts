import { describe, expect, it } from 'vitest';
import type { GrantMessage } from '../../../domain/grant/grant-course.ts';
import { ENDED_GRANT_STATES, GRANT_STATES, type GrantState } from '../../../domain/grant/grant-state.ts';
import { isGrantActOpen } from '../../../domain/grant/grant-table.ts';
import {
  after,
  CITY_FINANCE,
  CITY_HR,
  decides,
  EXPERT,
  EXPERTS,
  fires,
  noticeClosed,
  noticeOpening,
  ofCall,
  ofExpert,
  ofHolder,
  PANEL,
  panelOf,
  proposed,
  wordOn,
  type Draft,
} from '../../support/grant-acts.ts';
import { EVERY_MESSAGE } from '../../support/grant-walks.ts';
import { IN_STATE, SUBMITTED } from '../../support/grant-courses.ts';
import { APPROVER, FINANCE, HOLDER, OFFICER, PLAN } from '../../support/title-courses.ts';

type LivingState = keyof typeof IN_STATE;
type Row = readonly [from: LivingState, act: string, draft: Draft, to: GrantState];

/** Design §5b, row by row, from the submission to the agreement. */
const APPLICATION: readonly Row[] = [
  ['cityRecommendation', 'recommend', decides('cityRecommendation', 'recommend', CITY_HR), 'cityFinance'],
  [
    'cityRecommendation',
    'return',
    decides('cityRecommendation', 'returnForCorrection', CITY_HR),
    'returnedToApplicant',
  ],
  ['cityRecommendation', 'reject', decides('cityRecommendation', 'reject', CITY_HR), 'notRecommended'],
  ['cityRecommendation', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['cityRecommendation', 'notSelected', ofCall('notSelected'), 'notSelected'],
  ['cityFinance', 'recommend', decides('cityFinance', 'recommend', CITY_FINANCE), 'recommended'],
  ['cityFinance', 'returnToHr', decides('cityFinance', 'returnToHr', CITY_FINANCE), 'cityRecommendation'],
  ['cityFinance', 'reject', decides('cityFinance', 'reject', CITY_FINANCE), 'notRecommended'],
  ['cityFinance', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['returnedToApplicant', 'resubmit', ofHolder('resubmit'), 'cityRecommendation'],
  ['returnedToApplicant', 'timer', fires, 'lapsed'],
  ['returnedToApplicant', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['recommended', 'panelChanged', panelOf(PANEL), 'scoring'],
  ['recommended', 'notSelected', ofCall('notSelected'), 'notSelected'],
  ['recommended', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['scoring', 'score', ofExpert('score', EXPERT), 'scoring'],
  ['scoring', 'recuse', ofExpert('recuse', EXPERT), 'scoring'],
  ['scoring', 'panelChanged', panelOf(PANEL.slice(1)), 'scoring'],
  ['scoring', 'scoringClosed', ofCall('scoringClosed'), 'ranked'],
  ['scoring', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['ranked', 'proposed', proposed(), 'proposed'],
  ['ranked', 'notSelected', ofCall('notSelected'), 'notSelected'],
  ['ranked', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['proposed', 'noticeOpening', noticeOpening, 'noticeOpen'],
  ['proposed', 'rejected notice', noticeClosed('rejected'), 'ranked'],
  ['proposed', 'withdraw', ofHolder('withdraw'), 'withdrawn'],
  ['noticeOpen', 'clean', noticeClosed('clean'), 'designation'],
  ['noticeOpen', 'upheld', noticeClosed('upheld'), 'rejected'],
  ['noticeOpen', 'withdrawn notice', noticeClosed('withdrawn'), 'ranked'],
  ['designation', 'designate', decides('designation', 'designate', APPROVER), 'agreement'],
  ['designation', 'refuse', decides('designation', 'refuse', APPROVER), 'rejected'],
];

describe('an application, by the rows of its table (R-153 to R-156)', () => {
  it.each(APPLICATION)('in %s goes by %s to its next state', (from, _act, draft, to) => {
    const before = IN_STATE[from];
    const next = after(before, draft);
    expect([next.state, next.revision]).toEqual([to, before.revision + 1]);
  });

  it('waits for its holder with a day, and comes back in another round to the bureau that returned it', () => {
    const { returnedToApplicant: returned } = IN_STATE;
    expect(returned.timer?.kind).toBe('resubmission');
    expect(after(returned, ofHolder('resubmit'))).toMatchObject({
      state: 'cityRecommendation',
      round: 2,
      timer: null,
    });
  });

  it('of the region itself has no city above it', () => {
    const plan = { ...PLAN, applicantJurisdiction: PLAN.jurisdiction };
    const word = wordOn(SUBMITTED, decides('cityRecommendation', 'recommend', CITY_HR), plan);
    expect(word).toBe('OTHER_JURISDICTION');
  });

  it('R-154: keeps each seat of its panel, whatever becomes of the expert', () => {
    const [first, second, third, fourth] = EXPERTS.map(({ personId }) => personId);
    const scored = after(IN_STATE.scoring, ofExpert('score', EXPERT));
    const changed = after(scored, panelOf([second, third, fourth].flatMap((one) => one ?? [])));
    expect(changed.panel).toEqual([
      { personId: first, state: 'removed' },
      { personId: second, state: 'asked' },
      { personId: third, state: 'asked' },
      { personId: fourth, state: 'asked' },
    ]);
    expect(wordOn(changed, ofExpert('score', EXPERT))).toBe('WRONG_STATE');
    expect(after(changed, panelOf(PANEL)).panel.map(({ state }) => state)).toEqual([
      'asked',
      'asked',
      'asked',
      'removed',
    ]);
    expect(after(scored, ofExpert('withdrawScore', EXPERT)).panel.at(0)?.state).toBe('withdrawn');
  });
});

type Refusal = readonly [who: string, in_: LivingState, draft: Draft, reason: string];
const stale =
  (draft: Draft): Draft =>
  (course, asked) =>
    draft({ ...course, revision: course.revision - 1 }, asked);

const REFUSALS: readonly Refusal[] = [
  [
    'a bureau of another city',
    'cityRecommendation',
    decides('cityRecommendation', 'recommend', OFFICER),
    'OTHER_JURISDICTION',
  ],
  ['the other organ', 'cityRecommendation', decides('cityRecommendation', 'recommend', CITY_FINANCE), 'OTHER_ORGAN'],
  ['somebody without the role', 'designation', decides('designation', 'designate', FINANCE), 'OTHER_ORGAN'],
  [
    'no approver',
    'designation',
    decides('designation', 'designate', { ...OFFICER, personId: 'per_x' }),
    'ROLE_REQUIRED',
  ],
  ['who saw another revision', 'cityFinance', stale(decides('cityFinance', 'recommend', CITY_FINANCE)), 'STALE'],
  [
    'a word of another stage',
    'cityFinance',
    decides('cityFinance', 'returnForCorrection', CITY_FINANCE),
    'WRONG_STATE',
  ],
  ['a holder of another party', 'proposed', ofHolder('withdraw', { ...HOLDER, partyId: 'pty_2' }), 'ROLE_REQUIRED'],
  ['a holder who is no applicant', 'proposed', ofHolder('withdraw', { ...HOLDER, roles: ['expert'] }), 'ROLE_REQUIRED'],
  ['a holder who saw another revision', 'proposed', stale(ofHolder('withdraw')), 'STALE'],
  ['an expert who is not asked', 'scoring', ofExpert('score', EXPERTS[3] ?? EXPERT), 'NOT_ON_PANEL'],
  ['somebody who is no expert', 'scoring', ofExpert('score', OFFICER), 'SAME_PERSON_FORBIDDEN'],
  ['an expert without a score', 'scoring', ofExpert('withdrawScore', EXPERT), 'WRONG_STATE'],
  ['the bureau of the city as officer of the call', 'ranked', proposed(CITY_HR.personId), 'SAME_PERSON_FORBIDDEN'],
  ['an expert as officer of the call', 'scoring', panelOf(PANEL, CITY_FINANCE.personId), 'SAME_PERSON_FORBIDDEN'],
];

describe('an application refuses (R-118, R-154)', () => {
  it.each(REFUSALS)('%s in %s', (_who, state, draft, reason) => {
    expect(wordOn(IN_STATE[state], draft)).toBe(reason);
  });

  it('R-118: the officer who asked for the scores as approver, and the expert who scored as officer', () => {
    const both = { ...APPROVER, personId: OFFICER.personId };
    expect(wordOn(IN_STATE.designation, decides('designation', 'designate', both))).toBe('SAME_PERSON_FORBIDDEN');
    expect(wordOn(IN_STATE.ranked, proposed(EXPERT.personId))).toBe('SAME_PERSON_FORBIDDEN');
  });

  it('an expert who scored or recused already', () => {
    for (const kind of ['score', 'recuse'] as const) {
      const done = after(IN_STATE.scoring, ofExpert(kind, EXPERT));
      expect(wordOn(done, ofExpert('score', EXPERT))).toBe('WRONG_STATE');
      expect(wordOn(done, ofExpert('recuse', EXPERT))).toBe('WRONG_STATE');
    }
  });

  it('R-153: everything that its row does not list, in every state', () => {
    const allowed = new Set(APPLICATION.map(([from, , draft]) => `${from}/${nameOf(draft(IN_STATE[from], ASKED))}`));
    const states = GRANT_STATES.slice(1, GRANT_STATES.indexOf('agreement'));
    const open = states.flatMap((state) =>
      EVERY_MESSAGE.filter((message) => isGrantActOpen(state, message)).map((message) => `${state}/${nameOf(message)}`),
    );
    expect([...new Set(open)].filter((one) => !allowed.has(one)).toSorted()).toEqual([
      // Said by other tests: the first record, the panel's last word, and an end that the call says.
      'cityFinance/notSelected',
      'cityRecommendation/begin',
      'recommended/begin',
      'returnedToApplicant/notSelected',
      'scoring/notSelected',
      'scoring/withdrawScore',
    ]);
    expect([...allowed].filter((one) => !open.includes(one) && !one.startsWith('scoring/'))).toEqual([]);
  });

  it.each(ENDED_GRANT_STATES)('every act in %s but what the bank says of a title', (state) => {
    const open = EVERY_MESSAGE.filter((message) => isGrantActOpen(state, message)).map(({ kind }) => kind);
    expect(open.filter((kind) => kind !== 'payoutReported')).toEqual([]);
  });
});

const ASKED = { actId: 'act_1', atMs: 0 };
function nameOf(message: GrantMessage): string {
  return message.kind === 'decide' ? `${message.stage}/${message.decision}` : message.kind;
}
