import type { OrganCode, Role } from '../codes.ts';
import { paymentOf, PURPOSES, type ClaimCourse, type Purpose } from './claim-course.ts';
import { isInDisbursement } from './claim-payments.ts';
import { indexOfKind, type ClaimPlan } from './claim-plan.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { TaskToOpen } from '../task/task-changes.ts';
import { REVIEW_CLAIM_STATES, UNPAID_CLAIM_STATES } from './claim-state.ts';
import { isPaidAgain, reviewOfBureau } from './claim-table.ts';
import { isOneOf } from '../verdict.ts';

/**
 * A task that a course requires. The recording makes the open tasks equal to this list: it opens missing tasks and ends
 * tasks that are not listed.
 */
export interface WantedTask {
  readonly kind: 'review' | 'bureauCorrection' | 'accountCorrection' | 'disbursement' | 'recovery';
  readonly stage: string;
  readonly purpose: Purpose;
  readonly round: number;
  readonly organ: OrganCode;
  readonly role: Role;
}

/**
 * Returns the tasks that should be open for a claim in this course, each with its kind, stage, purpose, round, organ and
 * role.
 */
export function wantedTasks(course: ClaimCourse, plan: ClaimPlan): readonly WantedTask[] {
  const tasks: WantedTask[] = [];
  const stage = plan.stages[course.stageIndex];
  const bureau = reviewOfBureau(plan);
  const inReview = stage?.kind === 'review' && isOneOf(REVIEW_CLAIM_STATES, course.state);
  if (inReview) {
    tasks.push({ ...of('review', course), stage: stage.stage, organ: stage.organ, role: stage.role });
  }
  if (course.state === 'returnedToBureau' && bureau !== undefined) {
    tasks.push({ ...of('bureauCorrection', course), stage: bureau.stage, organ: bureau.organ, role: bureau.role });
  }
  const finance = plan.stages[indexOfKind(plan, 'disbursement')];
  for (const purpose of PURPOSES) {
    const { state } = paymentOf(course, purpose);
    const wanted = { ...of('disbursement', course), purpose };
    const isWaitedFor = isInDisbursement(course, purpose);
    if (state === 'due' && finance !== undefined && (isWaitedFor || isPaidAgain(course, purpose))) {
      tasks.push({ ...wanted, stage: finance.stage, organ: finance.organ, role: finance.role });
    }
    if (state === 'failed' && bureau !== undefined) {
      tasks.push({ ...wanted, kind: 'accountCorrection', stage: bureau.stage, organ: bureau.organ, role: bureau.role });
    }
  }
  if (course.state === 'recoveryDue' && finance !== undefined) {
    tasks.push({ ...of('recovery', course), stage: finance.stage, organ: finance.organ, role: finance.role });
  }
  return isOneOf(UNPAID_CLAIM_STATES, course.state) ? [] : tasks;
}

function of(kind: WantedTask['kind'], course: ClaimCourse): Pick<WantedTask, 'kind' | 'purpose' | 'round'> {
  return { kind, purpose: course.purpose, round: course.round };
}

const DAYS_KEYS: Readonly<Partial<Record<WantedTask['kind'], string>>> = {
  recovery: 'recovery.reminderDays',
  bureauCorrection: 'correction.days',
  accountCorrection: 'correction.days',
};

/**
 * Returns the wanted tasks, each with the parameter that gives its days: the stage's own, or that of the correction.
 * @throws RangeError when the claim's law names no days for a stage
 */
export function claimTasksToOpen(
  course: ClaimCourse,
  plan: ClaimPlan,
  snapshot: PolicySnapshot,
): readonly TaskToOpen[] {
  return wantedTasks(course, plan).map((task) => taskToOpen(task, snapshot));
}

/**
 * Returns Finance's task for an advance that is due back after its claim has ended (L1, R-074): as for a claim whose
 * settlement asks something back.
 * @throws RangeError when the advance's law has no disbursement
 */
export function advanceRecoveryTask(snapshot: PolicySnapshot): TaskToOpen {
  const finance = snapshot.routeDefinition.stages.find(({ kind }) => kind === 'disbursement');
  if (finance === undefined || finance.organ === 'responsibleDepartment') {
    throw new RangeError(`The route ${snapshot.route} has no disbursement of an organ`);
  }
  const { stage, organ, role } = finance;
  return taskToOpen({ kind: 'recovery', stage, purpose: 'advance', round: 1, organ, role }, snapshot);
}

function taskToOpen(task: WantedTask, snapshot: PolicySnapshot): TaskToOpen {
  const stage = snapshot.routeDefinition.stages.find((one) => one.stage === task.stage);
  const daysKey = DAYS_KEYS[task.kind] ?? stage?.daysKey;
  if (daysKey === undefined) {
    throw new RangeError(`Stage ${task.stage} has no days`);
  }
  return { ...task, section: null, daysKey };
}
