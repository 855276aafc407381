import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import { useCaseWords } from '../words/case.ts';
import { useFrameWords } from '../words/frame.ts';
import { Choice, Field } from './act-form.tsx';
import { Dialog } from './dialog.tsx';
import type { Fault } from './fault.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface RevealDialogProps {
  /** Codes of the contract; each has a word. */
  readonly purposes: readonly Purpose[];
  /** What stands chosen at first. */
  readonly purpose?: Purpose;
  /** The number of the case, as it stands in the field at first. */
  readonly reference: string;
  /** Why the values were not shown. */
  readonly fault: Fault | null;
  readonly onSend: (purpose: Purpose, reference: string) => void;
  readonly onClose: () => void;
}

export type Purpose = 'review' | 'payment' | 'objection' | 'audit' | 'applicantRequest';

/** Asks for what the values are needed before they are shown. */
export function RevealDialog(props: RevealDialogProps) {
  const { purposes, purpose: first = 'review', reference, fault, onSend, onClose } = props;
  const words = useCaseWords().reveal;
  const { dialog } = useFrameWords();
  const form = useId();
  const [purpose, setPurpose] = useState<Purpose>(first);
  const [number, setNumber] = useState(reference);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSend(purpose, number);
  };
  const foot = (
    <>
      <button type="button" className="plain" onClick={onClose}>
        {dialog.cancel}
      </button>
      <button type="submit" form={form} className="plain primary">
        {words.confirm}
      </button>
    </>
  );
  return (
    <Dialog title={words.button} onClose={onClose} foot={foot}>
      <form id={form} onSubmit={submit} className="fields">
        {fault !== null && <ProblemAlert fault={fault} />}
        <Choice
          label={words.purpose}
          options={purposes.map((one) => [one, words.purposes[one]] as const)}
          value={purpose}
          onChange={(chosen) => setPurpose(purposes.find((one) => one === chosen) ?? purpose)}
        />
        <Field label={words.number} value={number} onChange={setNumber} />
        <p className="quiet">{words.note}</p>
      </form>
    </Dialog>
  );
}

/** Opens the dialog; while the values are shown, it says that they will be hidden. */
export function RevealButton({ isShown, onAsk }: { readonly isShown: boolean; readonly onAsk: () => void }) {
  const words = useCaseWords().reveal;
  const button = useRef<HTMLButtonElement>(null);
  /** The sentence had the focus when it was taken away, which tells nobody that the focus is lost. */
  const hadFocus = useRef(false);
  useEffect(() => {
    if (!isShown && hadFocus.current) {
      hadFocus.current = false;
      button.current?.focus();
    }
  }, [isShown]);
  const follow = (hasFocus: boolean) => {
    hadFocus.current = hasFocus;
  };
  return isShown ? (
    <Shown onFocused={follow} />
  ) : (
    <button ref={button} type="button" className="link" onClick={onAsk}>
      {words.button}
    </button>
  );
}

/** Takes the focus of the button that it stands for. */
function Shown({ onFocused }: { readonly onFocused: (hasFocus: boolean) => void }) {
  const words = useCaseWords().reveal;
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <span
      ref={place}
      tabIndex={-1}
      className="quiet shown"
      onFocus={() => onFocused(true)}
      onBlur={() => onFocused(false)}
    >
      {words.shown}
    </span>
  );
}
