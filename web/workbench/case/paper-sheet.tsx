import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { askedOf } from '../api/asked.ts';
import { Refused } from '../api/problem.ts';
import { fileAddress, fileQuery, fileTextQuery, type Paper } from '../api/resources/papers.ts';
import { AskedOnce } from '../parts/asked.tsx';
import { SaveLinks } from '../parts/save-link.tsx';
import { useCaseWords } from '../words/case.ts';
import { useFrameWords } from '../words/frame.ts';

const PdfPages = lazy(() => import('./paper-pdf.tsx'));

interface SheetProps {
  readonly paper: Paper;
  /** What the region is called. */
  readonly name: string;
}

/** One version in the pane: text, also of letters and tables, picture, or PDF; everything else can be saved. */
export function PaperSheet({ paper, name }: SheetProps) {
  const { listOnly } = useCaseWords().papers;
  return (
    <div role="region" aria-label={name} className="sheet" tabIndex={0}>
      {paper.reading === 'closed' ? <p className="quiet">{listOnly}</p> : <Content paper={paper} name={name} />}
    </div>
  );
}

/** Asked for only where the list says that its reader may see it. */
function Content({ paper, name }: SheetProps) {
  return paper.preview === 'text' ? <TextSheet paper={paper} name={name} /> : <FileSheet paper={paper} name={name} />;
}

/** A letter whose text cannot be read can be saved, as other files that are not shown. */
function TextSheet({ paper, name }: SheetProps) {
  const { download } = useCaseWords().papers;
  const text = useQuery(fileTextQuery(paper));
  return (
    <>
      <AskedOnce what={name} {...askedOf(text)}>
        {(words) => <div className="plain-text">{words}</div>}
      </AskedOnce>
      {text.error instanceof Refused && <SaveLinks files={[[fileAddress(paper), download]]} />}
    </>
  );
}

function FileSheet({ paper, name }: SheetProps) {
  const file = useQuery(fileQuery(paper));
  return (
    <AskedOnce what={name} {...askedOf(file)}>
      {(content) => <Shown content={content} paper={paper} name={name} />}
    </AskedOnce>
  );
}

/** The content has an address of its own for as long as it is shown. */
function Shown({ content, paper, name }: SheetProps & { readonly content: Blob }) {
  const { opening } = useFrameWords();
  const words = useCaseWords().papers;
  const [isBroken, setBroken] = useState(false);
  const address = useMemo(() => URL.createObjectURL(content), [content]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  const download = (
    <a href={address} download={paper.name ?? paper.label}>
      {words.download}
    </a>
  );
  if (paper.preview === 'pdf') {
    return (
      <Suspense fallback={<p className="quiet">{opening}</p>}>
        <PdfPages content={content} label={name} otherwise={download} />
      </Suspense>
    );
  }
  return paper.preview === 'image' && !isBroken ? (
    <img src={address} alt={words.image(name)} onError={() => setBroken(true)} />
  ) : (
    <p role={isBroken ? 'alert' : undefined}>
      {words.noPreview} {download}
    </p>
  );
}
