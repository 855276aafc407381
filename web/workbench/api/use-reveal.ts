import { useEffect, useState } from 'react';
import { faultOf } from './problem.ts';
import { PURPOSES, reveal, type Purpose, type Reveal } from './resources/reveals.ts';

/** How long values in clear stand on the page; the server says the same. */
const SHOWN_MS = 30_000;

type Asked = Pick<Reveal, 'resource' | 'fields' | 'reference'>;

interface Shown {
  readonly resource: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What is asked for in clear, and what is shown so: of one resource at a time, for thirty seconds. */
export function useReveal() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const hiding = shown === null ? undefined : setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(hiding);
  }, [shown]);
  const ask = (next: Asked | null) => {
    setError(null);
    setAsked(next);
  };
  const send = async (of: Asked, purpose: Purpose, reference: string) => {
    setError(null);
    try {
      setShown({ resource: of.resource, values: await reveal({ ...of, purpose, reference }) });
      setAsked(null);
    } catch (failure) {
      setError(failure);
    }
  };
  return {
    /** The values of a resource while they are shown. */
    valuesOf: (resource: string) => (shown?.resource === resource ? shown.values : null),
    ask,
    /** What the dialog takes; null while nothing is asked. */
    dialog:
      asked === null
        ? null
        : {
            purposes: PURPOSES,
            reference: asked.reference,
            fault: faultOf(error),
            onSend: (purpose: Purpose, reference: string) => void send(asked, purpose, reference),
            onClose: () => ask(null),
          },
  };
}
