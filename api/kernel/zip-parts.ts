import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import yauzl from 'yauzl';
import { Problem } from './problem.ts';

/** The largest unpacked size of what is read of an archive; a workbook of 20,000 rows needs a third of it. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 2_000;

export interface ZipParts {
  /** The names of the parts as the archive writes them. */
  readonly names: readonly string[];
  /** True if there is a part of this name, as `readText` compares names. */
  has(name: string): boolean;
  /**
   * Unpacks one part and passes its text on in pieces, until `see` returns false; nothing for a part that is absent.
   * Names are compared without case, with `/` for `\\`, and from the archive's root, as spreadsheets do.
   * @throws Problem FILE_TOO_LARGE once all parts together are larger than they may be, by their real size
   */
  readText(name: string, see: (text: string) => boolean): Promise<void>;
}

/**
 * The list of an archive's parts; nothing is unpacked before it is asked for.
 * @throws Problem FILE_NOT_A_TABLE for what is no archive or has two parts of one name, FILE_TOO_LARGE for one with thousands of parts
 */
export async function openZip(bytes: Buffer): Promise<ZipParts> {
  const zip = await fromBuffer(bytes);
  const entries = await listed(zip);
  let unpacked = 0;
  return {
    names: [...entries.values()].map(({ fileName }) => fileName),
    has: (name) => entries.has(sameName(name)),
    async readText(name, see) {
      const entry = entries.get(sameName(name));
      if (entry === undefined) {
        return;
      }
      const decoder = new TextDecoder('utf-8');
      const stream = await unpackedPart(zip, entry);
      try {
        for await (const part of stream) {
          const bytesOfPart = Buffer.from(part);
          unpacked += bytesOfPart.length;
          if (unpacked > MAX_UNPACKED_BYTES) {
            throw new Problem('FILE_TOO_LARGE');
          }
          if (!see(decoder.decode(bytesOfPart, { stream: true }))) {
            return;
          }
        }
        see(decoder.decode());
      } catch (error) {
        throw error instanceof Problem ? error : new Problem('FILE_NOT_A_TABLE');
      } finally {
        stream.destroy();
      }
    },
  };
}

/** The form of a name in which two names of one part are equal. */
function sameName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function listed(zip: yauzl.ZipFile): Promise<ReadonlyMap<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      const name = sameName(entry.fileName);
      if (entries.has(name) && !name.endsWith('/')) {
        reject(new Problem('FILE_NOT_A_TABLE'));
        return;
      }
      entries.set(name, entry);
      if (entries.size > MAX_ENTRIES) {
        reject(new Problem('FILE_TOO_LARGE'));
        return;
      }
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(new Problem('FILE_NOT_A_TABLE')));
    zip.readEntry();
  });
}

function fromBuffer(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null) {
        resolve(zip);
      } else {
        reject(new Problem('FILE_NOT_A_TABLE'));
      }
    });
  });
}

function unpackedPart(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
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
