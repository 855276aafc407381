import type { ReactNode } from 'react';
import { useFrameWords } from '../words/frame.ts';
import type { Fault } from './fault.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface ListStatesProps {
  /** What is listed, for the sentence `未能读取…`. */
  readonly what: string;
  readonly isLoading: boolean;
  readonly fault: Fault | null;
  readonly isEmpty: boolean;
  /** The list's own sentence when it holds nothing. */
  readonly empty: string;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

/**
 * Loading, failed, empty and full look different, and none of them like another. Rows that were read before stay below
 * a failure, greyed; a table that holds nothing keeps its heads, above the sentence that says so.
 */
export function ListStates({ what, isLoading, fault, isEmpty, empty, onRetry, children }: ListStatesProps) {
  const words = useFrameWords().list;
  if (fault !== null) {
    return (
      <>
        <ProblemAlert fault={fault} before={words.failed(what)}>
          <button type="button" className="plain" onClick={onRetry}>
            {words.retry}
          </button>
        </ProblemAlert>
        {!isEmpty && <div className="stale">{children}</div>}
      </>
    );
  }
  if (isLoading) {
    return <Skeleton />;
  }
  return (
    <>
      {children}
      {isEmpty && <p className="empty">{empty}</p>}
    </>
  );
}

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

function Skeleton() {
  const words = useFrameWords().list;
  return (
    <div className="skeleton">
      <p className="hidden">{words.loading}</p>
      {ROWS.map((row) => (
        <span key={row} aria-hidden="true" />
      ))}
    </div>
  );
}

/** The lower edge of a list: how fresh it is. */
export function Freshness({ asOf, children }: { readonly asOf: string; readonly children?: ReactNode }) {
  const words = useFrameWords().list;
  return (
    <div className="foot">
      {words.asOf(asOf)} {children}
    </div>
  );
}
