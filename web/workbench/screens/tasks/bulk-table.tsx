import { Link } from 'wouter';
import type { BulkPlan, BulkRun } from '../../api/resources/bulk.ts';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
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
export function BulkTable(props: BulkTableProps) {
  const words = useBulkWords();
  return (
    <DataTable
      label={words.table}
      rows={props.plan.items}
      keyOf={({ taskId }) => taskId}
      columns={usePlanColumns(props)}
    />
  );
}

function Matter({ of }: { readonly of: TaskItem | undefined }) {
  const named = of === undefined ? null : taskWords(of);
  return (
    <>
      {named?.trade || named?.what} <span className="mono quiet">{of?.subjectNo}</span>
    </>
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

function usePlanColumns({ tasks, run, isBegun }: BulkTableProps): readonly Column<BulkPlan['items'][number]>[] {
  const words = useBulkWords();
  const resultOf = useResultWords(run, isBegun);
  const taskOf = (taskId: string) => tasks.find(({ id }) => id === taskId);
  return columnsOf(words.columns, {
    matter: ({ taskId }) => <Matter of={taskOf(taskId)} />,
    applicant: ({ taskId }) => taskOf(taskId)?.subject.applicant?.name,
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    result: [
      'text',
      (item) => (
        <>
          {resultOf(item)} {!item.able && <Link href={`/tasks/${item.taskId}`}>{words.open}</Link>}
        </>
      ),
    ],
  });
}
