import { workflowInfo } from '@temporalio/workflow';
import { NOMINAL_START, type OpenPeriodWorkflowInput } from './period-messages.ts';
import { recordings } from './recording-activities.ts';

/**
 * The action of a Schedule: records the period of the nominal instant with its entity, and ends. The start sweep begins
 * the entity. Run twice for one instant, it records once: the unique key decides.
 */
export async function openPeriodWorkflow(of: OpenPeriodWorkflowInput): Promise<string> {
  const { searchAttributes, startTime } = workflowInfo();
  const nominal = searchAttributes[NOMINAL_START]?.[0];
  const atMs = nominal instanceof Date ? nominal.getTime() : startTime.getTime();
  return recordings.openPeriod({ ...of, atMs });
}
