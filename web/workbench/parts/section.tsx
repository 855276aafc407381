import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** Beside the title, part of the region's name. */
  readonly note?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A region of a record, named by its heading. */
export function Section({ title, note, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className === undefined ? 'part' : `part ${className}`}>
      <h2 id={id}>
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
