import { trainingYearsOf, type ClassDays } from './instalments.ts';
import type { IsoDate } from '../calendar.ts';
import { formatFen, sumFen } from '../money.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { snapshotInt, snapshotList, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { apprenticeshipLengthRefusal } from '../line/apprenticeship.ts';
import { judgeShares } from '../line/cost-sharing.ts';
import { isFreeOfCharge } from '../line/free-training.ts';
import type { ClassFilingFacts } from './class-facts.ts';

export interface ClassContent {
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly facts: ClassFilingFacts;
  /** Groups to which every person on the roster belongs. */
  readonly commonCategories: readonly string[];
}

/** A field of a class that its route does not allow; `pointer` is its place in the filing's body. */
export interface ContentRefusal {
  readonly code: 'APPRENTICESHIP_LENGTH' | 'MODULE_MISSING' | 'SHARES_DO_NOT_SUM' | 'FREE_GROUP_CHARGED';
  readonly pointer: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * Checks the class itself on the day of filing, as its route requires: the length of an apprenticeship, the
 * module of entrepreneurship training (C07), shares that sum to the fee. Undefined when there is no objection.
 */
export function contentRefusal(content: ClassContent, snapshot: PolicySnapshot): ContentRefusal | undefined {
  return lengthRefusal(content, snapshot) ?? moduleRefusal(content, snapshot) ?? sharesRefusal(content, snapshot);
}

/** Apprenticeships are the classes whose route applies the rules of. */
export function isApprenticeship({ routeDefinition }: Pick<PolicySnapshot, 'routeDefinition'>): boolean {
  return routeDefinition.checks.includes('APPRENTICESHIP');
}

/** C05: an apprenticeship is claimed by training years; null: the class is claimed once, as a whole. */
export function yearsToClaim(
  snapshot: Pick<PolicySnapshot, 'routeDefinition'>,
  days: Pick<ClassDays, 'opensOn' | 'endsOn'>,
): number | null {
  return isApprenticeship(snapshot) ? trainingYearsOf(days) : null;
}

/** Entrepreneurship training is divided into modules and belongs to no occupation (C07). */
export function teachesModules(route: Pick<RouteDefinition, 'checks' | 'keys'>): boolean {
  return route.keys.includes('MODULE') || route.checks.includes('MODULE_ONCE');
}

function lengthRefusal({ opensOn, endsOn }: ClassContent, snapshot: PolicySnapshot): ContentRefusal | undefined {
  if (!isApprenticeship(snapshot)) {
    return undefined;
  }
  const [min, max] = [
    snapshotInt(snapshot, 'apprenticeship.minMonths'),
    snapshotInt(snapshot, 'apprenticeship.maxMonths'),
  ];
  return apprenticeshipLengthRefusal({ startsOn: opensOn, endsOn }, { minMonths: min, maxMonths: max }) === undefined
    ? undefined
    : { code: 'APPRENTICESHIP_LENGTH', pointer: '/endsOn', facts: { opensOn, endsOn, min, max } };
}

/** C07: the module must be one that the pack names (`entrepreneurship.modules`). */
function moduleRefusal({ facts }: ClassContent, snapshot: PolicySnapshot): ContentRefusal | undefined {
  if (!teachesModules(snapshot.routeDefinition)) {
    return undefined;
  }
  const modules = snapshotList(snapshot, 'entrepreneurship.modules');
  return facts.module !== undefined && modules.includes(facts.module)
    ? undefined
    : { code: 'MODULE_MISSING', pointer: '/facts/module', facts: { modules: modules.join(', ') } };
}

/** R-083; a class that only free groups attend, or that is free for everybody, charges its people nothing. */
function sharesRefusal(
  { facts: { costSharing }, commonCategories }: ClassContent,
  snapshot: PolicySnapshot,
): ContentRefusal | undefined {
  if (costSharing === undefined) {
    return undefined;
  }
  const verdict = judgeShares(costSharing, isFreeOfCharge(commonCategories, snapshot));
  if (verdict.ok) {
    return undefined;
  }
  const { feeFen, governmentFen, enterpriseFen, personFen } = costSharing;
  const facts = { fee: formatFen(feeFen), sum: formatFen(sumFen([governmentFen, enterpriseFen, personFen])) };
  return verdict.reason === 'FREE_GROUP_CHARGED'
    ? { code: 'FREE_GROUP_CHARGED', pointer: '/facts/costSharing/personFen', facts }
    : { code: 'SHARES_DO_NOT_SUM', pointer: '/facts/costSharing', facts };
}
