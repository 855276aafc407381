import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import type { Read } from '../../api/client.ts';
import { faultOf, Refused } from '../../api/problem.ts';
import { claimTimelineQuery } from '../../api/resources/claims.ts';
import { taskQuery, type Task } from '../../api/resources/tasks.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { when } from '../../parts/format.ts';
import { useActWords } from '../../words/acts.ts';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import type { Typed, Typing } from './typed.ts';
import { usePanel, type ActName } from './use-panel.ts';

interface CaseActsProps {
  readonly task: Read<Task>;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
  readonly onDone: (act: ActName) => void;
}

/** The lower edge of a case: what may be done, or the panel of what is being done. */
export function CaseActs({ task, typed, onType, onDone }: CaseActsProps) {
  const client = useQueryClient();
  const { panel, extra, isBusy, error, ...panels } = usePanel({ task, typed, codes: [], onDone });
  const { acts, questionLabels, id } = task.body;
  const openIfAllowed = (...names: readonly ActName[]) => {
    const found = acts.find(({ act, allowed }) => allowed && names.includes(act));
    if (found !== undefined && panel === null) {
      panels.open(found.act);
    }
  };
  useKeys({
    approve: () => openIfAllowed('approve', 'accept'),
    returnBack: () => openIfAllowed('returnForCorrection'),
    reject: () => openIfAllowed('reject'),
    digit: (n) => {
      const question = questionLabels[n - 1];
      if (question !== undefined) {
        onType({ kind: 'answer', question: question.key, answer: 'true' });
      }
    },
  });
  if (panel === null) {
    return (
      <footer className="acts">
        <DecisionBar task={task.body} onOpen={panels.open} />
      </footer>
    );
  }
  const look = () => void panels.lookAgain(() => client.fetchQuery({ ...taskQuery(id), staleTime: 0 }));
  return (
    <footer className="acts open">
      <DecisionPanel
        act={panel.act}
        isBusy={isBusy}
        typed={typed}
        onType={onType}
        extra={extra}
        onExtra={panels.setExtra}
        correctable={[]}
        onSend={() => void panels.send()}
        onClose={panels.close}
      >
        <WhatIsWrong error={error} task={task.body} onLook={look} />
      </DecisionPanel>
    </footer>
  );
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
    <Conflict detail={error.problem.detail} task={task} onLook={onLook} />
  ) : (
    <ProblemAlert fault={fault} />
  );
}

/** Somebody was faster: who did what and when. What was typed stays. */
function Conflict(props: { readonly detail: string; readonly task: Task; readonly onLook: () => void }) {
  const { detail, task, onLook } = props;
  const words = useActWords().conflict;
  const timeline = useQuery({
    ...claimTimelineQuery(task.claimId ?? ''),
    enabled: task.claimId !== undefined,
    staleTime: 0,
    refetchOnMount: 'always',
  });
  const last = timeline.data?.items.at(-1);
  return (
    <div role="alert" className="alert">
      <b>{words.heading}</b>
      <p>
        {last === undefined ? detail : `${words.by(last.actor?.displayName ?? '', when(last.at))} ${last.sentence}`}
      </p>
      <p>{words.kept}</p>
      <button type="button" className="plain" onClick={onLook}>
        {words.look}
      </button>
    </div>
  );
}
