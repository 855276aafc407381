import { dayAt } from '../../domain/calendar.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { returnDueOn, returnRule } from '../../domain/claim/claim-return.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { query, type Statement } from '../kernel/statements.ts';
import type { ClaimAct } from './claim-act.ts';

/**
 * Stores the inputs of the days to resubmit, so that they can be counted again under another holiday calendar (D8).
 * Written when a claim is returned and when its timer is re-armed.
 */
export function returnPeriodWrites(act: ClaimAct, after: ClaimCourse): readonly Statement<unknown>[] {
  const { context, before, message, plan, body, snapshot } = act;
  if (message.kind === 'rearm') {
    if (body.deadline === undefined) {
      throw new RefusedForGood('WRONG_STATE');
    }
    const { to, calendarVersion } = body.deadline;
    const moved = query.updateTable('claim').set({ return_due_on: to, return_calendar: calendarVersion });
    return [moved.where('id', '=', plan.claimId)];
  }
  if (after.state !== 'returnedToApplicant' || before.state === 'returnedToApplicant') {
    return [];
  }
  const rule = returnRule(snapshot, dayAt(message.atMs));
  const counted = query.updateTable('claim').set({
    return_starts_on: rule.startsOn,
    return_days: rule.days,
    return_unit: rule.unit,
    return_due_on: returnDueOn(rule, context.calendar),
    return_calendar: context.calendar.version,
  });
  return [counted.where('id', '=', plan.claimId)];
}
