import { formatFen, parseFen, type Fen } from '../money.ts';
import type { RefusalCode } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import { snapshotBool, snapshotInt, snapshotList, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { LineFacts } from './line-facts.ts';
import { groupsInForce } from './line-check-facts.ts';
import { allowanceFen, allowanceRefusal, leavesAllowance, type AttendedDay } from './living-allowance.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

export interface LineAllowance {
  readonly allowanceFen: Fen;
  /** How the amount was calculated; null when the route has no allowance, or the line gets none. */
  readonly formula: Label | null;
  /** Why the line gets no allowance; absent when the route has none. */
  readonly remark?: RuleRemark<RefusalCode>;
}

const KEYS = [
  'living.groups',
  'living.twoAfterGroups',
  'living.urbanLowIncomeOnlyTwoAfter',
  'living.maxDays',
  'living.countOnline',
] as const;

/**
 * T-22: calculates the living allowance of a line: attended days times the daily rate of the pinned
 * snapshot. `refusals`: of the line's base; the line gets no allowance unless all of them are about its certificate. A
 * missing parameter gives a remark, never a silent zero.
 */
export function allowanceOf(
  facts: LineFacts,
  snapshot: PolicySnapshot,
  attended: readonly AttendedDay[],
  refusals: readonly RefusalCode[] = [],
): LineAllowance {
  const rate = snapshot.allowance;
  if (rate === null) {
    return { allowanceFen: parseFen(0), formula: null };
  }
  const missing = KEYS.filter((key) => snapshot.parameters.every((one) => one.key !== key));
  if (missing.length > 0 || rate.value <= 0) {
    const kind = [...missing, ...(rate.value > 0 ? [] : ['rate.perDay'])].join(', ');
    return none(refusalRemark('NO_RATE', { occupation: facts.occupation, level: facts.skillLevel, kind }));
  }
  const refusal = allowanceRefusal(
    { categories: groupsInForce(facts, snapshot), hasTrainingLine: leavesAllowance(refusals) },
    {
      groups: snapshotList(snapshot, 'living.groups'),
      twoAfterGroups: snapshotList(snapshot, 'living.twoAfterGroups'),
      isUrbanOnlyTwoAfter: snapshotBool(snapshot, 'living.urbanLowIncomeOnlyTwoAfter'),
    },
  );
  if (refusal !== undefined) {
    return none(refusal);
  }
  const { days, amountFen } = allowanceFen(attended, facts, {
    dailyRateFen: rate.value,
    maxDays: snapshotInt(snapshot, 'living.maxDays'),
    countsOnline: snapshotBool(snapshot, 'living.countOnline'),
  });
  const numbers = `${days} × ${formatFen(rate.value)} = ${formatFen(amountFen)}`;
  return {
    allowanceFen: amountFen,
    formula: { zh: `出勤天数 × 日标准：${numbers} 元`, en: `Attended days × daily rate: ${numbers} CNY` },
  };
}

function none(remark: RuleRemark<RefusalCode>): LineAllowance {
  return { allowanceFen: parseFen(0), formula: null, remark };
}
