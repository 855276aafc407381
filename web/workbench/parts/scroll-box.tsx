import type { ReactNode } from 'react';

interface ScrollBoxProps {
  /** Names the box for those who reach it by keyboard. */
  readonly label: string;
  readonly id?: string;
  readonly children: ReactNode;
}

/** What is wider than the page moves inside its own edges, by mouse and, once it has the focus, by the arrows. */
export function ScrollBox({ label, id, children }: ScrollBoxProps) {
  return (
    <div className="wide-table" role="group" aria-label={label} id={id} tabIndex={0}>
      {children}
    </div>
  );
}
