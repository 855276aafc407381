import { dayAt } from '../../domain/calendar.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import { organsOfNotice, type NoticeGrantItem } from '../../domain/notice/notice-page.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { placeWord } from '../../domain/texts/place-words.ts';
import { NoticeParams } from '../../schemas/notice-schemas.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { sheetReply, type Sheet, type SheetPage, type SheetTable } from '../kernel/sheet.ts';
import type { NoticeItemRecord, NoticeRecord, NoticeStore } from './notice-ports.ts';

export interface NoticeSheetDependencies {
  readonly notices: NoticeStore;
  readonly sheet: SheetPage;
}

/** 公示表: the notice as it hangs on a board, masked as it is published. */
export function noticeSheetRoute({ notices, sheet }: NoticeSheetDependencies): Route {
  return defineRoute({
    operationId: 'printNoticeSheet',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/notices/:noticeId/sheet',
    summary: 'The public notice on A4: claims, masked list, sum in capitals, places to sign',
    params: NoticeParams,
    rawAnswers: ['text/html'],
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { noticeId }, at, language }) {
      const notice = await notices.find(noticeId, caller);
      if (notice === null) {
        throw new Problem('NOT_FOUND');
      }
      const found =
        notice.callId === null
          ? { items: await notices.items(noticeId), grants: [] }
          : { items: [], grants: await notices.grants(noticeId) };
      return sheetReply(sheet, noticeSheet(notice, found, language), { caller, at, language });
    },
  });
}

interface FoundOfNotice {
  readonly items: readonly NoticeItemRecord[];
  readonly grants: readonly NoticeGrantItem[];
}

const AMOUNT = { header: { zh: '金额（元）', en: 'Amount (CNY)' }, isNumber: true } as const;
const ITEM_NO = { header: { zh: '序号', en: 'No.' } } as const;

function noticeSheet(notice: NoticeRecord, { items, grants }: FoundOfNotice, language: Language): Sheet {
  const shown = notice.claims.filter(({ state, dropReason }) => state !== 'dropped' || dropReason === null);
  const ids = new Set(shown.map(({ claimId }) => claimId));
  const own = items.filter(({ claimId }) => ids.has(claimId));
  const fen = [...shown.map(({ facts }) => facts.amountFen), ...grants.map(({ amountFen }) => amountFen)];
  return {
    title: { zh: '职业技能培训补贴公示表', en: 'Public notice of training subsidies' },
    number: notice.noticeNo,
    facts: factsOf(notice, { claims: shown.length, items: own.length + grants.length }, language),
    amount: {
      label: { zh: '金额合计（元）', en: 'Sum (CNY)' },
      fen: fen.reduce((total, amount) => total + amount, 0),
    },
    tables: grants.length > 0 ? [grantsTable(grants, language)] : [claimsTable(shown, language), itemsTable(own)],
    signatures: [
      { zh: '责任部门', en: 'Responsible department' },
      { zh: '人社部门', en: 'Human resources bureau' },
    ],
  };
}

function factsOf(
  notice: NoticeRecord,
  counts: { readonly claims: number; readonly items: number },
  language: Language,
): readonly (readonly [Sentence, string])[] {
  const organs = [...new Set(organsOfNotice(notice.responsibleDepartment))].map((organ) => organWord(organ)[language]);
  const from = notice.publishedAt === null ? '' : dayAt(notice.publishedAt.getTime());
  const confirmed = notice.confirmations.map(
    ({ organ, displayName, at }) => `${organWord(organ)[language]} ${displayName} ${dayAt(Date.parse(at))}`,
  );
  return [
    [{ zh: '公示单位', en: 'Published by' }, organs.join(language === 'zh' ? '、' : ', ')],
    [
      { zh: '公示期', en: 'Period' },
      from === '' ? { zh: '尚未公示', en: 'not published yet' }[language] : `${from} — ${notice.endsOn ?? ''}`,
    ],
    [{ zh: '申领件数', en: 'Claims' }, String(counts.claims)],
    [{ zh: '名单条数', en: 'Items' }, String(counts.items)],
    [{ zh: '未裁定异议', en: 'Open objections' }, String(notice.openObjections)],
    [{ zh: '确认', en: 'Confirmed by' }, confirmed.join(language === 'zh' ? '；' : '; ')],
    [{ zh: '内容校验值', en: 'Digest' }, notice.pageHash ?? ''],
  ];
}

function claimsTable(claims: NoticeRecord['claims'], language: Language): SheetTable {
  return {
    caption: { zh: '申领', en: 'Claims' },
    columns: [
      { header: { zh: '申领编号', en: 'Claim' } },
      { header: { zh: '申请单位', en: 'Applicant' } },
      { header: { zh: '申领项目', en: 'Subsidy' } },
      { header: { zh: '人数', en: 'People' }, isNumber: true },
      AMOUNT,
    ],
    rows: claims.map(({ facts }) => [
      facts.claimNo,
      facts.applicant ?? facts.payee ?? '',
      facts.routeName[language],
      String(facts.headcount),
      yuan(facts.amountFen),
    ]),
  };
}

function itemsTable(items: readonly NoticeItemRecord[]): SheetTable {
  return {
    caption: { zh: '人员名单（已脱敏）', en: 'List of names (masked)' },
    columns: [
      ITEM_NO,
      { header: { zh: '姓名', en: 'Name' } },
      { header: { zh: '证件号码', en: 'ID number' } },
      { header: { zh: '说明', en: 'For' } },
      AMOUNT,
    ],
    rows: items.map(({ itemNo, name, idNumber, amountFen, detail = {} }) => [
      String(itemNo),
      name,
      idNumber,
      [detail.title, detail.occupation, detail.month].filter(Boolean).join(' · '),
      yuan(amountFen),
    ]),
  };
}

function grantsTable(grants: readonly NoticeGrantItem[], language: Language): SheetTable {
  return {
    caption: { zh: '拟认定名单', en: 'Proposed for designation' },
    columns: [
      ITEM_NO,
      { header: { zh: '名称', en: 'Name' } },
      { header: { zh: '申报单位', en: 'Applicant' } },
      { header: { zh: '所在地', en: 'Place' } },
      AMOUNT,
    ],
    rows: grants.map(({ itemNo, name, holder, city, amountFen }) => [
      String(itemNo),
      name,
      holder,
      placeWord(city)[language],
      yuan(amountFen),
    ]),
  };
}

function yuan(fen: number): string {
  return formatFen(parseFen(fen));
}
