import { continueAsNew, sleep } from '@temporalio/workflow';

/** Sleeps a year in each of its runs; the last one returns when each of them woke. */
export async function continuingWorkflow(runs: number, wokenAt: readonly number[]): Promise<readonly number[]> {
  await sleep('365 days');
  const woken = [...wokenAt, Date.now()];
  return runs <= 1 ? woken : continueAsNew<typeof continuingWorkflow>(runs - 1, woken);
}
