import type { NoticeRecord, NoticeStore } from './notice-ports.ts';

/** Lines of claims, or the applications of a proposal. */
export async function itemsOf(notices: NoticeStore, { noticeId, callId }: NoticeRecord) {
  return callId === null ? notices.items(noticeId) : notices.grants(noticeId);
}
