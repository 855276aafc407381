import { Button } from 'antd';
import { useEffect, useRef, type Dispatch, type ReactNode, type SyntheticEvent } from 'react';
import type { Task } from '../../api/resources/tasks.ts';
import { isModalOpen, useEscape } from '../../keys/esc-stack.ts';
import { useControlKey } from '../../keys/use-keys.ts';
import { Remark } from '../../parts/act-form.tsx';
import { actNames, useActWords } from '../../words/acts.ts';
import { ActFields } from './act-fields.tsx';
import { Corrections } from './corrections.tsx';
import { asksFor, type Extra } from './decision-body.ts';
import { taskWords } from './task-words.tsx';
import { OF_NO_ACT, remarkFor, type Typed, type Typing } from './typed.ts';
import { isDecision, type Panel } from './use-panel.ts';

interface PanelProps {
  readonly task: Task;
  readonly panel: Panel;
  readonly isBusy: boolean;
  /** What it does is not said yet: it is not sent. */
  readonly isHeld: boolean;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
  readonly extra: Extra;
  readonly onExtra: (extra: Extra) => void;
  /** The effect in one sentence, or what is wrong. */
  readonly children: ReactNode;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Acts that may go without words. */
const OPTIONAL: readonly string[] = ['approve', 'accept', 'claim', 'release'];

/** The form of one act, below a case that stays readable; what sends it is never scrolled away. */
export function DecisionPanel(props: PanelProps) {
  const { task, panel, isBusy, isHeld, typed, onType, children, onSend, onClose } = props;
  const { act, closed } = panel;
  const words = useActWords();
  const name = actNames(words, task.kind)[act];
  const isClosed = closed !== null;
  const sendIfOpen = () => !isClosed && !isHeld && onSend();
  const form = useRef<HTMLFormElement>(null);
  useEscape(onClose);
  useControlKey('Enter', () => !isModalOpen() && sendIfOpen(), form);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>(isClosed ? '.now-closed' : 'textarea');
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLTextAreaElement) {
      first.setSelectionRange(first.value.length, first.value.length);
    }
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [isClosed]);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    sendIfOpen();
  };
  return (
    <form ref={form} aria-label={name} className="panel" onSubmit={submit}>
      <p className="panel-of">
        <b>{name}</b> <span className="mono">{task.subjectNo}</span> <span>{taskWords(task).applicant}</span>
      </p>
      <div className="panel-body">
        {children}
        {isDecision(act) && asksFor(act, 'corrections') && (
          <Corrections correctable={task.correctable} typed={typed} onType={onType} />
        )}
        <ActFields task={task} act={act} extra={props.extra} onExtra={props.onExtra} />
        <OldRemark act={act} typed={typed} onType={onType} />
        <Remark
          value={remarkFor(typed, act)}
          onChange={(remark) => onType({ kind: 'remark', act, remark })}
          {...(OPTIONAL.includes(act) && { hint: words.optional })}
        />
      </div>
      <div className="buttons">
        <Button type="primary" htmlType="submit" danger={act === 'reject'} disabled={isClosed} aria-disabled={isHeld}>
          {words.confirm(name)}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        <span className="quiet keys-hint" aria-hidden="true">
          <kbd>Ctrl</kbd> + <kbd>Enter</kbd>
        </span>
        {isDecision(act) && <span className="quiet">{words.noUndo}</span>}
        {isBusy && <span className="quiet">{words.sending}</span>}
      </div>
    </form>
  );
}

/** A remark from before remarks had their acts: it stands beside the field, and goes into it when it is wanted there. */
function OldRemark({ act, typed, onType }: Pick<PanelProps, 'typed' | 'onType'> & Pick<Panel, 'act'>) {
  const words = useActWords();
  const old = remarkFor(typed, OF_NO_ACT);
  return old === '' ? null : (
    <p className="note">
      {words.oldRemark} <q>{old}</q>{' '}
      <button type="button" className="link" onClick={() => onType({ kind: 'adopt', act })}>
        {words.adopt}
      </button>
    </p>
  );
}
