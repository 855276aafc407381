import { Button } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useRecordWords } from '../words/records.ts';

export interface ActOffered<A extends string> {
  readonly act: A;
  readonly allowed: boolean;
  readonly why?: { readonly sentence: string } | undefined;
}

interface ActsBarProps<A extends string> {
  readonly acts: readonly ActOffered<A>[];
  readonly names: Readonly<Record<A, string>>;
  readonly primary?: A;
  readonly danger?: A;
  readonly onOpen: (act: A) => void;
  /** Of the group. */
  readonly label?: string;
  /** The act whose form was closed last: its button has the focus again. */
  readonly closed?: A | null;
}

/** What may be done with a record; a closed act stands there with its reason beside it. */
export function ActsBar<A extends string>({
  acts,
  names,
  primary,
  danger,
  onOpen,
  label,
  closed = null,
}: ActsBarProps<A>) {
  const words = useRecordWords().act;
  const id = useId();
  const { bar, ...focus } = useKeptFocus(closed);
  return (
    <div ref={bar} tabIndex={-1} role="group" aria-label={label ?? words.group} className="record-acts" {...focus}>
      <div className="buttons">
        {acts
          .filter(({ allowed }) => allowed)
          .map(({ act }) => (
            <Button
              key={act}
              data-act={act}
              type={act === primary ? 'primary' : 'default'}
              danger={act === danger}
              onClick={() => onOpen(act)}
            >
              {names[act]}
            </Button>
          ))}
      </div>
      <ul className="closed">
        {acts
          .filter(({ allowed }) => !allowed)
          .map(({ act, why }) => (
            <li key={act}>
              <button type="button" className="plain" disabled aria-describedby={`${id}-${act}`}>
                {names[act]}
              </button>
              <span id={`${id}-${act}`}>{why?.sentence}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** The focus of the bar: at the act that was closed last, and still in the bar when the button that has it is taken away. */
function useKeptFocus(closed: string | null) {
  const bar = useRef<HTMLDivElement>(null);
  const hasFocus = useRef(false);
  useEffect(() => {
    if (closed !== null) {
      const own = bar.current?.querySelector<HTMLElement>(`[data-act="${closed}"]:enabled`);
      (own ?? bar.current)?.focus();
    }
  }, [closed]);
  // A button that is taken away tells nobody that it loses the focus.
  useEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) {
      bar.current?.focus();
    }
  });
  const onFocus = () => {
    hasFocus.current = true;
  };
  const onBlur = () => {
    hasFocus.current = false;
  };
  return { bar, onFocus, onBlur };
}
