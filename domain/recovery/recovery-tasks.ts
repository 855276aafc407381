import type { TaskToOpen } from '../task/task-changes.ts';
import { unreachable } from '../verdict.ts';
import type { RecoveryCourse } from './recovery-course.ts';

const TASK = { stage: 'recovery', purpose: null, round: 1, section: null } as const;

/**
 * the approval by a second person, the ruling on an appeal, and the confirmation of what Finance has proposed. Money
 * that is due keeps its own task at its claim.
 */
export function wantedRecoveryTasks({ state, proposal }: RecoveryCourse): readonly TaskToOpen[] {
  switch (state) {
    case 'found':
      return [
        { ...TASK, kind: 'recoveryApproval', organ: 'HRSS', role: 'bureauReviewer', daysKey: 'review.bureau.days' },
      ];
    case 'appealed':
      return [{ ...TASK, kind: 'recoveryAppeal', organ: 'HRSS', role: 'noticeOfficer', daysKey: 'appeal.days' }];
    case 'noticed':
    case 'due':
    case 'instalments':
      return proposal?.kind === 'instalments'
        ? [{ ...TASK, kind: 'recoveryPlan', organ: 'FINANCE', role: 'financeChecker', daysKey: 'finance.days' }]
        : [];
    case 'approved':
    case 'recovered':
    case 'annulled':
    case 'writtenOff':
      return [];
    default:
      return unreachable(state);
  }
}

/** What the tasks of a recovery read of the law of their day. */
export const RECOVERY_KEYS = [
  'appeal.days',
  'review.bureau.days',
  'finance.days',
  'reminder.nearShare',
  'reminder.escalateShare',
] as const;
