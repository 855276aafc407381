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

/** Of a class, beside its papers. */
const TABLES = ['attendance', 'results'] as const;
type Table = (typeof TABLES)[number];

/** The papers of a case, one at a time, or two versions of one side by side; of a class its attendance and results, too. */
export function Papers({ owner, opensFirst, here = (act) => act() }: PapersProps) {
  const words = useCaseWords().papers;
  const [chosen, setOpen] = useState<number | Table | null>(null);
  const papers = useQuery(papersQuery(owner));
  const items = papers.data ?? [];
  // What is read for a purpose is opened by nobody but its reader.
  const first = opensFirst && items.length > 0 && items[0]?.reading !== 'withPurpose' ? 0 : -1;
  const open = chosen ?? first;
  const classId = useClassOf(owner);
  // The tables stand behind the last paper.
  const places = [...items.keys(), ...(classId === null ? [] : TABLES)];
  const turn = (by: number) =>
    setOpen((now) => {
      const from = places.indexOf(now ?? first);
      return places[Math.max(0, Math.min(places.length - 1, from + by))] ?? now;
    });
  useKeys({ documentBefore: () => here(() => turn(-1)), documentAfter: () => here(() => turn(1)) });
  const paper = typeof open === 'string' ? undefined : items[open];
  return (
    <aside className="papers" aria-labelledby="papers">
      <h2 id="papers">{words.heading}</h2>
      {classId !== null && <TableChoices open={open} onOpen={setOpen} />}
      <AskedOnce what={words.heading} {...askedOf(papers)}>
        {(all) => (
          <>
            <div role="group" aria-label={words.heading} className="chips">
              {all.map((one, position) => (
                <button key={one.id} type="button" aria-pressed={position === open} onClick={() => setOpen(position)}>
                  {one.label}
                </button>
              ))}
            </div>
            {paper !== undefined && <OpenPaper key={paper.id} owner={owner} paper={paper} onTurn={turn} />}
            {paper === undefined && typeof open === 'number' && (
              <p className="quiet">{all.length === 0 ? words.none : words.choose}</p>
            )}
          </>
        )}
      </AskedOnce>
      {classId !== null && typeof open === 'string' && <ClassTable of={open} classId={classId} onTurn={turn} />}
    </aside>
  );
}

/** The class whose attendance and results belong to the case; null for a case without one. */
function useClassOf({ of, id }: PaperOwner): string | null {
  const claim = useQuery({ ...claimQuery(id), enabled: of === 'claim' });
  return of === 'filing' ? id : (claim.data?.filingId ?? null);
}

interface TableChoicesProps {
  readonly open: number | Table;
  readonly onOpen: (table: Table) => void;
}

function TableChoices({ open, onOpen }: TableChoicesProps) {
  const { ofClass } = useCaseWords().papers;
  const labels = useFilingsWords();
  return (
    <div role="group" aria-label={ofClass} className="chips">
      {TABLES.map((table) => (
        <button key={table} type="button" aria-pressed={table === open} onClick={() => onOpen(table)}>
          {labels[table]}
        </button>
      ))}
    </div>
  );
}

interface ClassTableProps {
  readonly of: Table;
  readonly classId: string;
  readonly onTurn: (by: number) => void;
}

function ClassTable({ of, classId, onTurn }: ClassTableProps) {
  const labels = useFilingsWords();
  return (
    <>
      <p className="paper-bar">
        <span className="grow" />
        <Turn onTurn={onTurn} />
      </p>
      <div role="group" aria-label={labels[of]} className="sheet" tabIndex={0}>
        {of === 'attendance' ? <AttendanceTable filingId={classId} /> : <ResultTable filingId={classId} />}
      </div>
    </>
  );
}

/** To the paper before and after. */
function Turn({ onTurn }: Pick<ClassTableProps, 'onTurn'>) {
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
