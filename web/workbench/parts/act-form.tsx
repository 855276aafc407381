import { Button } from 'antd';
import { useEffect, useId, useRef, type ReactNode, type SyntheticEvent } from 'react';
import { isModalOpen, useEscape } from '../keys/esc-stack.ts';
import { useControlKey } from '../keys/use-keys.ts';
import { useRecordWords } from '../words/records.ts';
import type { Trouble } from './fault.ts';
import { timeOf } from './format.ts';
import { ProblemAlert } from './problem-alert.tsx';
import './effect.css';

interface ActFormProps {
  /** Of the act; the form has the same name. */
  readonly name: string;
  /** Of the button that sends it. */
  readonly confirm: string;
  readonly isDanger?: boolean;
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  /** Enter and Ctrl+Enter send it, unless money would be released by it. */
  readonly hasKey?: boolean;
  /** What the act does, in one sentence. */
  readonly effect?: string;
  /** In place of it, where the server says the effect of what is typed. */
  readonly said?: ReactNode;
  /** What it does is not said yet: it is not sent. */
  readonly isHeld?: boolean;
  /** The record was read anew and no longer takes the act: why. Null while it does: see `closedNow`. */
  readonly closed: string | null;
  readonly children?: ReactNode;
  readonly onSend: () => void;
  readonly onLook: () => void;
  readonly onClose: () => void;
}

/** The form of one act, below a record that stays readable. What was typed stays until the server has said that it is done. */
export function ActForm(props: ActFormProps) {
  const {
    name,
    confirm,
    isDanger = false,
    isBusy,
    trouble,
    hasKey = true,
    effect,
    said,
    isHeld = false,
    closed,
    children,
  } = props;
  const { onSend, onLook, onClose } = props;
  const words = useRecordWords().act;
  const form = useRef<HTMLFormElement>(null);
  useEscape(onClose);
  const isOpen = closed === null;
  const sendIfSaid = () => !isHeld && onSend();
  const sendByKey = () => hasKey && isOpen && !isModalOpen() && sendIfSaid();
  useControlKey('Enter', sendByKey, form);
  useEffect(() => {
    const first = isOpen ? 'input, select, textarea, button' : '.now-closed';
    form.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (hasKey && isOpen) {
      sendIfSaid();
    }
  };
  return (
    <form ref={form} aria-label={name} className="act-form" onSubmit={submit}>
      <WhatItDoes name={name} effect={effect} said={said} closed={closed} />
      {trouble !== null && <WhatIsWrong of={trouble} onLook={onLook} />}
      {children}
      <div className="buttons">
        <Button
          type="primary"
          htmlType={hasKey ? 'submit' : 'button'}
          danger={isDanger}
          aria-disabled={isBusy || isHeld}
          disabled={!isOpen}
          onClick={hasKey ? undefined : sendIfSaid}
        >
          {confirm}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        {hasKey && (
          <span className="quiet" aria-hidden="true">
            <kbd>Ctrl</kbd> + <kbd>Enter</kbd>
          </span>
        )}
        <span className="quiet">{isBusy ? words.sending : words.noUndo}</span>
      </div>
    </form>
  );
}

interface DoesProps extends Pick<ActFormProps, 'name' | 'closed'> {
  readonly effect: string | undefined;
  readonly said: ReactNode;
}

/** The effect, or that the act is no longer open. */
function WhatItDoes({ name, effect, said, closed }: DoesProps) {
  const words = useRecordWords().act;
  if (closed !== null) {
    return (
      <p tabIndex={-1} className="alert now-closed">
        <b>{words.nowClosed(name)}</b> {closed}
      </p>
    );
  }
  return said ?? (effect !== undefined && <p className="effect">{effect}</p>);
}

function WhatIsWrong({ of, onLook }: { readonly of: Trouble; readonly onLook: () => void }) {
  const words = useRecordWords().act.conflict;
  const { faulty } = useRecordWords().act;
  if (of.kind === 'faulty') {
    return (
      <div role="alert" className="alert">
        <b>{faulty}</b>
        <ul className="reasons">
          {of.messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </div>
    );
  }
  if (of.kind !== 'overtaken') {
    return <ProblemAlert fault={of} />;
  }
  return (
    <div role="alert" className="alert">
      <b>{words.heading}</b>
      <p>
        {of.by !== null && <b>{words.by(of.by.who, timeOf(of.by.at))}</b>} {of.sentence}
      </p>
      <p>{words.kept}</p>
      <button type="button" className="plain" onClick={onLook}>
        {words.look}
      </button>
    </div>
  );
}

interface RemarkProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Other than 意见. */
  readonly label?: string;
  readonly hint?: string;
}

/** Where a remark is taken. */
export function Remark({ value, onChange, label, hint }: RemarkProps) {
  const words = useRecordWords().act;
  const id = useId();
  return (
    <div className="remark-field">
      <label htmlFor={id}>{label ?? words.remark}</label>
      {hint !== undefined && <span className="quiet"> {hint}</span>}
      <textarea id={id} className="field" rows={2} value={value} onChange={({ target }) => onChange(target.value)} />
    </div>
  );
}

interface FieldProps extends RemarkProps {
  readonly label: string;
  readonly type?: 'text' | 'date' | 'password';
}

/** A field of one line. */
export function Field({ value, onChange, label, type = 'text', hint }: FieldProps) {
  const id = useId();
  return (
    <div className="line-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        type={type}
        value={value}
        autoComplete={type === 'password' ? 'current-password' : 'off'}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint !== undefined && <span className="quiet">{hint}</span>}
    </div>
  );
}

interface ChoiceProps extends RemarkProps {
  readonly label: string;
  /** Codes of the contract with their words; without a choice the value is empty. */
  readonly options: readonly (readonly [code: string, word: string])[];
  readonly isHidden?: boolean;
  /** What stands where nothing is chosen; without it something is always chosen. */
  readonly none?: string;
}

/** A choice from a fixed list. */
export function Choice({ value, onChange, label, options, none, isHidden = false }: ChoiceProps) {
  const id = useId();
  return (
    <div className="line-field">
      <label htmlFor={id} className={isHidden ? 'hidden' : undefined}>
        {label}
      </label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}
