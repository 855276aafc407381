import type { Upload } from './route.ts';
import { documentType } from './document-type.ts';

export interface StoredDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** An uploaded document: a file whose kind is detected from its content, or a typed text. */
export async function uploadedDocument(
  kind: string,
  file: Upload | undefined,
  text: string | undefined,
): Promise<StoredDocument> {
  if (file !== undefined) {
    return { name: file.name, mediaType: await documentType(file.content), content: file.content };
  }
  return { name: `${kind}.txt`, mediaType: 'text/plain; charset=utf-8', content: Buffer.from(text ?? '', 'utf8') };
}
