import { addMonths } from '../calendar.ts';
import type { LineCheckCode } from '../policy/route-codes.ts';
import { snapshotBool, snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { directoryChange, openedBeforeFiling } from '../filing/filing-rules.ts';
import { SILENT, waitsForNone } from './line-check-facts.ts';
import type { CheckedLine, CheckOutcome, LineCheck } from './line-check.ts';
import { findingRemark } from '../texts/rule-texts.ts';

type ClassCheck = Extract<LineCheckCode, 'FILING_ORDER' | 'NEW_HIRE'>;

/** Checks of a line's class and its target group: and the card C03. */
export const CLASS_CHECKS: Readonly<Record<ClassCheck, LineCheck>> = {
  FILING_ORDER: { rules: ['R-027', 'R-032'], waitsFor: waitsForNone, judge: filingOutcome },
  NEW_HIRE: { rules: ['C03'], waitsFor: waitsForNone, judge: hireOutcome },
};

/**
 * if the class began before its filing was accepted, the department must decide every line: it refuses the line
 * or waives the fault with a reason, and cannot approve while a line is undecided. R-027: a directory changed since
 * then is reported and refuses no line.
 */
function filingOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const filed = line.context?.filed;
  if (filed === undefined) {
    return SILENT;
  }
  const opened =
    filed.acceptedOn === null || !snapshotBool(snapshot, 'filing.beforeOpening')
      ? undefined
      : openedBeforeFiling(filed.acceptedOn, filed.firstLessonOn);
  const changed = directoryChange(filed.directoryVersion, filed.directoryNow);
  return { findings: [opened, changed].filter((one) => one !== undefined) };
}

/**
 * C03 (ours): a newly hired trainee counts as new for this many months; later training is training in post, which may
 * also qualify.
 */
function hireOutcome({ categories, entry, opensOn }: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const employed = entry?.employedOn;
  if (employed === undefined || !categories.includes('NEW_HIRE')) {
    return SILENT;
  }
  const until = addMonths(employed, snapshotInt(snapshot, 'enterprise.newHireMonths'));
  return opensOn > until ? { findings: [findingRemark('NOT_NEWLY_HIRED', false, { employed, until })] } : SILENT;
}
