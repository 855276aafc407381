import { ApplicationFailure, asyncLocalStorage } from '@temporalio/activity';
import type { EntityWork } from './entity-ports.ts';
import type { PeriodWork } from './period-ports.ts';
import type { Recordings } from './recording-ports.ts';

/** All activities of the workflows: recordings and openings of periods (local activities), and the entities' paging work. */
export type Activities = Recordings & EntityWork & PeriodWork;

export function createActivities(dependencies: {
  readonly recordings: Recordings;
  readonly entityWork: EntityWork;
  readonly periods: PeriodWork;
}): Activities {
  const { recordings, entityWork, periods } = dependencies;
  return {
    ...onlyLocal(recordings),
    ...entityWork,
    openPeriod: (input) => local(() => periods.openPeriod(input)),
  };
}

/**
 * Our workflows record in their own process. A recording that a task queue brings was asked for by somebody else, with
 * whatever input they like (D2).
 */
function onlyLocal(recordings: Recordings): Recordings {
  const { recordAnnualPlan, recordBatch, recordClaim, recordDemandCycle, recordFiling } = recordings;
  const { recordGrant, recordGrantCall, recordNotice, recordRecovery } = recordings;
  return {
    recordAnnualPlan: (recording) => local(() => recordAnnualPlan(recording)),
    recordBatch: (recording) => local(() => recordBatch(recording)),
    recordClaim: (recording) => local(() => recordClaim(recording)),
    recordDemandCycle: (recording) => local(() => recordDemandCycle(recording)),
    recordFiling: (recording) => local(() => recordFiling(recording)),
    recordGrant: (recording) => local(() => recordGrant(recording)),
    recordGrantCall: (recording) => local(() => recordGrantCall(recording)),
    recordNotice: (recording) => local(() => recordNotice(recording)),
    recordRecovery: (recording) => local(() => recordRecovery(recording)),
  };
}

async function local<Answer>(record: () => Promise<Answer>): Promise<Answer> {
  if (asyncLocalStorage.getStore()?.info.isLocal === false) {
    throw ApplicationFailure.nonRetryable('A recording is asked for by its own workflow alone', 'FORGED_ACT');
  }
  return record();
}
