import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { papersQuery, paperVersionsQuery, type Paper, type PaperOwner } from '../../api/resources/papers.ts';
import { keyLabel, useKeySettings } from '../../keys/bindings.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { when } from '../../parts/format.ts';
import { useCaseWords } from '../../words/case.ts';
import { Asked } from './case-parts.tsx';
import { PaperSheet } from './paper-sheet.tsx';
import { useHere } from './use-here.ts';

/** The papers of the case beside it, one at a time, or two versions of one side by side. */
export function Papers({ owner }: { readonly owner: PaperOwner }) {
  const words = useCaseWords().papers;
  const [place, setPlace] = useState(0);
  const papers = useQuery(papersQuery(owner));
  const items = papers.data ?? [];
  const turn = (by: number) => setPlace((now) => Math.max(0, Math.min(items.length - 1, now + by)));
  const here = useHere();
  useKeys({ documentBefore: () => here(() => turn(-1)), documentAfter: () => here(() => turn(1)) });
  const paper = items[place];
  return (
    <aside className="papers" aria-labelledby="papers">
      <h2 id="papers">{words.heading}</h2>
      <Asked what={words.heading} query={papers}>
        {(all) => (
          <>
            <div role="group" aria-label={words.heading} className="chips">
              {all.map((one, position) => (
                <button key={one.id} type="button" aria-pressed={position === place} onClick={() => setPlace(position)}>
                  {one.label}
                </button>
              ))}
            </div>
            {paper === undefined ? (
              <p className="quiet">{words.none}</p>
            ) : (
              <OpenPaper key={paper.id} owner={owner} paper={paper} onTurn={turn} />
            )}
          </>
        )}
      </Asked>
    </aside>
  );
}

interface OpenPaperProps {
  readonly owner: PaperOwner;
  readonly paper: Paper;
  readonly onTurn: (by: number) => void;
}

function OpenPaper({ owner, paper, onTurn }: OpenPaperProps) {
  const words = useCaseWords();
  const { bindings } = useKeySettings();
  const [isCompared, setCompared] = useState(false);
  const hasOlder = paper.versions > 1;
  return (
    <>
      <p className="paper-bar">
        <span>{words.papers.version(paper.version)}</span>
        <span>{words.uploaded(when(paper.uploadedAt))}</span>
        <span className="quiet">{words.papers.ofs[paper.of]}</span>
        {hasOlder && (
          <button type="button" className="link" aria-pressed={isCompared} onClick={() => setCompared(!isCompared)}>
            {isCompared ? words.papers.alone : words.papers.compare(paper.version - 1)}
          </button>
        )}
        <span className="grow" />
        <button type="button" className="text" onClick={() => onTurn(-1)}>
          <span className="hidden">{words.papers.before}</span>
          <kbd aria-hidden="true">{keyLabel(bindings.documentBefore[0])}</kbd>
        </button>
        <button type="button" className="text" onClick={() => onTurn(1)}>
          <span className="hidden">{words.papers.after}</span>
          <kbd aria-hidden="true">{keyLabel(bindings.documentAfter[0])}</kbd>
        </button>
      </p>
      {isCompared ? <TwoVersions owner={owner} paper={paper} /> : <PaperSheet paper={paper} name={paper.label} />}
    </>
  );
}

/** The version before on the left, the current one on the right. */
function TwoVersions({ owner, paper }: Pick<OpenPaperProps, 'owner' | 'paper'>) {
  const words = useCaseWords().papers;
  const versions = useQuery(paperVersionsQuery(owner, paper.kind));
  return (
    <Asked what={paper.label} query={versions}>
      {(all) => (
        <div className="versions">
          {all
            // The paper of this person, where several people have one of the kind.
            .filter(({ of, lineId }) => of === paper.of && lineId === paper.lineId)
            .slice(0, 2)
            .toReversed()
            .map((one) => (
              <PaperSheet key={one.id} paper={one} name={`${paper.label} ${words.version(one.version)}`} />
            ))}
        </div>
      )}
    </Asked>
  );
}
