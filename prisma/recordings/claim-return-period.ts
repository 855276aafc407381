import { dayAt } from '../../domain/calendar.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { returnDueOn, returnRule } from '../../domain/claim/claim-return.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { execute, query } from '../kernel/statements.ts';
import type { ClaimEffect } from './claim-effect.ts';

/**
 * Keeps what the days to resubmit were counted from, so that another holiday calendar can count them again (D8): written
 * when a claim is returned, and when its timer is re-armed.
 */
export async function writeReturnPeriod(effect: ClaimEffect & { readonly after: ClaimCourse }): Promise<void> {
  const { context, client, before, after, message, plan, body, snapshot } = effect;
  if (message.kind === 'rearm') {
    if (body.deadline === undefined) {
      throw new RefusedForGood('WRONG_STATE');
    }
    const { to, calendarVersion } = body.deadline;
    const moved = query.updateTable('claim').set({ return_due_on: to, return_calendar: calendarVersion });
    await execute(client, moved.where('id', '=', plan.claimId));
  } else if (after.state === 'returnedToApplicant' && before.state !== 'returnedToApplicant') {
    const rule = returnRule(snapshot, dayAt(message.atMs));
    const counted = query.updateTable('claim').set({
      return_starts_on: rule.startsOn,
      return_days: rule.days,
      return_unit: rule.unit,
      return_due_on: returnDueOn(rule, context.calendar),
      return_calendar: context.calendar.version,
    });
    await execute(client, counted.where('id', '=', plan.claimId));
  }
}
