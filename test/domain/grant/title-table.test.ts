import { describe, expect, it } from 'vitest';
import type { GrantState } from '../../../domain/grant/grant-state.ts';
import {
  after,
  at,
  decides,
  fires,
  ofHolder,
  paid,
  releases,
  repays,
  reports,
  requests,
  resumes,
  suspends,
  wordOn,
  type Draft,
} from '../../support/grant-acts.ts';
import { AFTER_REPORTS, FIRST_FEN, TITLES } from '../../support/grant-courses.ts';
import {
  APPROVER,
  CHECKER,
  DAY_MS,
  FINANCE,
  GRANT_FEN,
  MAKER,
  OFFICER,
  OFFICERS,
  yearMs,
} from '../../support/title-courses.ts';

const OTHER_OFFICER = OFFICERS[1];
const IN_2027 = yearMs(2027) + DAY_MS;
const of2026 = { year: 2026 } as const;

type Name = keyof typeof TITLES;

/** Design §5b, row by row, from the agreement to the end of the title. */
const MOVES: readonly (readonly [from: Name, act: string, draft: Draft, to: GrantState])[] = [
  ['agreement', 'the holder’s signature', ofHolder('signAgreement'), 'agreement'],
  ['agreement', 'its last day', fires, 'lapsed'],
  ['signed agreement', 'the office’s signature', decides('agreement', 'sign', OFFICER), 'building'],
  ['signed agreement', 'a rejection', decides('agreement', 'reject', OFFICER), 'rejected'],
  ['signed agreement', 'its last day', fires, 'lapsed'],
  ['building', 'a request', requests(), 'building'],
  ['requested', 'acceptance', decides('acceptance', 'accept', OFFICER), 'active'],
  ['requested', 'rectification', decides('acceptance', 'rectify', OFFICER), 'building'],
  ['requested', 'failure', decides('acceptance', 'fail', OFFICER), 'withdrawalProposed'],
  ['paid once', 'the holder’s giving back', ofHolder('relinquish'), 'relinquished'],
  ['active', 'the holder’s giving back', ofHolder('relinquish'), 'relinquished'],
  ['overdue', 'a failed year', decides('assessment', 'fail', OFFICER, of2026), 'withdrawalProposed'],
  ['recheck', 'a failed recheck', decides('recheck', 'fail', OTHER_OFFICER, of2026), 'withdrawalProposed'],
  ['withdrawalProposed', 'keep', decides('withdrawalDecision', 'keep', APPROVER), 'active'],
  ['withdrawalProposed', 'revoke', decides('withdrawalDecision', 'revoke', APPROVER, { recoverFen: 1 }), 'revoked'],
  ['withdrawalProposed', 'revoke for nothing', decides('withdrawalDecision', 'revoke', APPROVER), 'ended'],
  ['revoked', 'confirm', decides('recoveryConfirmation', 'confirm', FINANCE), 'recoveryDue'],
  ['revoked', 'returnToHr', decides('recoveryConfirmation', 'returnToHr', FINANCE), 'withdrawalProposed'],
  ['recoveryDue', 'a part', repays(1), 'recoveryDue'],
  ['recoveryDue', 'the whole', repays(FIRST_FEN), 'ended'],
];

/** What becomes of the year 2026. */
const YEAR_MOVES: readonly (readonly [from: Name, act: string, draft: Draft, to: string])[] = [
  ['opened', 'a report', at(IN_2027, reports('reportYear', 2026)), 'reported'],
  ['opened', 'its last day', fires, 'overdue'],
  ['overdue', 'a late report', at(AFTER_REPORTS, reports('reportYear', 2026)), 'reported'],
  ['reported', 'a return in time', at(IN_2027, decides('assessment', 'returnForCorrection', OFFICER, of2026)), 'open'],
  [
    'reported',
    'a late return',
    at(AFTER_REPORTS, decides('assessment', 'returnForCorrection', OFFICER, of2026)),
    'overdue',
  ],
  ['overdue', 'an excuse', decides('assessment', 'excuse', OFFICER, of2026), 'excused'],
  ['reported', 'rectification', decides('assessment', 'rectify', OFFICER, of2026), 'rectifying'],
  ['overdue', 'rectification', decides('assessment', 'rectify', OFFICER, of2026), 'rectifying'],
  ['rectifying', 'what was put right', reports('rectifyYear', 2026), 'recheck'],
  ['rectifying', 'its last day', fires, 'recheck'],
  ['recheck', 'a failed recheck', decides('recheck', 'fail', OTHER_OFFICER, of2026), 'failed'],
];

const REFUSALS: readonly (readonly [who: string, on: Name, draft: Draft, reason: string])[] = [
  ['a second signature of the holder', 'signed agreement', ofHolder('signAgreement'), 'WRONG_STATE'],
  ['the office’s signature before the holder’s', 'agreement', decides('agreement', 'sign', OFFICER), 'WRONG_STATE'],
  ['somebody else’s signature', 'agreement', ofHolder('signAgreement', OFFICER), 'ROLE_REQUIRED'],
  ['acceptance that nobody asked for', 'building', decides('acceptance', 'accept', OFFICER), 'WRONG_STATE'],
  ['a second request', 'requested', requests(FIRST_FEN), 'WRONG_STATE'],
  ['a request of somebody else', 'building', requests(0, OFFICER), 'ROLE_REQUIRED'],
  ['more spent than arrived', 'paid once', requests(FIRST_FEN + 1), 'SPENT_OVER_PAID'],
  ['a sum that falls', 'requested', at(IN_2027, reports('reportYear', 2026, 0)), 'YEAR_NOT_OPEN'],
  ['a report of a year that has not opened', 'paid once', reports('reportYear', 2026), 'YEAR_NOT_OPEN'],
  ['a second report', 'reported', reports('reportYear', 2026), 'REPORT_EXISTS'],
  ['a report of somebody else', 'opened', reports('reportYear', 2026, 0, OFFICER), 'ROLE_REQUIRED'],
  ['a report of more than arrived', 'opened', reports('reportYear', 2026, GRANT_FEN), 'SPENT_OVER_PAID'],
  ['a rectification that nobody asked for', 'reported', reports('rectifyYear', 2026), 'WRONG_STATE'],
  ['a pass below the threshold', 'reported', decides('assessment', 'pass', OFFICER, of2026), 'THRESHOLD_NOT_MET'],
  ['a pass without a report', 'overdue', decides('assessment', 'pass', OFFICER, of2026), 'THRESHOLD_NOT_MET'],
  ['an excuse of a year with a report', 'reported', decides('assessment', 'excuse', OFFICER, of2026), 'WRONG_STATE'],
  [
    'an excuse of a year after the building',
    'overdue when built',
    decides('assessment', 'excuse', OFFICER, of2026),
    'WRONG_STATE',
  ],
  ['an assessment before the report', 'opened', decides('assessment', 'fail', OFFICER, of2026), 'WRONG_STATE'],
  ['an assessment of no year', 'reported', decides('assessment', 'fail', OFFICER), 'WRONG_STATE'],
  ['a recheck by who assessed', 'recheck', decides('recheck', 'fail', OFFICER, of2026), 'SAME_PERSON_FORBIDDEN'],
  ['a second rectification', 'recheck', decides('recheck', 'rectify', OTHER_OFFICER, of2026), 'RECTIFIED_ONCE'],
  ['a recheck before its time', 'rectifying', decides('recheck', 'fail', OTHER_OFFICER, of2026), 'WRONG_STATE'],
  ['a title given back while money is on its way', 'sent once', ofHolder('relinquish'), 'PAYMENT_UNDER_WAY'],
  ['a title given back by somebody else', 'active', ofHolder('relinquish', OFFICER), 'ROLE_REQUIRED'],
  ['an account of a payment that arrived', 'paid once', ofHolder('correctAccount'), 'WRONG_STATE'],
  [
    'the word on an account that nobody corrected',
    'paid once',
    decides('accountCheck', 'confirm', OFFICER),
    'WRONG_STATE',
  ],
  ['a second suspension', 'suspended', suspends(OFFICER), 'WRONG_STATE'],
  ['the end of no suspension', 'active', resumes(OFFICER), 'WRONG_STATE'],
  ['a suspension by nobody', 'active', suspends(null), 'WRONG_STATE'],
  ['a person who speaks for a case', 'active', suspends(OFFICER, { caseId: 'cas_1' }), 'WRONG_STATE'],
  ['the end of a case that holds nothing', 'active', resumes(null, 'cas_1'), 'WRONG_STATE'],
  ['a payment while suspended', 'suspended', releases(1), 'GRANT_SUSPENDED'],
  ['the second instalment before acceptance', 'paid once', releases(2), 'INSTALMENT_NOT_DUE'],
  ['an instalment twice', 'sent once', releases(1), 'INSTALMENT_NOT_DUE'],
  [
    'a release by its maker',
    'building',
    releases(1, MAKER, { ...CHECKER, personId: MAKER.personId }),
    'SAME_PERSON_FORBIDDEN',
  ],
  ['a maker who decided', 'building', releases(1, { ...MAKER, personId: OFFICER.personId }), 'SAME_PERSON_FORBIDDEN'],
  [
    'a checker of elsewhere',
    'building',
    releases(1, MAKER, { ...CHECKER, jurisdiction: '150600' }),
    'OTHER_JURISDICTION',
  ],
  ['a result of no payment', 'building', paid(1), 'CONTRADICTION'],
  ['a second settlement', 'paid once', paid(1), 'CONTRADICTION'],
  ['a result of an unknown instalment', 'paid once', paid(3), 'CONTRADICTION'],
  [
    'more asked back than arrived',
    'withdrawalProposed',
    decides('withdrawalDecision', 'revoke', APPROVER, { recoverFen: FIRST_FEN + 1 }),
    'RECOVER_OVER_PAID',
  ],
  [
    'a confirmation by the approver',
    'revoked',
    decides('recoveryConfirmation', 'confirm', { ...FINANCE, personId: APPROVER.personId }),
    'SAME_PERSON_FORBIDDEN',
  ],
  ['more repaid than owed', 'recoveryDue', repays(FIRST_FEN + 1), 'REPAID_TOO_MUCH'],
  ['nothing repaid', 'recoveryDue', repays(0), 'REPAID_TOO_MUCH'],
  ['a repayment by its maker', 'recoveryDue', repays(1, { makerId: CHECKER.personId }), 'SAME_PERSON_FORBIDDEN'],
  [
    'a repayment of a maker who decided',
    'recoveryDue',
    repays(1, { makerId: APPROVER.personId }),
    'SAME_PERSON_FORBIDDEN',
  ],
  [
    'a repayment by another organ',
    'recoveryDue',
    repays(1, { actor: { ...CHECKER, personId: 'per_x', organ: 'HRSS' } }),
    'OTHER_ORGAN',
  ],
  ['a repayment before Finance confirmed', 'revoked', repays(1), 'WRONG_STATE'],
];

describe('a title, by the rows of its table (R-157 to R-161)', () => {
  it.each(MOVES)('%s goes by %s to its next state', (from, _act, draft, to) => {
    expect(after(TITLES[from], draft).state).toBe(to);
  });

  it.each(YEAR_MOVES)('of which a year is %s goes by %s on', (from, _act, draft, to) => {
    expect(after(TITLES[from], draft).title?.years.map(({ state }) => state)).toEqual([to]);
  });

  it.each(REFUSALS)('refuses %s (%s)', (_who, on, draft, reason) => {
    expect(wordOn(TITLES[on], draft)).toBe(reason);
  });
});
