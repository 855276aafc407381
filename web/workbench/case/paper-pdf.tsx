import {
  getDocument,
  GlobalWorkerOptions,
  RenderingCancelledException,
  VerbosityLevel,
  version,
  type PDFDocumentProxy,
} from 'pdfjs-dist';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useCaseWords } from '../words/case.ts';

GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** What a file names and does not hold: character maps, fonts, a decoder. The build puts them there, and only what is asked for is loaded. */
const DATA = `${import.meta.env.BASE_URL}assets/pdf-${version}/`;

/** Nothing is evaluated, and nothing fetched from elsewhere. */
const OPTIONS = {
  isEvalSupported: false,
  useWasm: false,
  useWorkerFetch: false,
  cMapUrl: `${DATA}cmaps/`,
  cMapPacked: true,
  standardFontDataUrl: `${DATA}standard_fonts/`,
  wasmUrl: `${DATA}wasm/`,
  // That a font is drawn with another one is no news for the console.
  verbosity: VerbosityLevel.ERRORS,
};

/** Sharp on a display with two dots a pixel, and not more than that on others. */
const SCALE = 1.6;

interface PdfPagesProps {
  readonly content: Blob;
  readonly label: string;
  /** How else the file is read, where it or a page of it cannot be shown. */
  readonly otherwise: ReactNode;
}

/** A PDF, page by page below each other. */
export default function PdfPages({ content, label, otherwise }: PdfPagesProps) {
  const words = useCaseWords().papers;
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [isBroken, setBroken] = useState(false);
  const [missing, setMissing] = useState<readonly number[]>([]);
  const addMissing = useCallback(
    (page: number) => setMissing((now) => [...now, page].toSorted((one, other) => one - other)),
    [],
  );
  useEffect(() => {
    let isShown = true;
    const opened = content.arrayBuffer().then((data) => getDocument({ ...OPTIONS, data }));
    opened
      .then((task) => task.promise)
      .then((read) => isShown && setFile(read))
      .catch(() => isShown && setBroken(true));
    return () => {
      isShown = false;
      // Content that could not be read was told, and has nothing to close.
      void opened.then(
        (task) => task.destroy(),
        () => null,
      );
    };
  }, [content]);
  if (isBroken) {
    return (
      <p role="alert">
        {words.noPreview} {otherwise}
      </p>
    );
  }
  const pages = Array.from({ length: file?.numPages ?? 0 }, (_, position) => position + 1);
  return (
    <>
      {missing.length > 0 && (
        <p role="alert">
          {words.pagesNotShown(missing)} {otherwise}
        </p>
      )}
      {file !== null &&
        pages
          .filter((page) => !missing.includes(page))
          .map((page) => (
            <PdfPage
              key={page}
              file={file}
              page={page}
              label={`${label} ${words.page(page, pages.length)}`}
              onBroken={addMissing}
            />
          ))}
    </>
  );
}

interface PdfPageProps {
  readonly file: PDFDocumentProxy;
  readonly page: number;
  readonly label: string;
  readonly onBroken: (page: number) => void;
}

function PdfPage({ file, page, label, onBroken }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isShown = true;
    const draw = async () => {
      const drawn = await file.getPage(page);
      const target = canvas.current;
      if (!isShown || target === null) {
        return;
      }
      const viewport = drawn.getViewport({ scale: SCALE });
      target.width = viewport.width;
      target.height = viewport.height;
      await drawn.render({ canvas: target, viewport }).promise;
    };
    draw().catch((error: unknown) => {
      if (isShown && !isLetGo(file, error)) {
        onBroken(page);
      }
    });
    return () => {
      isShown = false;
    };
  }, [file, page, onBroken]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

/** A page that is under way when its file is closed is cancelled, or never given. */
function isLetGo(file: PDFDocumentProxy, error: unknown): boolean {
  return file.loadingTask.destroyed || error instanceof RenderingCancelledException;
}
