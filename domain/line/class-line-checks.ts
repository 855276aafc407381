import { addMonths } from '../calendar.ts';
import type { LineCheckCode } from '../policy/route-codes.ts';
import { snapshotBool, snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { directoryChange, openedBeforeFiling } from '../filing/filing-rules.ts';
import { refusing, SILENT, waitsForNone } from './line-check-facts.ts';
import type { CheckedLine, CheckOutcome, LineCheck } from './line-check.ts';
import { groupWords } from '../texts/group-words.ts';
import { findingRemark, refusalRemark } from '../texts/rule-texts.ts';

type ClassCheck = Extract<LineCheckCode, 'FILING_ORDER' | 'NEW_HIRE' | 'OF_GROUP'>;

/** Checks of a line's class and its target group: and the cards C03, C16, C18 and C19. */
export const CLASS_CHECKS: Readonly<Record<ClassCheck, LineCheck>> = {
  FILING_ORDER: { rules: ['R-027', 'R-032'], waitsFor: waitsForNone, judge: filingOutcome },
  NEW_HIRE: { rules: ['C03'], waitsFor: waitsForNone, judge: hireOutcome },
  OF_GROUP: { rules: ['C16', 'C18', 'C19', 'R-063'], waitsFor: waitsForNone, judge: groupOutcome },
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

/**
 * C16, C18, C19, C22: a route for a group (`groups`) pays nobody outside it. The carried category counts, also where
 * the registration of the group ended (T-22); a route without a list is for everybody.
 */
function groupOutcome({ categories }: CheckedLine, { routeDefinition }: PolicySnapshot): CheckOutcome {
  const { groups, number } = routeDefinition;
  if (groups === undefined || groups.some((group) => categories.includes(group))) {
    return SILENT;
  }
  const remark = refusalRemark('NOT_OF_GROUP', { groups: groupWords(groups) });
  // The remark names the card of its own route.
  return refusing({ ...remark, rule: number ?? remark.rule });
}
