import { formatFen, parseFen } from '../../domain/money.ts';
import type { NoticeGrantItem } from '../../domain/notice/notice-page.ts';
import { placeWord } from '../../domain/texts/place-words.ts';
import { NoticeItemsAnswer, NoticeItemsQuery, NoticeParams } from '../../schemas/notice-schemas.ts';
import { listFile, type FileOfList } from '../kernel/list-file.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { FILE_TYPES } from '../kernel/table-file.ts';
import type { NoticeItemRecord, NoticeStore } from './notice-ports.ts';

/** The list of a notice, page by page or as a file; its persons are masked as they are published. */
export function noticeItemsRoute(notices: NoticeStore): Route {
  return defineRoute({
    operationId: 'listNoticeItems',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/notices/:noticeId/items',
    summary: 'The items of a notice, masked as they are published; also as csv and xlsx',
    params: NoticeParams,
    query: NoticeItemsQuery,
    answer: NoticeItemsAnswer,
    rawAnswers: FILE_TYPES,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { noticeId }, query, at, language }) {
      const { format, limit, cursor } = query;
      const notice = await notices.find(noticeId, caller);
      if (notice === null) {
        throw new Problem('NOT_FOUND');
      }
      const asked = { caller, at, language, query };
      if (notice.callId !== null) {
        const grants = await notices.grants(noticeId);
        return format === 'json'
          ? {
              body: pageOfAll(
                grants.map((item) => ({ ...item })),
                limit,
                cursor,
              ),
            }
          : listFile(grantFile(notice.noticeNo, grants), { ...asked, format });
      }
      const items = await notices.items(noticeId);
      return format === 'json'
        ? {
            body: pageOfAll(
              items.map((item) => ({ ...item })),
              limit,
              cursor,
            ),
          }
        : listFile(itemFile(notice.noticeNo, items), { ...asked, format });
    },
  });
}

const ITEM_NO = { zh: '序号', en: 'No.' } as const;
const AMOUNT = { zh: '金额（元）', en: 'Amount (CNY)' } as const;

function itemFile(noticeNo: string, items: readonly NoticeItemRecord[]): FileOfList<NoticeItemRecord> {
  return {
    name: `${noticeNo}-items`,
    items,
    columns: [
      { header: ITEM_NO, cell: ({ itemNo }) => itemNo },
      { header: { zh: '姓名', en: 'Name' }, cell: ({ name }) => name },
      { header: { zh: '证件号码', en: 'ID number' }, cell: ({ idNumber }) => idNumber },
      {
        header: { zh: '说明', en: 'For' },
        cell: ({ detail = {} }) => [detail.title, detail.occupation, detail.month].filter(Boolean).join(' · '),
      },
      { header: AMOUNT, cell: ({ amountFen }) => formatFen(parseFen(amountFen)) },
    ],
  };
}

function grantFile(noticeNo: string, items: readonly NoticeGrantItem[]): FileOfList<NoticeGrantItem> {
  return {
    name: `${noticeNo}-items`,
    items,
    columns: [
      { header: ITEM_NO, cell: ({ itemNo }) => itemNo },
      { header: { zh: '名称', en: 'Name' }, cell: ({ name }) => name },
      { header: { zh: '申报单位', en: 'Applicant' }, cell: ({ holder }) => holder },
      { header: { zh: '所在地', en: 'Place' }, cell: ({ city }, language) => placeWord(city)[language] },
      { header: AMOUNT, cell: ({ amountFen }) => formatFen(parseFen(amountFen)) },
    ],
  };
}
