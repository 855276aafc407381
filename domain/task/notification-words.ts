/**
 * What a person is told without asking: work that came back, was reminded of, handed over or transferred, an objection to
 * a notice that the person confirmed, and the end of a batch that the person made.
 */
export const NOTIFICATION_KINDS = [
  'returned',
  'reminded',
  'transferred',
  'handedOver',
  'objectionFiled',
  'batchRejected',
  'batchSettled',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];
