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

/** Nothing to say. */
export const SILENT: CheckOutcome = {};

/** A check that asks no register, or for which the line may go on without an answer. */
export const waitsForNone = (): readonly never[] => [];

export function refusing(...remarks: readonly (RuleRemark<RefusalCode> | undefined)[]): CheckOutcome {
  return { refusals: remarks.filter((one) => one !== undefined) };
}

/** What nobody filled in, so that nobody can judge: never a silent pass. */
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

/** What the person holds here of one kind, by other claims. */
export function heldOf(facts: LineFacts, kind: HeldEntitlement['kind']): readonly HeldEntitlement[] {
  return (facts.context?.held ?? []).filter((one) => one.kind === kind);
}

/** Rows of the register of subsidies; none while it is down, which leaves the line proposed. */
export function registeredSubsidies(facts: LineFacts): readonly SubsidyRegisterRow[] {
  return facts.subsidyRegister.isAvailable ? facts.subsidyRegister.value : [];
}

/** Training subsidies of the person that count: of the register and those held here. */
export function earlierTrainings(facts: LineFacts, snapshot: PolicySnapshot): readonly SubsidyRegisterRow[] {
  const counted = snapshotList(snapshot, 'limit.countedKinds');
  return [...registeredSubsidies(facts), ...facts.ownSubsidies].filter((row) => counted.includes(row.route));
}

/** T-07: the routes of the insurance money, which is one benefit under whatever name (`upgrade.routes`). */
export function upgradeRoutes(snapshot: PolicySnapshot): readonly string[] {
  return snapshotList(snapshot, 'upgrade.routes');
}

/** Skill-upgrade subsidies of the person, of the register and those held here. */
export function earlierUpgrades(
  facts: LineFacts,
  snapshot: PolicySnapshot,
): readonly { readonly occupation: string; readonly level: string }[] {
  const registered = registeredSubsidies(facts).filter((row) => upgradeRoutes(snapshot).includes(row.route));
  return [...registered, ...heldOf(facts, 'UPGRADE_LEVEL')];
}

/** The routes whose lines take a level of the insurance money. */
export function isUpgrade(snapshot: PolicySnapshot): boolean {
  return snapshot.routeDefinition.keys.includes('UPGRADE_LEVEL');
}

/** T-22: the groups of the line that exist on its reference date; one that ended stays for claims of before. */
export function groupsInForce(
  { categories }: Pick<LineFacts, 'categories'>,
  snapshot: PolicySnapshot,
): readonly string[] {
  const ended = snapshot.parameters.find(({ key }) => key === 'group.endedGroups')?.value;
  return typeof ended === 'object' ? categories.filter((category) => !ended.includes(category)) : categories;
}
