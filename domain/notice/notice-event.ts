import type { NoticeCourse, NoticeMessage } from './notice-course.ts';

/** Returns the event topic of a notice's act; null when the act causes no event. */
export function noticeTopic(after: NoticeCourse, message: NoticeMessage): string | null {
  if (after.state === 'closed') {
    return 'notice.closed';
  }
  if (message.kind === 'fileObjection') {
    return 'objection.received';
  }
  return message.kind === 'publish' && after.state === 'published' ? 'notice.published' : null;
}
