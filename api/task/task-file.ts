import { dayAt } from '../../domain/calendar.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import type { DueState } from '../../domain/task/deadlines.ts';
import type { Sentence } from '../kernel/language.ts';
import type { FileOfList } from '../kernel/list-file.ts';
import type { taskItem } from './task-item.ts';

type Item = ReturnType<typeof taskItem>;

const DUE_STATES: Readonly<Record<DueState, Sentence>> = {
  ok: { zh: '期限内', en: 'In time' },
  near: { zh: '临期', en: 'Near its end' },
  over: { zh: '已超期', en: 'Overdue' },
  paused: { zh: '暂停计期', en: 'Paused' },
  provisional: { zh: '期限暂定', en: 'Provisional' },
};

/** A list of tasks as a file: what is to be done, for whom, until when; private persons masked as on the screen. */
export function taskFile(box: string, items: readonly Item[]): FileOfList<Item> {
  return {
    name: `tasks-${box}`,
    items,
    columns: [
      { header: { zh: '事项', en: 'Task' }, cell: ({ title }) => title },
      { header: { zh: '编号', en: 'No.' }, cell: ({ subjectNo }) => subjectNo },
      { header: { zh: '申请单位', en: 'Applicant' }, cell: ({ subject }) => subject.applicant?.name ?? '' },
      { header: { zh: '内容', en: 'About' }, cell: ({ subject }) => subject.what },
      { header: { zh: '人数', en: 'People' }, cell: ({ subject }) => subject.headcount ?? '' },
      {
        header: { zh: '金额（元）', en: 'Amount (CNY)' },
        cell: ({ subject: { amountFen } }) => (amountFen === undefined ? '' : formatFen(parseFen(amountFen))),
      },
      { header: { zh: '未决定存疑', en: 'Findings undecided' }, cell: ({ findings }) => findings.undecided },
      { header: { zh: '轮次', en: 'Round' }, cell: ({ round }) => round },
      { header: { zh: '部门', en: 'Office' }, cell: ({ organ }, language) => organWord(organ)[language] },
      { header: { zh: '科室', en: 'Section' }, cell: ({ section }) => section },
      { header: { zh: '到达', en: 'Received' }, cell: ({ createdAt }) => dayAt(Date.parse(createdAt)) },
      { header: { zh: '期限', en: 'Due' }, cell: ({ dueOn }) => dueOn },
      { header: { zh: '剩余工作日', en: 'Working days left' }, cell: ({ workingDaysLeft }) => workingDaysLeft },
      { header: { zh: '期限状态', en: 'Deadline' }, cell: ({ dueState }, language) => DUE_STATES[dueState][language] },
      { header: { zh: '受理人', en: 'Taken by' }, cell: ({ assigneeName = '' }) => assigneeName },
    ],
  };
}
