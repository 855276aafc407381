import { authorizeDecision } from '../../domain/authority/authorize-decision.ts';
import { judgeClaimAct } from '../../domain/claim/claim-moves.ts';
import type { BulkLimits } from '../../domain/policy/office-parameters.ts';
import { bulkAble, judgeObstacles, type BulkTask } from '../../domain/task/bulk-able.ts';
import { missingSupervision } from '../../domain/task/decision-rules.ts';
import type { Caller } from '../kernel/caller.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';
import { isDepartmentReview, purposeOf } from './decide-claim-task.ts';
import type { VisitedCase } from './bulk-ports.ts';
import type { TaskListRow, TaskStore } from './task-ports.ts';

/** A task as a list has it. */
type Listed = TaskListRow & BulkTask;

/** Of each task of a page, the code of why the caller's bulk would leave it alone; null where it would decide it. */
export type BulkCodes = ReadonlyMap<string, string | null>;

/**
 * Judges each task as the plan of a bulk would, for the person who asks. Cases are read, all at once, only of the tasks
 * for which nothing else decides.
 */
export async function bulkCodes(
  tasks: Pick<TaskStore, 'visitedCases'>,
  rows: readonly Listed[],
  asked: { readonly caller: Caller; readonly limits: BulkLimits },
): Promise<BulkCodes> {
  const first = rows.map((row) => [row, codeWithoutCase(row, asked)] as const);
  const open = first.filter(([row, code]) => code === null && row.entityKind === 'claim');
  const cases = await tasks.visitedCases(open.map(([{ entityId }]) => entityId));
  const byId = new Map(cases.map((one) => [one.claimId, one]));
  return new Map(first.map(([row, code]) => [row.id, code ?? codeOfCase(row, byId.get(row.entityId), asked.caller)]));
}

/** What the task and its seat say; the duties of a case are not known yet. */
function codeWithoutCase(
  row: Listed,
  { caller, limits }: { readonly caller: Caller; readonly limits: BulkLimits },
): string | null {
  const able = bulkAble(row, limits);
  if (!able.ok) {
    return able.reason;
  }
  const { role, organ, jurisdiction } = row;
  const seat = { role, organ, jurisdiction, decidesAs: 'departmentReviewer' } as const;
  const isOfClaim = row.entityKind === 'claim';
  const judged = authorizeDecision(caller, seat, []);
  // Who has decided in the claim before gets that reason, whatever the seat: so its case is read.
  const isDecider = isOfClaim && !judged.ok && caller.roles.some((held) => DECIDING.includes(held));
  if (isDecider) {
    return null;
  }
  const verdict = judgeObstacles({ judged, isTakenByAnother: !isOfClaim && isTaken(row, caller), isUnvisited: false });
  return verdict.ok ? null : problemOfCode(verdict.reason);
}

const DECIDING: readonly string[] = ['departmentReviewer', 'bureauReviewer', 'financeMaker', 'financeChecker'];

function codeOfCase(row: Listed, claim: VisitedCase | undefined, caller: Caller): string | null {
  if (row.entityKind !== 'claim') {
    return null;
  }
  if (claim === undefined) {
    return 'WRONG_STATE';
  }
  const message = {
    kind: 'decide',
    task: 'review',
    purpose: purposeOf(row),
    decision: 'approve',
    refusedLines: 0,
    actor: caller,
    expectedRevision: claim.course.revision,
    actId: '',
    atMs: 0,
  } as const;
  const verdict = judgeObstacles({
    judged: judgeClaimAct(claim.course, message, claim.plan),
    isTakenByAnother: isTaken(row, caller),
    isUnvisited: isUnvisited(row, claim),
  });
  return verdict.ok ? null : problemOfCode(verdict.reason);
}

function isTaken({ assigneeId }: Listed, { personId }: Caller): boolean {
  return assigneeId !== null && assigneeId !== personId;
}

function isUnvisited(row: Listed, claim: VisitedCase): boolean {
  const asksForVisits = claim.filingId !== null && claim.course.purpose !== 'advance' && isDepartmentReview(row, claim);
  return asksForVisits && missingSupervision(claim.visited).length > 0;
}
