import { leaksIn, mergeLeaks, type PageLeak } from '../../domain/notice/leak-gate.ts';
import type { NoticePages, NoticeStore, NoticeToPreview } from './notice-ports.ts';

/** What the gate needs of both: rows and pages. */
export interface NoticeGate {
  readonly notices: Pick<NoticeStore, 'preview'>;
  readonly pages: Pick<NoticePages, 'one' | 'publicTexts'>;
}

export interface SearchedPage {
  readonly html: string;
  readonly leaks: readonly PageLeak[];
  readonly period: NoticeToPreview['period'];
}

/** Makes the page of an unpublished notice and searches it in every language, whichever one is asked for. */
export async function searchedPage(
  { notices, pages }: NoticeGate,
  noticeId: string,
  { at, language }: { readonly at: Date; readonly language: 'zh' | 'en' },
): Promise<SearchedPage> {
  const { page, period, numbers, privateTexts, bodies } = await notices.preview(noticeId, at);
  const publicTexts = [...pages.publicTexts(page), ...bodies];
  const html = { zh: pages.one(page, 'zh'), en: pages.one(page, 'en') };
  const found = [html.zh, html.en].map((markup) => leaksIn(markup, privateTexts, publicTexts));
  // Every number of a person of the notice is one of these kinds as well; only others are told by kind alone.
  const isOfSomebody = found.flat().some(({ kind }) => kind !== 'name');
  const ofNobody = isOfSomebody ? [] : numbers.map((kind) => ({ kind, claimNo: null, count: 1 }));
  return { html: html[language], leaks: mergeLeaks([...found, ofNobody]), period };
}
