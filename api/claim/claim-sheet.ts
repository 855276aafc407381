import { dayAt } from '../../domain/calendar.ts';
import type { LawNames } from '../../domain/policy/law-names.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import { shownMoney } from '../../domain/line/shown-line.ts';
import { maskIdNumber, maskName } from '../../domain/notice/mask.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { claimStateWord, FUND_WORDS, LINE_STATE_WORDS, PURPOSE_WORDS } from '../../domain/texts/state-words.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { MOST_SHEET_ROWS, sheetReply, type Sheet, type SheetPage, type SheetTable } from '../kernel/sheet.ts';
import type { ClaimLineRecord, ClaimStore, TimelineRecord } from './claim-ports.ts';
import type { ClaimRecord } from './claim-record.ts';
import { requireClaim } from './require-act.ts';
import { timelineView } from './timeline-words.ts';

export interface ClaimSheetDependencies {
  readonly claims: ClaimStore;
  readonly names: LawNames;
  readonly sheet: SheetPage;
}

/** 审批表: the claim as it goes into the files of an office, its persons masked for everybody. */
export function claimSheetRoute({ claims, names, sheet }: ClaimSheetDependencies): Route {
  return defineRoute({
    operationId: 'printClaimSheet',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/claims/:claimId/sheet',
    summary: 'The approval form of a claim on A4: facts, people, sum in capitals, decisions, places to sign',
    params: ClaimParams,
    rawAnswers: ['text/html'],
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { claimId }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const page = { limit: MOST_SHEET_ROWS, after: 0 };
      const lines = (await claims.lines(claimId, page)).slice(0, MOST_SHEET_ROWS);
      const timeline = await claims.timeline(claimId, page);
      return sheetReply(sheet, claimSheet(claim, { lines, timeline, names }, language), { caller, at, language });
    },
  });
}

interface FoundOfClaim {
  readonly lines: readonly ClaimLineRecord[];
  readonly timeline: readonly TimelineRecord[];
  readonly names: LawNames;
}

function claimSheet(claim: ClaimRecord, found: FoundOfClaim, language: Language): Sheet {
  const { lines, timeline } = found;
  const decided = timeline.filter(({ act }) => act === 'decide');
  return {
    title: { zh: '职业技能培训补贴申领审批表', en: 'Approval form of a training-subsidy claim' },
    number: claim.claimNo,
    facts: factsOf(claim, found, language),
    amount: amountOf(claim),
    tables: [linesTable(lines, language), ...(decided.length > 0 ? [decisionsTable(claim, decided, language)] : [])],
    signatures: [
      { zh: '责任部门意见', en: 'Responsible department' },
      { zh: '人社部门意见', en: 'Human resources bureau' },
      { zh: '财政部门意见', en: 'Finance bureau' },
    ],
  };
}

function amountOf({ purpose, totals }: ClaimRecord): Sheet['amount'] {
  const approvedFen = purpose === 'float' ? totals.floatFen : totals.approvedFen;
  return approvedFen > 0
    ? { label: { zh: '核准金额（元）', en: 'Approved (CNY)' }, fen: approvedFen }
    : { label: { zh: '申领金额（元）', en: 'Claimed (CNY)' }, fen: totals.claimedFen };
}

function factsOf(
  claim: ClaimRecord,
  { lines, names }: FoundOfClaim,
  language: Language,
): readonly (readonly [Sentence, string])[] {
  const { applicant, lines: counts, totals, fund } = claim;
  const occupations = [...new Set(lines.map(({ occupation }) => occupation))]
    .filter(Boolean)
    .slice(0, 5)
    .map(names.occupation);
  const submittedOn = claim.submittedAt === null ? '' : dayAt(claim.submittedAt.getTime());
  return [
    [{ zh: '申请单位', en: 'Applicant' }, applicant.kind === 'person' ? maskName(applicant.name) : applicant.name],
    [{ zh: '申领项目', en: 'Subsidy' }, (claim.snapshot?.routeDefinition.name ?? names.route(claim.route))[language]],
    [{ zh: '补贴种类', en: 'Purpose' }, PURPOSE_WORDS[claim.purpose][language]],
    [{ zh: '职业（工种）', en: 'Occupation' }, occupations.join(language === 'zh' ? '、' : ', ')],
    [{ zh: '责任部门', en: 'Department' }, organWord(claim.responsibleDepartment)[language]],
    [{ zh: '提交日期', en: 'Submitted' }, submittedOn],
    [{ zh: '状态', en: 'State' }, claimStateWord(claim)[language]],
    [{ zh: '轮次', en: 'Round' }, String(claim.round)],
    [{ zh: '申领人数', en: 'People claimed' }, String(counts.total)],
    [{ zh: '符合人数', en: 'Eligible' }, String(counts.eligible)],
    [{ zh: '核准人数', en: 'Approved' }, String(counts.approved)],
    [{ zh: '申领金额（元）', en: 'Claimed (CNY)' }, yuan(totals.claimedFen)],
    ...(totals.allowanceFen > 0
      ? [[{ zh: '生活费补贴（元）', en: 'Living allowance (CNY)' }, yuan(totals.allowanceFen)] as const]
      : []),
    ...(totals.advanceFen > 0
      ? [[{ zh: '其中已预支（元）', en: 'Of it advanced (CNY)' }, yuan(totals.advanceFen)] as const]
      : []),
    [{ zh: '资金来源', en: 'Fund' }, fund === null ? '' : FUND_WORDS[fund][language]],
    [
      { zh: '政策依据', en: 'Law' },
      (claim.snapshot?.documents ?? []).map(({ title }) => title).join(language === 'zh' ? '；' : '; '),
    ],
  ];
}

function linesTable(lines: readonly ClaimLineRecord[], language: Language): SheetTable {
  return {
    caption: { zh: '人员明细（已脱敏）', en: 'People (masked)' },
    columns: [
      { header: { zh: '序号', en: 'No.' } },
      { header: { zh: '姓名', en: 'Name' } },
      { header: { zh: '证件号码', en: 'ID number' } },
      { header: { zh: '课时', en: 'Hours' }, isNumber: true },
      { header: { zh: '补贴（元）', en: 'Subsidy (CNY)' }, isNumber: true },
      { header: { zh: '状态', en: 'State' } },
    ],
    rows: lines.map((line) => [
      String(line.position),
      maskName(line.name),
      maskIdNumber(line.idNumber),
      String(line.attendedHours),
      paidTo(line),
      LINE_STATE_WORDS[line.state][language],
    ]),
  };
}

function decisionsTable(claim: ClaimRecord, decided: readonly TimelineRecord[], language: Language): SheetTable {
  const law = claim.snapshot?.routeDefinition ?? null;
  return {
    caption: { zh: '审核记录', en: 'Decisions' },
    columns: [
      { header: { zh: '日期', en: 'Day' } },
      { header: { zh: '部门', en: 'Office' } },
      { header: { zh: '办理结果', en: 'Decision' } },
      { header: { zh: '意见', en: 'Remark' } },
    ],
    rows: decided.map((entry) => [
      dayAt(entry.at.getTime()),
      [entry.organ === null ? '' : organWord(entry.organ)[language], entry.section ?? ''].join(' ').trim(),
      timelineView(entry, { isOfficial: true, language, law }).sentence,
      typeof entry.facts['remark'] === 'string' ? entry.facts['remark'] : '',
    ]),
  };
}

function paidTo(line: ClaimLineRecord): string {
  const { baseFen, allowanceFen } = shownMoney(line);
  return yuan(baseFen + allowanceFen);
}

function yuan(fen: number): string {
  return formatFen(parseFen(fen));
}
