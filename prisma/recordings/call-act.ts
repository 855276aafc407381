import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { CallCourse, CallMessage, CallPlan } from '../../domain/grant/call-course.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { GrantOfCall } from '../grant/call-grants.ts';
import type { Row } from '../kernel/statements.ts';

/** What recordings read of a call whose row is locked. */
export interface LockedCall extends Row<
  'grant_call',
  | ('id' | 'jurisdiction' | 'route' | 'year' | 'kind' | 'level' | 'amount_fen' | 'closes_on')
  | ('state' | 'state_since' | 'places' | 'policy_snapshot_id')
> {
  readonly free_places: readonly number[];
  readonly taken: number;
  readonly last_place: number;
}

/** One act on a call, with what its writes need. */
export interface CallAct {
  readonly row: LockedCall;
  /** Its submitted applications. */
  readonly grants: readonly GrantOfCall[];
  readonly before: CallCourse;
  readonly message: CallMessage;
  readonly plan: CallPlan;
  readonly body: ActBody;
  readonly snapshot: PolicySnapshot;
}
