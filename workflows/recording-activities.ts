import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';

/**
 * Our own database, called in the workflow task that causes it, with one marker in the history. Retried until it
 * answers (D2).
 */
export const recordings = proxyLocalActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
});

/**
 * A call's words to its applications, in the workflow task of the act that they follow from: one marker, whatever their
 * number. Retried until every application has answered.
 */
export const callWork = proxyLocalActivities<Activities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' },
});

/** Paging over claims: each step is safe to repeat, so it is retried until every claim has answered. */
export const entityWork = proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' },
});
