import type { GrantCourse } from '../../domain/grant/grant-course.ts';
import type { GrantState } from '../../domain/grant/grant-state.ts';
import {
  after,
  at,
  CITY_FINANCE,
  CITY_HR,
  decides,
  EXPERTS,
  fires,
  noticeClosed,
  noticeOpening,
  ofCall,
  ofExpert,
  ofHolder,
  paid,
  PANEL,
  panelOf,
  proposed,
  releases,
  reports,
  requests,
  suspends,
} from './grant-acts.ts';
import { APPROVER, DAY_MS, FINANCE, GRANT_FEN, OFFICER, yearMs } from './title-courses.ts';

/** An application that was just submitted: its first act is recorded. */
export const SUBMITTED: GrantCourse = {
  revision: 1,
  lastActId: 'grt_1/begin',
  state: 'cityRecommendation',
  round: 1,
  deciders: [],
  panel: [],
  timer: null,
  title: null,
};

export const FIRST_FEN = (GRANT_FEN / 10) * 6;

const cityFinance = after(SUBMITTED, decides('cityRecommendation', 'recommend', CITY_HR));
const recommended = after(cityFinance, decides('cityFinance', 'recommend', CITY_FINANCE));
const scoring = after(recommended, panelOf(PANEL));
const ranked = after(scoring, ...EXPERTS.slice(0, 3).map((one) => ofExpert('score', one)), ofCall('scoringClosed'));
const inProposal = after(ranked, proposed());
const noticeOpen = after(inProposal, noticeOpening);
const designation = after(noticeOpen, noticeClosed('clean'));
const agreement = after(designation, decides('designation', 'designate', APPROVER));
const building = after(agreement, ofHolder('signAgreement'), decides('agreement', 'sign', OFFICER));
const paidOnce = after(building, releases(1), paid(1));
const active = after(paidOnce, requests(), decides('acceptance', 'accept', OFFICER));
const withdrawalProposed = after(active, fires, at(yearMs(2027) + DAY_MS, fires), failsYear());
const revoked = after(withdrawalProposed, decides('withdrawalDecision', 'revoke', APPROVER, { recoverFen: FIRST_FEN }));
const recoveryDue = after(revoked, decides('recoveryConfirmation', 'confirm', FINANCE));

/** A year of 2026 that was not reported is failed at once. */
function failsYear() {
  return at(yearMs(2027) + 40 * DAY_MS, decides('assessment', 'fail', OFFICER, { year: 2026 }));
}

/** A course in each state that has not ended, come to by real acts. */
export const IN_STATE = {
  cityRecommendation: SUBMITTED,
  cityFinance,
  returnedToApplicant: after(SUBMITTED, decides('cityRecommendation', 'returnForCorrection', CITY_HR)),
  recommended,
  scoring,
  ranked,
  proposed: inProposal,
  noticeOpen,
  designation,
  agreement,
  building,
  active,
  withdrawalProposed,
  revoked,
  recoveryDue,
} as const satisfies Partial<Record<GrantState, GrantCourse>>;

/** The first instalment has arrived, and nothing is built yet. */
export const PAID_ONCE = paidOnce;

export const AFTER_REPORTS = yearMs(2027) + 40 * DAY_MS;
const OPENED = after(PAID_ONCE, fires);
const OVERDUE = after(OPENED, fires);
const REPORTED = after(OPENED, at(yearMs(2027) + DAY_MS, reports('reportYear', 2026)));
const RECTIFYING = after(OVERDUE, at(AFTER_REPORTS, decides('assessment', 'rectify', OFFICER, { year: 2026 })));
const RECHECK = after(RECTIFYING, fires);
const REQUESTED = after(PAID_ONCE, requests(FIRST_FEN));
/** Courses of a title at every turn of it. */
export const TITLES = {
  agreement: IN_STATE.agreement,
  'signed agreement': after(IN_STATE.agreement, ofHolder('signAgreement')),
  building: IN_STATE.building,
  'paid once': PAID_ONCE,
  'sent once': after(IN_STATE.building, releases(1)),
  requested: REQUESTED,
  active: IN_STATE.active,
  opened: OPENED,
  overdue: OVERDUE,
  'overdue when built': after(IN_STATE.active, fires, fires),
  reported: REPORTED,
  rectifying: RECTIFYING,
  recheck: RECHECK,
  suspended: after(PAID_ONCE, suspends(OFFICER)),
  withdrawalProposed: IN_STATE.withdrawalProposed,
  revoked: IN_STATE.revoked,
  recoveryDue: IN_STATE.recoveryDue,
} as const;
