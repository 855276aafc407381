import type { ClaimCourse } from './claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from './claim/claim-message.ts';
import type { ClaimPlan } from './claim/claim-plan.ts';
import { ENDED_CLAIM_STATES } from './claim/claim-state.ts';
import {
  ENDED_DEMAND_CYCLE_STATES,
  type DemandCycleCourse,
  type DemandCycleMessage,
  type DemandCyclePlan,
} from './demand/demand-cycle-course.ts';
import { ENDED_FILING_STATES, type FilingCourse, type FilingMessage, type FilingPlan } from './filing/filing-course.ts';
import {
  ENDED_CALL_STATES,
  type CallCourse,
  type CallFacts,
  type CallMessage,
  type CallPlan,
} from './grant/call-course.ts';
import type { GrantCourse, GrantFacts, GrantMessage, GrantPlan } from './grant/grant-course.ts';
import { ENDED_GRANT_STATES } from './grant/grant-state.ts';
import {
  ENDED_NOTICE_STATES,
  type NoticeCourse,
  type NoticeFacts,
  type NoticeMessage,
  type NoticePlan,
} from './notice/notice-course.ts';
import { type YearPlan, type YearPlanCourse, type YearPlanMessage } from './plan/plan-course.ts';
import { ENDED_PLAN_STATES } from './plan/plan-words.ts';
import type { RecoveryCourse, RecoveryFacts, RecoveryMessage, RecoveryPlan } from './recovery/recovery-course.ts';
import { ENDED_RECOVERY_STATES } from './recovery/recovery-words.ts';
import {
  ENDED_BATCH_STATES,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from './payout/batch-course.ts';

interface Entity {
  readonly table: string;
  readonly workflowType: string;
  /** The prefix of its ids, before the underscore. */
  readonly idPrefix: string;
  /** The field of the contract that has its id. */
  readonly idField: string;
  /** The prefix of its workflow ids, before the slash. */
  readonly workflowIdPrefix: string;
  /** The states in which its workflow has ended. */
  readonly endedStates: readonly string[];
  /** Messages that open it again after its workflow has ended. */
  readonly reopenedBy?: readonly string[];
}

/**
 * Each entity with a workflow of its own. Every list of entities is derived from this table, so a new entity is a new
 * row.
 */
export const ENTITIES = {
  claim: {
    table: 'claim',
    workflowType: 'claimWorkflow',
    idPrefix: 'clm',
    idField: 'claimId',
    workflowIdPrefix: 'claim',
    endedStates: ENDED_CLAIM_STATES,
    // Money that comes back after the end is paid again (design §5a, R-147).
    reopenedBy: ['payoutReported'],
  },
  filing: {
    table: 'filing',
    workflowType: 'classFilingWorkflow',
    idPrefix: 'fil',
    idField: 'filingId',
    workflowIdPrefix: 'filing',
    endedStates: ENDED_FILING_STATES,
  },
  notice: {
    table: 'notice',
    workflowType: 'publicNoticeWorkflow',
    idPrefix: 'ntc',
    idField: 'noticeId',
    workflowIdPrefix: 'notice',
    endedStates: ENDED_NOTICE_STATES,
  },
  batch: {
    table: 'batch',
    workflowType: 'payoutBatchWorkflow',
    idPrefix: 'pob',
    idField: 'batchId',
    workflowIdPrefix: 'payout-batch',
    endedStates: ENDED_BATCH_STATES,
  },
  grantCall: {
    table: 'grant_call',
    workflowType: 'grantCallWorkflow',
    idPrefix: 'gcl',
    idField: 'callId',
    workflowIdPrefix: 'grant-call',
    endedStates: ENDED_CALL_STATES,
  },
  grant: {
    table: 'base_grant',
    workflowType: 'baseGrantWorkflow',
    idPrefix: 'grt',
    idField: 'grantId',
    workflowIdPrefix: 'base-grant',
    endedStates: ENDED_GRANT_STATES,
    // The bank may give money back after the end.
    reopenedBy: ['payoutReported'],
  },
  annualPlan: {
    table: 'annual_plan',
    workflowType: 'annualPlanWorkflow',
    idPrefix: 'pln',
    idField: 'planId',
    workflowIdPrefix: 'annual-plan',
    endedStates: ENDED_PLAN_STATES,
  },
  demandCycle: {
    table: 'demand_cycle',
    workflowType: 'demandCycleWorkflow',
    idPrefix: 'dmc',
    idField: 'cycleId',
    workflowIdPrefix: 'demand-cycle',
    endedStates: ENDED_DEMAND_CYCLE_STATES,
  },
  recovery: {
    table: 'recovery',
    workflowType: 'recoveryWorkflow',
    idPrefix: 'rec',
    idField: 'recoveryId',
    workflowIdPrefix: 'recovery',
    endedStates: ENDED_RECOVERY_STATES,
    // A claim of the class may ask for more of its advance after the debt has ended (L1).
    reopenedBy: ['debtChanged'],
  },
} as const satisfies Readonly<Record<keyof EntityShapes, Entity>>;

export type EntityKind = keyof typeof ENTITIES;

/** The field of the contract that has an entity's id. */
export type EntityIdField = (typeof ENTITIES)[EntityKind]['idField'];

/** The exported name of an entity's workflow. */
export type WorkflowType = (typeof ENTITIES)[EntityKind]['workflowType'];

/** For each entity's workflow: the types of its course, messages, recorded facts and start input. */
interface EntityShapes {
  readonly claim: Shapes<ClaimCourse, ClaimMessage, RecordedFacts, ClaimPlan>;
  readonly filing: Shapes<FilingCourse, FilingMessage, null, FilingPlan>;
  readonly notice: Shapes<NoticeCourse, NoticeMessage, NoticeFacts, NoticePlan>;
  readonly batch: Shapes<BatchCourse, BatchMessage, BatchFacts, BatchPlan>;
  readonly grantCall: Shapes<CallCourse, CallMessage, CallFacts, CallPlan>;
  readonly grant: Shapes<GrantCourse, GrantMessage, GrantFacts, GrantPlan>;
  readonly annualPlan: Shapes<YearPlanCourse, YearPlanMessage, null, YearPlan>;
  readonly demandCycle: Shapes<DemandCycleCourse, DemandCycleMessage, null, DemandCyclePlan>;
  readonly recovery: Shapes<RecoveryCourse, RecoveryMessage, RecoveryFacts, RecoveryPlan>;
}

interface Shapes<Course, Message, Facts, Plan> {
  readonly course: Course;
  readonly message: Message;
  readonly facts: Facts;
  readonly plan: Plan;
}

/**
 * A kind without these types is an error at the table; elsewhere it has none, so that the compiler reports only the
 * table.
 */
export type ShapesOf<Kind extends EntityKind> = (EntityShapes &
  Record<Exclude<EntityKind, keyof EntityShapes>, never>)[Kind];

export function isEntityKind(word: string): word is EntityKind {
  return Object.hasOwn(ENTITIES, word);
}

/** In the order of the table. */
export const ENTITY_KINDS: readonly EntityKind[] = Object.keys(ENTITIES).filter(isEntityKind);

/** True if the message opens an ended entity of this kind again, in a new run of its workflow. */
export function isReopenedBy(kind: EntityKind, message: string): boolean {
  const { reopenedBy = [] }: Entity = ENTITIES[kind];
  return reopenedBy.includes(message);
}

export function workflowIdOf(kind: EntityKind, id: string): string {
  return `${ENTITIES[kind].workflowIdPrefix}/${id}`;
}

/** The entity that a workflow id names; null for a workflow of no entity. */
export function entityOfWorkflow(workflowId: string): { readonly kind: EntityKind; readonly id: string } | null {
  const slash = workflowId.indexOf('/');
  const kind = ENTITY_KINDS.find((one) => ENTITIES[one].workflowIdPrefix === workflowId.slice(0, slash));
  return slash < 0 || kind === undefined ? null : { kind, id: workflowId.slice(slash + 1) };
}
