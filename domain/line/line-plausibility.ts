import { snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { PlausibilityCode } from './line-facts.ts';
import type { LineSubject } from './line-subject.ts';
import { overPensionAge, sharedAccounts, sharedPhones, type SharedValue } from './plausibility.ts';

/** Phones and accounts of other open submitted claims that equal one in this claim. */
export interface SharedByOthers {
  readonly phones: readonly SharedValue[];
  readonly accounts: readonly SharedValue[];
}

/** True if the route compares its lines with those of other claims. */
export function comparesWithOthers({ routeDefinition }: PolicySnapshot): boolean {
  return routeDefinition.checks.includes('PLAUSIBILITY');
}

/**
 * returns findings by line key: one phone or one account shared by several people, in this claim and in others,
 * and an age above the pension age. Values are compared by blind index, so no number is decrypted.
 */
export function plausibilityOfLines(
  lines: readonly LineSubject[],
  others: SharedByOthers,
  snapshot: PolicySnapshot,
): ReadonlyMap<string, readonly PlausibilityCode[]> {
  if (!comparesWithOthers(snapshot)) {
    return new Map();
  }
  const phones = [...ownValues(lines, 'phoneIndex'), ...others.phones];
  const accounts = [...ownValues(lines, 'accountIndex'), ...others.accounts];
  const byPhone = sharedPhones(phones, snapshotInt(snapshot, 'plausibility.sharedPhones'));
  const byAccount = sharedAccounts(accounts, snapshotInt(snapshot, 'plausibility.sharedAccounts'));
  const ages = {
    male: snapshotInt(snapshot, 'plausibility.pensionAge.male'),
    female: snapshotInt(snapshot, 'plausibility.pensionAge.female'),
  };
  return new Map(
    lines.map(({ lineKey, idNumber, own }) => [
      lineKey,
      [
        ...(byPhone.has(lineKey) ? (['SHARED_PHONE'] as const) : []),
        ...(byAccount.has(lineKey) ? (['SHARED_ACCOUNT'] as const) : []),
        ...(idNumber !== null && overPensionAge(idNumber, own.opensOn, ages) !== undefined
          ? (['OVER_PENSION_AGE'] as const)
          : []),
      ],
    ]),
  );
}

/** Returns the claim's own phones or accounts, each with its line and person. */
export function ownValues(lines: readonly LineSubject[], index: 'phoneIndex' | 'accountIndex'): readonly SharedValue[] {
  return lines.flatMap((line) => {
    const value = line[index];
    const { traineeId, lineKey } = line;
    return value === null || traineeId === null ? [] : [{ lineId: lineKey, personId: traineeId, value }];
  });
}
