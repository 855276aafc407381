import { SaxesParser } from 'saxes';
import { Problem } from './problem.ts';
import type { ZipParts } from './zip-parts.ts';

/** What is seen of an XML part, by names without their prefix. CDATA is text like any other (F12). */
export interface XmlVisitor {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  /** Returns false when nothing more is to be read. */
  readonly close?: (name: string) => boolean;
}

/** @throws Problem FILE_NOT_A_TABLE for what is not well-formed */
export async function walkXml(zip: ZipParts, part: string, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser();
  let isDone = false;
  parser.on('error', () => {
    throw new Problem('FILE_NOT_A_TABLE');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (!isDone) {
      visitor.open?.(localName(name), attributes);
    }
  });
  const seeText = (text: string) => {
    if (!isDone) {
      visitor.text?.(text);
    }
  };
  parser.on('text', seeText);
  parser.on('cdata', seeText);
  parser.on('closetag', ({ name }) => {
    isDone ||= visitor.close?.(localName(name)) === false;
  });
  await zip.readText(part, (text) => {
    parser.write(text);
    return !isDone;
  });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
