import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { comparesWithOthers, ownValues, type SharedByOthers } from '../../domain/line/line-plausibility.ts';
import type { LineSubject } from '../../domain/line/line-subject.ts';
import type { SharedValue } from '../../domain/line/plausibility.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/**
 * Phones and accounts of other claims that equal one of this claim; empty if the route does not compare them.
 */
export async function readSharedByOthers(
  connection: Connection,
  claimId: string,
  lines: readonly LineSubject[],
  snapshot: PolicySnapshot,
): Promise<SharedByOthers> {
  if (!comparesWithOthers(snapshot)) {
    return { phones: [], accounts: [] };
  }
  const [phones, accounts] = await Promise.all([
    readOthers(connection, phonesOfOthers, claimId, ownValues(lines, 'phoneIndex')),
    readOthers(connection, accountsOfOthers, claimId, ownValues(lines, 'accountIndex')),
  ]);
  return { phones, accounts };
}

interface OtherValue {
  readonly value: Buffer;
  readonly person: Row<'trainee'>['id'];
}

/** Submitted claims that have not ended unpaid. */
const COUNTS = `c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})`;

/** Phones are stored in the rows of files, accounts in the lines that are paid. */
const phonesOfOthers = sqlText<OtherValue, [values: readonly Buffer[], claimId: string]>(
  'line.phonesOfOthers',
  `SELECT DISTINCT e.phone_index AS value, e.trainee_id AS person FROM claim_entry e JOIN claim c ON c.id = e.claim_id
   WHERE e.phone_index = ANY ($1) AND e.claim_id <> $2 AND e.trainee_id IS NOT NULL AND ${COUNTS}`,
);

const accountsOfOthers = sqlText<OtherValue, [values: readonly Buffer[], claimId: string]>(
  'line.accountsOfOthers',
  `SELECT DISTINCT l.account_index AS value, l.trainee_id AS person FROM claim_line l JOIN claim c ON c.id = l.claim_id
   WHERE l.account_index = ANY ($1) AND l.claim_id <> $2 AND l.trainee_id IS NOT NULL AND ${COUNTS}`,
);

/** A line of another claim must not be shown here, so its id is left empty. */
async function readOthers(
  connection: Connection,
  statement: typeof phonesOfOthers,
  claimId: string,
  ofClaim: readonly SharedValue[],
): Promise<readonly SharedValue[]> {
  if (ofClaim.length === 0) {
    return [];
  }
  const values = [...new Set(ofClaim.map(({ value }) => value))].map((value) => Buffer.from(value, 'hex'));
  const found = await fetchAll(connection, statement(values, claimId));
  return found.map(({ value, person }) => ({ lineId: '', personId: person, value: value.toString('hex') }));
}
