import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askedOf } from '../api/asked.ts';
import { claimQuery } from '../api/resources/claims.ts';
import { papersQuery, paperVersionsQuery, type Paper, type PaperOwner } from '../api/resources/papers.ts';
import { keyLabel, useKeySettings } from '../keys/bindings.ts';
import { useKeys } from '../keys/use-keys.ts';
import { AskedOnce } from '../parts/asked.tsx';
import { when } from '../parts/format.ts';
import { useCaseWords } from '../words/case.ts';
import { useFilingsWords } from '../words/filings.ts';
import { AttendanceTable, ResultTable } from './class-tables.tsx';
import { PaperSheet } from './paper-sheet.tsx';
import './case.css';

interface PapersProps {
  readonly owner: PaperOwner;
  /** The first paper stands open, as where it is judged; elsewhere it is read, and kept in the audit, when it is chosen. */
  readonly opensFirst: boolean;
  /** Whether the keys mean this case now. */
  readonly here?: (act: () => void) => void;
}

/** What can be opened: papers, and of a class its attendance and results. */
type Leaf = Paper | 'attendance' | 'results';

/** The papers of a case, one at a time, or two versions of one side by side. */
export function Papers({ owner, opensFirst, here = (act) => act() }: PapersProps) {
  const words = useCaseWords().papers;
  const [place, setPlace] = useState(opensFirst ? 0 : -1);
  const papers = useQuery(papersQuery(owner));
  const classId = useClassOf(owner);
  const leaves: readonly Leaf[] = [...(papers.data ?? []), ...(classId === null ? [] : OF_CLASS)];
  const turn = (by: number) => setPlace((now) => Math.max(0, Math.min(leaves.length - 1, now + by)));
  useKeys({ documentBefore: () => here(() => turn(-1)), documentAfter: () => here(() => turn(1)) });
  return (
    <aside className="papers" aria-labelledby="papers">
      <h2 id="papers">{words.heading}</h2>
      <AskedOnce what={words.heading} {...askedOf(papers)}>
        {() => (
          <>
            <Choices leaves={leaves} place={place} onChoose={setPlace} />
            <OpenLeaf owner={owner} classId={classId} leaf={leaves[place]} isNone={leaves.length === 0} onTurn={turn} />
          </>
        )}
      </AskedOnce>
    </aside>
  );
}

const OF_CLASS = ['attendance', 'results'] as const satisfies readonly Leaf[];

/** The class whose attendance and results belong to the case; null for a case without one. */
function useClassOf({ of, id }: PaperOwner): string | null {
  const claim = useQuery({ ...claimQuery(id), enabled: of === 'claim' });
  return of === 'filing' ? id : (claim.data?.filingId ?? null);
}

/** What a paper is called on its button and its sheet. */
function useLabels(): (leaf: Leaf) => string {
  const { attendance, results } = useFilingsWords();
  return (leaf) => (typeof leaf === 'string' ? { attendance, results }[leaf] : leaf.label);
}

interface ChoicesProps {
  readonly leaves: readonly Leaf[];
  readonly place: number;
  readonly onChoose: (place: number) => void;
}

function Choices({ leaves, place, onChoose }: ChoicesProps) {
  const { heading } = useCaseWords().papers;
  const labelOf = useLabels();
  return (
    <div role="group" aria-label={heading} className="chips">
      {leaves.map((leaf, position) => (
        <button
          key={typeof leaf === 'string' ? leaf : leaf.id}
          type="button"
          aria-pressed={position === place}
          onClick={() => onChoose(position)}
        >
          {labelOf(leaf)}
        </button>
      ))}
    </div>
  );
}

interface OpenLeafProps {
  readonly owner: PaperOwner;
  readonly classId: string | null;
  readonly leaf: Leaf | undefined;
  readonly isNone: boolean;
  readonly onTurn: (by: number) => void;
}

function OpenLeaf({ owner, classId, leaf, isNone, onTurn }: OpenLeafProps) {
  const words = useCaseWords().papers;
  const labelOf = useLabels();
  if (leaf === undefined) {
    return <p className="quiet">{isNone ? words.none : words.choose}</p>;
  }
  if (typeof leaf !== 'string') {
    return <OpenPaper key={leaf.id} owner={owner} paper={leaf} onTurn={onTurn} />;
  }
  return (
    <>
      <p className="paper-bar">
        <span className="grow" />
        <Turn onTurn={onTurn} />
      </p>
      <div role="group" aria-label={labelOf(leaf)} className="sheet" tabIndex={0}>
        {classId !== null && leaf === 'attendance' && <AttendanceTable filingId={classId} />}
        {classId !== null && leaf === 'results' && <ResultTable filingId={classId} />}
      </div>
    </>
  );
}

/** To the paper before and after. */
function Turn({ onTurn }: Pick<OpenLeafProps, 'onTurn'>) {
  const words = useCaseWords().papers;
  const { bindings } = useKeySettings();
  return (
    <>
      <button type="button" className="text" onClick={() => onTurn(-1)}>
        <span className="hidden">{words.before}</span>
        <kbd aria-hidden="true">{keyLabel(bindings.documentBefore[0])}</kbd>
      </button>
      <button type="button" className="text" onClick={() => onTurn(1)}>
        <span className="hidden">{words.after}</span>
        <kbd aria-hidden="true">{keyLabel(bindings.documentAfter[0])}</kbd>
      </button>
    </>
  );
}

interface OpenPaperProps {
  readonly owner: PaperOwner;
  readonly paper: Paper;
  readonly onTurn: (by: number) => void;
}

function OpenPaper({ owner, paper, onTurn }: OpenPaperProps) {
  const words = useCaseWords();
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
        <Turn onTurn={onTurn} />
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
    <AskedOnce what={paper.label} {...askedOf(versions)}>
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
    </AskedOnce>
  );
}
