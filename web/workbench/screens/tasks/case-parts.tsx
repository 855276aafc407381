import { useId, type ReactNode } from 'react';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { faultOf } from '../../api/problem.ts';
import { useFrameWords } from '../../words/frame.ts';

interface SectionProps {
  readonly title: string;
  /** Beside the title, part of the region's name. */
  readonly note?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A region of the case, named by its heading. */
export function Section({ title, note, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <h3 id={id}>
        {title} {note}
      </h3>
      {children}
    </section>
  );
}

/** A request, as far as its states are shown. */
export interface AskedQuery<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  refetch(): Promise<unknown>;
}

interface AskedProps<T> {
  readonly what: string;
  readonly query: AskedQuery<T>;
  readonly children: (data: T) => ReactNode;
}

/** What one request answers: loading and failed never look like an answer. */
export function Asked<T>({ what, query, children }: AskedProps<T>) {
  const words = useFrameWords().list;
  const fault = faultOf(query.error);
  return (
    <>
      {fault !== null && (
        <ProblemAlert fault={fault} before={words.failed(what)}>
          <button type="button" className="plain" onClick={() => void query.refetch()}>
            {words.retry}
          </button>
        </ProblemAlert>
      )}
      {query.data === undefined
        ? fault === null && (
            <p className="quiet" aria-busy="true">
              {words.loading}
            </p>
          )
        : children(query.data)}
    </>
  );
}
