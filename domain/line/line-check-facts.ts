import type { RefusalCode } from '../codes.ts';
import type { EntryColumnCode } from '../policy/route-codes.ts';
import type { HeldEntitlement } from '../intake/entry.ts';
import { columnWord } from '../intake/entry-headers.ts';
import { wordList } from '../texts/route-words.ts';
import { snapshotList, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { LineContext, LineFacts } from './line-facts.ts';
import type { CheckOutcome } from './line-check.ts';
import type { SubsidyRegisterRow } from './register-answers.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/** The outcome of a check without refusals or findings. */
export const SILENT: CheckOutcome = {};

/** For a check that needs no register, or whose line may continue without an answer. */
export const waitsForNone = (): readonly never[] => [];

/** The outcome of a check that refuses the line for each remark given; silent if there is none. */
export function refusing(...remarks: readonly (RuleRemark<RefusalCode> | undefined)[]): CheckOutcome {
  return { refusals: remarks.filter((one) => one !== undefined) };
}

/** Returns the outcome for columns that were not filled in, so that the line cannot be judged: never a silent pass. */
export function missing(...columns: readonly EntryColumnCode[]): CheckOutcome {
  return refusing(refusalRemark('FACT_MISSING', { columns: wordList(columns.map(columnWord)) }));
}

/** @throws RangeError when the caller gave none: a defect, or the check would pass what it has not seen */
export function contextOf(facts: LineFacts): LineContext {
  if (facts.context === undefined) {
    throw new RangeError('A check of this route wants the context of the line');
  }
  return facts.context;
}

/** Returns the keys of one kind that other claims have taken here for the person. */
export function heldOf(facts: LineFacts, kind: HeldEntitlement['kind']): readonly HeldEntitlement[] {
  return (facts.context?.held ?? []).filter((one) => one.kind === kind);
}

/** Returns the rows of the subsidy register; none while it is down, which leaves the line proposed. */
export function registeredSubsidies(facts: LineFacts): readonly SubsidyRegisterRow[] {
  return facts.subsidyRegister.isAvailable ? facts.subsidyRegister.value : [];
}

/** Returns the person's counting training subsidies, from the register and from claims here. */
export function earlierTrainings(facts: LineFacts, snapshot: PolicySnapshot): readonly SubsidyRegisterRow[] {
  const counted = snapshotList(snapshot, 'limit.countedKinds');
  return [...registeredSubsidies(facts), ...facts.ownSubsidies].filter((row) => counted.includes(row.route));
}

/** T-07: returns the routes paid from insurance money, which are one benefit under any name (`upgrade.routes`). */
export function upgradeRoutes(snapshot: PolicySnapshot): readonly string[] {
  return snapshotList(snapshot, 'upgrade.routes');
}

/** Returns the person's skill-upgrade subsidies, from the register and from claims here. */
export function earlierUpgrades(
  facts: LineFacts,
  snapshot: PolicySnapshot,
): readonly { readonly occupation: string; readonly level: string }[] {
  const registered = registeredSubsidies(facts).filter((row) => upgradeRoutes(snapshot).includes(row.route));
  return [...registered, ...heldOf(facts, 'UPGRADE_LEVEL')];
}

/** True for routes whose lines take a level of the insurance-funded benefit. */
export function isUpgrade(snapshot: PolicySnapshot): boolean {
  return snapshot.routeDefinition.keys.includes('UPGRADE_LEVEL');
}

/**
 * T-22: returns the line's groups that exist on its reference date; a group that ended later still counts for earlier
 * claims.
 */
export function groupsInForce(
  { categories }: Pick<LineFacts, 'categories'>,
  snapshot: PolicySnapshot,
): readonly string[] {
  const ended = snapshot.parameters.find(({ key }) => key === 'group.endedGroups')?.value;
  return typeof ended === 'object' ? categories.filter((category) => !ended.includes(category)) : categories;
}
