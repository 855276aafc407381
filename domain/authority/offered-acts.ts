import { ACTS_BESIDE, DECISIONS } from '../claim/claim-message.ts';
import { ENTRY_ACTIONS } from '../demand/demand-entry-acts.ts';
import { FILING_DECISIONS } from '../filing/filing-course.ts';
import { CALL_OFFERS, GRANT_OFFERS } from '../grant/grant-words.ts';
import { PLAN_DECISIONS } from '../plan/plan-words.ts';
import { RECOVERY_OFFERS } from '../recovery/recovery-act-words.ts';
import { TASK_ACTS } from '../task/task-acts.ts';
import { TASK_DECISIONS } from '../task/task-words.ts';

/** What becomes of a word about money that one person of Finance has entered (S4). */
const ENTRY_DECISIONS = ['confirmation', 'rejection', 'withdrawal'] as const;

/** The acts that the contract offers to people in the field `acts`, by what they act on. */
export const OFFERED_ACTS = {
  claim: [
    'submit',
    'withdraw',
    'resubmit',
    'correctAccount',
    'importEntries',
    'putDocument',
    'sendContractEvidence',
    'completeContractCheck',
    ...DECISIONS,
    ...ACTS_BESIDE,
  ],
  filing: [
    'edit',
    'putDocument',
    'importRoster',
    'importAttendance',
    'importResults',
    'addSupervision',
    'submit',
    'withdraw',
    ...FILING_DECISIONS,
    'claim',
  ],
  task: [...TASK_ACTS, ...TASK_DECISIONS],
  notice: ['confirmation', 'rejection', 'withdrawal'],
  batch: ['release', 'rejection', 'results'],
  payoutResults: ['confirmation'],
  bankFile: ['confirmation', 'rejection'],
  bankFiles: ['upload'],
  annualPlan: ['submit', 'revise', 'split', 'putSectorPlan', 'enterIndicators', ...PLAN_DECISIONS],
  demandCycle: ['publication'],
  demandEntry: ENTRY_ACTIONS,
  grantCall: CALL_OFFERS,
  grant: GRANT_OFFERS,
  case: ['closure', 'confirmation'],
  recovery: RECOVERY_OFFERS,
  moneyEntry: ENTRY_DECISIONS,
  parkedEvent: ['match', ...ENTRY_DECISIONS, 'dismissal'],
  accountingPeriod: ['closure', 'confirmation', 'reopening'],
  repair: ['approval', 'rejection'],
  difference: ['explanation'],
  reconciliation: ['run'],
  integrityRun: ['run'],
  integrityFinding: ['explanation'],
  endpoints: ['registration'],
  webhookEndpoint: ['test', 'recovery', 'rotation', 'change', 'disabling', 'enabling', 'deletion'],
  webhookDelivery: ['replay'],
} as const;
export type OfferedAct<Of extends keyof typeof OFFERED_ACTS> = (typeof OFFERED_ACTS)[Of][number];
