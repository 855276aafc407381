import type { PolicySnapshot } from '../policy/policy-snapshot.ts';

/**
 * R-053 (003§三(三), 003§三(一)4, seed): true if the training costs this person nothing. `training.free` makes a whole
 * route free; otherwise the person's group decides (`group.freeGroups`). Somebody who carries a free group's category
 * stays protected after the registration of the group ended (T-22 ends money that a group receives, never this). Routes
 * whose checks ask for the groups are closed without the parameter (route-needs.ts).
 */
export function isFreeOfCharge(
  categories: readonly string[],
  { parameters }: Pick<PolicySnapshot, 'parameters'>,
): boolean {
  const valueOf = (key: string) => parameters.find((one) => one.key === key)?.value;
  const groups = valueOf('group.freeGroups');
  return (
    valueOf('training.free') === true ||
    (typeof groups === 'object' && categories.some((category) => groups.includes(category)))
  );
}
