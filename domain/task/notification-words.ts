import { ENTITY_KINDS, type EntityKind } from '../entities.ts';

/**
 * What a person is told without asking: work that came back, was reminded of, handed over or transferred, an objection to
 * a notice that the person confirmed, the end of a batch that the person
 * made, and for operators an endpoint that gets nothing any more.
 */
export const NOTIFICATION_KINDS = [
  'returned',
  'reminded',
  'transferred',
  'handedOver',
  'objectionFiled',
  'batchRejected',
  'batchSettled',
  'endpointDisabled',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What a notification may be about. */
export type NotifiedKind = EntityKind | 'webhookEndpoint';
export const NOTIFIED_KINDS: readonly NotifiedKind[] = [...ENTITY_KINDS, 'webhookEndpoint'];
