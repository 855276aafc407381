import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client, type Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import type { TimeSkipping } from '../../activities/sweep-ports.ts';

const POLL_MS = 20;

/** Started, and a workflow task scheduled, started and completed. */
const EVENTS_OF_A_TASK = 4;

interface Standing {
  readonly isOpen: boolean;
  /** True if a workflow task was done, and neither one nor an activity is pending. */
  readonly isQuiet: boolean;
  readonly businessMs: number;
}

/**
 * The server's own time skipping (practice mode only, D19). A workflow's time is forwarded from where it stands to the
 * business time of the jump; timers on the way fire in their order. A second jump would replace the rest of an unfinished one, so
 * each workflow is polled until it has arrived and is idle.
 */
export function createTimeSkipping(connection: Connection, client: Client, namespace: string): TimeSkipping {
  const standingOf = async (workflowId: string): Promise<Standing> => {
    const { raw, memo, status } = await client.workflow.getHandle(workflowId).describe();
    const offsetMs = typeof memo?.['clockOffsetMs'] === 'number' ? memo['clockOffsetMs'] : 0;
    // A run that nobody has worked on yet, such as one that another run continues as, has its timers still before it.
    const hasBegun = Number(raw.workflowExecutionInfo?.historyLength ?? 0) >= EVENTS_OF_A_TASK;
    const ownMs = optionalTsToMs(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? Date.now();
    return {
      isOpen: status.name === 'RUNNING',
      isQuiet: hasBegun && (raw.pendingWorkflowTask ?? null) === null && (raw.pendingActivities ?? []).length === 0,
      businessMs: ownMs + offsetMs,
    };
  };

  const forwardOpen: TimeSkipping['forward'] = async (workflowId, { targetAtMs, offsetMs }, deadlineMs) => {
    // Before the workflow is asked: what takes time here leaves it behind the office, and never ahead.
    const jumpMs = Date.now() + offsetMs;
    let now = await standingOf(workflowId);
    const aheadMs = Math.max(jumpMs, targetAtMs) - now.businessMs;
    if (now.isOpen && now.businessMs < targetAtMs) {
      await connection.workflowService.updateWorkflowExecutionOptions({
        namespace,
        workflowExecution: { workflowId },
        workflowExecutionOptions: {
          timeSkippingConfig: {
            enabled: true,
            fastForwardConfig: { id: randomUUID(), duration: msToTs(Math.ceil(aheadMs)) },
          },
        },
        updateMask: { paths: ['time_skipping_config'] },
      });
    }
    while (now.isOpen && (now.businessMs < targetAtMs || !now.isQuiet)) {
      if (Date.now() > deadlineMs) {
        return false;
      }
      await pause(POLL_MS);
      now = await standingOf(workflowId);
    }
    return true;
  };

  return {
    async forward(workflowId, jump, deadlineMs) {
      try {
        return await forwardOpen(workflowId, jump, deadlineMs);
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          return true;
        }
        throw error;
      }
    },
  };
}
