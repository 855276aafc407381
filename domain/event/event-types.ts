/**
 * Everything that other systems are told (api §8a). `endpoint.test` alone has no place among the events: it is sent to one
 * endpoint because somebody asked for it.
 */
export const EVENT_TYPES = [
  'claim.submitted',
  'claim.returned',
  'claim.decided',
  'claim.rejected',
  'claim.withdrawn',
  'claim.closed',
  'notice.published',
  'notice.closed',
  'objection.received',
  'objection.ruled',
  'payout.instructed',
  'payout.accepted',
  'payout.settled',
  'payout.failed',
  'payout.returned',
  'payout.reversed',
  'payout.unmatched',
  'contract_check.due',
  'recovery.opened',
  'recovery.noticed',
  'recovery.repaid',
  'recovery.set_off',
  'recovery.closed',
  'recovery.written_off',
  'grant_call.opened',
  'grant.designated',
  'grant.assessed',
  'grant.revoked',
  'period.missing',
  'accounting_period.closed',
  'reconciliation.finished',
  'repair.applied',
  'endpoint.test',
  'endpoint.disabled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Those that have a place among all events. */
export type ToldType = Exclude<EventType, 'endpoint.test'>;

/** What an endpoint may ask for besides single types: every type, those of later versions too. */
export const EVERY_TYPE = '*';

export function isEventType(word: string): word is EventType {
  return EVENT_TYPES.some((type) => type === word);
}
