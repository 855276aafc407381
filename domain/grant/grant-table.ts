import type { GrantMessage } from './grant-course.ts';
import type { GrantStage } from './grant-stage.ts';
import type { GrantState } from './grant-state.ts';

interface GrantRow {
  /** The stages whose tasks may be decided. Which of those of a title are open now, its years say. */
  readonly stages: readonly GrantStage[];
  readonly messages: readonly Exclude<GrantMessage['kind'], 'decide'>[];
}

const ENDED: GrantRow = { stages: [], messages: [] };

/** The bank may give money back after the end. */
const PAID: GrantRow = { stages: [], messages: ['payoutReported'] };

/** What a living title takes: its years, its money, and what ends or suspends it. */
const OF_A_TITLE = [
  'reportYear',
  'rectifyYear',
  'relinquish',
  'correctAccount',
  'suspend',
  'resume',
  'payoutReleasing',
  'payoutReported',
  'timerFired',
] as const;

/** The state table of a grant (design §5b): which acts are open in which state. Validator, API and pages read it. */
export const GRANT_TABLE: Readonly<Record<GrantState, GrantRow>> = {
  draft: { stages: [], messages: ['begin'] },
  cityRecommendation: { stages: ['cityRecommendation'], messages: ['begin', 'withdraw', 'notSelected'] },
  cityFinance: { stages: ['cityFinance'], messages: ['withdraw', 'notSelected'] },
  returnedToApplicant: { stages: [], messages: ['resubmit', 'withdraw', 'timerFired', 'notSelected'] },
  recommended: { stages: [], messages: ['begin', 'panelChanged', 'withdraw', 'notSelected'] },
  scoring: {
    stages: ['expertScore'],
    messages: ['score', 'recuse', 'withdrawScore', 'panelChanged', 'scoringClosed', 'withdraw', 'notSelected'],
  },
  ranked: { stages: [], messages: ['proposed', 'withdraw', 'notSelected'] },
  proposed: { stages: [], messages: ['noticeOpening', 'noticeClosed', 'withdraw'] },
  noticeOpen: { stages: [], messages: ['noticeClosed'] },
  designation: { stages: ['designation'], messages: [] },
  agreement: { stages: ['agreement'], messages: ['signAgreement', 'timerFired'] },
  building: {
    stages: ['acceptance', 'assessment', 'recheck', 'accountCheck'],
    messages: ['requestAcceptance', ...OF_A_TITLE],
  },
  active: { stages: ['assessment', 'recheck', 'accountCheck'], messages: OF_A_TITLE },
  withdrawalProposed: { stages: ['withdrawalDecision'], messages: ['suspend', 'resume', 'payoutReported'] },
  revoked: { stages: ['recoveryConfirmation'], messages: ['payoutReported'] },
  recoveryDue: { stages: [], messages: ['repaid', 'payoutReported'] },
  notRecommended: ENDED,
  notSelected: ENDED,
  rejected: ENDED,
  lapsed: ENDED,
  withdrawn: ENDED,
  relinquished: PAID,
  ended: PAID,
};

/** True if the table has the act open in the state. */
export function isGrantActOpen(state: GrantState, message: GrantMessage): boolean {
  const { stages, messages } = GRANT_TABLE[state];
  return message.kind === 'decide' ? stages.includes(message.stage) : messages.includes(message.kind);
}
