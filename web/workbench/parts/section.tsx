import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** Beside the title, part of the region's name. */
  readonly note?: ReactNode;
  readonly className?: string;
  /** For links to it. */
  readonly id?: string;
  readonly children: ReactNode;
}

/** A region of a record, named by its heading. */
export function Section({ title, note, className, id, children }: SectionProps) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className={className === undefined ? 'part' : `part ${className}`}>
      <h2 id={heading}>
        {title} {note}
      </h2>
      {children}
    </section>
  );
}

/** A number with its word, as a row of `.facts`. */
export function Fact({ word, children }: { readonly word: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}
