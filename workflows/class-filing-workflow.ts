import { condition } from '@temporalio/workflow';
import {
  filingWaitMs,
  isFilingSettled,
  judgeFilingAct,
  moveFiling,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../domain/filing/filing-course.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { currentFilingQuery, FILING_UPDATES, filingUpdate } from './filing-messages.ts';
import { recordings } from './recording-activities.ts';

export interface FilingWorkflowInput {
  readonly course: FilingCourse;
  readonly plan: FilingPlan;
}

const FILING: EntityRules<FilingCourse, FilingMessage, null, FilingPlan> = {
  judge: judgeFilingAct,
  move: moveFiling,
  record: (recording) => recordings.recordFiling(recording),
  updates: FILING_UPDATES.map(filingUpdate),
  current: currentFilingQuery,
  idOf: ({ filingId }) => filingId,
  begin: (turn) => ({ kind: 'begin', ...turn }),
  isSettled: isFilingSettled,
  nextTurn,
};

/** A class before, during and after its run, until it is claimed or its window ends (D23). */
export async function classFilingWorkflow(input: FilingWorkflowInput): Promise<string> {
  return conduct(FILING, input);
}

async function nextTurn(filing: Conductor<FilingCourse, FilingMessage>, plan: FilingPlan): Promise<void> {
  const atMs = filingWaitMs(filing.course());
  if (atMs === null) {
    await condition(
      () => !filing.isBusy() && (isFilingSettled(filing.course()) || filingWaitMs(filing.course()) !== null),
    );
    return;
  }
  const { state } = filing.course();
  const isOver = () => filingWaitMs(filing.course()) !== atMs;
  if (!(await waitUntil(atMs, filing.nowMs, isOver))) {
    return;
  }
  await condition(() => !filing.isBusy());
  if (!isOver()) {
    await filing.ownTurn({ kind: 'timerFired', actId: `${plan.filingId}/timer/${state}`, atMs });
  }
}
