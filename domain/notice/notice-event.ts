import { announced, type Announced } from '../event/announced.ts';
import type { NoticeCourse, NoticeMessage } from './notice-course.ts';

/** Returns the event of a notice's act; null when the act causes no event. */
export function noticeEvent(noticeId: string, after: NoticeCourse, message: NoticeMessage): Announced | null {
  const at = new Date(message.atMs);
  const { state } = after;
  if (message.kind === 'ruleObjection') {
    const { objectionId, ruling } = message;
    return announced('objection.ruled', at, { noticeId, objectionId, ruling });
  }
  if (state === 'closed') {
    return announced('notice.closed', at, { noticeId, state });
  }
  if (message.kind === 'fileObjection') {
    return announced('objection.received', at, { noticeId, objectionId: message.objectionId });
  }
  return isPublication(after, message) ? announced('notice.published', at, { noticeId, state }) : null;
}

/** True for the act that publishes a notice; a notice whose claims have all left is withdrawn instead. */
export function isPublication({ state }: Pick<NoticeCourse, 'state'>, { kind }: Pick<NoticeMessage, 'kind'>): boolean {
  return kind === 'publish' && state === 'published';
}
