import type { Buffer } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { Problem } from '../kernel/problem.ts';

/**
 * The text of an XML file in the encoding that its first line names; null for what does not begin as XML does.
 * @throws Problem FILE_NOT_READABLE where the bytes are no text in that encoding
 */
export function xmlTextOf(bytes: Buffer): string | null {
  const beginning = decoded(bytes.subarray(0, BEGINNING), markOf(bytes) ?? 'latin1', false);
  if (!/^\uFEFF?\s*</.test(beginning.replace(/^ï»¿/, ''))) {
    return null;
  }
  const [, named = 'utf-8'] = /^[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(beginning) ?? [];
  return decoded(bytes, markOf(bytes) ?? named, true);
}

const BEGINNING = 300;

function markOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return 'utf-16le';
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return 'utf-16be';
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

function decoded(bytes: Buffer, encoding: string, fatal: boolean): string {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    throw new Problem('FILE_NOT_READABLE');
  }
}
