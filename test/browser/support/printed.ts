import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';

// The reader of PDFs makes one matrix when it is loaded, for drawing. Nothing is drawn here.
for (const drawing of ['DOMMatrix', 'ImageData', 'Path2D']) {
  vi.stubGlobal(drawing, Object);
}
const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');

/** A font names some characters by their radical, which looks the same: these have no normal form in Unicode. */
const RADICALS: Readonly<Record<string, string>> = { '⻅': '见', '⻆': '角', '⻓': '长', '⻔': '门', '⻚': '页' };

/** Radicals as the characters that a person reads. */
function asRead(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (sign) => RADICALS[sign] ?? sign.normalize('NFKC'));
}

interface PrintedPage {
  /** Everything that stands on it, in the order of the file. */
  readonly text: string;
  /** How far the rightmost text lies from the right edge, in points; below zero it is cut. */
  readonly right: number;
  readonly width: number;
  readonly height: number;
}

/** What paper has of a page of the workbench with a sheet on it, once the styles for paper have come. */
export async function printOf(page: Page): Promise<readonly PrintedPage[]> {
  const isStyled = `[...document.styleSheets].some(({ href }) => href?.endsWith('/public/pages.css'))`;
  await expect.poll(() => page.evaluate(isStyled)).toBe(true);
  return printedPages(await page.pdf({ preferCSSPageSize: true }));
}

/** The pages of a PDF as somebody reads them on paper. */
async function printedPages(pdf: Buffer): Promise<readonly PrintedPage[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS }).promise;
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const texts = (await page.getTextContent()).items.flatMap((item) => ('str' in item ? [item] : []));
    const edges = texts
      .filter(({ str }) => str.trim() !== '')
      .map(({ transform, width: wide }) => Number(transform[4]) + wide);
    pages.push({
      text: asRead(texts.map(({ str }) => str).join('')),
      right: width - Math.max(0, ...edges),
      width,
      height,
    });
  }
  await document.destroy();
  return pages;
}
