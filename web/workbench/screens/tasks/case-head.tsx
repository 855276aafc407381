import { useQuery } from '@tanstack/react-query';
import { claimQuery } from '../../api/resources/claims.ts';
import { filingQuery } from '../../api/resources/filings.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { yuan } from '../../parts/format.ts';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';
import { Due } from '../../parts/due.tsx';
import { taskWords } from './task-words.tsx';

/** Sum and deadline first: the one strong figure of a case is its amount. */
export function CaseHead({ task }: { readonly task: Task }) {
  const words = useCaseWords();
  const { what, trade, applicant } = taskWords(task);
  return (
    <header className="case-head">
      <div>
        <p className="quiet">
          {task.stageLabel ?? what} · {words.round(task.round)} · <Due of={task} />
        </p>
        <h2 id="case" tabIndex={-1}>
          {trade === '' ? what : trade} <span className="by">{applicant}</span>
        </h2>
        <p className="mono quiet">{task.subjectNo}</p>
      </div>
      <Sum task={task} />
    </header>
  );
}

function Sum({ task }: { readonly task: Task }) {
  if (task.claimId !== undefined) {
    return <ClaimSum claimId={task.claimId} subject={task.subject} />;
  }
  return task.filingId === undefined ? <OtherSum task={task} /> : <ClassSize filingId={task.filingId} />;
}

/** A class has no money yet: its students are what counts. */
function ClassSize({ filingId }: { readonly filingId: string }) {
  const { formula } = useFrameWords();
  const { data } = useQuery(filingQuery(filingId));
  return data === undefined ? null : (
    <p className="sum">
      <b>{formula.people(data.rosterCount)}</b>
    </p>
  );
}

/** Of a case that is no claim: its money, else its people. */
function OtherSum({ task: { subject } }: { readonly task: Task }) {
  const { money, formula } = useFrameWords();
  const { amountFen, headcount } = subject;
  if (amountFen !== undefined) {
    return (
      <p className="sum">
        <b>{yuan(amountFen)}</b>
        <span>
          {money.yuan}
          {headcount !== undefined && ` · ${formula.people(headcount)}`}
        </span>
      </p>
    );
  }
  return headcount === undefined ? null : (
    <p className="sum">
      <b>{formula.people(headcount)}</b>
    </p>
  );
}

/** What the task is about, as its row of the list has it: a top-up has a sum and people of its own. */
function ClaimSum({ claimId, subject }: { readonly claimId: string; readonly subject: Task['subject'] }) {
  const words = useCaseWords();
  const { money } = useFrameWords();
  const { data } = useQuery(claimQuery(claimId));
  return data === undefined ? null : (
    <p className="sum">
      <b>{yuan(subject.amountFen ?? data.totals.claimedFen)}</b>
      <span>
        {money.yuan} · {words.people(subject.headcount ?? data.lines.eligible)}
        {data.lines.refused > 0 && ` · ${words.refused(data.lines.refused)}`}
      </span>
    </p>
  );
}
