import { useId, useState } from 'react';
import { useEscape } from '../keys/esc-stack.ts';
import { useFrameWords } from '../words/frame.ts';

export interface Ground {
  readonly documentTitle: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: string;
}

/** The clause behind a number, one click away: document, clause, quote and mark. */
export function GroundButton({ ground }: { readonly ground: Ground }) {
  const words = useFrameWords().formula;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  useEscape(() => setOpen(false), { isOpen });
  const marks: Readonly<Record<string, string>> = words.marks;
  return (
    <>
      <button type="button" className="link" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {words.ground}
      </button>
      <dl id={id} className="ground" hidden={!isOpen}>
        <div>
          <dt>{words.document}</dt>
          <dd>{ground.documentTitle}</dd>
        </div>
        <div>
          <dt>{words.clause}</dt>
          <dd>{ground.clause}</dd>
        </div>
        <div>
          <dt>{words.quote}</dt>
          <dd>{ground.quote ?? words.noQuote}</dd>
        </div>
        <div>
          <dt>{words.mark}</dt>
          <dd>{marks[ground.mark] ?? ground.mark}</dd>
        </div>
      </dl>
    </>
  );
}
