import type { NoticeCourse, NoticeMessage } from './notice-course.ts';

/** Returns the event topic of a notice's act; null when the act causes no event. */
export function noticeTopic(after: NoticeCourse, message: NoticeMessage): string | null {
  if (after.state === 'closed') {
    return 'notice.closed';
  }
  if (message.kind === 'fileObjection') {
    return 'objection.received';
  }
  return isPublication(after, message) ? 'notice.published' : null;
}

/** True for the act that publishes a notice; a notice whose claims have all left is withdrawn instead. */
export function isPublication({ state }: Pick<NoticeCourse, 'state'>, { kind }: Pick<NoticeMessage, 'kind'>): boolean {
  return kind === 'publish' && state === 'published';
}
