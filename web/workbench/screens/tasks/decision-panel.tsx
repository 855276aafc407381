import { Button, Input } from 'antd';
import { useId, type Dispatch, type ReactNode, type SyntheticEvent } from 'react';
import { useEscape } from '../../keys/esc-stack.ts';
import { useControlKey } from '../../keys/use-keys.ts';
import { useActWords } from '../../words/acts.ts';
import { useOrganWords } from '../../words/organs.ts';
import { asksFor, ORGANS, type Extra } from './decision-body.ts';
import type { Typed, Typing } from './typed.ts';
import { isDecision, type ActName } from './use-panel.ts';

/** What an applicant can be asked to correct. */
export interface Correctable {
  readonly pointer: string;
  readonly label: string;
}

interface PanelProps {
  readonly act: ActName;
  readonly isBusy: boolean;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
  readonly extra: Extra;
  readonly onExtra: (extra: Extra) => void;
  readonly correctable: readonly Correctable[];
  /** The effect in one sentence, or what is wrong. */
  readonly children: ReactNode;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The form of one act, below a case that stays readable. */
export function DecisionPanel(props: PanelProps) {
  const { act, isBusy, typed, onType, children, onSend, onClose } = props;
  const words = useActWords();
  const name = words.names[act];
  // A label around the field would take what is typed there into its own text.
  const remark = useId();
  useEscape(onClose);
  useControlKey('Enter', onSend);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form aria-label={name} className="panel" onSubmit={submit}>
      {children}
      {isDecision(act) && asksFor(act, 'corrections') && (
        <Corrections correctable={props.correctable} typed={typed} onType={onType} />
      )}
      <ExtraFields act={act} extra={props.extra} onExtra={props.onExtra} />
      <div className="remark-field">
        <label htmlFor={remark}>{words.remark}</label>
        <Input.TextArea
          id={remark}
          autoFocus
          rows={2}
          value={typed.remark}
          onChange={({ target }) => onType({ kind: 'remark', remark: target.value })}
        />
      </div>
      <div className="buttons">
        <Button type="primary" htmlType="submit" danger={act === 'reject'}>
          {words.confirm(name)}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        <span className="quiet" aria-hidden="true">
          <kbd>Ctrl</kbd> + <kbd>Enter</kbd>
        </span>
        {isDecision(act) && <span className="quiet">{words.noUndo}</span>}
        {isBusy && <span className="quiet">{words.sending}</span>}
      </div>
    </form>
  );
}

function Corrections({ correctable, typed, onType }: Pick<PanelProps, 'correctable' | 'typed' | 'onType'>) {
  const words = useActWords();
  return (
    <fieldset className="corrections">
      <legend>{words.toCorrect}</legend>
      {correctable.map(({ pointer, label }) => {
        const own = typed.corrections[pointer];
        return (
          <div key={pointer}>
            <label>
              <input
                type="checkbox"
                checked={own !== undefined}
                onChange={({ target }) => onType({ kind: 'correct', pointer, words: target.checked ? '' : null })}
              />
              {label}
            </label>
            {own !== undefined && (
              <input
                className="field"
                aria-label={words.correctionOf(label)}
                placeholder={words.toCorrectNote}
                value={own}
                onChange={({ target }) => onType({ kind: 'correct', pointer, words: target.value })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

function ExtraFields({ act, extra, onExtra }: Pick<PanelProps, 'act' | 'extra' | 'onExtra'>) {
  const words = useActWords();
  const organs = useOrganWords();
  const field = (name: keyof Extra, label: string, type: 'text' | 'date' | 'number') => (
    <label key={name}>
      {label}
      <input
        className="field"
        type={type}
        value={extra[name]}
        onChange={({ target }) => onExtra({ ...extra, [name]: target.value })}
      />
    </label>
  );
  const fields = [
    act === 'transfer' && field('to', words.to, 'text'),
    act === 'extension' && field('dueOn', words.dueOn, 'date'),
    act === 'hold' && field('until', words.until, 'date'),
    act === 'designate' && field('documentNo', words.documentNo, 'text'),
    act === 'sign' && field('agreementNo', words.agreementNo, 'text'),
    act === 'revoke' && field('recoverYuan', words.recover, 'number'),
    act === 'routeTo' && (
      <label key="organ">
        {words.organ}
        <select value={extra.organ} onChange={({ target }) => onExtra({ ...extra, organ: target.value })}>
          <option value="">{words.choose}</option>
          {ORGANS.map((organ) => (
            <option key={organ} value={organ}>
              {organs[organ]}
            </option>
          ))}
        </select>
      </label>
    ),
  ].filter((one) => one !== false);
  return fields.length === 0 ? null : <div className="fields">{fields}</div>;
}
