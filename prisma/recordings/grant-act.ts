import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { WorkingCalendar } from '../../domain/calendar.ts';
import type { GrantCourse, GrantMessage, GrantPlan } from '../../domain/grant/grant-course.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { Row } from '../kernel/statements.ts';

/** What recordings read of a grant whose row is locked. */
export interface LockedGrant extends Row<
  'base_grant',
  | ('id' | 'grant_no' | 'call_id' | 'jurisdiction' | 'applicant_jurisdiction' | 'applicant_party_id' | 'revision')
  | ('route' | 'kind' | 'level')
  | ('import_id' | 'imported_paid_fen' | 'name')
  | ('state' | 'state_since' | 'policy_snapshot_id' | 'amount_fen' | 'title_state' | 'designated_on')
> {
  readonly subject: string;
}

/** One act on a grant, with what its writes need. */
export interface GrantAct {
  readonly row: LockedGrant;
  readonly before: GrantCourse;
  readonly message: GrantMessage;
  readonly plan: GrantPlan;
  readonly body: ActBody;
  readonly law: { readonly snapshot: PolicySnapshot; readonly calendar: WorkingCalendar };
}
