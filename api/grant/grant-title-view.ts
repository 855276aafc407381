import { splitGrant } from '../../domain/grant/grant-instalments.ts';
import { parseFen } from '../../domain/money.ts';
import { snapshotList } from '../../domain/policy/policy-snapshot.ts';
import type { GrantRecord } from './grant-ports.ts';

/** What a grant shows of its title and its money. */
export function titleOf(grant: GrantRecord) {
  return {
    designation: {
      kind: grant.kind,
      level: grant.level,
      name: grant.name,
      city: grant.applicantJurisdiction,
      number: grant.documentNo,
      state: grant.titleState,
      from: grant.designatedOn,
      to: null,
    },
    suspended: grant.titleState === 'suspended',
    paidFen: 0,
    recoveredFen: 0,
  };
}

export function instalmentsOf(grant: GrantRecord) {
  const shares = snapshotList(grant.snapshot, 'grant.instalments').map(Number);
  return splitGrant(parseFen(grant.amountFen), shares).map((one) => ({
    ...one,
    state: 'notDue' as const,
    instructionId: null,
    settledOn: null,
  }));
}
