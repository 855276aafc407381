import {
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

/** What a claim's workflow is started with, and how many messages the floor waits for. */
export interface FloorInput {
  readonly course: { readonly revision: number };
  readonly plan: unknown;
  readonly updates: number;
}

export interface FloorActivities {
  /** An activity with an empty body: it takes what a recording takes and gives what a recording gives. */
  nothing(recording: unknown): Promise<unknown>;
}

const { nothing } = proxyLocalActivities<FloorActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
});

export const floorUpdate = defineUpdate<{ revision: number; state: string }, [unknown]>('floor');

/** Answered once the first workflow task is done, as the claim's own is. */
export const floorQuery = defineQuery<unknown>('current');

/** The bare floor: as many workflow tasks, Updates and local activities as a claim, with the same payloads and no work. */
export async function floorWorkflow({ course, plan, updates }: FloorInput): Promise<string> {
  let revision = course.revision;
  const step = async (message: unknown) => {
    await nothing({ before: course, message, plan });
    revision += 1;
    return { revision, state: 'departmentReview' };
  };
  setHandler(floorQuery, () => course);
  setHandler(floorUpdate, step, { validator: (_message) => {} });
  await step({ kind: 'begin' });
  await condition(() => revision > updates);
  await condition(allHandlersFinished);
  return 'closed';
}
