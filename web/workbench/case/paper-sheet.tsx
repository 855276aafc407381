import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { askedOf } from '../api/asked.ts';
import { fileQuery, fileTextQuery, type Paper } from '../api/resources/papers.ts';
import { AskedOnce } from '../parts/asked.tsx';
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
      {paper.reading === 'open' ? <Content paper={paper} name={name} /> : <p className="quiet">{listOnly}</p>}
    </div>
  );
}

/** Asked for only where the list says that its reader may see it. */
function Content({ paper, name }: SheetProps) {
  return paper.preview === 'text' ? <TextSheet paper={paper} name={name} /> : <FileSheet paper={paper} name={name} />;
}

function TextSheet({ paper, name }: SheetProps) {
  const text = useQuery(fileTextQuery(paper.id));
  return (
    <AskedOnce what={name} {...askedOf(text)}>
      {(words) => <div className="plain-text">{words}</div>}
    </AskedOnce>
  );
}

function FileSheet({ paper, name }: SheetProps) {
  const { opening } = useFrameWords();
  const file = useQuery(fileQuery(paper.id));
  return (
    <AskedOnce what={name} {...askedOf(file)}>
      {(content) =>
        paper.preview === 'pdf' ? (
          <Suspense fallback={<p className="quiet">{opening}</p>}>
            <PdfPages content={content} label={name} />
          </Suspense>
        ) : (
          <AtAddress content={content} paper={paper} name={name} />
        )
      }
    </AskedOnce>
  );
}

/** The content has an address of its own for as long as it is shown. */
function AtAddress({ content, paper, name }: SheetProps & { readonly content: Blob }) {
  const words = useCaseWords().papers;
  const address = useMemo(() => URL.createObjectURL(content), [content]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return paper.preview === 'image' ? (
    <img src={address} alt={words.image(name)} />
  ) : (
    <p>
      {words.noPreview}{' '}
      <a href={address} download={paper.name ?? paper.label}>
        {words.download}
      </a>
    </p>
  );
}
