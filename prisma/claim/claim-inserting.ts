import type { Insertable } from 'kysely';
import type { Caller } from '../../api/kernel/caller.ts';
import type { OrganCode } from '../../domain/codes.ts';
import { dayAt } from '../../domain/calendar.ts';
import { newReadableNo } from '../kernel/id-maker.ts';
import { execute, query, type Connection } from '../kernel/statements.ts';
import type { Tables } from '../kernel/tables.ts';

type ClaimRow = Insertable<Tables['claim']>;

/** The columns that every new claim sets; the others depend on the claim's origin. */
export interface NewClaim {
  readonly claimId: string;
  readonly caller: Pick<Caller, 'personId' | 'partyId'>;
  readonly at: Date;
}

interface DepartmentColumn {
  /** Null before a filing is accepted; such a class cannot be claimed. */
  readonly responsible_department: OrganCode | null;
}

/** Inserts a claim with a new readable number, as a draft without lines unless `columns` says otherwise. */
export async function insertClaim(
  connection: Connection,
  { claimId, caller, at }: NewClaim,
  columns: Omit<Partial<ClaimRow>, keyof DepartmentColumn> &
    Pick<ClaimRow, 'kind' | 'route' | 'pipeline' | 'jurisdiction' | 'payee_sealed' | 'fund'> &
    DepartmentColumn,
): Promise<void> {
  const { personId, partyId } = caller;
  const { responsible_department } = columns;
  if (partyId === null || responsible_department === null) {
    throw new RangeError('A claim is made by a party, and a department is responsible for it');
  }
  const claim: ClaimRow = {
    id: claimId,
    claim_no: newReadableNo('BT', columns.jurisdiction, dayAt(at.getTime()).slice(0, 4)),
    applicant_party_id: partyId,
    applicant_person_id: personId,
    state: 'draft',
    claimed_fen: 0,
    lines_total: 0,
    lines_eligible: 0,
    lines_refused: 0,
    state_since: at,
    created_at: at,
    ...columns,
    responsible_department,
  };
  await execute(connection, query.insertInto('claim').values(claim));
}
