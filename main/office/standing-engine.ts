import {
  QueryNotRegisteredError,
  ServiceError,
  WorkflowNotFoundError,
  type Client,
  type Connection,
} from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import type { ListedRun, StandingEngine } from '../../activities/standing-ports.ts';
import { workflowIdOf } from '../../domain/entities.ts';
import { FAILING_TASK_ATTEMPTS } from '../../domain/standing/engine-fault.ts';
import type { RunSeen } from '../../domain/standing/standing.ts';
import type { WorkflowStatus } from '../../domain/standing/standing-words.ts';

const PAGE = 1_000;
const LIST_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 1_000;

/** The search attribute that the server gives runs whose workflow tasks fail. */
const PROBLEMS = 'TemporalReportedProblems';

const EMPTY = new Uint8Array();

interface Page {
  readonly runs: readonly ListedRun[];
  readonly next: Uint8Array | null;
}

type Described = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['describe']>>;

/** Asks the Temporal server for what runs in a task queue, and for single workflows. */
export function createStandingEngine(
  { connection, client }: { readonly connection: Connection; readonly client: Client },
  taskQueue: string,
): StandingEngine {
  const { namespace } = client.options;
  const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`;

  const pageOf = async (nextPageToken: Uint8Array): Promise<Page> => {
    const page = await connection.withDeadline(Date.now() + LIST_WITHIN_MS, () =>
      connection.workflowService.listWorkflowExecutions({ namespace, pageSize: PAGE, query, nextPageToken }),
    );
    const runs = page.executions.map(({ execution, searchAttributes }) => ({
      workflowId: execution?.workflowId ?? '',
      runId: execution?.runId ?? '',
      hasProblem: problemOf(searchAttributes) !== null,
    }));
    return { runs, next: page.nextPageToken.length === 0 ? null : page.nextPageToken };
  };

  return {
    async *running() {
      for (let token: Uint8Array | null = EMPTY; token !== null;) {
        const page = await pageOf(token);
        yield page.runs;
        token = page.next;
      }
    },

    async ask({ kind, id }) {
      const handle = client.workflow.getHandle(workflowIdOf(kind, id));
      const within = <Result>(work: () => Promise<Result>) => client.withDeadline(Date.now() + ANSWER_WITHIN_MS, work);
      try {
        const seen = seenOf(await within(() => handle.describe()));
        const isAnswering = seen.status === 'running' && (seen.taskAttempt ?? 0) < FAILING_TASK_ATTEMPTS;
        return isAnswering
          ? { ...seen, ownRevision: await ownRevision(() => within(() => handle.query('current'))) }
          : seen;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          return ABSENT;
        }
        throw error;
      }
    },
  };
}

const ABSENT: RunSeen = {
  status: 'absent',
  runId: null,
  startedAtMs: null,
  closedAtMs: null,
  historyLength: null,
  historyBytes: null,
  taskAttempt: null,
  taskFailure: null,
  pendingActivities: 0,
  activity: null,
  ownRevision: null,
};

const STATUSES: Readonly<Record<Described['status']['name'], WorkflowStatus>> = {
  UNSPECIFIED: 'running',
  RUNNING: 'running',
  PAUSED: 'running',
  COMPLETED: 'completed',
  CONTINUED_AS_NEW: 'completed',
  FAILED: 'failed',
  CANCELLED: 'canceled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timedOut',
  UNKNOWN: 'running',
};

function seenOf({ status, runId, startTime, closeTime, historyLength, historySize, raw }: Described): RunSeen {
  const pending = raw.pendingActivities ?? [];
  const [first] = pending.toSorted((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0));
  return {
    status: STATUSES[status.name],
    runId,
    startedAtMs: startTime.getTime(),
    closedAtMs: closeTime?.getTime() ?? null,
    historyLength,
    historyBytes: historySize ?? null,
    taskAttempt: raw.pendingWorkflowTask?.attempt ?? null,
    taskFailure: problemOf(raw.workflowExecutionInfo?.searchAttributes),
    pendingActivities: pending.length,
    activity:
      first === undefined
        ? null
        : {
            type: first.activityType?.name ?? '',
            attempt: first.attempt ?? 1,
            failure: first.lastFailure?.applicationFailureInfo?.type ?? null,
            sinceMs: optionalTsToMs(first.scheduledTime) ?? Date.now(),
          },
    ownRevision: null,
  };
}

/** The problem's words are the server's, such as `cause=WorkflowTaskFailedCauseNonDeterministicError`. */
function problemOf(attributes: Attributes): string | null {
  const data = attributes?.indexedFields?.[PROBLEMS]?.data;
  const words: unknown = data == null || data.length === 0 ? [] : JSON.parse(Buffer.from(data).toString('utf8'));
  const problems = Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
  return problems.find((word) => word.startsWith(CAUSE))?.slice(CAUSE.length) ?? problems[0] ?? null;
}

const CAUSE = 'cause=';

type Attributes = NonNullable<Described['raw']['workflowExecutionInfo']>['searchAttributes'];

/** Null: it gives none now. A worker that is down or busy must not keep what the server says. */
async function ownRevision(ask: () => Promise<unknown>): Promise<number | null> {
  try {
    const course = await ask();
    const revision = typeof course === 'object' && course !== null && 'revision' in course ? course.revision : null;
    return typeof revision === 'number' ? revision : null;
  } catch (error) {
    const isUnanswered = [WorkflowNotFoundError, ServiceError, QueryNotRegisteredError].some(
      (kind) => error instanceof kind,
    );
    if (isUnanswered) {
      return null;
    }
    throw error;
  }
}
