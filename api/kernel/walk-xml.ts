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

/** @throws Problem FILE_NOT_A_TABLE for what is not well-formed, ends too early, or has a document type, as no office program writes it */
export async function walkXml(zip: ZipParts, part: string, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser();
  let isDone = false;
  let isBegun = false;
  parser.on('error', refuse);
  parser.on('doctype', refuse);
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
    isBegun ||= text !== '';
    parser.write(text);
    return !isDone;
  });
  if (isBegun && !isDone) {
    parser.close();
  }
}

function refuse(): never {
  throw new Problem('FILE_NOT_A_TABLE');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
