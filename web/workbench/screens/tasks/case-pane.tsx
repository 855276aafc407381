import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { faultOf } from '../../api/problem.ts';
import { Papers } from '../../case/papers.tsx';
import { usePanes } from '../../case/use-panes.ts';
import type { Read } from '../../api/client.ts';
import type { PaperOwner } from '../../api/resources/papers.ts';
import { taskQuery, type Task } from '../../api/resources/tasks.ts';
import { useEscape } from '../../keys/esc-stack.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';
import { CaseActs } from './case-acts.tsx';
import { CaseBody } from './case-body.tsx';
import { CaseHead } from './case-head.tsx';
import { useHere } from './use-here.ts';
import { useTyped } from './typed.ts';
import { useDraft } from './use-draft.ts';
import type { ActName } from './use-panel.ts';

interface CasePaneProps {
  readonly taskId: string;
  /** Opened by the page, because the case before it is done: then its heading takes the focus. */
  readonly isNext: boolean;
  readonly onClose: () => void;
  /** After an act that the server has confirmed. */
  readonly onDone: (task: Task, act: ActName) => void;
}

/** W3: one case and its papers. */
export function CasePane({ taskId, isNext, onClose, onDone }: CasePaneProps) {
  const words = useCaseWords();
  const { list } = useFrameWords();
  const task = useQuery(taskQuery(taskId));
  const fault = faultOf(task.error);
  useEscape(onClose, { leavesFields: true });
  if (task.data === undefined) {
    return (
      <article className="case" aria-label={words.what}>
        <button type="button" className="link back" onClick={onClose}>
          {words.closeCase}
        </button>
        {fault === null ? (
          <p className="quiet" aria-busy="true">
            {words.loading}
          </p>
        ) : (
          <ProblemAlert fault={fault} before={list.failed(words.what)}>
            <button type="button" className="plain" onClick={() => void task.refetch()}>
              {list.retry}
            </button>
          </ProblemAlert>
        )}
      </article>
    );
  }
  return <OpenCase task={task.data} isNext={isNext} onClose={onClose} onDone={onDone} />;
}

/** A task is of one of these, or has no papers. */
function paperOwner({ claimId, filingId, grantId }: Task): PaperOwner | null {
  const owners = [
    ['claim', claimId],
    ['filing', filingId],
    ['grant', grantId],
  ] as const;
  const named = owners.flatMap(([of, id]) => (id === undefined ? [] : [{ of, id }]));
  return named[0] ?? null;
}

interface OpenCaseProps extends Omit<CasePaneProps, 'taskId'> {
  readonly task: Read<Task>;
}

function OpenCase({ task, isNext, onClose, onDone }: OpenCaseProps) {
  const words = useCaseWords();
  const [typed, onType] = useTyped();
  const isUnkept = useDraft(task.body, typed, onType);
  const { shown, way, turnTo } = usePanes<'case' | 'papers'>('case');
  const owner = paperOwner(task.body);
  const here = useHere();
  useEffect(() => {
    if (isNext) {
      document.querySelector<HTMLElement>('#case')?.focus();
    }
  }, [isNext]);
  const hasPapers = owner !== null;
  return (
    <>
      <article className={shown === 'case' ? 'case' : 'case behind'} aria-labelledby="case">
        <div className="case-bar">
          <button type="button" className="link back" onClick={onClose}>
            {words.closeCase}
          </button>
          {hasPapers && (
            <button
              ref={shown === 'case' ? way : null}
              type="button"
              className="link tab"
              onClick={() => turnTo('papers')}
            >
              {words.papersTab}
            </button>
          )}
        </div>
        <CaseHead task={task.body} />
        <CaseBody task={task.body} typed={typed} onType={onType} />
        <CaseActs
          task={task}
          typed={typed}
          isUnkept={isUnkept}
          onType={onType}
          onDone={(act) => onDone(task.body, act)}
        />
      </article>
      {hasPapers && (
        <div className={shown === 'papers' ? 'papers-pane' : 'papers-pane behind'}>
          <button
            ref={shown === 'papers' ? way : null}
            type="button"
            className="link tab"
            onClick={() => turnTo('case')}
          >
            {words.caseTab}
          </button>
          <Papers owner={owner} opensFirst here={here} />
        </div>
      )}
    </>
  );
}
