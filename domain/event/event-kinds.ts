import { ENTITY_KINDS } from '../entities.ts';

/** What an event of the outbox is about; a reminder is about its task, a period that did not open about itself. */
export const EVENT_KINDS = [
  ...ENTITY_KINDS,
  'task',
  'period',
  'payoutEvent',
  'reconciliation',
  'accountingPeriod',
  'repair',
  'webhookEndpoint',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
