import { Link } from 'wouter';
import type { components } from '../../api/contract.d.ts';
import type { BulkPlan, BulkRun } from '../../api/resources/bulk.ts';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { timeOf, yuan } from '../../parts/format.ts';
import { useBulkWords } from '../../words/bulk.ts';
import { taskWords } from './task-words.tsx';

export type NamedTask = Pick<TaskItem, 'id' | 'title' | 'subject' | 'subjectNo'>;

interface BulkTableProps {
  readonly rows: readonly BulkRow[];
  /** Those that are known by now, by id. */
  readonly taskOf: (taskId: string) => NamedTask | undefined;
  /** A case is opened. */
  readonly onOpen?: () => void;
}

type Ran = BulkRun['items'][number];

/** Why a case was left alone, with what overtook the bulk where the server knows it. */
interface Left {
  readonly sentence: string;
  readonly conflict?: components['schemas']['Conflict'] | undefined;
}

/** One case of a bulk: what the plan says of it, later what became of it. */
export interface BulkRow {
  readonly taskId: string;
  readonly amountFen: number;
  /** `able` before the pledge; null while it is under way. */
  readonly result: Ran['result'] | 'able';
  readonly problem?: Left | undefined;
}

export function rowsOfPlan(plan: BulkPlan): readonly BulkRow[] {
  return plan.items.map(({ taskId, amountFen, able, why }) =>
    able ? { taskId, amountFen, result: 'able' } : { taskId, amountFen, result: 'notAble', problem: why },
  );
}

/** A row per chosen case. */
export function BulkTable({ rows, taskOf, onOpen }: BulkTableProps) {
  const words = useBulkWords();
  return (
    <DataTable
      label={words.table}
      rows={rows}
      keyOf={({ taskId }) => taskId}
      columns={useBulkColumns(taskOf, onOpen)}
    />
  );
}

function useBulkColumns(taskOf: BulkTableProps['taskOf'], onOpen?: () => void): readonly Column<BulkRow>[] {
  const words = useBulkWords();
  return columnsOf(words.columns, {
    matter: ({ taskId }) => <Matter of={taskOf(taskId)} taskId={taskId} />,
    applicant: ['text', ({ taskId }) => taskOf(taskId)?.subject.applicant?.name],
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    result: ['text', (row) => <Result row={row} onOpen={onOpen} />],
  });
}

function Matter({ of, taskId }: { readonly of: NamedTask | undefined; readonly taskId: string }) {
  if (of === undefined) {
    return <span className="mono quiet">{taskId}</span>;
  }
  const { trade, what } = taskWords(of);
  return (
    <>
      {trade === '' ? what : trade} <span className="mono quiet">{of.subjectNo}</span>
    </>
  );
}

/** Who was faster, when and with what, where the server knows it. */
function Result({ row, onOpen }: { readonly row: BulkRow; readonly onOpen: (() => void) | undefined }) {
  const words = useBulkWords();
  const { taskId, result, problem } = row;
  const said: Readonly<Record<NonNullable<BulkRow['result']>, string>> = {
    able: words.able,
    done: words.done,
    changed: words.failed(changeOf(problem) ?? problem?.sentence ?? words.changed),
    notAble: words.notAble(problem?.sentence ?? ''),
    failed: words.failed(problem?.sentence ?? ''),
  };
  const isLeft = result === 'changed' || result === 'notAble' || result === 'failed';
  return (
    <>
      {result === null ? words.waiting : said[result]}{' '}
      {isLeft && (
        <Link href={`/tasks/${taskId}`} onClick={onOpen}>
          {words.open}
        </Link>
      )}
    </>
  );
}

function changeOf(problem: Left | undefined): string | null {
  const conflict = problem?.conflict;
  if (conflict === undefined) {
    return null;
  }
  const { actor, at, sentence } = conflict;
  return [actor.displayName ?? actor.section, timeOf(at), sentence].filter(Boolean).join(' ');
}
