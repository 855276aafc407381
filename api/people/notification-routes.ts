import {
  NotificationId,
  NotificationQuery,
  NotificationsAnswer,
  ReadNotificationsAnswer,
  ReadNotificationsBody,
} from '../../schemas/notification-schemas.ts';
import { pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { NotificationStore } from './notification-ports.ts';
import { notificationView } from './notification-words.ts';

export interface NotificationDependencies {
  readonly notifications: NotificationStore;
}

export function notificationRoutes(deps: NotificationDependencies): readonly Route[] {
  return [listRoute(deps), readRoute(deps)];
}

function listRoute({ notifications }: NotificationDependencies): Route {
  return defineRoute({
    operationId: 'listNotifications',
    method: 'get',
    path: '/api/v1/notifications',
    summary: 'What one was told, the newest first, and how much of it is unread',
    query: NotificationQuery,
    answer: NotificationsAnswer,
    problems: ['CURSOR_INVALID'],
    async handle({ caller: { personId }, query: { unread, limit, cursor }, language }) {
      const before = placeOf(cursor);
      const rows = await notifications.list(personId, { unread, limit, before });
      const page = pageOf(
        rows,
        limit,
        ({ id }) => [id],
        (row) => notificationView(row, language),
      );
      const count = await notifications.unread(personId);
      return { body: { items: [...page.items], unread: count, nextCursor: page.nextCursor } };
    },
  });
}

function placeOf(cursor: string | undefined): string | null {
  const [id] = parseCursor(cursor, 1) ?? [null];
  if (id !== null && !NotificationId.safeParse(id).success) {
    throw new Problem('CURSOR_INVALID');
  }
  return typeof id === 'string' ? id : null;
}

function readRoute({ notifications }: NotificationDependencies): Route {
  return defineRoute({
    operationId: 'readNotifications',
    method: 'post',
    path: '/api/v1/notifications/read',
    summary: 'Mark what one was told as read, up to one of them',
    body: ReadNotificationsBody,
    answer: ReadNotificationsAnswer,
    problems: ['INVALID'],
    async handle({ caller: { personId }, body: { upTo }, at }) {
      await notifications.read(personId, upTo, at);
      return { body: { unread: await notifications.unread(personId) } };
    },
  });
}
