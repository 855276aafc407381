import { Link } from 'wouter';
import type { BulkPlan, BulkRun } from '../../api/resources/bulk.ts';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { yuan } from '../../parts/format.ts';
import { useBulkWords } from '../../words/bulk.ts';
import { taskWords } from './task-words.tsx';

interface BulkTableProps {
  readonly tasks: readonly TaskItem[];
  readonly plan: BulkPlan;
  readonly run: BulkRun | undefined;
  readonly isBegun: boolean;
}

/** A row per chosen case: what the plan says of it, later what became of it. */
export function BulkTable({ tasks, plan, run, isBegun }: BulkTableProps) {
  const words = useBulkWords();
  const resultOf = useResultWords(run, isBegun);
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={words.heading}>
      <table aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.columns.matter}</th>
            <th scope="col">{words.columns.applicant}</th>
            <th scope="col" className="num">
              {words.columns.amount}
            </th>
            <th scope="col">{words.columns.result}</th>
          </tr>
        </thead>
        <tbody>
          {plan.items.map((item) => {
            const task = tasks.find(({ id }) => id === item.taskId);
            const named = task === undefined ? null : taskWords(task);
            return (
              <tr key={item.taskId}>
                <th scope="row">
                  {named?.trade || named?.what} <span className="mono quiet">{task?.subjectNo}</span>
                </th>
                <td>{named?.applicant}</td>
                <td className="num">{yuan(item.amountFen)}</td>
                <td>
                  {resultOf(item)} {!item.able && <Link href={`/tasks/${item.taskId}`}>{words.open}</Link>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function useResultWords(run: BulkRun | undefined, isBegun: boolean) {
  const words = useBulkWords();
  return ({ taskId, able, why }: BulkPlan['items'][number]): string => {
    if (!able) {
      return words.notAble(why?.sentence ?? '');
    }
    const found = run?.items.find((item) => item.taskId === taskId);
    switch (found?.result) {
      case 'done':
        return words.done;
      case 'changed':
        return words.failed(found.problem?.sentence ?? words.changed);
      case 'notAble':
        return words.notAble(found.problem?.sentence ?? '');
      case 'failed':
        return words.failed(found.problem?.sentence ?? '');
      case null:
      case undefined:
        return isBegun ? words.waiting : words.able;
      default:
        return (found?.result satisfies undefined) ?? '';
    }
  };
}
