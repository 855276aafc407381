import { useQueryClient } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import type { Read } from '../../api/client.ts';
import { faultOf, Refused, type Problem } from '../../api/problem.ts';
import { taskQuery, type Task } from '../../api/resources/tasks.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { when } from '../../parts/format.ts';
import { namedQuestions } from '../../parts/named-questions.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { actNames, useActWords } from '../../words/acts.ts';
import { DecisionBar } from './decision-bar.tsx';
import { decisionBody } from './decision-body.ts';
import { SayingPanel } from './decision-effect.tsx';
import { useHere } from './use-here.ts';
import type { Typed, Typing } from './typed.ts';
import { isDecision, usePanel, type ActName } from './use-panel.ts';

interface CaseActsProps {
  readonly task: Read<Task>;
  readonly typed: Typed;
  /** The server refused to keep it as a draft. */
  readonly isUnkept: boolean;
  readonly onType: Dispatch<Typing>;
  readonly onDone: (act: ActName) => void;
}

/** The lower edge of a case: what may be done, or the panel of what is being done. */
export function CaseActs({ task, typed, isUnkept, onType, onDone }: CaseActsProps) {
  const client = useQueryClient();
  const words = useActWords();
  const { acts, id } = task.body;
  const codes = task.body.refusalCodes.map(({ code }) => code);
  const { panel, closed, extra, isBusy, error, ...panels } = usePanel({ task, typed, codes, onDone });
  const openIfAllowed = (...names: readonly ActName[]) => {
    const found = acts.find(({ act, allowed }) => allowed && names.includes(act));
    if (found !== undefined && panel === null) {
      panels.open(found.act);
    }
  };
  useActKeys(task.body, onType, openIfAllowed);
  const unkept = isUnkept && (
    <p className="quiet" aria-live="polite">
      {words.unkept}
    </p>
  );
  if (panel === null) {
    return (
      <footer className="acts">
        {unkept}
        <DecisionBar task={task.body} onOpen={panels.open} closed={closed} />
      </footer>
    );
  }
  const look = () => void panels.lookAgain(() => client.fetchQuery({ ...taskQuery(id), staleTime: 0 }));
  return (
    <footer className="acts open">
      {unkept}
      <SayingPanel
        key={panel.looks}
        task={task.body}
        panel={panel}
        isBusy={isBusy}
        typed={typed}
        onType={(typing) => {
          panels.forgive();
          onType(typing);
        }}
        extra={extra}
        onExtra={(now) => {
          panels.forgive();
          panels.setExtra(now);
        }}
        onSend={() => void panels.send()}
        onClose={panels.close}
        decision={isDecision(panel.act) && panel.closed === null ? decisionBody(panel.act, typed, extra, codes) : null}
        before={acts.find(({ act }) => act === panel.act)?.effect?.sentence}
        isTried={panel.isTried && error !== null}
      >
        <WhatIsWrong error={error} task={task.body} onLook={look} />
        {panel.closed !== null && <Closed name={actNames(words, task.body.kind)[panel.act]} why={panel.closed} />}
      </SayingPanel>
    </footer>
  );
}

function useActKeys(task: Task, onType: Dispatch<Typing>, open: (...names: readonly ActName[]) => void): void {
  const here = useHere();
  useKeys({
    approve: () => here(() => open('approve', 'accept')),
    returnBack: () => here(() => open('returnForCorrection')),
    reject: () => here(() => open('reject')),
    digit: (n) =>
      here(() => {
        const question = task.questionLabels[n - 1];
        if (question !== undefined && task.doneAt === null) {
          onType({ kind: 'answer', question: question.key, answer: 'true' });
        }
      }),
  });
}

interface WrongProps {
  readonly error: unknown;
  readonly task: Task;
  readonly onLook: () => void;
}

/** These mean that somebody was faster, or that the same act is still on its way. */
const OVERTAKEN = [409, 412];
const UNDER_WAY = ['ACT_IN_PROGRESS', 'REQUEST_IN_PROGRESS'];

function WhatIsWrong({ error, task, onLook }: WrongProps) {
  const fault = faultOf(error);
  if (fault === null) {
    return null;
  }
  const isConflict =
    error instanceof Refused && OVERTAKEN.includes(error.problem.status) && !UNDER_WAY.includes(error.problem.code);
  return isConflict ? (
    <Conflict problem={error.problem} onLook={onLook} />
  ) : (
    <ProblemAlert fault={namedQuestions(fault, task.questionLabels)} />
  );
}

/** The case was read anew, and this act is no longer open. */
function Closed({ name, why }: { readonly name: string; readonly why: string }) {
  const words = useActWords();
  return (
    <p tabIndex={-1} className="alert now-closed">
      <b>{words.nowClosed(name)}</b> {why}
    </p>
  );
}

/** Somebody was faster: who did what and when. What was typed stays. */
function Conflict({ problem, onLook }: { readonly problem: Problem; readonly onLook: () => void }) {
  const words = useActWords().conflict;
  const { detail, conflict } = problem;
  const who = conflict?.actor?.displayName ?? conflict?.actor?.section ?? conflict?.actor?.organ ?? '';
  return (
    <div role="alert" className="alert">
      <b>{words.heading}</b>
      <p>{conflict === undefined ? detail : `${words.by(who, when(conflict.at))} ${conflict.sentence}`}</p>
      <p>{words.kept}</p>
      <button type="button" className="plain" onClick={onLook}>
        {words.look}
      </button>
    </div>
  );
}
