import { z } from 'zod';
import { NOTIFICATION_KINDS } from '../domain/task/notification-words.ts';
import { Cursor, idOf, Instant, Limit, QueryFlag } from './http-schemas.ts';

/** With `unread` only what has not been read. */
export const NotificationQuery = z.strictObject({ unread: QueryFlag, limit: Limit, cursor: Cursor });

export const NotificationId = idOf('ntf');

const NotificationView = z
  .object({
    id: NotificationId,
    kind: z.enum(NOTIFICATION_KINDS),
    at: Instant,
    read: z.boolean(),
    sentence: z.string(),
    subjectNo: z.string().nullable(),
    taskId: z.string().exactOptional(),
    claimId: z.string().exactOptional(),
    filingId: z.string().exactOptional(),
    noticeId: z.string().exactOptional(),
    batchId: z.string().exactOptional(),
    grantId: z.string().exactOptional(),
    callId: z.string().exactOptional(),
    planId: z.string().exactOptional(),
    cycleId: z.string().exactOptional(),
    recoveryId: z.string().exactOptional(),
    endpointId: z.string().exactOptional(),
  })
  .meta({ id: 'Notification' });

/** The newest first; `unread` counts all that the reader has not read. */
export const NotificationsAnswer = z.object({
  items: z.array(NotificationView),
  unread: z.int(),
  nextCursor: z.string().nullable(),
});

export const ReadNotificationsBody = z.strictObject({ upTo: NotificationId });
export const ReadNotificationsAnswer = z.object({ unread: z.int() });
