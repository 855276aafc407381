import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import type { EntityReads } from '../oversight/entity-reads.ts';
import type { CallRecord, CallStore, GrantRecord, GrantStore } from './grant-ports.ts';
import type { TitleImports } from './title-import-ports.ts';
import type { GrantRepayments, TitleStore } from './title-ports.ts';

/** What the routes of calls and grants need. */
export interface GrantDependencies {
  readonly calls: CallStore;
  readonly grants: GrantStore;
  readonly titles: TitleStore;
  readonly repayments: GrantRepayments;
  readonly imports: TitleImports;
  readonly reads: EntityReads;
  readonly library: PolicyLibrary;
  readonly desk: Desk;
}

/** @throws Problem NOT_FOUND */
export async function findCall(calls: CallStore, callId: string, caller: Caller | null): Promise<CallRecord> {
  const call = await calls.find(callId, caller);
  if (call === null) {
    throw new Problem('NOT_FOUND');
  }
  return call;
}

/** @throws Problem NOT_FOUND */
export async function findGrant(grants: GrantStore, grantId: string, caller: Caller): Promise<GrantRecord> {
  const grant = await grants.find(grantId, caller);
  if (grant === null) {
    throw new Problem('NOT_FOUND');
  }
  return grant;
}

/** The holder's own grant. @throws Problem NOT_FOUND for anybody else */
export async function findOwnGrant(grants: GrantStore, grantId: string, caller: Caller): Promise<GrantRecord> {
  const grant = await findGrant(grants, grantId, caller);
  if (caller.partyId === null || caller.partyId !== grant.applicant.id) {
    throw new Problem('NOT_FOUND');
  }
  return grant;
}
