import { Link } from 'wouter';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { Due } from '../../parts/due.tsx';
import { dayOf, when, yuan } from '../../parts/format.ts';
import { actNames, useActWords } from '../../words/acts.ts';
import { useTasksWords } from '../../words/tasks.ts';
import { taskWords } from './task-words.tsx';

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
  const { headcount, amountFen } = task.subject;
  return (
    <tr data-task={task.id} data-no={task.subjectNo} className={isOpen ? 'open' : undefined}>
      <td className="tick">
        <input type="checkbox" aria-label={words.select(task.subjectNo)} checked={isPicked} onChange={onPick} />
      </td>
      <th scope="row">
        <Link href={href} aria-current={isOpen ? 'true' : undefined}>
          <b>{trade === '' ? what : trade}</b> {trade !== '' && <span className="what">{what}</span>}{' '}
          {task.correctedSince && <span className="mark ok">{words.corrected}</span>}{' '}
          <span className="of">
            <span className="by">{applicant}</span> <span className="mono">{task.subjectNo}</span>
          </span>
        </Link>
      </th>
      <td className="wide">{applicant}</td>
      <td className="wide num">{headcount}</td>
      <td className="wide num">{amountFen !== undefined && yuan(amountFen)}</td>
      <td className="wide num">
        {task.findings.total > 0 && (
          <span className={task.findings.undecided > 0 ? 'mark warn' : 'mark'}>
            {task.findings.undecided} / {task.findings.total}
          </span>
        )}
      </td>
      <td className="wide quiet">{when(task.createdAt)}</td>
      <td className="due">
        <DueOrDone task={task} />
      </td>
      <td className="wide quiet">{task.assigneeName}</td>
    </tr>
  );
}

/** How much time is left; of what is done how it ended, and when. */
function DueOrDone({ task }: { readonly task: TaskItem }) {
  const { doneAt, doneAct, kind } = task;
  const names: Readonly<Record<string, string>> = actNames(useActWords(), kind);
  if (doneAt === null) {
    return <Due of={task} />;
  }
  return (
    <>
      {doneAct !== null && names[doneAct]} <span className="quiet">{dayOf(doneAt)}</span>
    </>
  );
}
