import { expertsOf, TELLING_CALL_STATES, type CallCourse } from './call-course.ts';
import type { ApplicationMessage } from './grant-application-message.ts';
import type { GrantCourse } from './grant-course.ts';
import { PANEL_GRANT_STATES, RANKABLE_GRANT_STATES, WAITING_GRANT_STATES, type GrantState } from './grant-state.ts';
import { isOneOf } from '../verdict.ts';

/** An application as its call sees it. */
export interface ToldGrant {
  readonly grantId: string;
  readonly state: GrantState;
  readonly panel: GrantCourse['panel'];
  /** It has one of the call's places. */
  readonly hasPlace: boolean;
}

type Told = Extract<
  ApplicationMessage,
  { readonly kind: 'panelChanged' | 'scoringClosed' | 'proposed' | 'notSelected' }
>;
/** What the call tells, without the act. */
export type Telling =
  | Omit<Extract<Told, { readonly kind: 'panelChanged' }>, 'actId' | 'atMs'>
  | Omit<Extract<Told, { readonly kind: 'scoringClosed' | 'notSelected' }>, 'actId' | 'atMs'>
  | Omit<Extract<Told, { readonly kind: 'proposed' }>, 'actId' | 'atMs'>;

/**
 * What a call has still to tell an application, from what stands in both rows; null when it is where the call wants it.
 * Repeating is safe, and nothing is told twice: the paging activity, the sweep and the recording that asks whether the call
 * says so all use this.
 */
export function tellingOf(callId: string, call: CallCourse, grant: ToldGrant): Telling | null {
  switch (call.state) {
    case 'open':
      return null;
    case 'underReview':
      return panelTelling(callId, call, grant);
    case 'ranked':
    case 'proposed':
      return scoredTelling(callId, call, grant);
    case 'decided':
    case 'ended':
    case 'cancelled':
      return isOneOf(WAITING_GRANT_STATES, grant.state) || isOneOf(RANKABLE_GRANT_STATES, grant.state)
        ? { kind: 'notSelected', callId }
        : null;
    default:
      return null;
  }
}

function panelTelling(callId: string, { panel }: CallCourse, grant: ToldGrant): Telling | null {
  if (panel === null || !isOneOf(PANEL_GRANT_STATES, grant.state)) {
    return null;
  }
  const experts = expertsOf(panel, grant.grantId);
  const members = grant.panel.filter(({ state }) => state !== 'removed').map(({ personId }) => personId);
  const isSame = experts.length === members.length && experts.every((personId) => members.includes(personId));
  return grant.state === 'scoring' && isSame
    ? null
    : { kind: 'panelChanged', callId, officerId: panel.officerId, experts };
}

function scoredTelling(callId: string, { state, proposal }: CallCourse, grant: ToldGrant): Telling | null {
  if (grant.state === 'scoring') {
    return { kind: 'scoringClosed', callId };
  }
  if (isOneOf(WAITING_GRANT_STATES, grant.state)) {
    return { kind: 'notSelected', callId };
  }
  // Once its notice has ended, a proposal is told nobody any more.
  const isProposed = state === 'proposed' && grant.state === 'ranked' && grant.hasPlace;
  return isProposed && proposal?.grantIds.includes(grant.grantId) === true
    ? { kind: 'proposed', callId, officerId: proposal.officerId }
    : null;
}

/** True if the call may have to tell its applications something: it does not before it has a panel. */
export function hasToTell({ state, panel }: Pick<CallCourse, 'state' | 'panel'>): boolean {
  return isOneOf(TELLING_CALL_STATES, state) || (state === 'underReview' && panel !== null);
}
