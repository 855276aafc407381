import type { ReactNode } from 'react';
import { useFrameWords } from '../words/frame.ts';
import { isForbidden, type Fault } from './fault.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface AskedProps<T> {
  /** What was asked for, for the sentence `未能读取…`. */
  readonly what: string;
  /** It is the whole page, whose own heading comes with the answer: until then what was asked for heads it. */
  readonly isPage?: boolean;
  readonly data: T | undefined;
  readonly fault: Fault | null;
  readonly onRetry: () => void;
  readonly children: (data: T) => ReactNode;
}

/** What one request answers: loading and failed never look like an answer. */
export function AskedOnce<T>({ what, isPage = false, data, fault, onRetry, children }: AskedProps<T>) {
  const words = useFrameWords().list;
  return (
    <>
      {isPage && data === undefined && <h1 className="hidden waits">{what}</h1>}
      {fault !== null && <Failed what={what} fault={fault} onRetry={onRetry} />}
      {data === undefined
        ? fault === null && (
            <p className="quiet" aria-busy="true">
              {words.loading}
            </p>
          )
        : children(data)}
    </>
  );
}

interface NotReadProps {
  readonly what: string;
  readonly fault: Fault | null;
  readonly onRetry: () => void;
}

/** Says that what may stand here was not read, and asks again; left out for who has no right to it, or no longer. */
export function NotRead({ what, fault, onRetry }: NotReadProps) {
  return fault === null || isNoneOfReader(fault) ? null : <Failed what={what} fault={fault} onRetry={onRetry} />;
}

/** What the reader may not see is absent to them, as a task that went on to another desk. */
function isNoneOfReader(fault: Fault): boolean {
  return isForbidden(fault) || (fault.kind === 'refused' && fault.code === 'NOT_FOUND');
}

function Failed({ what, fault, onRetry }: NotReadProps & { readonly fault: Fault }) {
  const words = useFrameWords().list;
  return (
    <ProblemAlert fault={fault} before={words.failed(what)}>
      <button type="button" className="plain" onClick={onRetry}>
        {words.retry}
      </button>
    </ProblemAlert>
  );
}
