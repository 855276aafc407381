import { useEffect, useRef, type ReactNode } from 'react';
import { useEndpointsWords } from '../../words/endpoints.ts';

interface NewSecretProps {
  readonly secret: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A secret, while it can be read: it stands in the memory of this page alone, and the focus goes to it. */
export function NewSecret({ secret, onClose, children }: NewSecretProps) {
  const words = useEndpointsWords().secret;
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section ref={box} tabIndex={-1} aria-labelledby="new-secret" className="new-secret">
      <h2 id="new-secret">{words.title}</h2>
      <p>{words.once}</p>
      <p className="mono secret">{secret}</p>
      <p className="buttons">
        <button type="button" className="plain" onClick={onClose}>
          {words.close}
        </button>
        {children}
      </p>
    </section>
  );
}
