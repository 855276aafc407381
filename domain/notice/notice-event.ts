import type { NoticeCourse, NoticeMessage } from './notice-course.ts';

/** The topic of the event that a notice's move is; null when it is none. */
export function noticeTopic(after: NoticeCourse, message: NoticeMessage): string | null {
  if (after.state === 'closed') {
    return 'notice.closed';
  }
  if (message.kind === 'fileObjection') {
    return 'objection.received';
  }
  return message.kind === 'publish' && after.state === 'published' ? 'notice.published' : null;
}
