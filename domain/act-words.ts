import type { ClaimMessage } from './claim/claim-message.ts';
import type { DemandCycleMessage } from './demand/demand-cycle-course.ts';
import { DEMAND_ENTRY_ACTS } from './demand/demand-words.ts';
import { ENTITY_KINDS, type EntityKind } from './entities.ts';
import { ENDPOINT_ACTS } from './event/endpoint-acts.ts';
import { CALL_AUDIT_ACTS, CALL_MESSAGE_KINDS, GRANT_AUDIT_ACTS, GRANT_MESSAGE_KINDS } from './grant/grant-words.ts';
import type { FilingMessage } from './filing/filing-course.ts';
import type { CallMessage } from './grant/call-course.ts';
import type { GrantMessage } from './grant/grant-course.ts';
import type { NoticeMessage } from './notice/notice-course.ts';
import type { BatchMessage } from './payout/batch-course.ts';
import { type YearPlanMessage } from './plan/plan-course.ts';
import { ACCESS_ACTS } from './oversight/access-acts.ts';
import { RECOVERY_MESSAGE_KINDS } from './recovery/recovery-act-words.ts';
import type { RecoveryMessage } from './recovery/recovery-course.ts';
import type { TaskAct } from './task/task-acts.ts';
import { TASK_DECISIONS } from './task/task-words.ts';
import { REPAIR_AUDIT_ACTS } from './repair/repair-audit-acts.ts';
import { everyWordOf } from './verdict.ts';

/** The kinds of messages that each entity's workflow takes; each message is stored as one act (D2). */
const MESSAGE_KINDS = {
  claim: everyWordOf<ClaimMessage['kind']>()([
    'begin',
    'decide',
    'resubmit',
    'withdraw',
    'hold',
    'release',
    'correctAccount',
    'contractEvidence',
    'registerAnswered',
    'noticeOpening',
    'noticeClosed',
    'payoutReleasing',
    'payoutReported',
    'setOff',
    'repaid',
    'recovered',
    'rearm',
    'timerFired',
  ]),
  filing: everyWordOf<FilingMessage['kind']>()([
    'begin',
    'decide',
    'resubmit',
    'withdraw',
    'recordResults',
    'claimOpened',
    'timerFired',
  ]),
  notice: everyWordOf<NoticeMessage['kind']>()([
    'begin',
    'confirm',
    'reject',
    'withdraw',
    'publish',
    'fileObjection',
    'ruleObjection',
    'settle',
  ]),
  batch: everyWordOf<BatchMessage['kind']>()(['begin', 'release', 'reject', 'dispatched', 'settle']),
  grantCall: everyWordOf<CallMessage['kind']>()(CALL_MESSAGE_KINDS),
  grant: everyWordOf<GrantMessage['kind']>()(GRANT_MESSAGE_KINDS),
  annualPlan: everyWordOf<YearPlanMessage['kind']>()([
    'begin',
    'submitPlan',
    'revisePlan',
    'decidePlan',
    'splitPlan',
    'timerFired',
  ]),
  demandCycle: everyWordOf<DemandCycleMessage['kind']>()(['begin', 'publish', 'timerFired', 'push']),
  recovery: everyWordOf<RecoveryMessage['kind']>()(RECOVERY_MESSAGE_KINDS),
} as const satisfies Readonly<Record<EntityKind, readonly string[]>>;

// By the keys of the table itself: if an entity is missing there, the compiler reports only the table.
export type MessageKind = (typeof MESSAGE_KINDS)[keyof typeof MESSAGE_KINDS][number];

/** The acts that a forged message may claim to be; `unknown` for a kind that no workflow takes. */
export type ForgedKind = MessageKind | 'unknown';
export const FORGED_KINDS: readonly ForgedKind[] = unique([...Object.values(MESSAGE_KINDS).flat(), 'unknown']);

/** Acts on money of which no workflow hears: what one person of Finance enters, and what becomes of it (S4). */
const ENTRY_ACTS = [
  'enterRepayment',
  'enterSetOff',
  'enterMatch',
  'matchEvent',
  'rejectEntry',
  'withdrawEntry',
] as const;
export type EntryAct = (typeof ENTRY_ACTS)[number];

/**
 * Acts as stored: the kinds of messages; the submission, which a claim's draft takes without a workflow; and acts on what
 * one person of Finance entered.
 */
export type StoredAct = MessageKind | EntryAct | 'submitted';
export const STORED_ACTS: readonly StoredAct[] = unique([
  ...Object.values(MESSAGE_KINDS).flat(),
  'submitted',
  ...ENTRY_ACTS,
]);

/**
 * What an audit entry is about: an entity with a workflow, or what has no workflow and is decided, revealed or seen (R-125,
 * R-134, F13, S10): cases, an official's relations, bodies of events, demand, periods, files of banks, days and quarters,
 * endpoints of other systems, machines that report to us, what the checks of the office found, repairs.
 */
export const AUDITED_KINDS = [
  ...ENTITY_KINDS,
  'case',
  'person',
  'payoutEvent',
  'access',
  'demandEntry',
  'period',
  'reconciliation',
  'accountingPeriod',
  'bankFile',
  'webhookEndpoint',
  'machineClient',
  'integrityFinding',
  'repair',
] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

const TASK_AUDITS = everyWordOf<`task.${TaskAct}`>()([
  'task.claim',
  'task.release',
  'task.transfer',
  'task.extension',
  'task.remind',
]);

/** The acts in a claim's audit chain and timeline. */
export const CLAIM_AUDIT_ACTS = [
  'drafted',
  'submitted',
  'importEntries',
  'removeEntry',
  'putDocument',
  'documentReplaced',
  'evidenceSent',
  'linePayoutReported',
  'lawCorrected',
  'deadlineRecomputed',
  'reveal',
  'payeeBound',
  'payeeRefused',
  'enterRepayment',
  'enterSetOff',
  'rejectEntry',
  'withdrawEntry',
  ...TASK_AUDITS,
  ...REPAIR_AUDIT_ACTS,
  ...MESSAGE_KINDS.claim,
] as const;
export type ClaimAuditAct = (typeof CLAIM_AUDIT_ACTS)[number];

/** The acts in the audit chains, by what they are about. */
export const AUDIT_ACTS = {
  claim: CLAIM_AUDIT_ACTS,
  filing: [
    'create',
    'submitted',
    'edit',
    'putDocument',
    'documentReplaced',
    'importRoster',
    'removeFromRoster',
    'importAttendance',
    'importResults',
    'addSupervision',
    'deadlineRecomputed',
    'reveal',
    ...TASK_AUDITS,
    ...REPAIR_AUDIT_ACTS,
    ...MESSAGE_KINDS.filing,
  ],
  notice: [
    'draft',
    'emptied',
    'claimDropped',
    'deadlineRecomputed',
    'reveal',
    ...TASK_AUDITS,
    ...REPAIR_AUDIT_ACTS,
    ...MESSAGE_KINDS.notice,
  ],
  batch: [
    'draft',
    'takeFile',
    'enterResults',
    'confirmResults',
    'enterMatch',
    'matchEvent',
    'rejectEntry',
    'withdrawEntry',
    'deadlineRecomputed',
    ...TASK_AUDITS,
    ...REPAIR_AUDIT_ACTS,
    ...MESSAGE_KINDS.batch,
  ],
  grantCall: [...CALL_AUDIT_ACTS, ...TASK_AUDITS, ...REPAIR_AUDIT_ACTS, ...MESSAGE_KINDS.grantCall],
  grant: [...GRANT_AUDIT_ACTS, ...TASK_AUDITS, ...REPAIR_AUDIT_ACTS, ...MESSAGE_KINDS.grant],
  annualPlan: [
    'opened',
    'putSectorPlan',
    'enterIndicators',
    'deadlineRecomputed',
    ...TASK_AUDITS,
    ...REPAIR_AUDIT_ACTS,
    ...MESSAGE_KINDS.annualPlan,
  ],
  // Decided: the end of a suspected crime, which a second person confirms.
  case: ['opened', 'decide', 'closed'],
  person: ['relationsDeclared', 'absenceEntered', 'absenceEnded'],
  payoutEvent: ['reveal', 'dismissEvent'],
  bankFile: ['enterFile', 'confirmFile', 'rejectFile'],
  webhookEndpoint: ENDPOINT_ACTS,
  machineClient: ['machineSecretRotated'],
  access: ACCESS_ACTS,
  demandCycle: ['deadlineRecomputed', ...TASK_AUDITS, ...REPAIR_AUDIT_ACTS, ...MESSAGE_KINDS.demandCycle],
  recovery: ['found', 'deadlineRecomputed', ...TASK_AUDITS, ...REPAIR_AUDIT_ACTS, ...MESSAGE_KINDS.recovery],
  demandEntry: DEMAND_ENTRY_ACTS,
  period: ['opened'],
  reconciliation: ['reconciled', 'explained'],
  accountingPeriod: ['closureProposed', 'closed', 'reopened'],
  integrityFinding: ['explained'],
  repair: REPAIR_AUDIT_ACTS,
} as const satisfies Readonly<Record<AuditedKind, readonly string[]>>;
export type AuditAct = (typeof AUDIT_ACTS)[keyof typeof AUDIT_ACTS][number];
export type FilingAuditAct = (typeof AUDIT_ACTS)['filing'][number];
export type BatchAuditAct = (typeof AUDIT_ACTS)['batch'][number];
export type CaseAuditAct = (typeof AUDIT_ACTS)['case'][number];
export const ALL_AUDIT_ACTS: readonly AuditAct[] = unique(Object.values(AUDIT_ACTS).flat());

/**
 * What ended a task: the decision of a person, the message that changed the entity's state, or the end of the claim that
 * a draft notice was about, or the repair of tasks that no state wants.
 */
export const DONE_ACTS = unique([
  ...TASK_DECISIONS,
  ...Object.values(MESSAGE_KINDS).flat(),
  'returnForCorrection',
  'claimEnded',
  'repaired',
]);
export type DoneAct = (typeof DONE_ACTS)[number];

function unique<Word>(words: readonly Word[]): readonly Word[] {
  return [...new Set(words)];
}
