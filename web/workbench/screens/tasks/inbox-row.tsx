import { Link } from 'wouter';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { when } from '../../parts/format.ts';
import { useTasksWords } from '../../words/tasks.ts';
import { numberOf, TaskDue, taskWords } from './task-words.tsx';

interface InboxRowProps {
  readonly task: TaskItem;
  readonly href: string;
  readonly isOpen: boolean;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}

/** One task; its link holds what it is, whose, and its number. */
export function InboxRow({ task, href, isOpen, isPicked, onPick }: InboxRowProps) {
  const words = useTasksWords();
  const { what, trade, applicant } = taskWords(task);
  const number = numberOf(task);
  return (
    <tr data-task={task.id} className={isOpen ? 'open' : undefined}>
      <td className="tick">
        <input type="checkbox" aria-label={words.select(number)} checked={isPicked} onChange={onPick} />
      </td>
      <th scope="row">
        <Link href={href} aria-current={isOpen ? 'true' : undefined}>
          <b>{trade === '' ? what : trade}</b> {trade !== '' && <span className="what">{what}</span>}{' '}
          <span className="of">
            <span className="by">{applicant}</span> <span className="mono">{number}</span>
          </span>
        </Link>
      </th>
      <td className="wide">{applicant}</td>
      <td className="wide quiet">{when(task.createdAt)}</td>
      <td className="due">
        <TaskDue task={task} />
      </td>
    </tr>
  );
}
