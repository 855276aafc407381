import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Task } from '../../api/resources/tasks.ts';
import { keyLabel, useKeySettings, type Command } from '../../keys/bindings.ts';
import { actNames, useActWords } from '../../words/acts.ts';
import { isDecision, type ActName } from './use-panel.ts';

/** Which single key opens which act. */
export const ACT_KEYS: Readonly<Partial<Record<ActName, Extract<Command, 'approve' | 'returnBack' | 'reject'>>>> = {
  approve: 'approve',
  accept: 'approve',
  returnForCorrection: 'returnBack',
  reject: 'reject',
};

interface BarProps {
  readonly task: Task;
  readonly onOpen: (act: ActName) => void;
  /** The act whose panel was closed last: its button has the focus again. */
  readonly closed: ActName | null;
}

/** What may be done, decisions first; a closed act stands there with its reason beside it. */
export function DecisionBar({ task, onOpen, closed: left }: BarProps) {
  const words = useActWords();
  const names = actNames(words, task.kind);
  const { areOn, bindings } = useKeySettings();
  const acts = [...task.acts.filter(({ act }) => isDecision(act)), ...task.acts.filter(({ act }) => !isDecision(act))];
  const open = acts.filter(({ allowed }) => allowed);
  const closed = acts.filter(({ allowed }) => !allowed);
  const keyOf = (act: ActName) => {
    const command = ACT_KEYS[act];
    const code = command === undefined || !areOn ? undefined : bindings[command][0];
    return code === undefined ? null : <kbd aria-hidden="true">{keyLabel(code)}</kbd>;
  };
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const own = bar.current?.querySelector<HTMLElement>(`[data-act="${left}"]:enabled`);
    if (left !== null) {
      (own ?? bar.current?.querySelector<HTMLElement>('button:enabled') ?? bar.current)?.focus();
    }
  }, [left]);
  return (
    <div ref={bar} tabIndex={-1} role="group" aria-label={words.group} className="acts-bar">
      <div className="buttons">
        {open.map(({ act }) => (
          <Button
            key={act}
            data-act={act}
            type={act === 'approve' || act === 'accept' ? 'primary' : 'default'}
            danger={act === 'reject'}
            onClick={() => onOpen(act)}
          >
            {names[act]}
            {keyOf(act)}
          </Button>
        ))}
      </div>
      {task.doneAt !== null && <p className="quiet">{words.stepDone}</p>}
      {task.doneAt === null && closed.length > 0 && (
        <ul className="closed-acts">
          {closed.map(({ act, why }) => (
            <li key={act}>
              <button type="button" className="plain" disabled aria-describedby={`why-${act}`}>
                {names[act]}
              </button>
              <span id={`why-${act}`}>{why?.sentence}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
