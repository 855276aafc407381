import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { faultOf } from '../../api/problem.ts';
import { paperContentQuery, papersQuery, type Paper } from '../../api/resources/papers.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { when } from '../../parts/format.ts';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';
import { Asked } from './case-parts.tsx';

const PdfPages = lazy(() => import('./paper-pdf.tsx'));

interface PapersProps {
  readonly claimId: string | undefined;
  readonly filingId: string | undefined;
}

/** The papers of the case beside it, one at a time. */
export function Papers({ claimId, filingId }: PapersProps) {
  const words = useCaseWords().papers;
  const [place, setPlace] = useState(0);
  const papers = useQuery(papersQuery(claimId, filingId));
  const items = papers.data ?? [];
  const turn = (by: number) => setPlace((now) => Math.max(0, Math.min(items.length - 1, now + by)));
  useKeys({ documentBefore: () => turn(-1), documentAfter: () => turn(1) });
  const paper = items[place];
  return (
    <aside className="papers" aria-labelledby="papers">
      <h3 id="papers">{words.heading}</h3>
      <Asked what={words.heading} query={papers}>
        {(all) => (
          <>
            <div role="group" aria-label={words.heading} className="chips">
              {all.map((one, position) => (
                <button
                  key={`${one.of}/${one.kind}`}
                  type="button"
                  aria-pressed={position === place}
                  onClick={() => setPlace(position)}
                >
                  {one.label}
                </button>
              ))}
            </div>
            {paper === undefined ? (
              <p className="quiet">{words.none}</p>
            ) : (
              <>
                <PaperBar paper={paper} onTurn={turn} />
                <PaperContent key={`${paper.of}/${paper.kind}/${paper.uploadedAt}`} paper={paper} />
              </>
            )}
          </>
        )}
      </Asked>
    </aside>
  );
}

function PaperBar({ paper, onTurn }: { readonly paper: Paper; readonly onTurn: (by: number) => void }) {
  const words = useCaseWords();
  return (
    <p className="paper-bar">
      <span>{words.uploaded(when(paper.uploadedAt))}</span>
      <span className="quiet">{paper.of === 'claim' ? words.papers.ofClaim : words.papers.ofFiling}</span>
      <span className="grow" />
      <button type="button" className="text" onClick={() => onTurn(-1)}>
        <span className="hidden">{words.papers.before}</span>
        <kbd aria-hidden="true">[</kbd>
      </button>
      <button type="button" className="text" onClick={() => onTurn(1)}>
        <span className="hidden">{words.papers.after}</span>
        <kbd aria-hidden="true">]</kbd>
      </button>
    </p>
  );
}

/** A paper in the pane: text, picture or PDF; everything else can be saved. */
function PaperContent({ paper }: { readonly paper: Paper }) {
  const words = useFrameWords().list;
  const content = useQuery(paperContentQuery(paper));
  return (
    <div role="region" aria-label={paper.label} className="sheet" tabIndex={0} aria-busy={content.isFetching}>
      {content.data === undefined && faultOf(content.error) === null ? (
        <p className="quiet">{words.loading}</p>
      ) : (
        <Asked what={paper.label} query={content}>
          {(blob) => <Shown paper={paper} content={blob} />}
        </Asked>
      )}
    </div>
  );
}

function Shown({ paper, content }: { readonly paper: Paper; readonly content: Blob }) {
  const words = useCaseWords().papers;
  const { opening } = useFrameWords();
  if (paper.mediaType.startsWith('text/')) {
    return <PlainText content={content} />;
  }
  if (paper.mediaType === 'application/pdf') {
    return (
      <Suspense fallback={<p className="quiet">{opening}</p>}>
        <PdfPages content={content} label={paper.label} />
      </Suspense>
    );
  }
  return (
    <WithAddress content={content}>{(address) => <Saved paper={paper} address={address} words={words} />}</WithAddress>
  );
}

function Saved(props: {
  readonly paper: Paper;
  readonly address: string;
  readonly words: ReturnType<typeof useCaseWords>['papers'];
}) {
  const { paper, address, words } = props;
  return paper.mediaType.startsWith('image/') ? (
    <img src={address} alt={words.image(paper.label)} />
  ) : (
    <p>
      {words.noPreview}{' '}
      <a href={address} download={paper.name ?? paper.label}>
        {words.download}
      </a>
    </p>
  );
}

function PlainText({ content }: { readonly content: Blob }) {
  const [text, setText] = useState('');
  useEffect(() => {
    let isShown = true;
    void content.text().then((read) => isShown && setText(read));
    return () => {
      isShown = false;
    };
  }, [content]);
  return <div className="plain-text">{text}</div>;
}

/** An address of the content, for as long as it is shown. */
function WithAddress(props: { readonly content: Blob; readonly children: (address: string) => ReactNode }) {
  const { content, children } = props;
  const address = useMemo(() => URL.createObjectURL(content), [content]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return children(address);
}
