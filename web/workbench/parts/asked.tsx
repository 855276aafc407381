import type { ReactNode } from 'react';
import { useFrameWords } from '../words/frame.ts';
import type { Fault } from './fault.ts';
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
      {fault !== null && (
        <ProblemAlert fault={fault} before={words.failed(what)}>
          <button type="button" className="plain" onClick={onRetry}>
            {words.retry}
          </button>
        </ProblemAlert>
      )}
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
