import { TextDecoder } from 'node:util';
import { Problem } from './problem.ts';

/**
 * The text of a csv or txt file: UTF-8 with or without a byte order mark, UTF-16 with one, otherwise GB 18030, which is
 * the encoding of Excel in Chinese offices. Any other content, or content with NUL, is not text.
 */
export function decodeText(bytes: Buffer): string {
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
  return text;
}

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return attempt(bytes, 'utf-16le');
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return attempt(bytes, 'utf-16be');
  }
  return attempt(bytes, 'utf-8') ?? attempt(bytes, 'gb18030');
}

function attempt(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
