import type { ReactNode } from 'react';
import type { PaperOwner } from '../api/resources/papers.ts';
import { useCaseWords } from '../words/case.ts';
import { Papers } from './papers.tsx';
import { usePanes } from './use-panes.ts';
import './case.css';

interface BesideProps {
  readonly owner: PaperOwner;
  readonly children: ReactNode;
}

/** A record beside its papers; below 1,180 px one of them, as on the desk. */
export function BesidePapers({ owner, children }: BesideProps) {
  const words = useCaseWords();
  const { shown, way, turnTo } = usePanes<'record' | 'papers'>('record');
  const hasPapers = shown === 'papers';
  return (
    <div className="beside">
      <article className={hasPapers ? 'record behind' : 'record'}>
        <button ref={hasPapers ? null : way} type="button" className="link tab" onClick={() => turnTo('papers')}>
          {words.papersTab}
        </button>
        {children}
      </article>
      <div className={hasPapers ? 'papers-pane' : 'papers-pane behind'}>
        <button ref={hasPapers ? way : null} type="button" className="link tab" onClick={() => turnTo('record')}>
          {words.caseTab}
        </button>
        <Papers owner={owner} opensFirst={false} />
      </div>
    </div>
  );
}
