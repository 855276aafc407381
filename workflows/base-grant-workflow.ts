import { condition, continueAsNew } from '@temporalio/workflow';
import {
  isGrantSettled,
  type GrantCourse,
  type GrantFacts,
  type GrantMessage,
  type GrantPlan,
} from '../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../domain/grant/grant-judging.ts';
import { moveGrant } from '../domain/grant/grant-moves.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { currentGrantQuery, GRANT_UPDATES, grantUpdate } from './grant-messages.ts';
import { recordings } from './recording-activities.ts';

export interface GrantWorkflowInput {
  readonly course: GrantCourse;
  readonly plan: GrantPlan;
}

const GRANT: EntityRules<GrantCourse, GrantMessage, GrantFacts, GrantPlan> = {
  judge: judgeGrantAct,
  move: moveGrant,
  record: (recording) => recordings.recordGrant(recording),
  updates: GRANT_UPDATES.map(grantUpdate),
  current: currentGrantQuery,
  idOf: ({ grantId }) => grantId,
  begin: (turn) => ({ kind: 'begin', ...turn }),
  isSettled: isGrantSettled,
  nextTurn,
  nextRun: {
    isDue: hasOpenedYear,
    waitsUntilMs: ({ timer }) => timer?.atMs ?? null,
    begin: (input) => continueAsNew<typeof baseGrantWorkflow>(input),
  },
};

/** A run goes from one opening of a year to the next. */
function hasOpenedYear(begun: GrantCourse, course: GrantCourse): boolean {
  return (course.title?.years.length ?? 0) > (begun.title?.years.length ?? 0);
}

/** A grant from its application to the end of its title (P4). */
export async function baseGrantWorkflow(input: GrantWorkflowInput): Promise<string> {
  return conduct(GRANT, input);
}

async function nextTurn(grant: Conductor<GrantCourse, GrantMessage>, plan: GrantPlan): Promise<void> {
  const { timer, revision } = grant.course();
  if (timer === null) {
    await condition(() => !grant.isBusy() && grant.course().revision !== revision);
    return;
  }
  const isOver = () => grant.course().timer?.atMs !== timer.atMs || grant.course().timer?.kind !== timer.kind;
  if (!(await waitUntil(timer.atMs, grant.nowMs, isOver))) {
    return;
  }
  await condition(() => !grant.isBusy());
  if (!isOver()) {
    const actId = `${plan.grantId}/timer/${timer.kind}/${revision}`;
    await grant.ownTurn({ kind: 'timerFired', actId, atMs: timer.atMs });
  }
}
