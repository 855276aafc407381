import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { Problem } from './problem.ts';

/** The largest unpacked size of a document; a workbook of 20,000 rows needs a third of it. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 2_000;

/** Visits an archive's parts in order. `chunk` gets a part's unpacked bytes; throwing a Problem ends the walk. */
export interface ZipVisitor {
  readonly entry: (name: string) => void;
  /** Absent: parts are listed and not unpacked. */
  readonly chunk?: (name: string, bytes: Buffer) => void;
}

/**
 * Walks an archive before any other reader and stores nothing: a zip bomb is refused by its real unpacked size,
 * not by its declared size. A file that is not an archive is refused with FILE_NOT_A_TABLE.
 */
export async function inspectZip(bytes: Buffer, visitor: ZipVisitor): Promise<void> {
  const zip = await open(bytes);
  let unpacked = 0;
  let entries = 0;
  await new Promise<void>((resolve, reject) => {
    const step = async (entry: yauzl.Entry): Promise<void> => {
      entries += 1;
      refuseUnless(entries <= MAX_ENTRIES && unpacked + entry.uncompressedSize <= MAX_UNPACKED_BYTES);
      visitor.entry(entry.fileName);
      const { chunk } = visitor;
      if (chunk !== undefined && !entry.fileName.endsWith('/')) {
        await drain(await openEntry(zip, entry), (part) => {
          unpacked += part.length;
          refuseUnless(unpacked <= MAX_UNPACKED_BYTES);
          chunk(entry.fileName, part);
        });
      }
      zip.readEntry();
    };
    zip.on('entry', (entry: yauzl.Entry) => void step(entry).catch(reject));
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  }).catch((error: unknown) => {
    throw error instanceof Problem ? error : new Problem('FILE_NOT_A_TABLE');
  });
}

function refuseUnless(holds: boolean): void {
  if (!holds) {
    throw new Problem('FILE_TOO_LARGE');
  }
}

function open(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error === null) {
        resolve(zip);
      } else {
        reject(new Problem('FILE_NOT_A_TABLE'));
      }
    });
  });
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) {
        resolve(stream);
      } else {
        reject(new Problem('FILE_NOT_A_TABLE'));
      }
    });
  });
}

async function drain(stream: Readable, see: (part: Buffer) => void): Promise<void> {
  try {
    for await (const part of stream) {
      if (Buffer.isBuffer(part)) {
        see(part);
      }
    }
  } finally {
    stream.destroy();
  }
}
