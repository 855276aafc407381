import {
  getDocument,
  GlobalWorkerOptions,
  RenderingCancelledException,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useCaseWords } from '../words/case.ts';

GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** Sharp on a display with two dots a pixel, and not more than that on others. */
const SCALE = 1.6;

/** A PDF, page by page below each other; nothing is evaluated and nothing fetched from elsewhere. */
export default function PdfPages({ content, label }: { readonly content: Blob; readonly label: string }) {
  const words = useCaseWords().papers;
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let isShown = true;
    const opened = content.arrayBuffer().then((data) => getDocument({ data, isEvalSupported: false, useWasm: false }));
    opened
      .then((task) => task.promise)
      .then((read) => isShown && setFile(read))
      .catch(() => isShown && setBroken(true));
    return () => {
      isShown = false;
      void opened.then((task) => task.destroy());
    };
  }, [content]);
  if (isBroken) {
    return <p role="alert">{words.noPreview}</p>;
  }
  const pages = Array.from({ length: file?.numPages ?? 0 }, (_, position) => position + 1);
  return (
    <>
      {file !== null &&
        pages.map((page) => (
          <PdfPage key={page} file={file} page={page} label={`${label} ${words.page(page, pages.length)}`} />
        ))}
    </>
  );
}

interface PdfPageProps {
  readonly file: PDFDocumentProxy;
  readonly page: number;
  readonly label: string;
}

function PdfPage({ file, page, label }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isShown = true;
    const draw = async () => {
      const drawn = await pageOf(file, page);
      const target = canvas.current;
      if (!isShown || drawn === null || target === null) {
        return;
      }
      const viewport = drawn.getViewport({ scale: SCALE });
      target.width = viewport.width;
      target.height = viewport.height;
      await drawn.render({ canvas: target, viewport }).promise.catch(unlessCancelled);
    };
    void draw();
    return () => {
      isShown = false;
    };
  }, [file, page]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

/** Nothing where the file was closed before it gave the page. */
async function pageOf(file: PDFDocumentProxy, page: number): Promise<PDFPageProxy | null> {
  try {
    return await file.getPage(page);
  } catch (error) {
    if (file.loadingTask.destroyed) {
      return null;
    }
    throw error;
  }
}

/** A drawing that is under way when its file is closed is cancelled; whatever else befalls it is a fault. */
function unlessCancelled(error: unknown): void {
  if (!(error instanceof RenderingCancelledException)) {
    throw error;
  }
}
