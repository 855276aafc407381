import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useEscape } from '../keys/esc-stack.ts';
import { useControlKey } from '../keys/use-keys.ts';
import { useFrameWords } from '../words/frame.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom edge; without any there is one that closes. */
  readonly foot?: ReactNode;
  readonly isWide?: boolean;
}

/** The browser's own modal dialog: it keeps the focus, makes the rest inert, and gives the focus back. */
export function Dialog({ title, onClose, children, foot, isWide = false }: DialogProps) {
  const words = useFrameWords().dialog;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEscape(onClose, { isModal: true });
  const sendForm = () => {
    const button = dialog.current?.querySelector<HTMLButtonElement>('button[type=submit]:enabled');
    button?.form?.requestSubmit(button);
  };
  useControlKey('Enter', sendForm, dialog);
  useEffect(() => {
    const opened = dialog.current;
    const before = document.activeElement;
    opened?.showModal();
    return () => {
      opened?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={isWide ? 'dialog wide' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id={heading}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <div className="buttons dialog-foot">
        {foot ?? (
          <button type="button" className="plain" onClick={onClose}>
            {words.close}
          </button>
        )}
      </div>
    </dialog>
  );
}
