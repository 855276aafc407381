import { useState, type ReactNode } from 'react';
import type { PaperOwner } from '../api/resources/papers.ts';
import { useCaseWords } from '../words/case.ts';
import { Papers } from './papers.tsx';
import './case.css';

interface BesideProps {
  readonly owner: PaperOwner;
  readonly children: ReactNode;
}

/** A record beside its papers; below 1,180 px one of them, as on the desk. */
export function BesidePapers({ owner, children }: BesideProps) {
  const words = useCaseWords();
  const [tab, setTab] = useState<'record' | 'papers'>('record');
  return (
    <div className="beside">
      <article className={tab === 'record' ? 'record' : 'record behind'}>
        <button type="button" className="link tab" onClick={() => setTab('papers')}>
          {words.papersTab}
        </button>
        {children}
      </article>
      <div className={tab === 'papers' ? 'papers-pane' : 'papers-pane behind'}>
        <button type="button" className="link tab" onClick={() => setTab('record')}>
          {words.caseTab}
        </button>
        <Papers owner={owner} opensFirst={false} />
      </div>
    </div>
  );
}
