import { dayAt } from '../../domain/calendar.ts';
import type { LawNames } from '../../domain/policy/law-names.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import { shownMoney } from '../../domain/line/shown-line.ts';
import { maskIdNumber, maskName } from '../../domain/notice/mask.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { claimStateWord, LINE_STATE_WORDS } from '../../domain/texts/state-words.ts';
import type { FileOfList } from '../kernel/list-file.ts';
import type { ClaimLineRecord, ClaimListItem } from './claim-ports.ts';

/** Claims as a file, with the names of private persons masked, for their own as well. */
export function claimFile(items: readonly ClaimListItem[], names: LawNames): FileOfList<ClaimListItem> {
  return {
    name: 'claims',
    items,
    columns: [
      { header: { zh: '申领编号', en: 'Claim' }, cell: ({ claimNo }) => claimNo },
      {
        header: { zh: '申请单位', en: 'Applicant' },
        cell: ({ applicant: { name, kind } }) => (kind === 'person' ? maskName(name) : name),
      },
      { header: { zh: '申领项目', en: 'Subsidy' }, cell: ({ route }, language) => names.route(route)[language] },
      { header: { zh: '职业（工种）', en: 'Occupation' }, cell: ({ occupation }) => occupation?.name ?? '' },
      {
        header: { zh: '责任部门', en: 'Department' },
        cell: ({ responsibleDepartment }, language) => organWord(responsibleDepartment)[language],
      },
      { header: { zh: '状态', en: 'State' }, cell: (item, language) => claimStateWord(item)[language] },
      { header: { zh: '轮次', en: 'Round' }, cell: ({ round }) => round },
      { header: { zh: '人数', en: 'People' }, cell: ({ linesTotal }) => linesTotal },
      { header: { zh: '符合人数', en: 'Eligible' }, cell: ({ linesEligible }) => linesEligible },
      { header: { zh: '申领金额（元）', en: 'Claimed (CNY)' }, cell: ({ claimedFen }) => yuan(claimedFen) },
      { header: { zh: '核准金额（元）', en: 'Approved (CNY)' }, cell: ({ approvedFen }) => yuan(approvedFen) },
      { header: { zh: '已拨付（元）', en: 'Paid (CNY)' }, cell: ({ totalPaidFen }) => yuan(totalPaidFen) },
      { header: { zh: '提交日期', en: 'Submitted' }, cell: ({ submittedAt }) => dayOf(submittedAt) },
      { header: { zh: '状态起始', en: 'In its state since' }, cell: ({ stateSince }) => dayOf(stateSince) },
    ],
  };
}

/** The people of one claim as a file, masked for everybody. */
export function lineFile(
  claimNo: string,
  items: readonly ClaimLineRecord[],
  names: LawNames,
): FileOfList<ClaimLineRecord> {
  return {
    name: `${claimNo}-lines`,
    items,
    columns: [
      { header: { zh: '序号', en: 'No.' }, cell: ({ position }) => position },
      { header: { zh: '姓名', en: 'Name' }, cell: ({ name }) => maskName(name) },
      { header: { zh: '证件号码', en: 'ID number' }, cell: ({ idNumber }) => maskIdNumber(idNumber) },
      { header: { zh: '职业（工种）', en: 'Occupation' }, cell: ({ occupation }) => names.occupation(occupation) },
      { header: { zh: '月份', en: 'Month' }, cell: ({ month }) => month },
      { header: { zh: '出勤课时', en: 'Hours attended' }, cell: ({ attendedHours }) => attendedHours },
      { header: { zh: '证书编号', en: 'Certificate' }, cell: ({ certificateNo }) => certificateNo },
      { header: { zh: '状态', en: 'State' }, cell: ({ state }, language) => LINE_STATE_WORDS[state][language] },
      { header: { zh: '培训补贴（元）', en: 'Subsidy (CNY)' }, cell: (line) => yuan(shownMoney(line).baseFen) },
      {
        header: { zh: '生活费补贴（元）', en: 'Allowance (CNY)' },
        cell: (line) => yuan(shownMoney(line).allowanceFen),
      },
      { header: { zh: '就业上浮（元）', en: 'Top-up (CNY)' }, cell: (line) => yuan(shownMoney(line).floatFen) },
      {
        header: { zh: '不予补贴的原因', en: 'Why refused' },
        cell: ({ refusals }, language) =>
          refusals.map(({ detail }) => (typeof detail === 'string' ? detail : detail[language])).join('; '),
      },
    ],
  };
}

function yuan(fen: number): string {
  return formatFen(parseFen(fen));
}

function dayOf(instant: Date | null): string {
  return instant === null ? '' : dayAt(instant.getTime());
}
