import { condition, setHandler } from '@temporalio/workflow';
import {
  filingWaitMs,
  isFilingSettled,
  judgeFilingAct,
  moveFiling,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../domain/filing/filing-course.ts';
import { conduct, untilHandlersFinished, waitUntil, type Conductor } from './conduct-entity.ts';
import { currentFilingQuery, FILING_UPDATES, filingUpdate } from './filing-messages.ts';
import { recordings } from './recording-activities.ts';

export interface FilingWorkflowInput {
  readonly course: FilingCourse;
  readonly plan: FilingPlan;
}

/** A class before, while and after it runs, until it is claimed or its window ends (D23). */
export async function classFilingWorkflow({ course, plan }: FilingWorkflowInput): Promise<string> {
  const filing = conduct<FilingCourse, FilingMessage, null, FilingPlan>(
    { judge: judgeFilingAct, move: moveFiling, record: (recording) => recordings.recordFiling(recording) },
    course,
    plan,
  );
  setHandler(currentFilingQuery, () => filing.course());
  for (const kind of FILING_UPDATES) {
    setHandler(filingUpdate(kind), (message) => filing.perform(message), {
      validator: (message) => {
        filing.check(message);
      },
    });
  }

  await filing.ownTurn({ kind: 'begin', actId: `${plan.filingId}/begin`, atMs: Date.now() + plan.clockOffsetMs });
  while (!isFilingSettled(filing.course())) {
    await nextTurn(filing, plan);
  }
  await untilHandlersFinished();
  return filing.course().state;
}

async function nextTurn(filing: Conductor<FilingCourse, FilingMessage>, plan: FilingPlan): Promise<void> {
  const nowMs = () => Date.now() + plan.clockOffsetMs;
  const atMs = filingWaitMs(filing.course());
  if (atMs === null) {
    await condition(
      () => !filing.isBusy() && (isFilingSettled(filing.course()) || filingWaitMs(filing.course()) !== null),
    );
    return;
  }
  const { state } = filing.course();
  const isOver = () => filingWaitMs(filing.course()) !== atMs;
  if (!(await waitUntil(atMs, nowMs, isOver))) {
    return;
  }
  await condition(() => !filing.isBusy());
  if (!isOver()) {
    await filing.ownTurn({ kind: 'timerFired', actId: `${plan.filingId}/timer/${state}`, atMs });
  }
}
