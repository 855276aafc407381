import type pg from 'pg';
import type { DutyTask, TaskStore } from '../../api/task/task-ports.ts';
import type { DecidingRole } from '../../domain/authority/authorize-decision.ts';
import { reviewOfBureau } from '../../domain/claim/claim-table.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { GRANT_STAGES, STAGE_ROWS } from '../../domain/grant/grant-stage.ts';
import { organPlan } from '../../domain/plan/plan-course.ts';
import { NO_DUTIES, type TaskDuties } from '../../domain/task/stand-in.ts';
import { unreachable } from '../../domain/verdict.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';

type Cases = Pick<TaskStore, 'claimCase' | 'noticeCase' | 'objection' | 'grantCase' | 'planCase' | 'recoveryCase'>;

/** Reads what the separation of duties says of a task: the same facts that the judgement of its decision reads. */
export async function readTaskDuties(pool: pg.Pool, cases: Cases, task: DutyTask): Promise<TaskDuties> {
  switch (task.entityKind) {
    case 'claim':
      return claimDuties(cases, task);
    case 'notice':
      return task.objectionId === null ? noticeDuties(cases, task) : objectionDuties(cases, task.objectionId);
    case 'batch':
      return { ...NO_DUTIES, excluded: (await fetchAll(pool, excludedFromBatch(task.entityId))).map(({ id }) => id) };
    case 'grant':
      return grantDuties(cases, task);
    case 'annualPlan':
      return planDuties(cases, task);
    case 'recovery':
      return recoveryDuties(cases, task);
    case 'filing':
    case 'grantCall':
    case 'demandCycle':
      return NO_DUTIES;
    default:
      return unreachable(task.entityKind);
  }
}

async function claimDuties(cases: Cases, task: DutyTask): Promise<TaskDuties> {
  const claim = await cases.claimCase(task.entityId);
  if (claim === null) {
    return NO_DUTIES;
  }
  return { ...NO_DUTIES, decidesAs: decidesAs(task, claim.plan), deciders: claim.course.deciders };
}

function decidesAs({ kind, stage }: DutyTask, plan: ClaimPlan): DecidingRole | null {
  if (kind === 'review') {
    return plan.stages.find((one) => one.stage === stage)?.decidesAs ?? null;
  }
  if (kind === 'bureauCorrection' || kind === 'accountCorrection') {
    return reviewOfBureau(plan)?.decidesAs ?? null;
  }
  return 'financeMaker';
}

/** Who confirmed for one side does not confirm for the other, nor do people of the same section. */
async function noticeDuties(cases: Cases, { entityId: noticeId }: DutyTask): Promise<TaskDuties> {
  const notice = await cases.noticeCase(noticeId);
  const words = notice?.course.words ?? [];
  const isBothSides = notice?.plan.responsibleDepartment === 'HRSS';
  const excludedSections = isBothSides ? words.map(({ section }) => section) : [];
  return { ...NO_DUTIES, excluded: words.map(({ personId }) => personId), excludedSections };
}

async function objectionDuties(cases: Cases, objectionId: string): Promise<TaskDuties> {
  return { ...NO_DUTIES, excluded: (await cases.objection(objectionId))?.deciders ?? [] };
}

async function grantDuties(cases: Cases, { stage, entityId: grantId }: DutyTask): Promise<TaskDuties> {
  const grant = await cases.grantCase(grantId);
  const found = GRANT_STAGES.find((one) => one === stage);
  const own = found === undefined ? null : STAGE_ROWS[found].decidesAs;
  const others = (grant?.course.deciders ?? []).filter(({ role }) => role !== own);
  return { ...NO_DUTIES, excluded: others.map(({ personId }) => personId) };
}

/** Who found it approves nothing of it, and who did either rules on no appeal; what the system found takes an uninvolved person. */
async function recoveryDuties(cases: Cases, task: DutyTask): Promise<TaskDuties> {
  const found = await cases.recoveryCase(task.entityId);
  if (found === null) {
    return NO_DUTIES;
  }
  const { course, plan, deciders } = found;
  const did = task.kind === 'recoveryPlan' ? [course.proposal?.makerId] : [plan.finderId, course.approverId];
  const others = task.kind === 'recoveryApproval' && plan.finderId === null ? deciders : [];
  return { ...NO_DUTIES, excluded: [...did.filter((id) => id != null), ...others] };
}

/** Nobody reviews the plan that he filed, and of the bureau's own plan nobody of his section does. */
async function planDuties(cases: Cases, task: DutyTask): Promise<TaskDuties> {
  const plan = task.planOrgan === null ? null : await cases.planCase(task.entityId);
  if (plan === null || task.planOrgan === null || task.kind !== 'planReview') {
    return NO_DUTIES;
  }
  const { filed } = organPlan(plan.course, task.planOrgan);
  if (filed === null) {
    return NO_DUTIES;
  }
  const { personId, section } = filed.filer;
  return { ...NO_DUTIES, excluded: [personId], excludedSections: task.planOrgan === 'HRSS' ? [section] : [] };
}

/** The maker of a batch, and who decided on one of its claims or grants in another role than the checker's. */
const excludedFromBatch = sqlText<{ readonly id: string }, [batchId: string]>(
  'task.excludedFromBatch',
  `SELECT b.maker_id AS id FROM batch b WHERE b.id = $1
   UNION SELECT d.person_id FROM payout_instruction i JOIN claim_decider d ON d.claim_id = i.claim_id
     WHERE i.batch_id = $1 AND d.role <> 'financeChecker'
   UNION SELECT d.person_id FROM payout_instruction i JOIN grant_decider d ON d.grant_id = i.grant_id
     WHERE i.batch_id = $1 AND d.role <> 'checker'`,
);
