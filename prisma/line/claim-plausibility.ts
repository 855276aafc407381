import type pg from 'pg';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { PlausibilityCode } from '../../domain/line/line-facts.ts';
import { overPensionAge, sharedAccounts, sharedPhones, type SharedValue } from '../../domain/line/plausibility.ts';
import type { LineSubject } from './claim-subjects.ts';

type Found = ReadonlyMap<string, readonly PlausibilityCode[]>;

/**
 * one phone or one account of several people, in this claim and in the others that live, and an age beyond the
 * pension's. By blind index alone: nobody's number is opened. A roster's phones are compared where the class is read.
 */
export async function judgePlausibility(
  client: pg.PoolClient,
  claimId: string,
  lines: readonly LineSubject[],
  snapshot: PolicySnapshot,
): Promise<Found> {
  if (!snapshot.routeDefinition.checks.includes('PLAUSIBILITY')) {
    return new Map();
  }
  const phones = await withOthers(client, 'phone_index', claimId, ownValues(lines, 'phoneIndex'));
  const accounts = await withOthers(client, 'account_index', claimId, ownValues(lines, 'accountIndex'));
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

function ownValues(lines: readonly LineSubject[], index: 'phoneIndex' | 'accountIndex'): readonly SharedValue[] {
  return lines.flatMap((line) => {
    const value = line[index];
    const { traineeId, lineKey } = line;
    return value === null || traineeId === null
      ? []
      : [{ lineId: lineKey, personId: traineeId, value: value.toString('hex') }];
  });
}

/** Phones stand on the rows of files, accounts on the lines that are paid. */
const OTHERS = {
  phone_index: `SELECT DISTINCT e.phone_index AS value, e.trainee_id AS person FROM claim_entry e JOIN claim c ON c.id = e.claim_id
    WHERE e.phone_index = ANY ($1) AND e.claim_id <> $2 AND e.trainee_id IS NOT NULL
      AND c.submitted_at IS NOT NULL AND c.state NOT IN ('rejected', 'withdrawn')`,
  account_index: `SELECT DISTINCT l.account_index AS value, l.trainee_id AS person FROM claim_line l JOIN claim c ON c.id = l.claim_id
    WHERE l.account_index = ANY ($1) AND l.claim_id <> $2 AND l.trainee_id IS NOT NULL
      AND c.submitted_at IS NOT NULL AND c.state NOT IN ('rejected', 'withdrawn')`,
} as const;

/** Submitted claims that live; a line of another claim is known by nobody here, so its id is none of ours. */
async function withOthers(
  client: pg.PoolClient,
  column: keyof typeof OTHERS,
  claimId: string,
  own: readonly SharedValue[],
): Promise<readonly SharedValue[]> {
  if (own.length === 0) {
    return own;
  }
  const values = [...new Set(own.map(({ value }) => value))].map((value) => Buffer.from(value, 'hex'));
  const found = await client.query<{ value: Buffer; person: string }>(OTHERS[column], [values, claimId]);
  return [
    ...own,
    ...found.rows.map(({ value, person }) => ({ lineId: '', personId: person, value: value.toString('hex') })),
  ];
}
