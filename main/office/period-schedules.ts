import {
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleSpec,
} from '@temporalio/client';
import type { PeriodSchedules } from '../../activities/period-ports.ts';
import { startOfDayMs } from '../../domain/calendar.ts';
import type { Mode } from '../../domain/codes.ts';
import type { PeriodRhythm } from '../../domain/period/period-rule.ts';
import { periodRowName, type PeriodOf } from '../../domain/period/period-words.ts';
import { unreachable } from '../../domain/verdict.ts';
import { CLAIM_TASK_QUEUE } from '../../workflows/claim-messages.ts';
import { OPEN_PERIOD_WORKFLOW, type OpenPeriodWorkflowInput } from '../../workflows/period-messages.ts';

/** A server that was down for a year still runs what it missed. */
const CATCH_UP_WINDOW = '400 days';
const DAY_MS = 86_400_000;
const OVERLAP = ScheduleOverlapPolicy.ALLOW_ALL;

/**
 * One Temporal Schedule for each row of the packs. In practice mode they are paused: business time is not the server's,
 * so the worker has them run again the span that its clock passed.
 */
export function createPeriodSchedules(client: Client, taskQueue: string, mode: Mode): PeriodSchedules {
  const idOf = (of: PeriodOf) => scheduleId(of, taskQueue);
  return {
    async keep(of, rhythm) {
      const spec = specOf(rhythm);
      const handle = client.schedule.getHandle(idOf(of));
      try {
        const { state } = await handle.describe();
        const action = actionOf(of, taskQueue);
        await handle.update(({ policies, state: standing }) => ({ spec, action, policies, state: standing }));
        return state.paused;
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) {
          throw error;
        }
      }
      const paused = mode === 'practice';
      await client.schedule.create({
        scheduleId: idOf(of),
        spec,
        action: actionOf(of, taskQueue),
        policies: { overlap: OVERLAP, catchupWindow: CATCH_UP_WINDOW },
        state: { paused },
      });
      return paused;
    },

    async backfill(of, { fromMs, toMs }) {
      const span = { start: new Date(fromMs - 1_000), end: new Date(toMs + 1_000), overlap: OVERLAP };
      await client.schedule.getHandle(idOf(of)).backfill(span);
    },
  };
}

/** Offices that share a server in tests have queues, and so Schedules, of their own. */
function scheduleId(of: PeriodOf, taskQueue: string): string {
  const own = taskQueue === CLAIM_TASK_QUEUE ? '' : `${taskQueue}/`;
  return `${own}period/${periodRowName(of)}`;
}

function actionOf({ kind, jurisdiction, route }: PeriodOf, taskQueue: string): ScheduleOptions['action'] & object {
  const input: OpenPeriodWorkflowInput = { kind, jurisdiction, route };
  return {
    type: 'startWorkflow',
    workflowType: OPEN_PERIOD_WORKFLOW,
    workflowId: `open-${scheduleId({ kind, jurisdiction, route }, taskQueue)}`,
    args: [input],
    taskQueue,
  };
}

/** Business days are days in Asia/Shanghai, which has no summer time: spans of days keep their hour. */
function specOf(rhythm: PeriodRhythm): ScheduleSpec {
  const timezone = 'Asia/Shanghai';
  switch (rhythm.every) {
    case 'year':
      return { timezone, calendars: [{ month: monthWord(rhythm.month), dayOfMonth: rhythm.day, hour: 0 }] };
    case 'month':
      return { timezone, calendars: [{ dayOfMonth: 1, hour: 0 }], startAt: new Date(startOfDayMs(rhythm.from)) };
    case 'days': {
      const anchorMs = startOfDayMs(rhythm.from);
      const every = rhythm.days * DAY_MS;
      return { timezone, intervals: [{ every, offset: anchorMs % every }], startAt: new Date(anchorMs - 1_000) };
    }
    default:
      return unreachable(rhythm);
  }
}

const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;

/** @throws RangeError */
function monthWord(month: number): (typeof MONTHS)[number] {
  const word = MONTHS[month - 1];
  if (word === undefined) {
    throw new RangeError(`Not a month: ${month}`);
  }
  return word;
}
